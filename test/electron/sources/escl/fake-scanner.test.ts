import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEscl, type EsclOptions } from '../../../servers/escl.ts';
import { PAGES } from '../pages.ts';
import { HAS_SANE, saneConfig } from '../sane-desk.ts';

const HAS_AIRSCAN = HAS_SANE && globSync('/usr/lib/*/sane/libsane-airscan.so.1').length > 0;
const run = promisify(execFile);

/** Debian's sane-airscan with our server as its only device. */
async function airscan(options: Partial<EsclOptions>) {
  const server = await startEscl({ pages: PAGES, ...options });
  onTestFinished(() => server.close());
  const config = saneConfig({ airscan: `[devices]\n"Fake" = ${server.address}, eSCL\n[options]\ndiscovery = disable\n` });
  const scanimage = (...args: string[]) => run('scanimage', args, {
    env: { ...process.env, SANE_CONFIG_DIR: config }, encoding: 'buffer', maxBuffer: 64 * 1024 * 1024, timeout: 25_000,
  });
  return { server, scanimage };
}

/** So that what our own client is tested against is no invention of ours. */
describe.skipIf(!HAS_AIRSCAN)('the fake scanner of the tests', () => {
  it('is scanned by an independent client without a complaint on either side, with a page that is not ready at first', async () => {
    const { server, scanimage } = await airscan({});
    server.state.pagesNotReady = 2;
    const { stdout } = await scanimage('--mode', 'Gray', '--resolution', '300', '-x', '125', '-y', '88', '--format=pnm');
    expect(stdout.subarray(0, 2).toString()).toBe('P5');
    expect(server.scans).toMatchObject([{ input: 'Platen', colour: 'Grayscale8', dpi: 300 }]);
    expect(server.complaints).toEqual([]);
    expect(server.openJobs()).toBe(0);
  });

  it('has a feeder for it, too, and says when that is empty', async () => {
    const { server, scanimage } = await airscan({ feeder: true, pages: PAGES.slice(0, 2) });
    server.state.adf = 'ScannerAdfEmpty';
    await expect(scanimage('--source', 'ADF', '--format=pnm')).rejects.toMatchObject({ code: 7 });
    expect(server.complaints).toEqual([]);
  });
});
