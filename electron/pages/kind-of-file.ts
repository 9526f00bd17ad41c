/** The name of a file counts for nothing; PDF readers take a header within the first kilobyte. */
export const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).includes('%PDF-');

/** Classic and BigTIFF of either byte order. */
export function isTiff(bytes: Uint8Array): boolean {
  const four = String.fromCharCode(...bytes.subarray(0, 4));
  return four === 'II*\0' || four === 'MM\0*' || four === 'II+\0' || four === 'MM\0+';
}
