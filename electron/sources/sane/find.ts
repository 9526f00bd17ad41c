import type { FoundSource } from '../../../shared/sources.ts';
import { type Scanimage, scanimage, scanimageFailure } from './scanimage.ts';

/** Looking everywhere takes SANE long where a network does not answer. */
const SILENCE_MS = 25_000;

/** Kinds SANE calls devices by that never scan a document. */
const NO_SCANNER = /^(webcam|video camera|still camera|frame grabber)/i;

/** Every scanner SANE knows of; none where SANE is not installed. Rejects as `scanimage` fails. */
export async function findSane(signal: AbortSignal, run: Scanimage = scanimage): Promise<Omit<FoundSource, 'known'>[]> {
  const { exitCode, output, errors } = await run(['--formatted-device-list=%d\t%v %m\t%t%n'], { silence: SILENCE_MS }, signal);
  if (exitCode !== 0) throw scanimageFailure(exitCode, errors);
  return output.toString().split('\n').flatMap((line) => {
    const [device = '', name = '', type = ''] = line.split('\t');
    // What speaks eSCL is found by ourselves; through SANE it would stand there twice.
    if (device === '' || device.startsWith('-') || NO_SCANNER.test(type) || /^(airscan|escl|v4l):/.test(device)) return [];
    return [{ name: name.trim().slice(0, 60) || device.slice(0, 60), place: { kind: 'sane' as const, device } }];
  });
}
