/**
 * Pages of a PDF through PDFium (WebAssembly: memory of its own, no file, no network, no script is run). A page that is one
 * upright scanned JPEG is taken out as it is; every other page is drawn with the resolution of its pictures.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { DeskError } from '../../shared/errors.ts';
import { platformDecoder } from '../ocr/picture/picture.ts';
import type { PagesOfFile } from './pages-of-file.ts';
import { LEAST_DPI, MAX_DRAWN_PIXELS, MAX_PAGES, MOST_DPI, USUAL_DPI } from './limits.ts';

/** fpdfview.h: what FPDF_GetLastError says. */
const PASSWORD = 4;
const SECURITY = 5;
/** fpdf_edit.h: FPDF_PAGEOBJ_… */
const TEXT = 1;
const IMAGE = 3;
/** fpdfview.h: FPDFBitmap_BGR, FPDF_ANNOT | FPDF_REVERSE_BYTE_ORDER | FPDF_PRINTING. */
const BGR = 2;
const DRAW_FLAGS = 0x01 | 0x10 | 0x800;
/** PDF's unit is 1/72 inch. */
const POINTS_PER_INCH = 72;
/** A picture that covers as much of both sides is the scanned page; the rest is its margin. */
const COVERS = 0.8;

let loaded: Promise<WrappedPdfiumModule> | null = null;

async function load(): Promise<WrappedPdfiumModule> {
  const file = fileURLToPath(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm'));
  const wasm = await readFile(file);
  const pdfium = await init({ wasmBinary: new Uint8Array(wasm).buffer });
  pdfium.PDFiumExt_Init();
  return pdfium;
}

/** Throws `file.encrypted`, `file.tooManyPages`, `picture.damaged`. */
export async function openPdf(bytes: Uint8Array): Promise<PagesOfFile> {
  loaded ??= load();
  const pdfium = await loaded;
  const memory = pdfium.pdfium.wasmExports;
  const file = memory.malloc(bytes.byteLength);
  heapOf(pdfium).set(bytes, file);
  const document = pdfium.FPDF_LoadMemDocument(file, bytes.byteLength, '');
  const close = (): void => {
    if (document !== 0) pdfium.FPDF_CloseDocument(document);
    memory.free(file);
  };
  try {
    if (document === 0) {
      const reason = pdfium.FPDF_GetLastError();
      throw new DeskError(reason === PASSWORD || reason === SECURITY ? 'file.encrypted' : 'picture.damaged');
    }
    const count = pdfium.FPDF_GetPageCount(document);
    if (count < 1) throw new DeskError('picture.damaged', 'the PDF has no page');
    if (count > MAX_PAGES) throw new DeskError('file.tooManyPages');
    return { count, page: (index) => pageOf(pdfium, document, index), close };
  } catch (error) {
    close();
    throw error;
  }
}

async function pageOf(pdfium: WrappedPdfiumModule, document: number, index: number): Promise<Uint8Array> {
  const page = pdfium.FPDF_LoadPage(document, index);
  if (page === 0) throw new DeskError('picture.damaged', 'a page of the PDF does not open');
  try {
    const images = imagesOf(pdfium, page);
    return scannedJpeg(pdfium, page, images) ?? (await drawn(pdfium, page, dpiOf(images)));
  } finally {
    pdfium.FPDF_ClosePage(page);
  }
}

type PageImage = {
  readonly object: number; readonly pixels: readonly [number, number];
  /** As PDF writes it: [a b c d e f]. */
  readonly matrix: readonly number[];
};
type PageImages = { readonly images: readonly PageImage[]; readonly others: number };

/** Pictures directly on the page, and how many objects beside text there are besides. */
function imagesOf(pdfium: WrappedPdfiumModule, page: number): PageImages {
  const count = pdfium.FPDFPage_CountObjects(page);
  const images: PageImage[] = [];
  let others = 0;
  for (let index = 0; index < count; index += 1) {
    const object = pdfium.FPDFPage_GetObject(page, index);
    const kind = pdfium.FPDFPageObj_GetType(object);
    if (kind === IMAGE) images.push({ object, pixels: pixelsOf(pdfium, object), matrix: matrixOf(pdfium, object) });
    else if (kind !== TEXT) others += 1;
  }
  return { images, others };
}

/** PDFium's memory as it is now: growing replaces it. Emscripten gives it; the library's types leave it out. */
const heapOf = (pdfium: WrappedPdfiumModule): Uint8Array<ArrayBuffer> =>
  (pdfium.pdfium as unknown as { readonly HEAPU8: Uint8Array<ArrayBuffer> }).HEAPU8;

function withMemory<Result>(pdfium: WrappedPdfiumModule, size: number, work: (at: number) => Result): Result {
  const memory = pdfium.pdfium.wasmExports;
  const at = memory.malloc(size);
  try {
    return work(at);
  } finally {
    memory.free(at);
  }
}

const viewOf = (pdfium: WrappedPdfiumModule): DataView => new DataView(heapOf(pdfium).buffer);

const pixelsOf = (pdfium: WrappedPdfiumModule, object: number): [number, number] =>
  withMemory(pdfium, 8, (at) => {
    if (!pdfium.FPDFImageObj_GetImagePixelSize(object, at, at + 4)) return [0, 0];
    return [viewOf(pdfium).getUint32(at, true), viewOf(pdfium).getUint32(at + 4, true)];
  });

const matrixOf = (pdfium: WrappedPdfiumModule, object: number): number[] =>
  withMemory(pdfium, 24, (at) => {
    if (!pdfium.FPDFPageObj_GetMatrix(object, at)) return [0, 0, 0, 0, 0, 0];
    return Array.from({ length: 6 }, (_, index) => viewOf(pdfium).getFloat32(at + index * 4, true));
  });

/** The JPEG a scanner put on the page; null unless it is the page, stands upright and is not cut. */
function scannedJpeg(pdfium: WrappedPdfiumModule, page: number, { images, others }: PageImages): Uint8Array | null {
  const [image] = images;
  if (image === undefined || images.length !== 1 || others > 0 || pdfium.FPDFPage_GetRotation(page) !== 0) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = image.matrix;
  const [width, height] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)];
  const upright = a >= COVERS * width && d >= COVERS * height && Math.abs(b) + Math.abs(c) < 0.01 * a;
  const inside = e > -0.01 * width && f > -0.01 * height && e + a < 1.01 * width && f + d < 1.01 * height;
  if (!upright || !inside || pdfium.FPDFImageObj_GetImageFilterCount(image.object) !== 1) return null;
  const size = pdfium.FPDFImageObj_GetImageDataRaw(image.object, 0, 0);
  const jpeg = withMemory(pdfium, size, (at) => {
    pdfium.FPDFImageObj_GetImageDataRaw(image.object, at, size);
    return heapOf(pdfium).slice(at, at + size);
  });
  // Four channels would come out inverted: whether they are to be is told outside the JPEG.
  return jpeg[0] === 0xff && jpeg[1] === 0xd8 && channelsOf(jpeg) !== 4 ? jpeg : null;
}

