// AssemblyScript source of the kriging kernel: build with `node bench/kernel/buildKernel.mjs kriging`, which writes
// krigingKernelBytes.ts. What it computes is what KrigingEngine computes; how, is told in docs/decisions/0010-kriging-kernel.md.
// A tile is up to 64 neighbouring targets. One search around its middle finds a superset of the samples that any of them uses; each
// target picks its own nearest exactly; targets that share many samples form a group, and a group factors its shared samples once.

const maxCandidates: i32 = 512;
/** Bytes from one coordinate of the candidates to the next: no power of two, so that the rows do not fall on one another in the cache. */
const candidateRow: usize = 512 * 8 + 128;
/** Most samples in a group. */
const maxGroup: i32 = 256;
const maskBytes: usize = 64;
const maxTargets: i32 = 64;
const maxStructures: i32 = 8;
/** Doubles from one row of positions to the next: candidates, two spare rows, targets, and what the last vector reaches beyond. */
const positionRow: usize = (256 + 2 + 64 + 16) * 8 + 64;

// What the host writes: parameters, structures, order of the targets within a tile.
export const parametersAt: usize = 4096;
export const structuresAt: usize = parametersAt + 512;
const structureBytes: usize = 96;
export const offsetsAt: usize = structuresAt + 1024;
const scratch: usize = offsetsAt + 1024;

// Candidates of a tile, by place in the list.
const candidateId: usize = scratch;
const candidateQ: usize = candidateId + 512 * 4;
// Candidates that only some of sixteen neighbouring targets use.
const shellId: usize = candidateQ + 3 * candidateRow;
const shellPlace: usize = shellId + 512 * 4;
const shellQ: usize = shellPlace + 512 * 4;
const nearPlace: usize = shellQ + 3 * candidateRow;
const distance2: usize = nearPlace + 512 * 4;
// Targets of a tile, by place in the tile.
const targetXyz: usize = distance2 + (512 + 8) * 8;
const targetQ: usize = targetXyz + 3 * 64 * 8;
const targetPosition: usize = targetQ + 3 * 64 * 8;
const targetOut: usize = targetPosition + 24 * 64 * 8;
const targetState: usize = targetOut + 64 * 4;
const targetCount: usize = targetState + 64;
// Nodes of the binary tree over the places of a tile; place l is node 64 + l.
const nodeAll: usize = targetCount + 64 * 4;
const nodeAny: usize = nodeAll + 128 * maskBytes;
const nodeTargets: usize = nodeAny + 128 * maskBytes;
const nodeSamples: usize = nodeTargets + 128 * 4;
const nodeCost: usize = nodeSamples + 128 * 4;
const nodeBest: usize = nodeCost + 128 * 8;
const twinMask: usize = nodeBest + 128 * 8;
const mask: usize = twinMask + maskBytes;
/** Candidates that all of sixteen neighbouring targets use. */
const sureMask: usize = mask + maskBytes;
const fullMask: usize = sureMask + maskBytes;
// The group that is being solved.
const groupOrder: usize = fullMask + maskBytes;
const groupPlace: usize = groupOrder + 256 * 4;
const groupTarget: usize = groupPlace + 512 * 4;
const groupExtra: usize = groupTarget + 64 * 4;
const groupDot: usize = groupExtra + 64 * 4;
const groupPosition: usize = groupDot + 3 * 80 * 8;
const groupValue: usize = groupPosition + 24 * positionRow;
const pairRowA: usize = groupValue + 264 * 8;
const pairRowB: usize = pairRowA + 272 * 4;
const heap: usize = pairRowB + 272 * 4;
const stack: usize = heap + 136 * 8;
/** Blocks that one call of `strip` fills. */
const outputs: i32 = 4096;
export const estimateAt: usize = (stack + 64 * 48 + 63) & ~63;
export const varianceAt: usize = estimateAt + outputs * 8;
export const slopeAt: usize = varianceAt + outputs * 8;
export const usedAt: usize = slopeAt + outputs * 8;
export const statusAt: usize = usedAt + outputs * 4;
/** One pair of targets: up to 130 columns of up to 144 rows of two doubles. */
const pairMatrix: usize = statusAt + outputs;
/** One group: up to 258 columns of up to 344 rows. */
const groupMatrix: usize = pairMatrix + 130 * 144 * 16;
/** First byte that is the host's to use. */
export const freeFrom: usize = groupMatrix + 258 * 344 * 8;

export const statusEstimated: u8 = 0;
export const statusTooFew: u8 = 1;
/** The host must solve this one: a near-singular system, doubled samples, too many candidates. */
export const statusHost: u8 = 255;

// Places in the table of parameters.
const pOrigin: i32 = 0;
const pSearch: i32 = 3;
const pRadius2: i32 = 12;
const pRadius: i32 = 13;
const pNugget: i32 = 14;
const pSill: i32 = 15;
const pTargetVariance: i32 = 16;
const pCentre: i32 = 17;
const pFirst: i32 = 18;
const pSize: i32 = 21;
const pCoincident2: i32 = 24;
const pReach: i32 = 25;
const pSafePivot: i32 = 26;
const pSamePlace: i32 = 27;

let samples: i32 = 0;
let most: i32 = 0;
let least: i32 = 0;
let isSimple: bool = false;
let structures: i32 = 0;
let points: i32 = 0;
let isPoint: bool = true;
let rawAt: usize = 0;
let valuesAt: usize = 0;
let twinsAt: usize = 0;
let hasTwins: bool = false;
let treePoints: usize = 0;
let treeIds: usize = 0;
let splitAxis: usize = 0;
let splitAt: usize = 0;
let pointsAt: usize = 0;
const leafSize: i32 = 8;

// Cephes, Moshier (1989): exp.
const expTop = memory.data<f64>([1.26177193074810590878e-4, 3.02994407707441961300e-2, 9.99999999999999999910e-1]);
const expBottom = memory.data<f64>([
  3.00198505138664455042e-6, 2.52448340349684104192e-3, 2.27265548208155028766e-1, 2,
]);
const single = memory.data<f64>([
  1.4426950408889634074, 6755399441055744, 6.93145751953125e-1, 1.42860682030941723212e-6, -708, 1, 2,
  1.5, 0.5, 7, 8.75, 3.5, 0.75,
]);

// @ts-ignore: decorator
@inline function parameter(i: i32): f64 {
  return load<f64>(parametersAt + (<usize>i << 3));
}

// @ts-ignore: decorator
@inline function constant(i: usize): v128 {
  return v128.load64_splat(single + (i << 3));
}

// @ts-ignore: decorator
@inline function exponential(x: v128): v128 {
  const shifted = f64x2.add(f64x2.mul(constant(0), x), constant(1));
  const k = f64x2.sub(shifted, constant(1));
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(k, constant(2))), f64x2.mul(k, constant(3)));
  const square = f64x2.mul(r, r);
  let top = f64x2.add(f64x2.mul(v128.load64_splat(expTop), square), v128.load64_splat(expTop, 8));
  top = f64x2.mul(r, f64x2.add(f64x2.mul(top, square), v128.load64_splat(expTop, 16)));
  let bottom = f64x2.add(f64x2.mul(v128.load64_splat(expBottom), square), v128.load64_splat(expBottom, 8));
  bottom = f64x2.add(f64x2.mul(bottom, square), v128.load64_splat(expBottom, 16));
  bottom = f64x2.add(f64x2.mul(bottom, square), v128.load64_splat(expBottom, 24));
  const value = f64x2.add(constant(5), f64x2.mul(constant(6), f64x2.div(top, f64x2.sub(bottom, top))));
  return v128.andnot(i64x2.add(value, i64x2.shl(shifted, 52)), f64x2.lt(x, constant(4)));
}

