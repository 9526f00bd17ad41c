import { describe, expect, it } from 'vitest';
import { createFusion, type FusionState } from '../../../electron/ocr/fuse.ts';
import { randomOf, simulateLine, simulateZone } from './posterior-simulator.ts';

const TODAY = '2026-08-01';
const TD3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const OTHER = ['P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<', 'C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4'];
const texts = (state: FusionState): string[] => state.document?.lines.map((line) => line.text) ?? [];

describe('frame fusion', () => {
  it('is sure of at least 95 in 100 easy clips within five frames, and never wrong', { timeout: 180_000 }, () => {
    let early = 0;
    const clips = 40;
    for (let clip = 0; clip < clips; clip += 1) {
      const fusion = createFusion({ today: TODAY });
      for (let frame = 1; frame <= 10; frame += 1) {
        const random = randomOf(clip * 100 + frame);
        // Now and then a frame is blurred by a movement.
        const noise = random() < 0.2 ? 0.45 : 0.1 + random() * 0.15;
        const state = fusion.add(simulateZone(TD3, { seed: clip * 1000 + frame, noise, pitch: 4.2 + random() }));
        if (state.state !== 'sure') continue;
        expect(texts(state)).toEqual(TD3);
        if (frame <= 5) early += 1;
        break;
      }
    }
    expect(early / clips).toBeGreaterThanOrEqual(0.95);
  });

  it('reads together what no single frame reads', () => {
    const fusion = createFusion({ today: TODAY });
    // A reflection wanders over the name: each frame hides four signs, never the same.
    const states = [6, 12, 18, 24].map((from, frame) => fusion.add(simulateZone(
      TD3, { seed: frame + 1 }, { 0: { unseen: [from, from + 1, from + 2, from + 3] } })));
    expect(states[0]?.state).toBe('reading');
    expect(texts(states[3] as FusionState)).toEqual(TD3);
  });

  it('forgives frames whose zone the edge cut, once others show it whole', () => {
    const fusion = createFusion({ today: TODAY });
    for (let frame = 0; frame < 2; frame += 1) {
      const cut = simulateZone(TD3, { seed: frame + 1 }).map((line, row) =>
        (row === 0 ? line : { ...line, shown: new Float32Array(line.steps).fill(0.85) }));
      expect(fusion.add(cut).document?.doubts.map(({ code }) => code)).toContain('line.clipped');
    }
    let state: FusionState = { state: 'searching', frames: 0 };
    for (let frame = 2; frame < 8; frame += 1) state = fusion.add(simulateZone(TD3, { seed: frame + 1 }));
    expect(state).toMatchObject({ state: 'sure', document: { doubts: [] } });
    expect(texts(state)).toEqual(TD3);
  });

  it('is not sure after a single frame, however clear', () => {
    expect(createFusion({ today: TODAY }).add(simulateZone(TD3)).state).toBe('reading');
  });

  it('keeps searching while frames show no zone', () => {
    const fusion = createFusion({ today: TODAY });
    expect(fusion.add([])).toEqual({ state: 'searching', frames: 0 });
    expect(fusion.add([simulateLine('ANYTHINGATALL')])).toEqual({ state: 'searching', frames: 0 });
  });

  it('is never sure while frames contradict each other in the name', () => {
    const fusion = createFusion({ today: TODAY });
    const twin = [(TD3[0] ?? '').replace('ERIKSSON', 'ERIKSSEN'), TD3[1] ?? ''];
    for (let frame = 0; frame < 8; frame += 1) {
      expect(fusion.add(simulateZone(frame % 2 === 0 ? TD3 : twin, { seed: frame + 1 })).state).not.toBe('sure');
    }
  });

  it('begins anew when another document comes, and forgets one that is taken away', () => {
    const fusion = createFusion({ today: TODAY });
    for (let frame = 0; frame < 4; frame += 1) fusion.add(simulateZone(TD3, { seed: frame + 1 }));
    let state: FusionState = { state: 'searching', frames: 0 };
    for (let frame = 0; frame < 5; frame += 1) state = fusion.add(simulateZone(OTHER, { seed: frame + 20 }));
    expect(state.state).toBe('sure');
    expect(texts(state)).toEqual(OTHER);
    for (let frame = 0; frame < 15; frame += 1) state = fusion.add([]);
    expect(state).toEqual({ state: 'searching', frames: 0 });
  });
});
