// AssemblyScript source of the kernel of sequential Gaussian simulation: build with `node bench/kernel/buildKernel.mjs simulation`.
// simulationScalar.ts does the same operations in the same order and gives the same bits. Both lanes of a vector carry a system of
// their own: two realisations with a path each, or two nodes of one path. The host lays out the memory from `freeFrom` on.
//
// Nodes are numbered on a lattice with margins (simulationLattice.ts), so that a step to another node is one number to add, no
// step of the search leaves the lattice, and the difference of two numbers is a place in the table of covariances.

/** Most neighbours of a node. */
const most: usize = 200;
const listA: usize = 2048;
const listB: usize = listA + (most + 8) * 4;
const weights: usize = listB + (most + 8) * 4;
/** Rows of the two systems, interleaved: lower triangle, right-hand side, values of the neighbours. */
const rows: usize = weights + most * 16;
/** First byte that is the host's to use. */
export const freeFrom: usize = (rows + (most + 2) * most * 16 + 63) & ~63;

let offsets: usize = 0;
let offsetsEnd: usize = 0;
let table: usize = 0;
let sill: f64 = 1;
let limit: usize = 0;
let stride: usize = 0;

/** @param steps steps of the search, 32-bit, padded with 0 to a multiple of 4; @param zero byte of C(0) in the table */
export function prepare(steps: usize, count: usize, zero: usize, variance: f64, neighbours: usize): void {
  offsets = steps;
  offsetsEnd = steps + (count << 2);
  table = zero;
  sill = variance;
  limit = neighbours;
  stride = neighbours << 4;
}

// @ts-ignore: decorator
@inline function take(list: usize, n: usize, step: usize, informed: usize): usize {
  const offset = load<i32>(step);
  store<i32>(list + (n << 2), offset);
  return n + <usize>load<u8>(informed + offset);
}

/** Lists the first informed neighbours of the node whose mark stands at `informed`; no branch depends on a mark. */
// @ts-ignore: decorator
@inline function search(informed: usize, list: usize): usize {
  let n: usize = 0;
  for (let step = offsets; step < offsetsEnd && n < limit; step += 16) {
    n = take(list, n, step, informed);
    n = take(list, n, step + 4, informed);
    n = take(list, n, step + 8, informed);
    n = take(list, n, step + 12, informed);
  }
  return min(n, limit);
}

/** Both lower triangles and right-hand sides. Rows that a shorter list lacks are those of a unit matrix, which change nothing. */
function gather(na: usize, nb: usize, n: usize): void {
  for (let a = na; a < n; a++) store<i32>(listA + (a << 2), 0);
  for (let b = nb; b < n; b++) store<i32>(listB + (b << 2), 0);
  const last = rows + n * stride;
  for (let a: usize = 0; a < n; a++) {
    const row = rows + a * stride;
    const fromA = load<i32>(listA + (a << 2));
    const fromB = load<i32>(listB + (a << 2));
    for (let b: usize = 0; b < a; b++) {
      const first = v128.load64_zero(table + ((fromA - load<i32>(listA + (b << 2))) << 3));
      v128.store(row + (b << 4), v128.load64_lane(table + ((fromB - load<i32>(listB + (b << 2))) << 3), first, 1));
    }
    store<f64>(row + (a << 4), sill);
    store<f64>(row + (a << 4), sill, 8);
    const side = last + (a << 4);
    v128.store(side, v128.load64_lane(table + (fromB << 3), v128.load64_zero(table + (fromA << 3)), 1));
  }
  for (let a = na; a < n; a++) unit(rows + a * stride, last, a);
  for (let b = nb; b < n; b++) unit(rows + b * stride + 8, last + 8, b);
}

function unit(row: usize, last: usize, at: usize): void {
  for (let b: usize = 0; b < at; b++) store<f64>(row + (b << 4), 0);
  store<f64>(row + (at << 4), 1);
  store<f64>(last + (at << 4), 0);
}

// @ts-ignore: decorator
@inline function less(sum: v128, x: v128, y: v128): v128 {
  return f64x2.sub(sum, f64x2.mul(x, y));
}

// @ts-ignore: decorator
@inline function remainder(a: usize, b: usize, j: usize): v128 {
  let s = v128.load(a + j);
  for (let k: usize = 0; k < j; k += 16) s = less(s, v128.load(a + k), v128.load(b + k));
  return s;
}

