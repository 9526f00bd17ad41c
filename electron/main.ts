/**
 * Entry of the main process: only what must happen before `ready`. Everything else is started by start.ts, never by a
 * top-level await of `whenReady`, which would wait for itself (Electron is ready only when this module has run).
 */
import { app } from 'electron';
import { keepCrashesHere } from './host/crashes.ts';
import { runDesk } from './host/lifecycle.ts';
import { chooseProfile } from './host/profile.ts';
import { registerScheme } from './host/scheme.ts';
import { start } from './start.ts';

app.enableSandbox();
registerScheme();
const profile = chooseProfile();
keepCrashesHere();

// One desk a profile: two of them would write one database.
if (app.requestSingleInstanceLock()) void app.whenReady().then(() => runDesk(profile, start));
else app.quit();