/** Takes the sizes of the problem; the host has written samples, parameters and structures. */
export function setup(
  n: i32, k: i32, fewest: i32, simple: i32, structureCount: i32, pointCount: i32, block: i32,
  raw: usize, values: usize, twins: usize, tree: usize, ids: usize, axes: usize, splits: usize, blockPoints: usize,
): void {
  samples = n;
  most = k;
  least = fewest;
  isSimple = simple !== 0;
  structures = structureCount;
  points = pointCount;
  isPoint = block === 0;
  rawAt = raw;
  valuesAt = values;
  twinsAt = twins;
  hasTwins = false;
  for (let i = 0; i < n; i++) if (load<u8>(twins + i)) hasTwins = true;
  treePoints = tree;
  treeIds = ids;
  splitAxis = axes;
  splitAt = splits;
  pointsAt = blockPoints;
}

// ---- the search tree: median splits of the widest axis, leaves of at most 8, points copied into the order of the tree

// @ts-ignore: decorator
@inline function rotate(matrix: usize, x: f64, y: f64, z: f64): f64 {
  return load<f64>(matrix) * x + load<f64>(matrix, 8) * y + load<f64>(matrix, 16) * z;
}

/** Builds the tree over the samples in the space of the search. */
export function buildTree(): void {
  const x0 = parameter(pOrigin);
  const y0 = parameter(pOrigin + 1);
  const z0 = parameter(pOrigin + 2);
  const m = parametersAt + (<usize>pSearch << 3);
  for (let i = 0; i < samples; i++) {
    const from = rawAt + <usize>i * 24;
    const x = load<f64>(from) - x0;
    const y = load<f64>(from, 8) - y0;
    const z = load<f64>(from, 16) - z0;
    const to = treePoints + <usize>i * 24;
    store<f64>(to, rotate(m, x, y, z));
    store<f64>(to, rotate(m + 24, x, y, z), 8);
    store<f64>(to, rotate(m + 48, x, y, z), 16);
    store<i32>(treeIds + (<usize>i << 2), i);
  }
  split(0, 0, samples);
}

function split(node: i32, from: i32, to: i32): void {
  if (to - from <= leafSize) return;
  let axis = 0;
  let width = -1.0;
  for (let a = 0; a < 3; a++) {
    let low = f64.MAX_VALUE;
    let high = -f64.MAX_VALUE;
    for (let i = from; i < to; i++) {
      const c = load<f64>(treePoints + <usize>i * 24 + (<usize>a << 3));
      low = min(low, c);
      high = max(high, c);
    }
    if (high - low > width) {
      width = high - low;
      axis = a;
    }
  }
  const middle = (from + to) >>> 1;
  select(axis, from, to, middle);
  store<u8>(splitAxis + node, <u8>axis);
  store<f64>(splitAt + (<usize>node << 3), load<f64>(treePoints + <usize>middle * 24 + (<usize>axis << 3)));
  split(2 * node + 1, from, middle);
  split(2 * node + 2, middle, to);
}

/** Hoare's selection along one axis; ties stop both scans. */
function select(axis: i32, from: i32, to: i32, middle: i32): void {
  const key = treePoints + (<usize>axis << 3);
  let low = from;
  let high = to - 1;
  while (low < high) {
    const pivot = load<f64>(key + <usize>((low + high) >>> 1) * 24);
    let i = low;
    let j = high;
    while (i <= j) {
      while (load<f64>(key + <usize>i * 24) < pivot) i++;
      while (load<f64>(key + <usize>j * 24) > pivot) j--;
      if (i <= j) {
        swap(i, j);
        i++;
        j--;
      }
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}

// @ts-ignore: decorator
@inline function swap(i: i32, j: i32): void {
  const a = treePoints + <usize>i * 24;
  const b = treePoints + <usize>j * 24;
  const xy = v128.load(a);
  const z = load<f64>(a, 16);
  v128.store(a, v128.load(b));
  store<f64>(a, load<f64>(b, 16), 16);
  v128.store(b, xy);
  store<f64>(b, z, 16);
  const ia = treeIds + (<usize>i << 2);
  const ib = treeIds + (<usize>j << 2);
  const id = load<i32>(ia);
  store<i32>(ia, load<i32>(ib));
  store<i32>(ib, id);
}

const slack: f64 = 1 + 1e-12;

/**
 * With `capacity` 0: squared distance to the nearest `most`-th sample, or `bound` when fewer lie within it.
 * Otherwise lists the samples within `bound` as candidates; returns their number, or −1 above `capacity`.
 */
function visit(x: f64, y: f64, z: f64, bound: f64, capacity: i32): f64 {
  let count = 0;
  let top: usize = stack;
  store<i32>(top, 0);
  store<i32>(top, 0, 4);
  store<i32>(top, samples, 8);
  v128.store(top, f64x2.splat(0), 16);
  v128.store(top, f64x2.splat(0), 32);
  top += 48;
  while (top > stack) {
    top -= 48;
    const away2 = load<f64>(top, 16);
    if (away2 > bound * slack) continue;
    let node = load<i32>(top);
    let from = load<i32>(top, 4);
    let to = load<i32>(top, 8);
    const offX = load<f64>(top, 24);
    const offY = load<f64>(top, 32);
    const offZ = load<f64>(top, 40);
    while (to - from > leafSize) {
      const axis = <i32>load<u8>(splitAxis + node);
      const off = (axis === 0 ? x : axis === 1 ? y : z) - load<f64>(splitAt + (<usize>node << 3));
      const old = axis === 0 ? offX : axis === 1 ? offY : offZ;
      const middle = (from + to) >>> 1;
      const beyond2 = away2 - old * old + off * off;
      const isLeft = off < 0;
      if (beyond2 <= bound * slack) {
        store<i32>(top, isLeft ? 2 * node + 2 : 2 * node + 1);
        store<i32>(top, isLeft ? middle : from, 4);
        store<i32>(top, isLeft ? to : middle, 8);
        store<f64>(top, beyond2, 16);
        store<f64>(top, axis === 0 ? off : offX, 24);
        store<f64>(top, axis === 1 ? off : offY, 32);
        store<f64>(top, axis === 2 ? off : offZ, 40);
        top += 48;
      }
      if (isLeft) {
        node = 2 * node + 1;
        to = middle;
      } else {
        node = 2 * node + 2;
        from = middle;
      }
    }
    for (let i = from; i < to; i++) {
      const at = treePoints + <usize>i * 24;
      const qx = load<f64>(at);
      const qy = load<f64>(at, 8);
      const qz = load<f64>(at, 16);
      const dx = qx - x;
      const dy = qy - y;
      const dz = qz - z;
      const d2 = dx * dx + dy * dy + dz * dz;
      if (d2 > bound) continue;
      if (capacity > 0) {
        if (count === capacity) return -1;
        const to = <usize>count << 3;
        store<i32>(candidateId + (to >> 1), load<i32>(treeIds + (<usize>i << 2)));
        store<f64>(candidateQ + to, qx);
        store<f64>(candidateQ + to, qy, candidateRow);
        store<f64>(candidateQ + to, qz, 2 * candidateRow);
        count++;
      } else if (count < most) {
        let place = count++;
        while (place > 0) {
          const parent = (place - 1) >> 1;
          const held = load<f64>(heap + (<usize>parent << 3));
          if (held >= d2) break;
          store<f64>(heap + (<usize>place << 3), held);
          place = parent;
        }
        store<f64>(heap + (<usize>place << 3), d2);
        if (count === most) bound = load<f64>(heap);
      } else {
        let place = 0;
        for (;;) {
          let child = 2 * place + 1;
          if (child >= count) break;
          let held = load<f64>(heap + (<usize>child << 3));
          if (child + 1 < count) {
            const other = load<f64>(heap + (<usize>child << 3), 8);
            if (other > held) {
              child++;
              held = other;
            }
          }
          if (held <= d2) break;
          store<f64>(heap + (<usize>place << 3), held);
          place = child;
        }
        store<f64>(heap + (<usize>place << 3), d2);
        bound = load<f64>(heap);
      }
    }
  }
  return capacity > 0 ? <f64>count : bound;
}

// ---- the nearest samples of one target among the candidates

let candidates: i32 = 0;
/** Words of a mask that the candidates take, even. */
let words: i32 = 0;
/** Length of the list of squared distances, and rounded up to four. */
let listed: i32 = 0;
let padded: i32 = 0;
/** Squared distance that the last target's neighbours lay within: where the next search starts. */
let guess: f64 = 0;

/** Sets the mask of the list's entries within p; returns their number. */
function maskWithin(p: f64): i32 {
  const bound = f64x2.splat(p);
  let count: i32 = 0;
  let at = distance2;
  const end = distance2 + (<usize>padded << 3);
  for (let word = mask; at < end; word += 8) {
    let bits: u64 = 0;
    const last = min(end, at + 512);
    for (let place: u64 = 0; at < last; at += 32, place += 4) {
      const low = f64x2.le(v128.load(at), bound);
      const high = f64x2.le(v128.load(at, 16), bound);
      const four = i32x4.bitmask(v128.shuffle<i32>(low, high, 0, 2, 4, 6));
      bits |= <u64>four << place;
    }
    store<u64>(word, bits);
    count += <i32>popcnt<u64>(bits);
  }
  return count;
}

/** Greatest squared distance up to p. */
function greatestUpTo(p: f64): f64 {
  const bound = f64x2.splat(p);
  let best = f64x2.splat(-1);
  for (let at = distance2, end = distance2 + (<usize>padded << 3); at < end; at += 16) {
    const d2 = v128.load(at);
    best = f64x2.pmax(best, v128.bitselect(d2, f64x2.splat(-1), f64x2.le(d2, bound)));
  }
  return max(f64x2.extract_lane(best, 0), f64x2.extract_lane(best, 1));
}

/** Least squared distance above p. */
function leastAbove(p: f64): f64 {
  const bound = f64x2.splat(p);
  const none = f64x2.splat(Infinity);
  let best = none;
  for (let at = distance2, end = distance2 + (<usize>padded << 3); at < end; at += 16) {
    const d2 = v128.load(at);
    best = f64x2.pmin(best, v128.bitselect(d2, none, f64x2.gt(d2, bound)));
  }
  return min(f64x2.extract_lane(best, 0), f64x2.extract_lane(best, 1));
}

// @ts-ignore: decorator
@inline function below(v: f64): f64 {
  return v > 0 ? reinterpret<f64>(reinterpret<u64>(v) - 1) : -1;
}

/** Squared distances of a place to the first `count` of a list of positions. */
function measure(x0: f64, y0: f64, z0: f64, list: usize, count: i32): void {
  const x = f64x2.splat(x0);
  const y = f64x2.splat(y0);
  const z = f64x2.splat(z0);
  const end = <usize>count << 3;
  for (let i: usize = 0; i < end; i += 16) {
    const dx = f64x2.sub(v128.load(list + i), x);
    const dy = f64x2.sub(v128.load(list + i, candidateRow), y);
    const dz = f64x2.sub(v128.load(list + i, 2 * candidateRow), z);
    const d2 = f64x2.add(f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy)), f64x2.mul(dz, dz));
    v128.store(distance2 + i, d2);
  }
  listed = count;
  padded = (count + 3) & ~3;
  for (let i = count; i < padded; i++) store<f64>(distance2 + (<usize>i << 3), Infinity);
}

