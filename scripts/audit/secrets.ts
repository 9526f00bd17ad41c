/** Looks for secrets that were written into the repository by mistake. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const RULES: readonly { readonly what: string; readonly sign: RegExp }[] = [
  { what: 'a private key', sign: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\[nr]|\s|[A-Za-z-]+:[^\n]*\n)*[A-Za-z0-9+/=]{40}/ },
  { what: 'an AWS access key', sign: /\b(?:AKIA|ASIA)(?!IOSFODNN7EXAMPLE)[0-9A-Z]{16}\b/ },
  { what: 'a Telegram bot token', sign: /\b[1-9]\d{7,10}:AA[A-Za-z0-9_-]{33}\b/ },
  { what: 'a Bitrix24 webhook', sign: /https:\/\/[\w-]+\.bitrix24\.[a-z.]+\/rest\/\d+\/[a-z0-9]{16}\b/ },
  { what: 'a GitHub token', sign: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\b/ },
  { what: 'an npm token', sign: /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[^\s${]/ },
  { what: 'a Slack token', sign: /\bxox[abprs]-[A-Za-z0-9-]{20,}/ },
  { what: 'a Google API key', sign: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  { what: 'a key of a cloud model', sign: /\bsk-[A-Za-z0-9-]{32,}\b/ },
  { what: 'a signed token', sign: /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/ },
  { what: 'a user and password in an address', sign: /https?:\/\/[^\s/:@'"`<>${}]+:(?!password@|secret@|pass@)[^\s/:@'"`<>${}]{6,}@[\w.-]+\.[a-z]{2,}/ },
];

/** Made or fetched, and left out by .gitignore: nothing a person writes. Folders of these names elsewhere are looked through. */
const LEFT_OUT = new Set([
  'node_modules', 'dist', 'release', 'test-results', 'playwright-report', '.git', '.cache', 'screenshots', 'training/work',
]);
/** What holds keys by its kind, whatever stands in it: certificates with keys, key stores, what ssh and dotenv keep. */
const KEY_FILE = /\.(?:pfx|p12|jks|keystore|key|gpg)$|^(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.env(?:\..+)?)$/i;
const MOST_BYTES = 3_000_000;
const LOOKED_AT_FOR_ZEROS = 8_000;

/** What one text holds; each kind once, with its line. */
export function secretsIn(text: string): { readonly what: string; readonly line: number }[] {
  return RULES.flatMap(({ what, sign }) => {
    const found = sign.exec(text);
    return found === null ? [] : [{ what, line: text.slice(0, found.index).split('\n').length }];
  });
}

/** Every secret found below `root`, as a sentence that does not repeat it; and how many texts were looked at. */
export function scanForSecrets(root: string): { readonly found: string[]; readonly files: number } {
  const found: string[] = [];
  let files = 0;
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const place = path.join(folder, entry.name);
      const name = path.relative(root, place);
      if (entry.isDirectory() && !LEFT_OUT.has(name.replaceAll(path.sep, '/'))) walk(place);
      if (entry.isFile() && KEY_FILE.test(entry.name)) found.push(`${name} is a file of a kind that holds keys`);
      if (!entry.isFile() || statSync(place).size > MOST_BYTES) continue;
      const bytes = readFileSync(place);
      if (bytes.subarray(0, LOOKED_AT_FOR_ZEROS).includes(0)) continue;
      files += 1;
      for (const { what, line } of secretsIn(bytes.toString('utf8'))) found.push(`${name}:${line} looks like ${what}`);
    }
  };
  walk(root);
  return { found, files };
}
