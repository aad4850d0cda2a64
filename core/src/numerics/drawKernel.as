// AssemblyScript source of the draw kernel: build with `node bench/kernel/buildKernel.mjs`, which writes wasmKernelBytes.ts.
// scalarKernel.ts does the same operations in the same order and is what the tests hold this against, bit by bit.
// Constants sit in memory because V8 rebuilds a vector constant at every use; a broadcast load costs one instruction.

/** Draws worked on at once: five columns of doubles and one of floats stay inside the second-level cache. */
const chunk: usize = 2048;
const column: usize = chunk * 8;

// Layout of the memory, bytes; the columns below, then the tail list, then what the host puts behind `freeFrom`.
const uniform: usize = 4096;
const normal: usize = uniform + column;
const common: usize = normal + column;
const ore: usize = common + column;
const blend: usize = ore + column;
const unrecovered: usize = blend + column;
const tailList: usize = unrecovered + chunk * 4;
const words: usize = tailList + chunk * 4 + 16;
const picks: usize = words + 16;
const rowAt: usize = picks + 16;
const missing: usize = rowAt + 128;
/** Smallest and largest bit pattern that `countBins` met since the host last reset them. */
const bitRange: usize = 131072 - 16;
/** A count for every value of the upper 16 bits of a float. */
const binCounts: usize = 131072;
const mass: usize = binCounts + 65536 * 4;
const total: usize = mass + column;
const weighted: usize = total + column;
const moments: usize = weighted + column;
/** First byte that is the host's to use. */
export const freeFrom: usize = moments + 64;
export const massAt: usize = mass;
export const totalAt: usize = total;
export const weightedAt: usize = weighted;
export const momentsAt: usize = moments;
export const bitRangeAt: usize = bitRange;
export const binCountsAt: usize = binCounts;
export const uniformAt: usize = uniform;
export const normalAt: usize = normal;
export const commonAt: usize = common;
export const oreAt: usize = ore;
export const blendAt: usize = blend;
export const unrecoveredAt: usize = unrecovered;
/** Bytes from one element's column of sampled grades to the next; not a power of two, so that columns spread over the cache. */
export const sampledStride: usize = chunk * 4 + 64;

const philoxMultiplier0: u32 = 0xd2511f53;
const philoxMultiplier1: u32 = 0xcd9e8d57;
const weyl0: u32 = 0x9e3779b9;
const weyl1: u32 = 0xbb67ae85;
const inverse32: f64 = 2.3283064365386963e-10;

// Wichura (1988), Algorithm AS 241, routine PPND16; highest power first.
const centreTop = memory.data<f64>([
  2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
  1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
]);
const centreBottom = memory.data<f64>([
  5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
  687.1870074920579083, 42.313330701600911252, 1,
]);
const tailTop = memory.data<f64>([
  7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
  3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
]);
const tailBottom = memory.data<f64>([
  1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
  0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
]);
const farTop = memory.data<f64>([
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
  0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
]);
const farBottom = memory.data<f64>([
  2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
  0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1,
]);
// Moshier (1989), Methods and Programs for Mathematical Functions, exp and log of the Cephes library.
const logTop = memory.data<f64>([-7.89580278884799154124e-1, 1.63866645699558079767e1, -6.41409952958715622951e1]);
const logBottom = memory.data<f64>([1, -3.56722798256324312549e1, 3.12093766372244180303e2, -7.69691943550460008604e2]);
const expTop = memory.data<f64>([1.26177193074810590878e-4, 3.02994407707441961300e-2, 9.99999999999999999910e-1]);
const expBottom = memory.data<f64>([
  3.00198505138664455042e-6, 2.52448340349684104192e-3, 2.27265548208155028766e-1, 2,
]);
const single = memory.data<f64>([
  0.5, 0.180625, 0.425, 1.6, 5, 1, 1022, 0.70710678118654752440, 2.121944400546905827679e-4, 0.693359375,
  1.4426950408889634074, 6755399441055744, 6.93145751953125e-1, 1.42860682030941723212e-6, 709, -708, 2, 1e6,
]);