/** Sets the mask of the `wanted` nearest of the list, fewer than it holds, ties by sample number. */
function chooseNearest(wanted: i32, ids: usize): void {
  let p = guess;
  let count = maskWithin(p);
  for (let round = 0; round < 4 && abs(count - wanted) > 3; round++) {
    // The number within a distance grows by its cube: a step of Newton's in the logarithm.
    p *= max(0.5, min(2.0, 1 + 0.6666666666666666 * <f64>(wanted - count) / <f64>(count + spread)));
    count = maskWithin(p);
  }
  while (count !== wanted) {
    if (count < wanted) {
      p = leastAbove(p);
      count = maskWithin(p);
      if (count > wanted) {
        const lower = maskWithin(below(p));
        if (lower < wanted) {
          breakTie(p, lower, wanted, ids);
          return;
        }
        count = maskWithin(p);
      }
    } else {
      const v = greatestUpTo(p);
      p = below(v);
      count = maskWithin(p);
      if (count < wanted) {
        breakTie(v, count, wanted, ids);
        return;
      }
    }
  }
  guess = p;
}

/** Samples within the guess that stand in no list because all targets use them, and one. */
let spread: i32 = 1;

/** The mask holds `count` below v; of those at v it takes the lowest numbers. */
function breakTie(v: f64, count: i32, wanted: i32, ids: usize): void {
  guess = v;
  for (; count < wanted; count++) {
    let best = -1;
    let bestId = i32.MAX_VALUE;
    for (let i = 0; i < listed; i++) {
      if (load<f64>(distance2 + (<usize>i << 3)) !== v) continue;
      const id = load<i32>(ids + (<usize>i << 2));
      if (id >= bestId || isSet(mask, i)) continue;
      best = i;
      bestId = id;
    }
    setBit(mask, best);
  }
}

// @ts-ignore: decorator
@inline function isSet(at: usize, i: i32): bool {
  return ((load<u64>(at + <usize>((i >> 6) << 3)) >> <u64>(i & 63)) & 1) !== 0;
}

// @ts-ignore: decorator
@inline function setBit(at: usize, i: i32): void {
  const word = at + <usize>((i >> 6) << 3);
  store<u64>(word, load<u64>(word) | ((<u64>1) << <u64>(i & 63)));
}

// @ts-ignore: decorator
@inline function bitCount(at: usize): i32 {
  let count: u64 = 0;
  for (let word: usize = 0; word < <usize>words << 3; word += 16)
    count += popcnt<u64>(load<u64>(at + word)) + popcnt<u64>(load<u64>(at + word, 8));
  return <i32>count;
}

// @ts-ignore: decorator
@inline function clear(at: usize): void {
  for (let word: usize = 0; word < maskBytes; word += 16) v128.store(at + word, i32x4.splat(0));
}

// ---- tiles

const levelStep: i32 = 2;
const absent: u8 = 2;
const waiting: u8 = 0;
const done: u8 = 1;

/** Solves the targets at places base … base + 2^level − 1 of the tile. */
function solveTile(base: i32, level: i32): void {
  const size = 1 << level;
  let lowX = Infinity, lowY = Infinity, lowZ = Infinity;
  let highX = -Infinity, highY = -Infinity, highZ = -Infinity;
  for (let l = base; l < base + size; l++) {
    if (load<u8>(targetState + l) !== waiting) continue;
    const t = <usize>l << 3;
    const x = load<f64>(targetQ + t);
    const y = load<f64>(targetQ + t, 512);
    const z = load<f64>(targetQ + t, 1024);
    lowX = min(lowX, x);
    lowY = min(lowY, y);
    lowZ = min(lowZ, z);
    highX = max(highX, x);
    highY = max(highY, y);
    highZ = max(highZ, z);
  }
  if (!(lowX <= highX)) return;
  const x = 0.5 * (lowX + highX);
  const y = 0.5 * (lowY + highY);
  const z = 0.5 * (lowZ + highZ);
  let off2 = 0.0;
  for (let l = base; l < base + size; l++) {
    if (load<u8>(targetState + l) !== waiting) continue;
    const t = <usize>l << 3;
    const dx = load<f64>(targetQ + t) - x;
    const dy = load<f64>(targetQ + t, 512) - y;
    const dz = load<f64>(targetQ + t, 1024) - z;
    off2 = max(off2, dx * dx + dy * dy + dz * dz);
  }
  // A sample that a target uses lies no farther from it than the most-th nearest of the middle does, plus the step to the middle.
  const off = sqrt(off2);
  const reach = (parameter(pRadius) + off) * slack;
  const kth = sqrt(visit(x, y, z, reach * reach, 0));
  const limit = min((kth + 2 * off) * slack, reach);
  const found = visit(x, y, z, limit * limit, maxCandidates);
  if (found < 0) {
    if (level === 0) {
      settle(base, statusHost, 0);
      return;
    }
    const part = 1 << max(level - levelStep, 0);
    for (let from = base; from < base + size; from += part) solveTile(from, max(level - levelStep, 0));
    return;
  }
  candidates = <i32>found;
  words = ((candidates + 127) >> 7) << 1;
  guess = min(kth, limit) * min(kth, limit);
  if (hasTwins) markTwins();
  chooseAll(base, level, candidates <= most || (kth + off) * slack > parameter(pRadius));
  partition(base, level);
}