/** Channels the frame header of a JPEG tells; 0 where there is none. */
function channelsOf(jpeg: Uint8Array): number {
  for (let at = 2; at + 9 < jpeg.byteLength && jpeg[at] === 0xff; ) {
    const marker = jpeg[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) return jpeg[at + 9] ?? 0;
    at += 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0));
  }
  return 0;
}

/** The finest of the page's pictures decides, within reason. */
function dpiOf({ images }: PageImages): number {
  const each = images.map(({ pixels: [width, height], matrix: [a = 0, b = 0, c = 0, d = 0] }) =>
    Math.max(width / Math.max(1, Math.hypot(a, b)), height / Math.max(1, Math.hypot(c, d))) * POINTS_PER_INCH);
  return each.length === 0 ? USUAL_DPI : Math.min(MOST_DPI, Math.max(LEAST_DPI, ...each));
}

async function drawn(pdfium: WrappedPdfiumModule, page: number, dpi: number): Promise<Uint8Array> {
  const [points, high] = [pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)];
  if (!(points > 0 && high > 0)) throw new DeskError('picture.damaged', 'a page of the PDF has no size');
  const wanted = dpi / POINTS_PER_INCH;
  const scale = Math.min(wanted, Math.sqrt(MAX_DRAWN_PIXELS / (points * high)));
  const [width, height] = [points, high].map((side) => Math.max(1, Math.round(side * scale))) as [number, number];
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, BGR, 0, 0);
  if (bitmap === 0) throw new DeskError('picture.tooManyPixels');
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xff_ff_ff_ff);
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, DRAW_FLAGS);
    const from = pdfium.FPDFBitmap_GetBuffer(bitmap);
    const stride = pdfium.FPDFBitmap_GetStride(bitmap);
    const data = new Uint8Array(width * height * 3);
    for (let row = 0; row < height; row += 1) {
      const at = from + row * stride;
      data.set(heapOf(pdfium).subarray(at, at + width * 3), row * width * 3);
    }
    const encoder = await platformDecoder();
    return await encoder.encodeJpeg({ width, height, channels: 3, data }, 1, Math.max(width, height));
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap);
  }
}