// @ts-ignore: decorator
@inline function at(table: usize, i: usize): v128 {
  return v128.load64_splat(table + (i << 3));
}

// @ts-ignore: decorator
@inline function step(sum: v128, x: v128, table: usize, i: usize): v128 {
  return f64x2.add(f64x2.mul(sum, x), at(table, i));
}

// @ts-ignore: decorator
@inline function polynomial2(table: usize, x: v128): v128 {
  return step(step(at(table, 0), x, table, 1), x, table, 2);
}

// @ts-ignore: decorator
@inline function polynomial3(table: usize, x: v128): v128 {
  return step(polynomial2(table, x), x, table, 3);
}

// @ts-ignore: decorator
@inline function polynomial7(table: usize, x: v128): v128 {
  const fifth = step(step(polynomial3(table, x), x, table, 4), x, table, 5);
  return step(step(fifth, x, table, 6), x, table, 7);
}

// @ts-ignore: decorator
@inline function toUniform(pair: v128): v128 {
  return f64x2.mul(f64x2.add(f64x2.convert_low_i32x4_u(pair), at(single, 0)), f64x2.splat(inverse32));
}

/** Uniform draws of `n` realisations from block `block` of a stream on; up to 15 more are written behind them. */
export function fillUniform(n: i32, block: u32, stream: u32, check: u32, seedLow: u32, seedHigh: u32): void {
  const multiplier0 = i32x4.splat(philoxMultiplier0);
  const multiplier1 = i32x4.splat(philoxMultiplier1);
  let counter = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  let to = uniform;
  for (let k = 0; k < n; k += 16, to += 128) {
    let c0 = counter;
    let c1 = i32x4.splat(stream);
    let c2 = i32x4.splat(check);
    let c3 = i32x4.splat(0);
    let key0 = seedLow;
    let key1 = seedHigh;
    for (let round = 0; round < 10; round++) {
      const a = i64x2.extmul_low_i32x4_u(c0, multiplier0);
      const b = i64x2.extmul_high_i32x4_u(c0, multiplier0);
      const c = i64x2.extmul_low_i32x4_u(c2, multiplier1);
      const d = i64x2.extmul_high_i32x4_u(c2, multiplier1);
      c0 = v128.xor(v128.xor(v128.shuffle<i32>(c, d, 1, 3, 5, 7), c1), i32x4.splat(key0));
      c1 = v128.shuffle<i32>(c, d, 0, 2, 4, 6);
      c2 = v128.xor(v128.xor(v128.shuffle<i32>(a, b, 1, 3, 5, 7), c3), i32x4.splat(key1));
      c3 = v128.shuffle<i32>(a, b, 0, 2, 4, 6);
      key0 += weyl0;
      key1 += weyl1;
    }
    // Lanes are blocks; pairs of words of one block are needed, so blocks 0 and 1, then 2 and 3, are brought together.
    const near01 = v128.shuffle<i32>(c0, c1, 0, 4, 1, 5);
    const near23 = v128.shuffle<i32>(c2, c3, 0, 4, 1, 5);
    const far01 = v128.shuffle<i32>(c0, c1, 2, 6, 3, 7);
    const far23 = v128.shuffle<i32>(c2, c3, 2, 6, 3, 7);
    v128.store(to, toUniform(near01));
    v128.store(to, toUniform(near23), 16);
    v128.store(to, toUniform(v128.shuffle<i32>(near01, near01, 2, 3, 2, 3)), 32);
    v128.store(to, toUniform(v128.shuffle<i32>(near23, near23, 2, 3, 2, 3)), 48);
    v128.store(to, toUniform(far01), 64);
    v128.store(to, toUniform(far23), 80);
    v128.store(to, toUniform(v128.shuffle<i32>(far01, far01, 2, 3, 2, 3)), 96);
    v128.store(to, toUniform(v128.shuffle<i32>(far23, far23, 2, 3, 2, 3)), 112);
    counter = i32x4.add(counter, i32x4.splat(4));
  }
}