/** Marks a target as finished. */
function settle(l: i32, status: u8, count: i32): void {
  const out = <usize>load<i32>(targetOut + (<usize>l << 2));
  store<u8>(targetState + l, done);
  store<u8>(statusAt + out, status);
  store<i32>(usedAt + (out << 2), count);
  store<f64>(estimateAt + (out << 3), NaN);
  store<f64>(varianceAt + (out << 3), NaN);
  store<f64>(slopeAt + (out << 3), NaN);
}

function markTwins(): void {
  clear(twinMask);
  for (let i = 0; i < candidates; i++)
    if (load<u8>(twinsAt + load<i32>(candidateId + (<usize>i << 2)))) setBit(twinMask, i);
}

/** `isLimited`: the radius may cut off some of the nearest samples, or there are no more than are wanted. */
function chooseAll(base: i32, level: i32, isLimited: bool): void {
  const size = 1 << level;
  const part = min(size, 16);
  for (let from = base; from < base + size; from += part) {
    if (isLimited || part < 4) for (let l = from; l < from + part; l++) chooseFromAll(l, isLimited);
    else chooseFromShell(from, part);
  }
}

function chooseFromAll(l: i32, isLimited: bool): void {
  clear(mask);
  let count = 0;
  if (load<u8>(targetState + l) === waiting) {
    const t = <usize>l << 3;
    measure(load<f64>(targetQ + t), load<f64>(targetQ + t, 512), load<f64>(targetQ + t, 1024), candidateQ, candidates);
    spread = 1;
    count = isLimited ? maskWithin(parameter(pRadius2)) : most;
    if (count > most || !isLimited) {
      chooseNearest(most, candidateId);
      count = most;
    }
    store<i32>(targetCount + (<usize>l << 2), mayCoincide() && leastAbove(-1) <= parameter(pCoincident2) ? 1 : 0);
  }
  record(l, count, mask);
}

// @ts-ignore: decorator
@inline function mayCoincide(): bool {
  return isPoint && parameter(pNugget) > 0;
}

/**
 * Targets at places from … from + part − 1, neighbours of one another: with r the distance from their middle to its most-th
 * nearest sample and s the farthest target's, a sample nearer to the middle than r − 2 s is used by all of them, and one
 * farther than r + 2 s by none. Only those between are looked at for each target.
 */
function chooseFromShell(from: i32, part: i32): void {
  let x = 0.0, y = 0.0, z = 0.0, present = 0.0;
  for (let l = from; l < from + part; l++) {
    if (load<u8>(targetState + l) !== waiting) continue;
    const t = <usize>l << 3;
    x += load<f64>(targetQ + t);
    y += load<f64>(targetQ + t, 512);
    z += load<f64>(targetQ + t, 1024);
    present += 1;
  }
  if (present === 0) {
    for (let l = from; l < from + part; l++) record(l, 0, mask);
    return;
  }
  x /= present;
  y /= present;
  z /= present;
  let off2 = 0.0;
  for (let l = from; l < from + part; l++) {
    if (load<u8>(targetState + l) !== waiting) continue;
    const t = <usize>l << 3;
    const dx = load<f64>(targetQ + t) - x;
    const dy = load<f64>(targetQ + t, 512) - y;
    const dz = load<f64>(targetQ + t, 1024) - z;
    off2 = max(off2, dx * dx + dy * dy + dz * dz);
  }
  const off = sqrt(off2);
  clear(mask);
  measure(x, y, z, candidateQ, candidates);
  spread = 1;
  chooseNearest(most, candidateId);
  const r = sqrt(greatestUpTo(guess));
  const inner = max(0, r - 2 * off * slack) * (1 - 1e-12);
  const outer = (r + 2 * off) * slack;
  const near = mayCoincide() ? (off + sqrt(parameter(pCoincident2))) * slack : -1.0;
  clear(sureMask);
  const sure = inner > 0 ? maskWithin(below(inner * inner)) : 0;
  if (sure > 0) for (let word: usize = 0; word < maskBytes; word += 16) v128.store(sureMask + word, v128.load(mask + word));
  let close = 0;
  if (near >= 0 && leastAbove(-1) <= near * near)
    for (let i = 0; i < candidates; i++)
      if (load<f64>(distance2 + (<usize>i << 3)) <= near * near) {
        store<i32>(nearPlace + (<usize>close << 2), i);
        close++;
      }
  maskWithin(outer * outer);
  let shell = 0;
  for (let word = 0; word << 6 < candidates; word++) {
    let bits = load<u64>(mask + (<usize>word << 3)) & ~load<u64>(sureMask + (<usize>word << 3));
    while (bits !== 0) {
      const place = (word << 6) + <i32>ctz<u64>(bits);
      bits &= bits - 1;
      const at = <usize>place << 3;
      const to = <usize>shell << 3;
      store<i32>(shellId + (to >> 1), load<i32>(candidateId + (at >> 1)));
      store<i32>(shellPlace + (to >> 1), place);
      store<f64>(shellQ + to, load<f64>(candidateQ + at));
      store<f64>(shellQ + to, load<f64>(candidateQ + at, candidateRow), candidateRow);
      store<f64>(shellQ + to, load<f64>(candidateQ + at, 2 * candidateRow), 2 * candidateRow);
      shell++;
    }
  }
  guess = r * r;
  spread = sure + 1;
  for (let l = from; l < from + part; l++) {
    if (load<u8>(targetState + l) !== waiting) {
      record(l, 0, mask);
      continue;
    }
    const t = <usize>l << 3;
    const tx = load<f64>(targetQ + t);
    const ty = load<f64>(targetQ + t, 512);
    const tz = load<f64>(targetQ + t, 1024);
    measure(tx, ty, tz, shellQ, shell);
    chooseNearest(most - sure, shellId);
    for (let word: usize = 0; word < maskBytes; word += 16) v128.store(fullMask + word, v128.load(sureMask + word));
    for (let word = 0; word << 6 < shell; word++) {
      let bits = load<u64>(mask + (<usize>word << 3));
      while (bits !== 0) {
        const i = (word << 6) + <i32>ctz<u64>(bits);
        bits &= bits - 1;
        setBit(fullMask, load<i32>(shellPlace + (<usize>i << 2)));
      }
    }
    let isNear = 0;
    for (let i = 0; i < close; i++) {
      const at = <usize>load<i32>(nearPlace + (<usize>i << 2)) << 3;
      const dx = load<f64>(candidateQ + at) - tx;
      const dy = load<f64>(candidateQ + at, candidateRow) - ty;
      const dz = load<f64>(candidateQ + at, 2 * candidateRow) - tz;
      if (dx * dx + dy * dy + dz * dz <= parameter(pCoincident2)) isNear = 1;
    }
    store<i32>(targetCount + (<usize>l << 2), isNear);
    record(l, most, fullMask);
  }
}

/** Makes the leaf of the place, or settles a target that gets no estimate here. */
function record(l: i32, count: i32, from: usize): void {
  const node = <usize>(64 + l);
  const all = nodeAll + node * maskBytes;
  const any = nodeAny + node * maskBytes;
  if (load<u8>(targetState + l) === waiting) {
    if (count < least || count === 0) settle(l, statusTooFew, count);
    else if (hasTwins) {
      for (let word: usize = 0; word < maskBytes; word += 16)
        v128.store(any + word, v128.and(v128.load(from + word), v128.load(twinMask + word)));
      if (bitCount(any) > 1) settle(l, statusHost, count);
    }
  }
  const isPresent = load<u8>(targetState + l) === waiting;
  store<i32>(nodeTargets + (node << 2), isPresent ? 1 : 0);
  store<i32>(nodeSamples + (node << 2), isPresent ? count : 0);
  for (let word: usize = 0; word < <usize>words << 3; word += 16) {
    const bits = isPresent ? v128.load(from + word) : i32x4.splat(0);
    v128.store(any + word, bits);
    v128.store(all + word, isPresent ? bits : i32x4.splat(-1));
  }
}

