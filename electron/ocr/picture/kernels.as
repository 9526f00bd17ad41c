/**
 * The loops that touch every pixel, in AssemblyScript: V8 runs them as the SIMD instructions they are, from the first picture
 * on, three to five times as fast as the same loops in JavaScript. `npm run kernels` compiles them into kernels-code.ts;
 * kernels.ts calls them.
 *
 * Addresses are bytes of the module's memory. Pixels are handled four, eight or sixteen at a time: up to 32 bytes beyond the
 * end of a source are read, or of a target written, which the caller leaves room for. What is written
 * beyond the end of a row is overwritten by the next one.
 */

/** Luma of ITU-R BT.601 in 8-bit fixed point, once for each of two pixels with an empty fourth channel. */
const LUMA: v128 = i16x8(77, 150, 29, 0, 77, 150, 29, 0);

/** Four pixels of three bytes with an empty fourth one each; first and third before second and fourth. */
const EVEN_BEFORE_ODD: v128 = i8x16(0, 1, 2, -1, 6, 7, 8, -1, 3, 4, 5, -1, 9, 10, 11, -1);
const IN_ORDER: v128 = i8x16(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1);

/** Of four pixels, the sums of first and second, and of third and fourth, channel by channel. */
@inline
function pixelPairs(at: usize): v128 {
  const four = i8x16.swizzle(v128.load(at), EVEN_BEFORE_ODD);
  return i16x8.add(i16x8.extend_low_i8x16_u(four), i16x8.extend_high_i8x16_u(four));
}

/** Sums of neighbours: of the two pairs of `a`, then of those of `b`. */
@inline
function pairs(a: v128, b: v128): v128 {
  return i32x4.add(v128.shuffle<i32>(a, b, 0, 2, 4, 6), v128.shuffle<i32>(a, b, 1, 3, 5, 7));
}

@inline
function floatPairs(a: v128, b: v128): v128 {
  return f32x4.add(v128.shuffle<f32>(a, b, 0, 2, 4, 6), v128.shuffle<f32>(a, b, 1, 3, 5, 7));
}

/** Writes four numbers below 256 as bytes. */
@inline
function storeBytes(at: usize, numbers: v128): void {
  const words = i16x8.narrow_i32x4_u(numbers, numbers);
  v128.store_lane<u32>(at, i8x16.narrow_i16x8_u(words, words), 0);
}

/** RGB → grey. */
export function greyOfRgb(source: usize, count: i32, target: usize): void {
  for (let at = 0; at < count; at += 4, source += 12) {
    const four = i8x16.swizzle(v128.load(source), IN_ORDER);
    const luma = pairs(
      i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(four), LUMA), i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(four), LUMA),
    );
    storeBytes(target + at, i32x4.shr_u(i32x4.add(luma, i32x4.splat(128)), 8));
  }
}

/** RGB rows of `width` pixels → `rows` rows of half the width in grey, each pixel the mean of two by two. */
export function halfGreyOfRgb(source: usize, width: i32, rows: i32, target: usize): void {
  const half = width >> 1;
  const stride: usize = width * 3;
  for (let y = 0; y < rows; y++, target += half) {
    let upper = source + <usize>(2 * y) * stride;
    for (let x = 0; x < half; x += 4, upper += 24) {
      const lower = upper + stride;
      const sums = pairs(
        i32x4.dot_i16x8_s(i16x8.add(pixelPairs(upper), pixelPairs(lower)), LUMA),
        i32x4.dot_i16x8_s(i16x8.add(pixelPairs(upper + 12), pixelPairs(lower + 12)), LUMA),
      );
      storeBytes(target + x, i32x4.shr_u(i32x4.add(sums, i32x4.splat(512)), 10));
    }
  }
}

/** Grey rows of `width` pixels → `rows` rows of half the width, each pixel the mean of two by two. */
export function halfOfGrey(source: usize, width: i32, rows: i32, target: usize): void {
  const half = width >> 1;
  for (let y = 0; y < rows; y++, target += half) {
    let upper = source + <usize>(2 * y) * width;
    for (let x = 0; x < half; x += 8, upper += 16) {
      const sums = i16x8.add(
        i16x8.extadd_pairwise_i8x16_u(v128.load(upper)), i16x8.extadd_pairwise_i8x16_u(v128.load(upper + width)));
      const means = i16x8.shr_u(i16x8.add(sums, i16x8.splat(2)), 2);
      v128.store_lane<u64>(target + x, i8x16.narrow_i16x8_u(means, means), 0);
    }
  }
}

/** Four pixels of three bytes with an empty fourth one each → without it. */
const WITHOUT_EMPTY: v128 = i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1);

/** Of four pixels and the four below them, the means of two by two, each with an empty fourth channel. */
@inline
function meansOfPairs(upper: usize, lower: usize): v128 {
  return i16x8.shr_u(i16x8.add(i16x8.add(pixelPairs(upper), pixelPairs(lower)), i16x8.splat(2)), 2);
}

