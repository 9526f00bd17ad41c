import sharp from 'sharp';

/** Made-up documents laid on one scanner's bed, one below the other, as a JPEG. */
export async function onOneBed(documents: readonly string[]): Promise<Buffer> {
  const laid = [];
  let top = 40;
  let widest = 0;
  for (const input of documents) {
    const { width, height } = await sharp(input).metadata();
    laid.push({ input, left: 40, top });
    top += height + 40;
    widest = Math.max(widest, width);
  }
  const bed = { width: widest + 80, height: top, channels: 3 as const, background: '#e9e9e6' };
  return sharp({ create: bed }).composite(laid).jpeg({ quality: 88 }).toBuffer();
}
