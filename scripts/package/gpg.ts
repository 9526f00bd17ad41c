/** Signs files with the release's GPG key, in a keyring of its own that is gone afterwards. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export type GpgSigner = {
  /** Forty hex digits; what docs/release.md tells users to compare. */
  readonly fingerprint: string;
  /** A detached signature; `armour` for one that people can look at. */
  sign(bytes: Buffer, options?: { readonly armour: boolean }): Buffer;
  /** Erases the keyring. */
  close(): void;
};

function gpg(home: string, args: readonly string[], input: Buffer | string): Buffer {
  const result = spawnSync('gpg', ['--homedir', home, '--batch', '--yes', '--quiet', '--no-tty', ...args], { input, maxBuffer: 2 ** 26 });
  if (result.error) throw new Error('gpg is not installed here.', { cause: result.error });
  if (result.status !== 0) throw new Error(`gpg ${args[0]} failed: ${result.stderr.toString().trim()}`);
  return result.stdout;
}

/** `key`: a private key as `gpg --armor --export-secret-keys` prints it. Call `close` when done. */
export function openGpgSigner({ key, passphrase = '' }: { key: string; passphrase?: string }): GpgSigner {
  // Short: gpg's agent listens on a socket in it, whose path may have a hundred signs.
  const home = mkdtempSync(path.join(tmpdir(), 'gpg-'));
  const close = (): void => {
    spawnSync('gpgconf', ['--homedir', home, '--kill', 'gpg-agent']);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    gpg(home, ['--import'], key);
    const listed = gpg(home, ['--list-secret-keys', '--with-colons'], '').toString();
    const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(listed)?.[1];
    if (fingerprint === undefined) throw new Error('GPG_SIGNING_KEY holds no private key.');
    // The passphrase goes by the input and not by an argument, which every process could read; it ends with its line.
    const sign: GpgSigner['sign'] = (bytes, { armour } = { armour: false }) => gpg(home, [
      '--pinentry-mode', 'loopback', '--passphrase-fd', '0', '--local-user', fingerprint, ...(armour ? ['--armor'] : []),
      '--detach-sign', '--output', '-', '-'], Buffer.concat([Buffer.from(`${passphrase}\n`), bytes]));
    return { fingerprint, sign, close };
  } catch (error) {
    close();
    throw error;
  }
}