// @ts-ignore: decorator
@inline function logarithm(x: v128): v128 {
  const bits = i64x2.shr_u(x, 52);
  const mantissa = v128.or(v128.and(x, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3fe0000000000000));
  const isLow = f64x2.lt(mantissa, at(single, 7));
  let exponent = f64x2.sub(f64x2.convert_low_i32x4_s(v128.shuffle<i32>(bits, bits, 0, 2, 0, 2)), at(single, 6));
  exponent = f64x2.sub(exponent, v128.and(isLow, at(single, 5)));
  const z = f64x2.sub(f64x2.sub(mantissa, at(single, 0)), v128.andnot(at(single, 0), isLow));
  const y = f64x2.add(f64x2.mul(at(single, 0), v128.bitselect(z, mantissa, isLow)), at(single, 0));
  const w = f64x2.div(z, y);
  const square = f64x2.mul(w, w);
  const ratio = f64x2.div(f64x2.mul(square, polynomial2(logTop, square)), polynomial3(logBottom, square));
  const small = f64x2.sub(f64x2.mul(w, ratio), f64x2.mul(exponent, at(single, 8)));
  return f64x2.add(f64x2.add(small, w), f64x2.mul(exponent, at(single, 9)));
}

// @ts-ignore: decorator
@inline function exponential(x: v128): v128 {
  const clipped = f64x2.pmin(x, at(single, 14));
  // Added to 1.5 x 2^52 a number is rounded to an integer, which then stands in the low bits of the sum.
  const shifted = f64x2.add(f64x2.mul(at(single, 10), clipped), at(single, 11));
  const k = f64x2.sub(shifted, at(single, 11));
  const coarse = f64x2.sub(clipped, f64x2.mul(k, at(single, 12)));
  const r = f64x2.sub(coarse, f64x2.mul(k, at(single, 13)));
  const square = f64x2.mul(r, r);
  const top = f64x2.mul(r, polynomial2(expTop, square));
  const bottom = f64x2.sub(polynomial3(expBottom, square), top);
  const value = f64x2.add(at(single, 5), f64x2.mul(at(single, 16), f64x2.div(top, bottom)));
  return v128.andnot(i64x2.add(value, i64x2.shl(shifted, 52)), f64x2.lt(x, at(single, 15)));
}

/** Uniform draws to standard normal ones: all by the formula of the centre, then the 15 % of the tails again by theirs. */
export function toNormal(n: i32): void {
  const end = <usize>n << 3;
  let tail = tailList;
  for (let k: usize = 0; k < end; k += 16) {
    const q = f64x2.sub(v128.load(uniform + k), at(single, 0));
    const r = f64x2.sub(at(single, 1), f64x2.mul(q, q));
    v128.store(normal + k, f64x2.div(f64x2.mul(q, polynomial7(centreTop, r)), polynomial7(centreBottom, r)));
    const isTail = i64x2.bitmask(f64x2.gt(f64x2.abs(q), at(single, 2)));
    store<u32>(tail, <u32>k);
    tail += (isTail & 1) << 2;
    store<u32>(tail, <u32>k + 8);
    tail += (isTail & 2) << 1;
  }
  if (tail === tailList) return;
  store<u32>(tail, load<u32>(tail - 4));
  for (let entry = tailList; entry < tail; entry += 8) tailPair(<usize>load<u32>(entry), <usize>load<u32>(entry, 4));
}

// @ts-ignore: decorator
@inline function tailPair(i: usize, j: usize): void {
  const p = f64x2.replace_lane(f64x2.splat(load<f64>(uniform + i)), 1, load<f64>(uniform + j));
  const isLower = f64x2.lt(p, at(single, 0));
  const outside = v128.bitselect(p, f64x2.sub(at(single, 5), p), isLower);
  const root = f64x2.sqrt(f64x2.neg(logarithm(outside)));
  const r = f64x2.sub(root, at(single, 3));
  let value = f64x2.div(polynomial7(tailTop, r), polynomial7(tailBottom, r));
  const isFar = f64x2.gt(root, at(single, 4));
  if (v128.any_true(isFar)) {
    const s = f64x2.sub(root, at(single, 4));
    value = v128.bitselect(f64x2.div(polynomial7(farTop, s), polynomial7(farBottom, s)), value, isFar);
  }
  const z = v128.bitselect(f64x2.neg(value), value, isLower);
  store<f64>(normal + i, f64x2.extract_lane(z, 0));
  store<f64>(normal + j, f64x2.extract_lane(z, 1));
}

