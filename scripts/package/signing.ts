/** Which signing the environment has the means for, and what is missing where a release must be signed. */
import type { Configuration } from 'electron-builder';
import type { TargetOs } from './targets.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** One way to sign: the variables it needs (all of them), and what they make of the builder's configuration. */
type Way = { readonly name: string; readonly variables: readonly string[]; readonly configure: (env: Required<Environment>) => Configuration };

const WINDOWS: readonly Way[] = [
  {
    name: 'Azure Artifact Signing',
    variables: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET', 'AZURE_SIGNING_ENDPOINT', 'AZURE_SIGNING_ACCOUNT', 'AZURE_SIGNING_PROFILE', 'WIN_PUBLISHER'],
    configure: (env) => ({
      win: {
        azureSignOptions: {
          // The whole distinguished name: by the common name alone an update would be taken from any namesake.
          publisherName: env['WIN_PUBLISHER'] ?? '', endpoint: env['AZURE_SIGNING_ENDPOINT'] ?? '',
          codeSigningAccountName: env['AZURE_SIGNING_ACCOUNT'] ?? '', certificateProfileName: env['AZURE_SIGNING_PROFILE'] ?? '',
        },
      },
    }),
  },
  {
    name: 'a PFX certificate',
    variables: ['WIN_CSC_LINK', 'WIN_CSC_KEY_PASSWORD', 'WIN_PUBLISHER'],
    configure: (env) => ({ win: { signtoolOptions: { publisherName: env['WIN_PUBLISHER'] ?? '', signingHashAlgorithms: ['sha256'] } } }),
  },
];

const MAC: readonly Way[] = [{
  name: 'a Developer ID with notarisation',
  variables: ['CSC_LINK', 'CSC_KEY_PASSWORD', 'APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'],
  configure: () => ({ mac: { notarize: true } }),
}];

/** The builder signs no Linux package; scripts/package/gpg.ts does, with this key. */
const LINUX: readonly Way[] = [{ name: 'a GPG key', variables: ['GPG_SIGNING_KEY'], configure: () => ({}) }];

const WAYS = { win: WINDOWS, mac: MAC, linux: LINUX } as const;

export type Signing =
  | { readonly kind: 'signed'; readonly by: string; readonly config: Configuration }
  | { readonly kind: 'unsigned'; readonly missing: readonly string[] };

const isSet = (env: Environment, name: string) => (env[name] ?? '') !== '';

/** The first way whose variables are all set; otherwise what the way nearest to being complete lacks. */
export function signingFor(os: TargetOs, env: Environment): Signing {
  const ways = WAYS[os].map((way) => ({ way, missing: way.variables.filter((name) => !isSet(env, name)) }));
  const complete = ways.find(({ missing }) => missing.length === 0);
  if (complete !== undefined) {
    return { kind: 'signed', by: complete.way.name, config: complete.way.configure(env as Required<Environment>) };
  }
  const nearest = ways.reduce((a, b) => (b.missing.length < a.missing.length ? b : a));
  return { kind: 'unsigned', missing: nearest.missing };
}

/** Without an identity the builder must not go looking for one in the keychain of whoever builds. */
export const UNSIGNED: Configuration = { mac: { identity: null, notarize: false }, forceCodeSigning: false };
