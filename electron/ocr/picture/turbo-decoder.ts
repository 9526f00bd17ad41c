/**
 * Ordinary JPEGs through libjpeg-turbo itself, in half the time: another decoder's pipeline prepares for profiles, alpha and
 * shrinking, of which these need nothing.
 */
import turbo from '@julusian/jpeg-turbo';
import type { Decoded, PictureDecoder } from './decoder.ts';
import type { PictureHeader } from './header.ts';

/** Null when the library stumbles over the file or only warns of it: what can be saved of it is for another one to say. */
async function decodeOrdinary(bytes: Uint8Array, { width, height, grey }: PictureHeader): Promise<Decoded | null> {
  const channels = grey ? 1 : 3;
  // Of our own header's size: a file that tells the library of a larger picture is refused by it. And ours, as Electron takes no
  // buffer of a library's.
  const pixels = Buffer.allocUnsafeSlow(width * height * channels);
  try {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const decoded = await turbo.decompress(file, pixels, { format: grey ? turbo.FORMAT_GRAY : turbo.FORMAT_RGB });
    if (decoded.width !== width || decoded.height !== height) return null;
  } catch {
    return null;
  }
  // Indexing a plain Uint8Array is faster than indexing Node's Buffer.
  return { raster: { width, height, channels, data: new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength) }, intact: true };
}

/** Decodes ordinary JPEGs that are wanted whole by itself; everything else is left to `decoder`. */
export function turboFirst(decoder: PictureDecoder): PictureDecoder {
  return {
    async decode(bytes, header, step) {
      const decoded = header.ordinary && step === 1 ? await decodeOrdinary(bytes, header) : null;
      return decoded ?? decoder.decode(bytes, header, step);
    },
    encodeJpeg: (raster, turn, longSide) => decoder.encodeJpeg(raster, turn, longSide),
  };
}