// @ts-ignore: decorator
@inline function countBit(bits: u32): void {
  const bin = binCounts + ((<usize>bits >> 16) << 2);
  store<u32>(bin, load<u32>(bin) + 1);
}

/** Counts n numbers of `unrecovered` (0 or above) by their upper 16 bits; returns their sum, added up in four lanes. */
export function countBins(n: u32): f64 {
  const whole = <usize>(n & ~3) << 2;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let least = i32x4.splat(-1);
  let most = i32x4.splat(0);
  for (let k: usize = 0; k < whole; k += 16) {
    const values = v128.load(unrecovered + k);
    low = f64x2.add(low, f64x2.promote_low_f32x4(values));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<i32>(values, values, 2, 3, 2, 3)));
    least = v128.min<u32>(least, values);
    most = v128.max<u32>(most, values);
    countBit(i32x4.extract_lane(values, 0));
    countBit(i32x4.extract_lane(values, 1));
    countBit(i32x4.extract_lane(values, 2));
    countBit(i32x4.extract_lane(values, 3));
  }
  let lowest = load<u32>(bitRange);
  let highest = load<u32>(bitRange, 4);
  least = v128.min<u32>(least, v128.shuffle<i32>(least, least, 2, 3, 0, 1));
  most = v128.max<u32>(most, v128.shuffle<i32>(most, most, 2, 3, 0, 1));
  lowest = min(lowest, min<u32>(i32x4.extract_lane(least, 0), i32x4.extract_lane(least, 1)));
  highest = max(highest, max<u32>(i32x4.extract_lane(most, 0), i32x4.extract_lane(most, 1)));
  let sum = acrossLanes(low, high);
  for (let k = whole, end = <usize>n << 2; k < end; k += 4) {
    const bits = load<u32>(unrecovered + k);
    lowest = min(lowest, bits);
    highest = max(highest, bits);
    sum += <f64>load<f32>(unrecovered + k);
    countBit(bits);
  }
  store<u32>(bitRange, lowest);
  store<u32>(bitRange, highest, 4);
  return sum;
}

/** Copies those of n numbers of `unrecovered` whose upper 16 bits are `bin` to the start of `normal`, as floats; their count. */
export function matchBin(n: u32, bin: u32): u32 {
  const end = <usize>n << 2;
  const wanted = i32x4.splat(bin);
  let to = normal;
  for (let k: usize = 0; k < end; k += 16) {
    const values = v128.load(unrecovered + k);
    const isMatch = i32x4.eq(i32x4.shr_u(values, 16), wanted);
    if (!v128.any_true(isMatch)) continue;
    const bits = i32x4.bitmask(isMatch);
    for (let i: usize = 0; i < 4; i++) {
      if ((bits & (1 << <i32>i)) === 0 || k + (i << 2) >= end) continue;
      store<u32>(to, load<u32>(unrecovered + k + (i << 2)));
      to += 4;
    }
  }
  return <u32>((to - normal) >> 2);
}

/** `mass` from `unrecovered`, or with it added. */
export function takeMass(n: i32, isFirst: i32): void {
  const end = <usize>n << 3;
  for (let k: usize = 0; k < end; k += 16) {
    const more = f64x2.promote_low_f32x4(v128.load64_zero(unrecovered + (k >> 1)));
    v128.store(mass + k, isFirst ? more : f64x2.add(v128.load(mass + k), more));
  }
}

