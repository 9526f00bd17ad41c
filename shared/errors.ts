/** Codes that may cross the bridge. The page's catalogue has a sentence in Russian and English for each. */
export const ERROR_CODES = [
  'file.unreadable', 'file.encrypted', 'file.tooManyPages', 'file.tooManyBytes', 'file.stuck',
  'picture.tooManyPixels', 'picture.tooManyBytes', 'picture.unknownFormat', 'picture.damaged', 'picture.empty',
  'ocr.crashed', 'ocr.timedOut', 'ocr.modelDamaged', 'ocr.unavailable', 'ocr.cancelled',
  'keychain.unavailable', 'keychain.locked', 'keychain.keyLost', 'keychain.wrongKey',
  'database.fromTheFuture', 'database.damaged', 'database.full',
  'folder.missing', 'folder.waits', 'folder.forbidden', 'folder.cannotRemove', 'folder.own', 'folder.twice', 'folder.notThere',
  'list.unreadable', 'list.empty', 'group.missing', 'group.otherOpen',
  'capture.missing', 'lines.incomplete', 'registration.missing', 'registration.invalid',
  'destination.missing', 'destination.noRoom', 'webhook.malformed', 'secret.malformed', 'folder.notChosen', 'delivery.missing',
  'admin.locked', 'admin.pinMissing', 'admin.wrongPin', 'admin.wrongCode', 'admin.wait', 'admin.pinTooSimple',
  'conversation.missing', 'bot.tokenMalformed',
  'erase.changed',
  'source.missing', 'source.noRoom', 'address.malformed',
  'settings.locked', 'settings.damaged', 'settings.fromTheFuture', 'screen.locked', 'screen.wrongPin',
  'update.notReady', 'update.checkIn',
  'request.invalid', 'request.forbidden', 'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error people and logs can name. The message is for engineers and never holds personal data. */
export class DeskError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string = code, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'DeskError';
    this.code = code;
  }
}
