import type { DeliveryCode } from '../../shared/delivery.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { Storage } from '../db/storage.ts';
import type { Destination } from '../destinations/destination.ts';
import type { Log } from '../log.ts';
import { startLane, type Lane } from './lane.ts';

/** Brings what the outbox holds to its destinations: one delivery at a time to each, all destinations side by side. */
export type Courier = {
  /** From now on these; one that is no longer among them finishes its attempt and keeps its deliveries waiting. */
  serve(destinations: readonly Destination[]): void;
  /** Something was confirmed. */
  kick(): void;
  /** The network is back or the machine woke up. */
  hurry(): void;
  /** A person asks: also destinations that refused everything are tried again. Without a name: everywhere. */
  retryNow(destination?: string): void;
  /** Destinations that refused everything, and why; nothing goes there until `retryNow`. */
  refusals(): { name: string; code: DeliveryCode }[];
  /** Drains: see Lane.stop. Nothing starts afterwards. */
  stop(): Promise<void>;
};

/** `settled`: called after each attempt. `random`: 0..1. */
export function createCourier(parts: {
  storage: Storage; log: Log; settled: () => void; clock?: Clock; random?: () => number;
}): Courier {
  const { storage, log, settled, clock = systemClock, random = Math.random } = parts;
  const lanes = new Map<string, Lane>();
  /** Lanes that are ending; a new one of the same name begins after the old one's end. */
  const ends = new Map<string, Promise<void>>();
  let stopped = false;

  const each = (deed: (lane: Lane) => void): void => lanes.forEach(deed);
  const unhear = storage.onState(() => each((lane) => lane.kick()));

  function end(lane: Lane): void {
    const { name } = lane.destination;
    lanes.delete(name);
    const ended = lane.stop();
    ends.set(name, ended);
    void ended.then(() => {
      if (ends.get(name) === ended) ends.delete(name);
    });
  }

  async function begin(destination: Destination): Promise<void> {
    const { name } = destination;
    while (ends.has(name)) await ends.get(name);
    if (stopped || wanted.get(name) !== destination || lanes.has(name)) return;
    lanes.set(name, startLane({ destination, storage, clock, random, log, settled }));
  }

  let wanted = new Map<string, Destination>();
  return {
    serve(destinations) {
      if (stopped) return;
      wanted = new Map(destinations.map((destination) => [destination.name, destination]));
      each((lane) => {
        if (wanted.get(lane.destination.name) !== lane.destination) end(lane);
      });
      for (const destination of wanted.values()) void begin(destination);
    },
    kick: () => each((lane) => lane.kick()),
    hurry: () => each((lane) => lane.hurry()),
    retryNow: (destination) => each((lane) => {
      if (destination === undefined || lane.destination.name === destination) lane.retryNow();
    }),
    refusals: () => [...lanes.values()].flatMap((lane) => {
      const code = lane.refusal();
      return code === null ? [] : [{ name: lane.destination.name, code }];
    }),
    async stop() {
      stopped = true;
      unhear();
      each(end);
      await Promise.all(ends.values());
    },
  };
}