/** As pivot() of cholesky.ts; zero in a lane whose pivot vanished. */
// @ts-ignore: decorator
@inline function pivot(d: v128, diagonal: v128): v128 {
  return v128.and(f64x2.sqrt(d), f64x2.gt(d, f64x2.mul(f64x2.splat(1.5e-14), diagonal)));
}

// @ts-ignore: decorator
@inline function vanished(root: v128): u32 {
  return <u32>i64x2.bitmask(f64x2.gt(root, f64x2.splat(0))) ^ 3;
}

/**
 * Factors n rows and carries the `total - n` behind them, the sums of every element in the order of choleskyInPlace.
 * @returns 0, or 4 times the row whose pivot vanished plus the lanes in which it did
 */
function factor(n: usize, total: usize): u32 {
  const one = f64x2.splat(1);
  const end = rows + total * stride;
  const width = n << 4;
  for (let j: usize = 0; j < width; j += 32) {
    const r0 = rows + (j >> 4) * stride;
    const diagonal0 = v128.load(r0 + j);
    if (j + 16 === width) {
      const only = pivot(remainder(r0, r0, j), diagonal0);
      if (vanished(only)) return <u32>(j >> 2) | vanished(only);
      const inverse = f64x2.div(one, only);
      v128.store(r0 + j, only);
      for (let r = r0 + stride; r < end; r += stride) v128.store(r + j, f64x2.mul(remainder(r, r0, j), inverse));
      return 0;
    }
    const r1 = r0 + stride;
    const diagonal1 = v128.load(r1 + j, 16);
    let between = v128.load(r1 + j);
    let d0 = diagonal0;
    let d1 = diagonal1;
    for (let k: usize = 0; k < j; k += 16) {
      const x = v128.load(r0 + k);
      const y = v128.load(r1 + k);
      d0 = less(d0, x, x);
      between = less(between, y, x);
      d1 = less(d1, y, y);
    }
    const first = pivot(d0, diagonal0);
    if (vanished(first)) return <u32>(j >> 2) | vanished(first);
    const inverse0 = f64x2.div(one, first);
    between = f64x2.mul(between, inverse0);
    const second = pivot(less(d1, between, between), diagonal1);
    if (vanished(second)) return <u32>((j + 16) >> 2) | vanished(second);
    const inverse1 = f64x2.div(one, second);
    v128.store(r0 + j, first);
    v128.store(r1 + j, between);
    v128.store(r1 + j, second, 16);
    let a = r1 + stride;
    for (; a + 3 * stride < end; a += 4 * stride) {
      const b = a + stride;
      const c = b + stride;
      const d = c + stride;
      let a0 = v128.load(a + j);
      let b0 = v128.load(b + j);
      let c0 = v128.load(c + j);
      let e0 = v128.load(d + j);
      let a1 = v128.load(a + j, 16);
      let b1 = v128.load(b + j, 16);
      let c1 = v128.load(c + j, 16);
      let e1 = v128.load(d + j, 16);
      for (let k: usize = 0; k < j; k += 16) {
        const l0 = v128.load(r0 + k);
        const l1 = v128.load(r1 + k);
        const x = v128.load(a + k);
        a0 = less(a0, x, l0);
        a1 = less(a1, x, l1);
        const y = v128.load(b + k);
        b0 = less(b0, y, l0);
        b1 = less(b1, y, l1);
        const z = v128.load(c + k);
        c0 = less(c0, z, l0);
        c1 = less(c1, z, l1);
        const w = v128.load(d + k);
        e0 = less(e0, w, l0);
        e1 = less(e1, w, l1);
      }
      a0 = f64x2.mul(a0, inverse0);
      b0 = f64x2.mul(b0, inverse0);
      c0 = f64x2.mul(c0, inverse0);
      e0 = f64x2.mul(e0, inverse0);
      v128.store(a + j, a0);
      v128.store(b + j, b0);
      v128.store(c + j, c0);
      v128.store(d + j, e0);
      v128.store(a + j, f64x2.mul(less(a1, a0, between), inverse1), 16);
      v128.store(b + j, f64x2.mul(less(b1, b0, between), inverse1), 16);
      v128.store(c + j, f64x2.mul(less(c1, c0, between), inverse1), 16);
      v128.store(d + j, f64x2.mul(less(e1, e0, between), inverse1), 16);
    }
    for (; a < end; a += stride) {
      let a0 = v128.load(a + j);
      let a1 = v128.load(a + j, 16);
      for (let k: usize = 0; k < j; k += 16) {
        const x = v128.load(a + k);
        a0 = less(a0, x, v128.load(r0 + k));
        a1 = less(a1, x, v128.load(r1 + k));
      }
      a0 = f64x2.mul(a0, inverse0);
      v128.store(a + j, a0);
      v128.store(a + j, f64x2.mul(less(a1, a0, between), inverse1), 16);
    }
  }
  return 0;
}

