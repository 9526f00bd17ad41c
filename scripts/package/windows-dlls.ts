/** DLLs that every Windows 10 and 11 has. The C++ runtime (msvcp140, vcruntime140…) is not among them: a clean PC has none. */
const SYSTEM = new Set(['advapi32', 'bcrypt', 'bcryptprimitives', 'cfgmgr32', 'combase', 'comdlg32', 'credui', 'crypt32', 'cryptnet', 'd3d11', 'd3d12', 'dbghelp', 'dnsapi',
  'dwrite', 'dxcore', 'dxgi', 'gdi32', 'imm32', 'iphlpapi', 'kernel32', 'msvcrt', 'ncrypt', 'netapi32', 'ntdll', 'ole32', 'oleaut32', 'powrprof',
  'propsys', 'psapi', 'rpcrt4', 'secur32', 'setupapi', 'shell32', 'shlwapi', 'user32', 'userenv', 'usp10', 'uuid', 'version', 'winhttp',
  'winmm', 'ws2_32', 'wtsapi32']);

/** `dll`: in lower case, with its ending. The host program itself counts: native modules import from it. */
export const isPartOfWindows = (dll: string): boolean =>
  dll === 'node.exe' || dll.startsWith('api-ms-win-') || dll.startsWith('ext-ms-') || SYSTEM.has(dll.replace(/\.dll$/, ''));
