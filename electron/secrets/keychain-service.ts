const SERVICE = 'Kakdoma Desk';

/**
 * The name our secrets stand under in the system's keychain. Profiles other than a person's own (tests, a second
 * property) have keys of their own beside it: `profileFolder` is theirs, null for the usual one.
 */
export const keychainService = (profileFolder: string | null): string =>
  profileFolder === null ? SERVICE : `${SERVICE} (${profileFolder})`;