/** RGB rows of `width` pixels → `rows` rows of half the width, each pixel the mean of two by two. */
export function halfOfRgb(source: usize, width: i32, rows: i32, target: usize): void {
  const half = width >> 1;
  const stride: usize = width * 3;
  for (let y = 0; y < rows; y++, target += half * 3) {
    let upper = source + <usize>(2 * y) * stride;
    for (let x = 0; x < half; x += 4, upper += 24) {
      const four = i8x16.narrow_i16x8_u(meansOfPairs(upper, upper + stride), meansOfPairs(upper + 12, upper + 12 + stride));
      v128.store(target + x * 3, i8x16.swizzle(four, WITHOUT_EMPTY));
    }
  }
}

/** Four bytes as floats. */
@inline
function floats(at: usize): v128 {
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at))));
}

/** Four floats from the first source pixel of a target pixel on, times its weights. */
@inline
function weighted(row: usize, first: usize, weights: usize): v128 {
  return f32x4.mul(v128.load(row + (load<i32>(first) << 2)), v128.load(weights));
}

/**
 * Grey of `wide` × `high` → grey of `width` × `height` in rows of `stride` bytes. For every target row and column: the
 * first source pixel (i32) and the weights of it and the next three (f32, the fourth 0). `row` has room for `wide` floats and
 * four more. Columns are filled up to a multiple of four with ones of no weight. Gives the sum of all, before it is rounded.
 */
export function areaAverages(
  source: usize, wide: i32, high: i32, width: i32, height: i32,
  downFirst: usize, downWeights: usize, acrossFirst: usize, acrossWeights: usize, row: usize, target: usize, stride: i32,
): f64 {
  let total: f64 = 0;
  // Beyond the last pixel stands what may be no number at all, which no weight of 0 undoes.
  v128.store(row + (wide << 2), f32x4.splat(0));
  const lastRow = source + <usize>((high - 1) * wide);
  for (let y = 0; y < height; y++, downFirst += 4, downWeights += 16, target += <usize>stride) {
    // Down first: that runs through memory in order and leaves one short row to be summed across.
    const one = source + <usize>(load<i32>(downFirst) * wide);
    const two = min(lastRow, one + wide), three = min(lastRow, one + 2 * wide);
    const a = v128.load32_splat(downWeights), b = v128.load32_splat(downWeights, 4), c = v128.load32_splat(downWeights, 8);
    for (let x = 0; x < wide; x += 4) {
      v128.store(row + (x << 2), f32x4.add(
        f32x4.add(f32x4.mul(a, floats(one + x)), f32x4.mul(b, floats(two + x))), f32x4.mul(c, floats(three + x))));
    }
    let sums = f32x4.splat(0);
    for (let x = 0; x < width; x += 4) {
      const first = acrossFirst + (x << 2), weights = acrossWeights + (x << 4);
      const means = floatPairs(
        floatPairs(weighted(row, first, weights), weighted(row, first + 4, weights + 16)),
        floatPairs(weighted(row, first + 8, weights + 32), weighted(row, first + 12, weights + 48)),
      );
      const whole = i32x4.trunc_sat_f32x4_s(f32x4.nearest(means));
      const words = i16x8.narrow_i32x4_s(whole, whole);
      v128.store32_lane(target + x, i8x16.narrow_i16x8_u(words, words), 0);
      sums = f32x4.add(sums, means);
    }
    total += f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1)
      + f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3);
  }
  return total;
}

/**
 * Reads grey values, 0..1, bilinearly along straight lines; NaN outside the picture. `source` holds the part of the picture
 * from (left, top) on in rows of `wide` bytes, and all of it that the lines touch; (lastX, lastY) is the picture's last pixel.
 * Each line is four f64: its first place and the way from one place to the next. Place k of line n is written to
 * target[n · between + k · along].
 */
export function sampleLines(
  source: usize, wide: i32, left: i32, top: i32, lastX: f64, lastY: f64,
  lines: usize, lineCount: i32, count: i32, target: usize, between: i32, along: i32,
): void {
  // Half a pixel beyond the last centre still belongs to the picture.
  const beyondX = lastX + 0.5, beyondY = lastY + 0.5;
  for (let line = 0; line < lineCount; line++, lines += 32) {
    const startU = load<f64>(lines), startV = load<f64>(lines, 8);
    const stepU = load<f64>(lines, 16), stepV = load<f64>(lines, 24);
    let to = target + (<usize>(line * between) << 2);
    for (let k = 0; k < count; k++, to += <usize>along << 2) {
      let u = startU + <f64>k * stepU, v = startV + <f64>k * stepV;
      if (!(u >= -0.5 && v >= -0.5 && u <= beyondX && v <= beyondY)) {
        store<f32>(to, NaN);
        continue;
      }
      u = min(max(u, 0), lastX);
      v = min(max(v, 0), lastY);
      const x = <i32>u, y = <i32>v;
      const at = source + <usize>((y - top) * wide + x - left);
      const right: usize = <f64>x < lastX ? 1 : 0;
      const below: usize = <f64>y < lastY ? <usize>wide : 0;
      const one = <f64>load<u8>(at), two = <f64>load<u8>(at + below);
      const upper = one + (<f64>load<u8>(at + right) - one) * (u - <f64>x);
      const lower = two + (<f64>load<u8>(at + below + right) - two) * (u - <f64>x);
      store<f32>(to, <f32>((upper + (lower - upper) * (v - <f64>y)) / 255));
    }
  }
}
