/**
 * Draws the program's icons anew from resources/build/icon.svg: PNGs for Linux, an .ico for Windows, an .icns for macOS.
 * They are kept in the repository, since electron-builder would fetch a converter from elsewhere for them.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { ROOT } from '../repository.ts';

const FOLDER = path.join(ROOT, 'resources/build');
const svg = readFileSync(path.join(FOLDER, 'icon.svg'));
/** Drawn eight times as large and made smaller, which is smoother than what the renderer makes of a small one. */
const draw = (side: number): Promise<Buffer> => sharp(svg, { density: 72 * side / 64 }).resize(side, side).png({ compressionLevel: 9 }).toBuffer();

/** Six bytes of head, sixteen for each picture, then the pictures as PNG, which Windows takes since Vista. */
function ico(pictures: readonly { side: number; png: Buffer }[]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let at = head.length;
  pictures.forEach(({ side, png }, index) => {
    const entry = 6 + 16 * index;
    // One byte for each side: 0 stands for 256.
    head.writeUInt8(side % 256, entry);
    head.writeUInt8(side % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(at, entry + 12);
    at += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/** Apple's names of the sizes that hold a PNG. */
const ICNS_TYPES = [['ic07', 128], ['ic08', 256], ['ic09', 512], ['ic10', 1024], ['ic11', 32], ['ic12', 64], ['ic13', 256], ['ic14', 512]] as const;

function icns(pictures: readonly { type: string; png: Buffer }[]): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return chunk('icns', Buffer.concat(pictures.map(({ type, png }) => chunk(type, png))));
}

mkdirSync(path.join(FOLDER, 'icons'), { recursive: true });
for (const side of [16, 24, 32, 48, 64, 128, 256, 512]) {
  writeFileSync(path.join(FOLDER, 'icons', `${side}x${side}.png`), await draw(side));
}
writeFileSync(path.join(FOLDER, 'icon.ico'),
  ico(await Promise.all([16, 24, 32, 48, 64, 128, 256].map(async (side) => ({ side, png: await draw(side) })))));
writeFileSync(path.join(FOLDER, 'icon.icns'), icns(await Promise.all(ICNS_TYPES.map(async ([type, side]) => ({ type, png: await draw(side) })))));
