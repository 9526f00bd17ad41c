import type { Locator, Page } from '@playwright/test';
import type { RequestInput } from '../../../shared/contract.ts';

/** A field of the confirm screen by its label. */
export const field = (page: Page, name: string): Locator => page.getByLabel(name, { exact: true });

/** A line of the zone, as the text field it is to the keyboard. */
export const line = (page: Page, number: number): Locator =>
  page.getByLabel(`Line ${number} of the machine-readable zone`);

/** Opens a row of the queue. */
export const open = (page: Page, captureId: string): Promise<void> => page.locator(`[data-row="${captureId}"]`).click();

/** What was asked to be confirmed so far. */
export const confirmed = (page: Page): Promise<RequestInput<'registration:confirm'>[]> =>
  page.evaluate(() =>
    window.memoryDesk.calls
      .filter(({ name }) => name === 'registration:confirm')
      .map(({ input }) => input as RequestInput<'registration:confirm'>),
  );