/** Adds `mass` to `total`; returns the sum of n numbers of `mass`, added up in four lanes. */
export function addTotal(n: u32): f64 {
  const whole = <usize>(n & ~3) << 3;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let k: usize = 0; k < whole; k += 32) {
    const near = v128.load(mass + k);
    const far = v128.load(mass + k, 16);
    low = f64x2.add(low, near);
    high = f64x2.add(high, far);
    v128.store(total + k, f64x2.add(v128.load(total + k), near));
    v128.store(total + k, f64x2.add(v128.load(total + k, 16), far), 16);
  }
  let sum = acrossLanes(low, high);
  for (let k = whole, end = <usize>n << 3; k < end; k += 8) {
    sum += load<f64>(mass + k);
    store<f64>(total + k, load<f64>(total + k) + load<f64>(mass + k));
  }
  return sum;
}

// @ts-ignore: decorator
@inline function acrossLanes(low: v128, high: v128): f64 {
  const near = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
  return near + (f64x2.extract_lane(high, 0) + f64x2.extract_lane(high, 1));
}

/** Adds `unrecovered` x scale + offset to `weighted`. */
export function addWeighted(n: i32, scale: f64, offset: f64): void {
  const end = <usize>n << 3;
  for (let k: usize = 0; k < end; k += 16) {
    const more = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(unrecovered + (k >> 1))), f64x2.splat(scale));
    v128.store(weighted + k, f64x2.add(v128.load(weighted + k), f64x2.add(more, f64x2.splat(offset))));
  }
}

/** With d = `mass` - mean: adds the sums of d² and of d x `total` over n numbers to `moments`. */
export function addMoments(n: u32, mean: f64): void {
  const whole = <usize>(n & ~3) << 3;
  const centre = f64x2.splat(mean);
  let ownLow = f64x2.splat(0);
  let ownHigh = f64x2.splat(0);
  let jointLow = f64x2.splat(0);
  let jointHigh = f64x2.splat(0);
  for (let k: usize = 0; k < whole; k += 32) {
    const near = f64x2.sub(v128.load(mass + k), centre);
    const far = f64x2.sub(v128.load(mass + k, 16), centre);
    ownLow = f64x2.add(ownLow, f64x2.mul(near, near));
    ownHigh = f64x2.add(ownHigh, f64x2.mul(far, far));
    jointLow = f64x2.add(jointLow, f64x2.mul(near, v128.load(total + k)));
    jointHigh = f64x2.add(jointHigh, f64x2.mul(far, v128.load(total + k, 16)));
  }
  let own = acrossLanes(ownLow, ownHigh);
  let joint = acrossLanes(jointLow, jointHigh);
  for (let k = whole, end = <usize>n << 3; k < end; k += 8) {
    const d = load<f64>(mass + k) - mean;
    own += d * d;
    joint += d * load<f64>(total + k);
  }
  store<f64>(moments, load<f64>(moments) + own);
  store<f64>(moments, load<f64>(moments, 8) + joint, 8);
}

// @ts-ignore: decorator
@inline function gradePair(k: usize, location: v128, sd: v128, isBounded: bool): v128 {
  const centre = f64x2.add(location, v128.load(common + k));
  const score = f64x2.add(centre, f64x2.mul(sd, v128.load(normal + k)));
  if (!isBounded) return exponential(score);
  return f64x2.div(at(single, 17), f64x2.add(at(single, 5), exponential(f64x2.neg(score))));
}

// @ts-ignore: decorator
@inline function massPair(k: usize, grade: v128, factor: v128, recovered: v128): v128 {
  const mass = f64x2.sub(f64x2.mul(f64x2.mul(v128.load(ore + k), grade), factor), recovered);
  return f32x4.demote_f64x2_zero(v128.andnot(mass, f64x2.lt(mass, f64x2.splat(0))));
}

/** Unrecovered mass of a cell: max(0, ore x grade x factor - recovered), the grade from the law. */
export function toUnrecovered(n: i32, location: f64, sd: f64, isBounded: i32, factor: f64, recovered: f64): void {
  if (isBounded) massesOfLaw(n, f64x2.splat(location), f64x2.splat(sd), true, f64x2.splat(factor), f64x2.splat(recovered));
  else massesOfLaw(n, f64x2.splat(location), f64x2.splat(sd), false, f64x2.splat(factor), f64x2.splat(recovered));
}

