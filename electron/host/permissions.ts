import { session, systemPreferences } from 'electron';
import { isOurs } from './trust.ts';

/**
 * Of all permissions a page may ask for the desk has one: the camera, for our own page's main frame. Both handlers are
 * set because Electron asks one before and the other at the use; without them it allows everything.
 */
export function allowCameraOnly(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const video = 'mediaTypes' in details && details.mediaTypes?.length === 1 && details.mediaTypes[0] === 'video';
    if (permission !== 'media' || !video || !details.isMainFrame || !isOurs(details.requestingUrl)) return answer(false);
    if (process.platform !== 'darwin') return answer(true);
    return void systemPreferences.askForMediaAccess('camera').then(answer, () => answer(false));
  });
  defaultSession.setPermissionCheckHandler((_contents, permission, origin, details) =>
    permission === 'media' && details.mediaType === 'video' && isOurs(origin));
}
