/** Chooses the engine: the native library, or WebAssembly where that will not load. */
import { DeskError } from '../../../shared/errors.ts';
import { readModels, type ModelCard } from './model-files.ts';
import type { Engine, Nets } from './nets.ts';

export type OpenedNets = {
  readonly nets: Nets;
  readonly cards: { readonly locator: ModelCard; readonly recogniser: ModelCard };
};

/** The engine asked for by `DESK_OCR_ENGINE`, for measuring and for support; otherwise both in turn. */
export function enginesToTry(wish: string | undefined): readonly Engine[] {
  return wish === 'wasm' || wish === 'native' ? [wish] : ['native', 'wasm'];
}

/**
 * Loads both models. Rejects with DeskError `ocr.modelDamaged` when they are not those of their cards, and
 * `ocr.unavailable` when no engine can run them.
 */
export async function openNets(folder: string, engines: readonly Engine[]): Promise<OpenedNets> {
  const files = await readModels(folder);
  const cards = { locator: files.locator.card, recogniser: files.recogniser.card };
  const failures: unknown[] = [];
  for (const engine of engines) {
    try {
      const nets = engine === 'native'
        ? await (await import('./nets-native.ts')).openNativeNets(files)
        : await (await import('./nets-wasm.ts')).openWasmNets(files);
      return { nets, cards };
    } catch (error) {
      failures.push(error);
    }
  }
  throw new DeskError('ocr.unavailable', 'no engine could load the models', { cause: new AggregateError(failures) });
}
