import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Axe on the screen as it stands. Legacy mode: else it opens a page of its own to finish in. */
export async function axeOf(page: Page): Promise<AxeBuilder> {
  // What fades in is measured when it stands; what never ends, as a bar that only says that something goes on, is not waited for.
  await page.waitForFunction(() => document.getAnimations().every(({ playState, effect }) =>
    playState !== 'running' || effect?.getComputedTiming().iterations === Infinity));
  return new AxeBuilder({ page }).setLegacyMode(true);
}

/** What of the screen as it stands misses WCAG 2.2 AA. */
export async function faults(page: Page): Promise<readonly string[]> {
  const { violations } = await (await axeOf(page)).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}
