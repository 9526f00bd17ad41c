/** Reads the fuses of a packed program back and compares them with what electron-builder.yml decided. */
import { createRequire } from 'node:module';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { ROOT } from '../repository.ts';

/** The builder's words for the fuses, by @electron/fuses' own. */
const KEYS = {
  RunAsNode: 'runAsNode', EnableCookieEncryption: 'enableCookieEncryption',
  EnableNodeOptionsEnvironmentVariable: 'enableNodeOptionsEnvironmentVariable',
  EnableNodeCliInspectArguments: 'enableNodeCliInspectArguments',
  EnableEmbeddedAsarIntegrityValidation: 'enableEmbeddedAsarIntegrityValidation', OnlyLoadAppFromAsar: 'onlyLoadAppFromAsar',
  LoadBrowserProcessSpecificV8Snapshot: 'loadBrowserProcessSpecificV8Snapshot',
  GrantFileProtocolExtraPrivileges: 'grantFileProtocolExtraPrivileges',
  // The builder has no word for it yet; Electron ships it on, and the WebAssembly reader is quicker by it.
  WasmTrapHandlers: null,
} as const satisfies Record<keyof typeof FuseV1Options, string | null>;

const { getConfig } = createRequire(import.meta.url)('app-builder-lib/out/util/config/config') as
  { getConfig: (folder: string, file: string, more: null) => Promise<{ electronFuses?: Record<string, boolean> }> };

let config: ReturnType<typeof getConfig> | null = null;

/** One sentence for each fuse that is not as decided. `executable`: on macOS the .app. */
export async function wrongFuses(executable: string): Promise<string[]> {
  const { electronFuses = {} } = await (config ??= getConfig(ROOT, 'electron-builder.yml', null));
  const wire = await getCurrentFuseWire(executable);
  return Object.entries(KEYS).flatMap(([name, key]) => {
    const wanted = key === null ? true : electronFuses[key];
    const is = wire[FuseV1Options[name as keyof typeof KEYS]];
    if (wanted === undefined) return [`fuse ${name} is not decided in electron-builder.yml`];
    return is === (wanted ? FuseState.ENABLE : FuseState.DISABLE) ? [] : [`fuse ${name} should be ${wanted ? 'on' : 'off'} and is not`];
  });
}
