import type { SpawnSyncOptions, SpawnSyncReturns } from 'node:child_process';

export function packagesAreInPlace(root: string): boolean;
export function npm(args: readonly string[], options: SpawnSyncOptions): SpawnSyncReturns<Buffer>;
export function installPackages(root: string): void;
