/** The update feed's files as electron-builder writes them: found, brought in line with signed packages, and signed. */
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** latest.yml, beta-mac.yml, alpha-linux-arm64.yml… */
const FEED_FILE = /^(latest|beta|alpha)(-mac|-linux|-linux-arm64)?\.yml$/;

export const feedFiles = (folder: string): string[] => readdirSync(folder).filter((name) => FEED_FILE.test(name)).sort();

const sha512 = (file: string) => createHash('sha512').update(readFileSync(file)).digest('base64');

/** Without the signature of an earlier finish, which is about another text. */
const unsigned = (feed: string): string => feed.replace(/^# signed .*\n?/gm, '');

/**
 * Writes size and SHA-512 of the packages as they lie there now: signing a .deb or .rpm has changed them since the builder
 * took note. Throws for a package that is named and missing.
 */
export function refreshFeed(folder: string): void {
  for (const name of feedFiles(folder)) {
    let named = '';
    const lines = unsigned(readFileSync(path.join(folder, name), 'utf8')).split('\n').map((line) => {
      const [, indent = '', key = '', value = ''] = /^(\s*(?:- )?)(url|path|sha512|size): (.*)$/.exec(line) ?? [];
      const file = path.join(folder, named);
      switch (key) {
        case 'url': case 'path': {
          named = value;
          if (!existsSync(path.join(folder, named))) throw new Error(`${name} names ${named}, which is not there.`);
          return line;
        }
        case 'sha512': return `${indent}sha512: ${sha512(file)}`;
        case 'size': return `${indent}size: ${statSync(file).size}`;
        default: return line;
      }
    });
    writeFileSync(path.join(folder, name), lines.join('\n'));
  }
}

/** Writes the share of desks (1 to 100) that a release is offered to at first; electron-updater draws by desk. */
export function stageRollout(folder: string, percentage: number): void {
  if (!Number.isInteger(percentage) || percentage < 1 || percentage > 100) throw new Error('A roll-out is for 1 to 100 percent of the desks.');
  for (const name of feedFiles(folder)) {
    const file = path.join(folder, name);
    const text = readFileSync(file, 'utf8').replace(/^stagingPercentage: .*\n/m, '').trimEnd();
    writeFileSync(file, `${text}\n${percentage === 100 ? '' : `stagingPercentage: ${percentage}\n`}`);
  }
}

/** Ends every feed file with the line that signs all above it; returns their names. `key`: an Ed25519 private key in PEM. */
export function signFeed(folder: string, key: string): string[] {
  const privateKey = createPrivateKey(key);
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('DESK_UPDATE_SIGNING_KEY must be an Ed25519 key.');
  const names = feedFiles(folder);
  for (const name of names) {
    const file = path.join(folder, name);
    const text = `${unsigned(readFileSync(file, 'utf8')).trimEnd()}\n`;
    writeFileSync(file, `${text}# signed ${sign(null, Buffer.from(text), privateKey).toString('base64')}\n`);
  }
  return names;
}