// @ts-ignore: decorator
@inline function massesOfLaw(n: i32, location: v128, sd: v128, isBounded: bool, factor: v128, recovered: v128): void {
  const end = <usize>n << 3;
  for (let k: usize = 0; k < end; k += 32) {
    const near = massPair(k, gradePair(k, location, sd, isBounded), factor, recovered);
    const far = massPair(k + 16, gradePair(k + 16, location, sd, isBounded), factor, recovered);
    v128.store(unrecovered + (k >> 1), v128.shuffle<i32>(near, far, 0, 1, 4, 5));
  }
}

/** The same, with the sampled grade at `sampled` where the blend draw is below `weight` and the grade is a number. */
export function toUnrecoveredBlended(
  n: i32, location: f64, sd: f64, isBounded: i32, factor: f64, recovered: f64, weight: f64, sampled: usize,
): void {
  const end = <usize>n << 3;
  for (let k: usize = 0; k < end; k += 16) {
    const law = isBounded
      ? gradePair(k, f64x2.splat(location), f64x2.splat(sd), true)
      : gradePair(k, f64x2.splat(location), f64x2.splat(sd), false);
    const sample = f64x2.promote_low_f32x4(v128.load64_zero(sampled + (k >> 1)));
    const isSample = v128.and(f64x2.lt(v128.load(blend + k), f64x2.splat(weight)), f64x2.eq(sample, sample));
    const mass = massPair(k, v128.bitselect(sample, law, isSample), f64x2.splat(factor), f64x2.splat(recovered));
    v128.store64_lane(unrecovered + (k >> 1), mass, 0);
  }
}

function philoxBlock(to: usize, c0: u32, c1: u32, c2: u32, c3: u32, seedLow: u32, seedHigh: u32): void {
  let key0 = seedLow;
  let key1 = seedHigh;
  for (let round = 0; round < 10; round++) {
    const product0 = <u64>c0 * philoxMultiplier0;
    const product1 = <u64>c2 * philoxMultiplier1;
    c0 = <u32>(product1 >> 32) ^ c1 ^ key0;
    c1 = <u32>product1;
    c2 = <u32>(product0 >> 32) ^ c3 ^ key1;
    c3 = <u32>product0;
    key0 += weyl0;
    key1 += weyl1;
  }
  store<u32>(to, c0);
  store<u32>(to, c1, 4);
  store<u32>(to, c2, 8);
  store<u32>(to, c3, 12);
}

/** floor(word / 2^32 x count). */
// @ts-ignore: decorator
@inline function pick(wordAt: usize, count: u32): u32 {
  return <u32>((<u64>load<u32>(wordAt) * count) >> 32);
}

const maxRows: u32 = 24;
const maxDeposits: u32 = 8;

/**
 * Sampled grades of `n` realisations from `first` on, by the bootstrap told in clusterBootstrap.ts. Elements go in groups of
 * four, `groups` of them; rows are `groups` x 16 bytes. `present` has a byte a deposit and group: bit i, element i analysed.
 * `wanted`: a byte a group, as `present`; `weights`: per group, blend draws at or above which need no sample.
 */