/** Work of a node solved as one group, in half multiplications, measured weights. */
function costOf(node: usize): f64 {
  const g = <f64>load<i32>(nodeTargets + (node << 2));
  if (g === 0) return 0;
  const c = <f64>(bitCount(nodeAll + node * maskBytes) & ~1);
  const u = <f64>bitCount(nodeAny + node * maskBytes);
  if (u > <f64>maxGroup) return Infinity;
  const e = u - c;
  const m = <f64>load<i32>(nodeSamples + (node << 2)) / g - c;
  const evaluations = (0.5 * u * u + u * g * <f64>points) * <f64>max(structures, 1);
  const shared = 0.5 * c * c * (u + 6 + g) - c * c * c * 0.333 + e * c * (0.5 * e + 6 + g);
  const own = g * (m * m * m * 0.167 + m * m * 1.5);
  return 3.5 * evaluations + 0.6 * shared + 0.7 * own + g * (2 * (0.5 * m * m + 3 * m) + 40) + 40 * c + 10 * u + 150;
}

/** Chooses the groups with the least work, by dynamic programming over the binary tree of places. */
function partition(base: i32, level: i32): void {
  for (let l = 0; l < 1 << level; l++) {
    const node = <usize>(64 + base + l);
    store<f64>(nodeBest + (node << 3), costOf(node));
    store<f64>(nodeCost + (node << 3), load<f64>(nodeBest + (node << 3)));
  }
  for (let h = 1; h <= level; h++) {
    const first = <usize>((64 + base) >> h);
    for (let node = first, end = first + <usize>(1 << (level - h)); node < end; node++) {
      const a = node << 1;
      const b = a + 1;
      for (let word: usize = 0; word < <usize>words << 3; word += 16) {
        const all = v128.and(v128.load(nodeAll + a * maskBytes + word), v128.load(nodeAll + b * maskBytes + word));
        const any = v128.or(v128.load(nodeAny + a * maskBytes + word), v128.load(nodeAny + b * maskBytes + word));
        v128.store(nodeAll + node * maskBytes + word, all);
        v128.store(nodeAny + node * maskBytes + word, any);
      }
      store<i32>(nodeTargets + (node << 2), load<i32>(nodeTargets + (a << 2)) + load<i32>(nodeTargets + (b << 2)));
      store<i32>(nodeSamples + (node << 2), load<i32>(nodeSamples + (a << 2)) + load<i32>(nodeSamples + (b << 2)));
      const whole = costOf(node);
      const parts = load<f64>(nodeBest + (a << 3)) + load<f64>(nodeBest + (b << 3));
      store<f64>(nodeCost + (node << 3), whole);
      store<f64>(nodeBest + (node << 3), min(whole, parts));
    }
  }
  descend((64 + base) >> level, base, level);
}

function descend(node: i32, base: i32, level: i32): void {
  const at = <usize>node;
  if (load<i32>(nodeTargets + (at << 2)) === 0) return;
  if (level === 0 || load<f64>(nodeCost + (at << 3)) <= load<f64>(nodeBest + (at << 3))) {
    solveGroup(at, base, level);
    return;
  }
  descend(2 * node, base, level - 1);
  descend(2 * node + 1, base + (1 << (level - 1)), level - 1);
}

// ---- groups

let columnBytes: usize = 0;
let rows: i32 = 0;

function solveGroup(node: usize, base: i32, level: i32): void {
  const all = nodeAll + node * maskBytes;
  const any = nodeAny + node * maskBytes;
  // Two columns at a time are factored: an odd number of shared samples leaves its last to the targets.
  let shared = bitCount(all);
  if (shared & 1)
    for (let word = words - 1; word >= 0; word--) {
      const at = all + (<usize>word << 3);
      const bits = load<u64>(at);
      if (bits === 0) continue;
      store<u64>(at, bits & ~((<u64>1) << (63 - clz<u64>(bits))));
      shared--;
      break;
    }
  let u = 0;
  for (let word = 0; word < words; word++) u = order(load<u64>(all + (<usize>word << 3)), word, u);
  for (let word = 0; word < words; word++) {
    const at = <usize>word << 3;
    u = order(load<u64>(any + at) & ~load<u64>(all + at), word, u);
  }
  let g = 0;
  for (let l = base; l < base + (1 << level); l++) {
    if (load<u8>(targetState + l) !== waiting) continue;
    store<i32>(groupTarget + (<usize>g << 2), l);
    g++;
  }
  rows = u + 2 + g;
  // An odd number of cache lines from column to column keeps them from one set of the cache.
  columnBytes = <usize>((((rows + 8) >> 3) | 1) << 6);
  if (((rows + 8) >> 3) << 3 < rows + 8) columnBytes += 128;
  fill(u, g);
  if (!factor(shared, u)) {
    for (let t = 0; t < g; t++) {
      const l = load<i32>(groupTarget + (<usize>t << 2));
      settle(l, statusHost, load<i32>(nodeSamples + (<usize>(64 + l) << 2)));
    }
    return;
  }
  finish(shared, u, g, all);
}

function order(bits: u64, word: i32, at: i32): i32 {
  while (bits !== 0) {
    const place = (word << 6) + <i32>ctz<u64>(bits);
    store<i32>(groupOrder + (<usize>at << 2), place);
    store<i32>(groupPlace + (<usize>place << 2), at);
    at++;
    bits &= bits - 1;
  }
  return at;
}

/** Column j: covariances of sample j with samples j …, then 1, its value, and its covariances with the targets. */
function fill(u: i32, g: i32): void {
  const samplesEnd = <usize>u << 3;
  const targetsFrom = samplesEnd + 16;
  const x0 = parameter(pOrigin);
  const y0 = parameter(pOrigin + 1);
  const z0 = parameter(pOrigin + 2);
  for (let i: usize = 0; i < samplesEnd; i += 8) {
    const id = <usize>load<i32>(candidateId + (<usize>load<i32>(groupOrder + (i >> 1)) << 2));
    const raw = rawAt + id * 24;
    store<f64>(groupValue + i, load<f64>(valuesAt + (id << 3)));
    const x = load<f64>(raw) - x0;
    const y = load<f64>(raw, 8) - y0;
    const z = load<f64>(raw, 16) - z0;
    for (let s = 0; s < structures; s++) {
      const m = structuresAt + <usize>s * structureBytes + 16;
      const to = groupPosition + <usize>(3 * s) * positionRow + i;
      store<f64>(to, rotate(m, x, y, z));
      store<f64>(to, rotate(m + 24, x, y, z), positionRow);
      store<f64>(to, rotate(m + 48, x, y, z), 2 * positionRow);
    }
  }
  for (let axis = 0; axis < 3 * structures; axis++) {
    const to = groupPosition + <usize>axis * positionRow;
    v128.store(to + samplesEnd, f64x2.splat(0));
    const target = targetPosition + <usize>axis * 512;
    for (let t: usize = 0; t < <usize>g; t++)
      store<f64>(to + targetsFrom + (t << 3), load<f64>(target + (<usize>load<i32>(groupTarget + (t << 2)) << 3)));
    store<f64>(to + targetsFrom + (<usize>g << 3), 0);
  }
  const sill = parameter(pSill);
  const end = isPoint ? <usize>rows << 3 : samplesEnd;
  for (let j: usize = 0; j < <usize>u; j++) {
    const column = groupMatrix + j * columnBytes;
    const first = (j & ~1) << 3;
    if (structures === 0) for (let i = first; i < end; i += 16) v128.store(column + i, f64x2.splat(0));
    for (let s = 0; s < structures; s++) covariances(s, j << 3, column, first, end, s > 0);
    if (!isPoint) blockCovariances(j << 3, column, targetsFrom, <usize>rows << 3);
    store<f64>(column + (j << 3), sill);
    store<f64>(column + samplesEnd, 1);
    store<f64>(column + samplesEnd, load<f64>(groupValue + (j << 3)), 8);
  }
  if (isPoint && parameter(pNugget) > 0) addNugget(u, g, targetsFrom);
}

