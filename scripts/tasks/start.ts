/** `npm start [-- --demo]`: real Electron when it can be had, otherwise the same built program in an installed Chromium. */
import { launchDouble } from '../../test/double/window/launch.ts';
import { buildDesk } from '../build-desk.ts';
import { ROOT } from '../repository.ts';
import { runProgram } from '../run-program.ts';
import { meetSystemNeeds } from '../setup/debian.ts';
import { hasDisplay } from '../start/display.ts';
import { electronOrReason } from '../start/fetch-electron.ts';
import { runDemoAlone } from '../start/demo-alone.ts';

const args = process.argv.slice(2);

async function openInChromium(): Promise<number> {
  if (meetSystemNeeds(['chromium', 'fonts']).includes('chromium')) {
    console.error('Neither Electron nor a Chromium, Chrome or Edge is here to show the desk. Install one of them.');
    return 1;
  }
  const app = await launchDouble({ appRoot: ROOT, args, headed: true });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void app.close());
  await app.firstWindow();
  console.log('The desk is open. Closing its window ends it.');
  return (await app.ended) ?? 1;
}

async function main(): Promise<number> {
  if (!hasDisplay()) {
    console.log('There is no display here, so the desk runs its demonstration by itself.');
    if (meetSystemNeeds(['chromium', 'fonts']).includes('chromium')) {
      console.error('For that it needs a Chromium, Chrome or Edge, and there is none.');
      return 1;
    }
    await buildDesk();
    return runDemoAlone();
  }
  await buildDesk();
  const electron = await electronOrReason();
  if ('binary' in electron) {
    const root = process.platform === 'linux' && process.getuid?.() === 0;
    return runProgram(electron.binary, [ROOT, ...(root ? ['--no-sandbox'] : []), ...args], { cwd: ROOT });
  }
  console.log(`Electron is not here (${electron.reason}): the same desk opens in an installed browser.`);
  return openInChromium();
}

process.exitCode = await main();
