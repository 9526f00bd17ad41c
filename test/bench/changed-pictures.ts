/** The same pictures seen otherwise: turned, or laid on a larger page. */
import sharp, { type Sharp } from 'sharp';

/** Gives a picture changed; null where it is not fit for that. */
export type Change = (bytes: Uint8Array) => Promise<Uint8Array | null>;

const upright = (bytes: Uint8Array): Sharp => sharp(bytes).autoOrient().flatten({ background: '#ffffff' });

/** Turned clockwise by so many degrees, on white, as a fresh JPEG. */
export const turned = (degrees: number): Change => (bytes) =>
  upright(bytes).rotate(degrees, { background: '#ffffff' }).jpeg({ quality: 92 }).toBuffer();

/** Long side below which nothing legible would be left of a picture laid on a page. */
const LARGE_ENOUGH = 900;
/** Pixels of such a page. */
const PAGE_PIXELS = 2_400_000;
/** Where on the page it lies, as shares of the room beside and below it. */
const ASIDE = { left: 0.37, top: 0.61 };

/** Laid on an off-white page so many times as wide and as high, of 2.4 megapixels at most. */
export const laidOnPage = (times: number): Change => async (bytes) => {
  const { data, info } = await upright(bytes).png({ compressionLevel: 0 }).toBuffer({ resolveWithObject: true });
  if (Math.max(info.width, info.height) < LARGE_ENOUGH) return null;
  const scale = Math.min(1, Math.sqrt(PAGE_PIXELS / (info.width * info.height)) / times);
  const [width, height] = [Math.round(info.width * scale), Math.round(info.height * scale)];
  const page = { width: Math.round(width * times), height: Math.round(height * times) };
  const [left, top] = [Math.round((page.width - width) * ASIDE.left), Math.round((page.height - height) * ASIDE.top)];
  const input = await sharp(data).resize(width, height, { fit: 'fill' }).toBuffer();
  return sharp({ create: { ...page, channels: 3, background: '#f4f2ee' } })
    .composite([{ input, left, top }]).jpeg({ quality: 88 }).toBuffer();
};