/**
 * Simulates two realisations, each along its own path: `count` nodes, lattice numbers of 32 bits. `informed` are the marks of lattice
 * node 0, `values` its value; a node to be simulated holds its standard normal draw there.
 * @returns 0, or as `factor` does, with the place in the path left in `failedAt`
 */
export function simulatePair(
  count: usize,
  pathA: usize,
  informedA: usize,
  valuesA: usize,
  pathB: usize,
  informedB: usize,
  valuesB: usize,
): u32 {
  for (let i: usize = 0; i < count; i++) {
    const nodeA = load<i32>(pathA + (i << 2));
    const nodeB = load<i32>(pathB + (i << 2));
    const na = search(informedA + nodeA, listA);
    const nb = search(informedB + nodeB, listB);
    const n = max(na, nb);
    gather(na, nb, n);
    const toA = valuesA + (nodeA << 3);
    const toB = valuesB + (nodeB << 3);
    const side = rows + n * stride;
    const known = side + stride;
    for (let a: usize = 0; a < n; a++) {
      const first = v128.load64_zero(toA + (load<i32>(listA + (a << 2)) << 3));
      v128.store(known + (a << 4), v128.load64_lane(toB + (load<i32>(listB + (a << 2)) << 3), first, 1));
    }
    // What a list does not hold counts as 0: such an entry points at the node itself.
    for (let a = na; a < n; a++) store<f64>(known + (a << 4), 0);
    for (let b = nb; b < n; b++) store<f64>(known + (b << 4), 0, 8);
    const failed = factor(n, n + 2);
    if (failed) {
      failedAt = <u32>i;
      return failed;
    }
    let explained = f64x2.splat(0);
    let mean = f64x2.splat(0);
    for (let k: usize = 0; k < n << 4; k += 16) {
      const y = v128.load(side + k);
      explained = f64x2.add(explained, f64x2.mul(y, y));
      mean = f64x2.add(mean, f64x2.mul(y, v128.load(known + k)));
    }
    const rest = f64x2.max(f64x2.sub(f64x2.splat(sill), explained), f64x2.splat(0));
    const draws = v128.load64_lane(toB, v128.load64_zero(toA), 1);
    const value = f64x2.add(mean, f64x2.mul(f64x2.sqrt(rest), draws));
    v128.store64_lane(toA, value, 0);
    v128.store64_lane(toB, value, 1);
    store<u8>(informedA + nodeA, 1);
    store<u8>(informedB + nodeB, 1);
  }
  return 0;
}

let failedAt: u32 = 0;
export function failedPlace(): u32 {
  return failedAt;
}

/**
 * Weights of one path: of node i the entries start[i] to start[i + 1] - 1 of `nodes` (lattice numbers) and `shares`, and its standard
 * deviation. Two nodes that follow each other are the lanes; weights need marks only, not values.
 */
export function findWeights(
  count: usize,
  path: usize,
  informed: usize,
  start: usize,
  nodes: usize,
  shares: usize,
  deviations: usize,
): u32 {
  let filled: usize = 0;
  for (let i: usize = 0; i < count; i += 2) {
    const isPair = i + 1 < count;
    const nodeA = load<i32>(path + (i << 2));
    const nodeB = isPair ? load<i32>(path + (i << 2), 4) : nodeA;
    const na = search(informed + nodeA, listA);
    store<u8>(informed + nodeA, 1);
    const nb = isPair ? search(informed + nodeB, listB) : 0;
    store<u8>(informed + nodeB, 1);
    const n = max(na, nb);
    gather(na, nb, n);
    const failed = factor(n, n + 1);
    if (failed) {
      failedAt = <u32>i;
      return failed;
    }
    const side = rows + n * stride;
    let explained = f64x2.splat(0);
    for (let k: usize = 0; k < n << 4; k += 16) {
      const y = v128.load(side + k);
      explained = f64x2.add(explained, f64x2.mul(y, y));
      v128.store(weights + k, y);
    }
    for (let j = n; j > 0; j--) {
      const row = rows + (j - 1) * stride;
      const at = (j - 1) << 4;
      const x = f64x2.div(v128.load(weights + at), v128.load(row + at));
      v128.store(weights + at, x);
      for (let k: usize = 0; k < at; k += 16)
        v128.store(weights + k, less(v128.load(weights + k), v128.load(row + k), x));
    }
    const root = f64x2.sqrt(f64x2.max(f64x2.sub(f64x2.splat(sill), explained), f64x2.splat(0)));
    for (let a: usize = 0; a < na; a++, filled++) {
      store<i32>(nodes + (filled << 2), nodeA + load<i32>(listA + (a << 2)));
      store<f64>(shares + (filled << 3), load<f64>(weights + (a << 4)));
    }
    store<f64>(deviations + (i << 3), f64x2.extract_lane(root, 0));
    store<u32>(start + (i << 2), <u32>filled, 4);
    if (!isPair) break;
    for (let b: usize = 0; b < nb; b++, filled++) {
      store<i32>(nodes + (filled << 2), nodeB + load<i32>(listB + (b << 2)));
      store<f64>(shares + (filled << 3), load<f64>(weights + (b << 4), 8));
    }
    store<f64>(deviations + (i << 3), f64x2.extract_lane(root, 1), 8);
    store<u32>(start + (i << 2), <u32>filled, 8);
  }
  return 0;
}