// @ts-ignore: decorator
@inline function shape(type: i32, h2: v128): v128 {
  if (type === 0) {
    const h = f64x2.sqrt(h2);
    const c = f64x2.sub(constant(5), f64x2.mul(h, f64x2.sub(constant(7), f64x2.mul(constant(8), h2))));
    return v128.and(c, f64x2.lt(h2, constant(5)));
  }
  if (type === 1) return exponential(f64x2.neg(f64x2.sqrt(h2)));
  if (type === 2) return exponential(f64x2.neg(h2));
  const h = f64x2.sqrt(h2);
  const inner = f64x2.sub(constant(11), f64x2.mul(constant(12), h2));
  const outer = f64x2.sub(constant(9), f64x2.mul(h, f64x2.sub(constant(10), f64x2.mul(h2, inner))));
  return v128.and(f64x2.sub(constant(5), f64x2.mul(h2, outer)), f64x2.lt(h2, constant(5)));
}

// @ts-ignore: decorator
@inline function run(type: i32, sill: v128, j: usize, column: usize, from: usize, end: usize, p: usize, isAdded: bool): void {
  const x = v128.load64_splat(p + j);
  const y = v128.load64_splat(p + j, positionRow);
  const z = v128.load64_splat(p + j, 2 * positionRow);
  for (let i = from; i < end; i += 16) {
    const dx = f64x2.sub(v128.load(p + i), x);
    const dy = f64x2.sub(v128.load(p + i, positionRow), y);
    const dz = f64x2.sub(v128.load(p + i, 2 * positionRow), z);
    const h2 = f64x2.add(f64x2.add(f64x2.mul(dx, dx), f64x2.mul(dy, dy)), f64x2.mul(dz, dz));
    const c = f64x2.mul(sill, shape(type, h2));
    v128.store(column + i, isAdded ? f64x2.add(v128.load(column + i), c) : c);
  }
}

function covariances(s: i32, j: usize, column: usize, from: usize, end: usize, isAdded: bool): void {
  const structure = structuresAt + <usize>s * structureBytes;
  const type = load<i32>(structure);
  const sill = v128.load64_splat(structure, 8);
  const p = groupPosition + <usize>(3 * s) * positionRow;
  if (type === 0) {
    if (isAdded) run(0, sill, j, column, from, end, p, true);
    else run(0, sill, j, column, from, end, p, false);
  } else if (type === 1) run(1, sill, j, column, from, end, p, isAdded);
  else if (type === 2) run(2, sill, j, column, from, end, p, isAdded);
  else run(3, sill, j, column, from, end, p, isAdded);
}

// @ts-ignore: decorator
@inline function average(type: i32, sill: v128, j: usize, column: usize, from: usize, end: usize, p: usize, offsets: usize): void {
  const x = v128.load64_splat(p + j);
  const y = v128.load64_splat(p + j, positionRow);
  const z = v128.load64_splat(p + j, 2 * positionRow);
  const last = offsets + (<usize>points << 5);
  for (let i = from; i < end; i += 16) {
    const dx = f64x2.sub(v128.load(p + i), x);
    const dy = f64x2.sub(v128.load(p + i, positionRow), y);
    const dz = f64x2.sub(v128.load(p + i, 2 * positionRow), z);
    let sum = v128.load(column + i);
    for (let d = offsets; d < last; d += 32) {
      const ex = f64x2.add(dx, v128.load64_splat(d));
      const ey = f64x2.add(dy, v128.load64_splat(d, 8));
      const ez = f64x2.add(dz, v128.load64_splat(d, 16));
      const h2 = f64x2.add(f64x2.add(f64x2.mul(ex, ex), f64x2.mul(ey, ey)), f64x2.mul(ez, ez));
      sum = f64x2.add(sum, f64x2.mul(f64x2.mul(sill, v128.load64_splat(d, 24)), shape(type, h2)));
    }
    v128.store(column + i, sum);
  }
}

/** Averages over the points of a block: offsets in the space of each structure with their weights, four doubles a point. */
function blockCovariances(j: usize, column: usize, from: usize, end: usize): void {
  for (let i = from; i < end; i += 16) v128.store(column + i, f64x2.splat(0));
  for (let s = 0; s < structures; s++) {
    const structure = structuresAt + <usize>s * structureBytes;
    const type = load<i32>(structure);
    const sill = v128.load64_splat(structure, 8);
    const p = groupPosition + <usize>(3 * s) * positionRow;
    const offsets = pointsAt + (<usize>(s * points) << 5);
    if (type === 0) average(0, sill, j, column, from, end, p, offsets);
    else if (type === 1) average(1, sill, j, column, from, end, p, offsets);
    else if (type === 2) average(2, sill, j, column, from, end, p, offsets);
    else average(3, sill, j, column, from, end, p, offsets);
  }
}

/** A target that lies on a sample shares its nugget: the rule of StructureRows. */
function addNugget(u: i32, g: i32, targetsFrom: usize): void {
  const nugget = parameter(pNugget);
  const reach = parameter(pReach);
  const same = parameter(pSamePlace);
  for (let t = 0; t < g; t++) {
    const l = <usize>load<i32>(groupTarget + (<usize>t << 2));
    if (load<i32>(targetCount + (l << 2)) === 0) continue;
    const x = load<f64>(targetXyz + (l << 3));
    const y = load<f64>(targetXyz + (l << 3), 512);
    const z = load<f64>(targetXyz + (l << 3), 1024);
    for (let j: usize = 0; j < <usize>u; j++) {
      const place = <usize>load<i32>(groupOrder + (j << 2));
      const raw = rawAt + <usize>load<i32>(candidateId + (place << 2)) * 24;
      const dx = load<f64>(raw) - x;
      const dy = load<f64>(raw, 8) - y;
      const dz = load<f64>(raw, 16) - z;
      const far2 = dx * dx + dy * dy + dz * dz;
      if (!((dx === 0 && dy === 0 && dz === 0) || (structures > 0 && far2 * reach < same))) continue;
      const at = groupMatrix + j * columnBytes + targetsFrom + (<usize>t << 3);
      store<f64>(at, load<f64>(at) + nugget);
    }
  }
}

/**
 * Factors the first c of u columns, c even, and takes their part out of the other columns: two columns by eight rows at a time.
 * False when a pivot is too small to trust.
 */
