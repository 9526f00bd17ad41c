import { powerMonitor } from 'electron';

/** Milliseconds since somebody last touched this computer, in whatever program. */
export const idleMs = (): number => powerMonitor.getSystemIdleTime() * 1000;
