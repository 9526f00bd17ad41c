import type { SourceSettings, SourceTest } from '../../../shared/sources.ts';
import { finding, type Check } from '../check.ts';

/** Scanners and serial readers that are switched on, by the test an administrator has for each. */
export function checkScanners(parts: { settings: () => readonly SourceSettings[]; test: (sourceId: string) => Promise<SourceTest> }): Check {
  const { settings, test } = parts;
  return {
    name: 'scanners',
    async run() {
      const on = settings().filter((one) => one.on);
      if (on.length === 0) return [finding('scanners', 'scanners.none')];
      const tested = await Promise.all(on.map(async ({ id }) => ({ id, result: await test(id) })));
      const trouble = tested.flatMap(({ id, result }) =>
        (result.ok ? [] : [finding('scanners', 'scanners.trouble', { about: id, detail: result.code })]));
      const fine = on.length - trouble.length;
      return [...(fine === 0 ? [] : [finding('scanners', 'scanners.fine', { facts: [fine] })]), ...trouble];
    },
  };
}