/** Applies weights to eight realisations at once; the eight values of a node stand side by side from `values` on, draws at first. */
export function applyWeights(
  count: usize,
  path: usize,
  start: usize,
  nodes: usize,
  shares: usize,
  deviations: usize,
  values: usize,
): void {
  let entry: usize = 0;
  for (let i: usize = 0; i < count; i++) {
    const to = values + (<usize>load<i32>(path + (i << 2)) << 6);
    const deviation = v128.load64_splat(deviations + (i << 3));
    let v0 = f64x2.mul(deviation, v128.load(to));
    let v1 = f64x2.mul(deviation, v128.load(to, 16));
    let v2 = f64x2.mul(deviation, v128.load(to, 32));
    let v3 = f64x2.mul(deviation, v128.load(to, 48));
    const end = <usize>load<u32>(start + (i << 2), 4);
    for (; entry < end; entry++) {
      const weight = v128.load64_splat(shares + (entry << 3));
      const from = values + (<usize>load<i32>(nodes + (entry << 2)) << 6);
      v0 = f64x2.add(v0, f64x2.mul(weight, v128.load(from)));
      v1 = f64x2.add(v1, f64x2.mul(weight, v128.load(from, 16)));
      v2 = f64x2.add(v2, f64x2.mul(weight, v128.load(from, 32)));
      v3 = f64x2.add(v3, f64x2.mul(weight, v128.load(from, 48)));
    }
    v128.store(to, v0);
    v128.store(to, v1, 16);
    v128.store(to, v2, 32);
    v128.store(to, v3, 48);
  }
}

/** Eight columns of `nodes` numbers, one behind the other, to eight numbers a node side by side; `column` bytes from one to the next. */
export function interleave(nodes: usize, columns: usize, column: usize, values: usize): void {
  const whole = nodes & ~1;
  for (let lane: usize = 0; lane < 8; lane += 2) {
    const a = columns + lane * column;
    const b = a + column;
    let to = values + (lane << 3);
    for (let i: usize = 0; i < whole; i += 2, to += 128) {
      const x = v128.load(a + (i << 3));
      const y = v128.load(b + (i << 3));
      v128.store(to, v128.shuffle<i64>(x, y, 0, 2));
      v128.store(to, v128.shuffle<i64>(x, y, 1, 3), 64);
    }
    if (whole < nodes) {
      store<f64>(to, load<f64>(a + (whole << 3)));
      store<f64>(to, load<f64>(b + (whole << 3)), 8);
    }
  }
}

/** The way back. */
export function separate(nodes: usize, columns: usize, column: usize, values: usize): void {
  const whole = nodes & ~1;
  for (let lane: usize = 0; lane < 8; lane += 2) {
    const a = columns + lane * column;
    const b = a + column;
    let from = values + (lane << 3);
    for (let i: usize = 0; i < whole; i += 2, from += 128) {
      const x = v128.load(from);
      const y = v128.load(from, 64);
      v128.store(a + (i << 3), v128.shuffle<i64>(x, y, 0, 2));
      v128.store(b + (i << 3), v128.shuffle<i64>(x, y, 1, 3));
    }
    if (whole < nodes) {
      store<f64>(a + (whole << 3), load<f64>(from));
      store<f64>(b + (whole << 3), load<f64>(from, 8));
    }
  }
}
