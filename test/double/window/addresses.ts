/**
 * Chromium knows no `app:` scheme without Electron, so the page lives at an https address that never leaves this machine:
 * every request of it is answered by the app.
 */
export const toWeb = (url: string): string => url.replace(/^app:\/\/([^/]+)/, 'https://$1.app.test');
export const toApp = (url: string): string => url.replace(/^https:\/\/([^/]+)\.app\.test/, 'app://$1');