function factor(c: i32, u: i32): bool {
  const bytes = columnBytes;
  const end = <usize>rows << 3;
  const tolerance = parameter(pSafePivot) * parameter(pSill);
  for (let j = 0; j < u; j += 2) {
    const isPivot = j < c;
    const column = groupMatrix + <usize>j * bytes;
    const stop = groupMatrix + <usize>min(j, c) * bytes;
    const j8 = <usize>j << 3;
    let inverse0 = f64x2.splat(1);
    let inverse1 = f64x2.splat(1);
    let between = f64x2.splat(0);
    for (let i = j8; i < end; i += 64) {
      const to = column + i;
      const next = to + bytes;
      let a0 = v128.load(to);
      let a1 = v128.load(to, 16);
      let a2 = v128.load(to, 32);
      let a3 = v128.load(to, 48);
      let b0 = v128.load(next);
      let b1 = v128.load(next, 16);
      let b2 = v128.load(next, 32);
      let b3 = v128.load(next, 48);
      for (let k = groupMatrix; k < stop; k += bytes) {
        const l0 = v128.load64_splat(k + j8);
        const l1 = v128.load64_splat(k + j8, 8);
        const at = k + i;
        let r = v128.load(at);
        a0 = f64x2.sub(a0, f64x2.mul(r, l0));
        b0 = f64x2.sub(b0, f64x2.mul(r, l1));
        r = v128.load(at, 16);
        a1 = f64x2.sub(a1, f64x2.mul(r, l0));
        b1 = f64x2.sub(b1, f64x2.mul(r, l1));
        r = v128.load(at, 32);
        a2 = f64x2.sub(a2, f64x2.mul(r, l0));
        b2 = f64x2.sub(b2, f64x2.mul(r, l1));
        r = v128.load(at, 48);
        a3 = f64x2.sub(a3, f64x2.mul(r, l0));
        b3 = f64x2.sub(b3, f64x2.mul(r, l1));
      }
      if (isPivot) {
        if (i === j8) {
          const first2 = f64x2.extract_lane(a0, 0);
          const first = sqrt(first2);
          const across = f64x2.extract_lane(a0, 1) / first;
          const second2 = f64x2.extract_lane(b0, 1) - across * across;
          if (!(first2 > tolerance && second2 > tolerance)) return false;
          inverse0 = f64x2.splat(1 / first);
          inverse1 = f64x2.splat(1 / sqrt(second2));
          between = f64x2.splat(across);
        }
        a0 = f64x2.mul(a0, inverse0);
        a1 = f64x2.mul(a1, inverse0);
        a2 = f64x2.mul(a2, inverse0);
        a3 = f64x2.mul(a3, inverse0);
        b0 = f64x2.mul(f64x2.sub(b0, f64x2.mul(a0, between)), inverse1);
        b1 = f64x2.mul(f64x2.sub(b1, f64x2.mul(a1, between)), inverse1);
        b2 = f64x2.mul(f64x2.sub(b2, f64x2.mul(a2, between)), inverse1);
        b3 = f64x2.mul(f64x2.sub(b3, f64x2.mul(a3, between)), inverse1);
      }
      v128.store(to, a0);
      v128.store(to, a1, 16);
      v128.store(to, a2, 32);
      v128.store(to, a3, 48);
      v128.store(next, b0);
      v128.store(next, b1, 16);
      v128.store(next, b2, 32);
      v128.store(next, b3, 48);
    }
  }
  return true;
}

// ---- what each target has for itself

let oneOne: f64 = 0;
let oneValue: f64 = 0;

function finish(c: i32, u: i32, g: i32, all: usize): void {
  const bytes = columnBytes;
  const ones = groupMatrix + (<usize>u << 3);
  const stop = ones + <usize>c * bytes;
  oneOne = 0;
  oneValue = 0;
  for (let k = ones; k < stop; k += bytes) {
    const one = load<f64>(k);
    oneOne += one * one;
    oneValue += one * load<f64>(k, 8);
  }
  for (let t: usize = 0; t < <usize>g; t += 2) {
    let yy = f64x2.splat(0);
    let oy = f64x2.splat(0);
    let vy = f64x2.splat(0);
    for (let k = ones; k < stop; k += bytes) {
      const y = v128.load(k + 16 + (t << 3));
      yy = f64x2.add(yy, f64x2.mul(y, y));
      oy = f64x2.add(oy, f64x2.mul(y, v128.load64_splat(k)));
      vy = f64x2.add(vy, f64x2.mul(y, v128.load64_splat(k, 8)));
    }
    v128.store(groupDot + (t << 3), yy);
    v128.store(groupDot + (t << 3), oy, 640);
    v128.store(groupDot + (t << 3), vy, 1280);
  }
  // Targets are taken in pairs with the same number of samples of their own.
  let high = 0;
  let low = maxCandidates;
  for (let t: usize = 0; t < <usize>g; t++) {
    const l = <usize>load<i32>(groupTarget + (t << 2));
    const m = load<i32>(nodeSamples + ((64 + l) << 2)) - c;
    store<i32>(groupExtra + (t << 2), m);
    high = max(high, m);
    low = min(low, m);
  }
  for (let m = low; m <= high; m++) {
    let held = -1;
    for (let t = 0; t < g; t++) {
      if (load<i32>(groupExtra + (<usize>t << 2)) !== m) continue;
      if (held < 0) held = t;
      else {
        solvePair(held, t, m, c, u, all);
        held = -1;
      }
    }
    if (held >= 0) solvePair(held, held, m, c, u, all);
  }
}

/** Offsets in the group's matrix of the samples that a target has beyond the shared ones. */
function listExtras(t: i32, to: usize, all: usize): void {
  const l = load<i32>(groupTarget + (<usize>t << 2));
  const any = nodeAny + <usize>(64 + l) * maskBytes;
  for (let word: usize = 0; word < <usize>words; word++) {
    let bits = load<u64>(any + (word << 3)) & ~load<u64>(all + (word << 3));
    while (bits !== 0) {
      const place = (word << 6) + <usize>ctz<u64>(bits);
      store<i32>(to, load<i32>(groupPlace + (place << 2)));
      to += 4;
      bits &= bits - 1;
    }
  }
}

// @ts-ignore: decorator
@inline function both(a: usize, b: usize): v128 {
  return v128.load64_lane(b, v128.load64_zero(a), 1);
}

function solvePair(ta: i32, tb: i32, m: i32, c: i32, u: i32, all: usize): void {
  const bytes = columnBytes;
  const right = <usize>u << 3;
  const rightA = right + 16 + (<usize>ta << 3);
  const rightB = right + 16 + (<usize>tb << 3);
  // An odd number gets one more sample, uncorrelated with all else.
  const even = (m + 1) & ~1;
  const step = <usize>((even + 3 + 5) & ~1) << 4;
  if (m > 0) {
    listExtras(ta, pairRowA, all);
    if (tb === ta) memory.copy(pairRowB, pairRowA, <usize>m << 2);
    else listExtras(tb, pairRowB, all);
    for (let j: usize = 0; j < <usize>m; j++) {
      const columnA = groupMatrix + <usize>load<i32>(pairRowA + (j << 2)) * bytes;
      const columnB = groupMatrix + <usize>load<i32>(pairRowB + (j << 2)) * bytes;
      const to = pairMatrix + j * step;
      for (let i = j; i < <usize>m; i++) {
        const a = columnA + (<usize>load<i32>(pairRowA + (i << 2)) << 3);
        const b = columnB + (<usize>load<i32>(pairRowB + (i << 2)) << 3);
        v128.store(to + (i << 4), both(a, b));
      }
      if (even !== m) v128.store(to + (<usize>m << 4), f64x2.splat(0));
      const end = to + (<usize>even << 4);
      v128.store(end, both(columnA + right, columnB + right));
      v128.store(end, both(columnA + right + 8, columnB + right + 8), 16);
      v128.store(end, both(columnA + rightA, columnB + rightB), 32);
    }
    if (even !== m) {
      const to = pairMatrix + <usize>m * step + (<usize>m << 4);
      v128.store(to, f64x2.splat(parameter(pSill)));
      v128.store(to, f64x2.splat(0), 16);
      v128.store(to, f64x2.splat(0), 32);
      v128.store(to, f64x2.splat(0), 48);
    }
  }
  const isSafe = factorPair(even, step);
  let oo = f64x2.splat(oneOne);
  let ov = f64x2.splat(oneValue);
  let yy = both(groupDot + (<usize>ta << 3), groupDot + (<usize>tb << 3));
  let oy = both(groupDot + 640 + (<usize>ta << 3), groupDot + 640 + (<usize>tb << 3));
  let vy = both(groupDot + 1280 + (<usize>ta << 3), groupDot + 1280 + (<usize>tb << 3));
  for (let at = pairMatrix + (<usize>even << 4), end = at + <usize>even * step; at < end; at += step) {
    const o = v128.load(at);
    const v = v128.load(at, 16);
    const y = v128.load(at, 32);
    oo = f64x2.add(oo, f64x2.mul(o, o));
    ov = f64x2.add(ov, f64x2.mul(o, v));
    yy = f64x2.add(yy, f64x2.mul(y, y));
    oy = f64x2.add(oy, f64x2.mul(o, y));
    vy = f64x2.add(vy, f64x2.mul(v, y));
  }
  const s = f64x2.sub(oy, f64x2.splat(1));
  const mu = isSimple ? f64x2.splat(0) : f64x2.div(s, oo);
  const estimate = f64x2.add(f64x2.splat(parameter(pCentre)), f64x2.sub(vy, f64x2.mul(mu, ov)));
  const raw = f64x2.add(f64x2.sub(f64x2.splat(parameter(pTargetVariance)), yy), f64x2.mul(s, mu));
  const isRounding = v128.and(f64x2.lt(raw, f64x2.splat(0)), f64x2.gt(raw, f64x2.splat(-1e-10 * parameter(pSill))));
  const variance = v128.andnot(raw, isRounding);
  const withTruth = f64x2.sub(yy, f64x2.mul(mu, oy));
  const own = f64x2.add(f64x2.sub(withTruth, f64x2.mul(mu, oy)), f64x2.mul(f64x2.mul(mu, mu), oo));
  const slope = f64x2.div(withTruth, own);
  write(ta, isSafe & 1, m + c, f64x2.extract_lane(estimate, 0), f64x2.extract_lane(variance, 0), f64x2.extract_lane(slope, 0));
  if (tb !== ta)
    write(tb, isSafe & 2, m + c, f64x2.extract_lane(estimate, 1), f64x2.extract_lane(variance, 1), f64x2.extract_lane(slope, 1));
}

