/** Makes `electron` resolve to the double in this process. Loaded by `--import` before anything else. */
import { registerHooks } from 'node:module';

const electron = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main' ? { url: electron, shortCircuit: true } : next(specifier, context),
});