export function drawSamples(
  n: u32, first: u32, groups: u32, deposits: u32, rows: usize, start: usize, means: usize, present: usize, wanted: usize,
  weights: usize, sampled: usize, mineStream: u32, bootstrapStream: u32, seedLow: u32, seedHigh: u32,
): void {
  const width = <usize>groups << 4;
  for (let k: u32 = 0; k < n; k++) {
    const realisation = first + k;
    const to = sampled + (<usize>k << 2);
    const blended = load<f64>(blend + (<usize>k << 3));
    let open: u32 = 0;
    for (let g: u32 = 0; g < groups; g++) {
      const bits = blended < load<f64>(weights + (<usize>g << 3)) ? <u32>load<u8>(wanted + g) : 0;
      store<u8>(missing + g, <u8>bits);
      open |= bits;
      for (let i: u32 = 0; i < 4; i++) store<f32>(to + (<usize>g * 4 + i) * sampledStride, f32.NaN);
    }
    for (let attempt: u32 = 0; attempt < maxDeposits && open !== 0; attempt++) {
      if ((attempt & 3) === 0) philoxBlock(picks, realisation, mineStream, attempt >> 2, 1, seedLow, seedHigh);
      const index = pick(picks + ((<usize>attempt & 3) << 2), deposits);
      philoxBlock(words, realisation, bootstrapStream, index >> 2, 2, seedLow, seedHigh);
      const deposit = pick(words + ((<usize>index & 3) << 2), deposits);
      const has = present + <usize>(deposit * groups);
      let useful: u32 = 0;
      for (let g: u32 = 0; g < groups; g++) useful |= <u32>load<u8>(missing + g) & <u32>load<u8>(has + g);
      if (useful === 0) continue;
      const firstRow = load<u32>(start + (<usize>deposit << 2));
      const count = load<u32>(start + (<usize>deposit << 2), 4) - firstRow;
      const drawn = min(count, maxRows);
      for (let i: u32 = 0; i < drawn; i++) {
        if ((i & 3) === 0) philoxBlock(words, realisation, mineStream, (attempt << 8) | (i >> 2), 3, seedLow, seedHigh);
        const row = firstRow + pick(words + ((<usize>i & 3) << 2), count);
        store<usize>(rowAt + (<usize>i << 2), rows + <usize>row * width);
      }
      const shrink = f64x2.splat(Math.sqrt(<f64>drawn / <f64>count));
      open = 0;
      for (let g: u32 = 0; g < groups; g++) {
        const lacking = <u32>load<u8>(missing + g);
        const fill = lacking & <u32>load<u8>(has + g);
        open |= lacking ^ fill;
        if (fill === 0) continue;
        store<u8>(missing + g, <u8>(lacking ^ fill));
        const grades = averageGroup(drawn, <usize>g << 4, means + <usize>deposit * width, shrink);
        const column = to + <usize>g * 4 * sampledStride;
        if (fill & 1) v128.store32_lane(column, grades, 0);
        if (fill & 2) v128.store32_lane(column + sampledStride, grades, 1);
        if (fill & 4) v128.store32_lane(column + 2 * sampledStride, grades, 2);
        if (fill & 8) v128.store32_lane(column + 3 * sampledStride, grades, 3);
      }
    }
  }
}

// @ts-ignore: decorator
@inline function averageGroup(drawn: u32, offset: usize, means: usize, shrink: v128): v128 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let counts = i32x4.splat(0);
  for (let i: u32 = 0; i < drawn; i++) {
    const raw = v128.load(load<usize>(rowAt + (<usize>i << 2)) + offset);
    const isNumber = f32x4.eq(raw, raw);
    const value = v128.and(raw, isNumber);
    low = f64x2.add(low, f64x2.promote_low_f32x4(value));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<i32>(value, value, 2, 3, 2, 3)));
    counts = i32x4.sub(counts, isNumber);
  }
  const mean = v128.load(means + offset);
  const near = shrunk(low, counts, mean, shrink);
  const far = shrunk(
    high, v128.shuffle<i32>(counts, counts, 2, 3, 2, 3), v128.shuffle<i32>(mean, mean, 2, 3, 2, 3), shrink,
  );
  const grades = v128.shuffle<i32>(f32x4.demote_f64x2_zero(near), f32x4.demote_f64x2_zero(far), 0, 1, 4, 5);
  return v128.bitselect(mean, grades, i32x4.eq(counts, i32x4.splat(0)));
}

// @ts-ignore: decorator
@inline function shrunk(sum: v128, counts: v128, mean: v128, shrink: v128): v128 {
  const centre = f64x2.promote_low_f32x4(mean);
  const average = f64x2.div(sum, f64x2.convert_low_i32x4_s(counts));
  return f64x2.add(centre, f64x2.mul(f64x2.sub(average, centre), shrink));
}