// @ts-ignore: decorator
@inline function write(t: i32, isSafe: i32, count: i32, estimate: f64, variance: f64, slope: f64): void {
  const l = load<i32>(groupTarget + (<usize>t << 2));
  const out = <usize>load<i32>(targetOut + (<usize>l << 2));
  store<u8>(targetState + l, done);
  store<u8>(statusAt + out, isSafe ? statusEstimated : statusHost);
  store<i32>(usedAt + (out << 2), count);
  store<f64>(estimateAt + (out << 3), estimate);
  store<f64>(varianceAt + (out << 3), variance);
  store<f64>(slopeAt + (out << 3), slope);
}

/** Factors the systems of two targets, one in each lane, m even, with three rows carried along. Bit of a lane set: all pivots safe. */
function factorPair(m: i32, step: usize): i32 {
  const tolerance = f64x2.splat(parameter(pSafePivot) * parameter(pSill));
  const one = f64x2.splat(1);
  let isSafe = i32x4.splat(-1);
  const end = <usize>(m + 3) << 4;
  for (let j = 0; j < m; j += 2) {
    const column = pairMatrix + <usize>j * step;
    const j16 = <usize>j << 4;
    let inverse0 = one;
    let inverse1 = one;
    let between = one;
    for (let i = j16; i < end; i += 64) {
      const to = column + i;
      const next = to + step;
      let a0 = v128.load(to);
      let a1 = v128.load(to, 16);
      let a2 = v128.load(to, 32);
      let a3 = v128.load(to, 48);
      let b0 = v128.load(next);
      let b1 = v128.load(next, 16);
      let b2 = v128.load(next, 32);
      let b3 = v128.load(next, 48);
      for (let k = pairMatrix; k < column; k += step) {
        const l0 = v128.load(k + j16);
        const l1 = v128.load(k + j16, 16);
        const at = k + i;
        let r = v128.load(at);
        a0 = f64x2.sub(a0, f64x2.mul(r, l0));
        b0 = f64x2.sub(b0, f64x2.mul(r, l1));
        r = v128.load(at, 16);
        a1 = f64x2.sub(a1, f64x2.mul(r, l0));
        b1 = f64x2.sub(b1, f64x2.mul(r, l1));
        r = v128.load(at, 32);
        a2 = f64x2.sub(a2, f64x2.mul(r, l0));
        b2 = f64x2.sub(b2, f64x2.mul(r, l1));
        r = v128.load(at, 48);
        a3 = f64x2.sub(a3, f64x2.mul(r, l0));
        b3 = f64x2.sub(b3, f64x2.mul(r, l1));
      }
      if (i === j16) {
        const first = f64x2.sqrt(a0);
        inverse0 = f64x2.div(one, first);
        between = f64x2.mul(a1, inverse0);
        const second2 = f64x2.sub(b1, f64x2.mul(between, between));
        inverse1 = f64x2.div(one, f64x2.sqrt(second2));
        isSafe = v128.and(isSafe, v128.and(f64x2.gt(a0, tolerance), f64x2.gt(second2, tolerance)));
      }
      a0 = f64x2.mul(a0, inverse0);
      a1 = f64x2.mul(a1, inverse0);
      a2 = f64x2.mul(a2, inverse0);
      a3 = f64x2.mul(a3, inverse0);
      b0 = f64x2.mul(f64x2.sub(b0, f64x2.mul(a0, between)), inverse1);
      b1 = f64x2.mul(f64x2.sub(b1, f64x2.mul(a1, between)), inverse1);
      b2 = f64x2.mul(f64x2.sub(b2, f64x2.mul(a2, between)), inverse1);
      b3 = f64x2.mul(f64x2.sub(b3, f64x2.mul(a3, between)), inverse1);
      v128.store(to, a0);
      v128.store(to, a1, 16);
      v128.store(to, a2, 32);
      v128.store(to, a3, 48);
      v128.store(next, b0);
      v128.store(next, b1, 16);
      v128.store(next, b2, 32);
      v128.store(next, b3, 48);
    }
  }
  return i64x2.bitmask(isSafe);
}

// ---- blocks of a grid

// @ts-ignore: decorator
@inline function offset(l: i32, axis: i32): i32 {
  return <i32>load<u8>(offsetsAt + <usize>(4 * l + axis));
}

/**
 * Blocks i … i + nx − 1 by j … j + ny − 1 by k … k + nz − 1, ny and nz at most a tile's, in at most 4,096 places of the
 * outputs, x fastest. `width`: blocks of a tile along x; `level`: logarithm of its blocks to base 2.
 */
export function strip(i: i32, j: i32, k: i32, nx: i32, ny: i32, nz: i32, width: i32, level: i32): void {
  for (let from = 0; from < nx; from += width) {
    for (let l = 0; l < 1 << level; l++) {
      const di = from + offset(l, 0);
      const dj = offset(l, 1);
      const dk = offset(l, 2);
      if (di >= nx || dj >= ny || dk >= nz) {
        store<u8>(targetState + l, absent);
        continue;
      }
      store<u8>(targetState + l, waiting);
      store<i32>(targetOut + (<usize>l << 2), (dk * ny + dj) * nx + di);
      placeTarget(
        l,
        parameter(pFirst) + <f64>(i + di) * parameter(pSize),
        parameter(pFirst + 1) + <f64>(j + dj) * parameter(pSize + 1),
        parameter(pFirst + 2) + <f64>(k + dk) * parameter(pSize + 2),
      );
    }
    solveTile(0, level);
  }
}

function placeTarget(l: i32, x: f64, y: f64, z: f64): void {
  const t = <usize>l << 3;
  store<f64>(targetXyz + t, x);
  store<f64>(targetXyz + t, y, 512);
  store<f64>(targetXyz + t, z, 1024);
  const dx = x - parameter(pOrigin);
  const dy = y - parameter(pOrigin + 1);
  const dz = z - parameter(pOrigin + 2);
  const m = parametersAt + (<usize>pSearch << 3);
  store<f64>(targetQ + t, rotate(m, dx, dy, dz));
  store<f64>(targetQ + t, rotate(m + 24, dx, dy, dz), 512);
  store<f64>(targetQ + t, rotate(m + 48, dx, dy, dz), 1024);
  for (let s = 0; s < structures; s++) {
    const matrix = structuresAt + <usize>s * structureBytes + 16;
    const at = targetPosition + <usize>(3 * s) * 512 + t;
    store<f64>(at, rotate(matrix, dx, dy, dz));
    store<f64>(at, rotate(matrix + 24, dx, dy, dz), 512);
    store<f64>(at, rotate(matrix + 48, dx, dy, dz), 1024);
  }
}
