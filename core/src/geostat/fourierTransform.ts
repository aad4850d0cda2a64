/** Least length from `least` on that has no factor but 2 and 3. */
export function smoothLength(least: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let three = 1; three < 3 * least; three *= 3) {
    let length = three;
    while (length < least) length *= 2;
    best = Math.min(best, length);
  }
  return best;
}

/** Rotations exp(−2πi j/n) of one length. */
interface Rotations {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/**
 * Discrete Fourier transform of complex values on a lattice, X(k) = Σ x(j) exp(−2πi Σ jₐkₐ/nₐ), x running fastest, by Stockham's steps of
 * radix 4, 3 and 2 along each axis. No scaling. State: work space and rotations, so one object serves one thread.
 * @see Van Loan (1992), Computational Frameworks for the Fast Fourier Transform, SIAM, section 1.7
 */
export class FourierTransform {
  readonly count: readonly [number, number, number];
  readonly points: number;
  readonly #rotations: readonly Rotations[];
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  /** @throws {RangeError} a length has other factors than 2 and 3 */
  constructor(count: readonly [number, number, number]) {
    for (const n of count)
      if (smoothLength(n) !== n) throw new RangeError(`transform: length ${n} must be a product of 2 and 3`);
    this.count = count;
    this.points = count[0] * count[1] * count[2];
    this.#rotations = count.map((n) => ({
      cos: Float64Array.from({ length: n }, (_, j) => Math.cos((2 * Math.PI * j) / n)),
      sin: Float64Array.from({ length: n }, (_, j) => -Math.sin((2 * Math.PI * j) / n)),
    }));
    this.#re = new Float64Array(this.points);
    this.#im = new Float64Array(this.points);
  }

  /** Transforms in place. */
  forward(re: Float64Array, im: Float64Array): void {
    let inner = 1;
    for (const [axis, n] of this.count.entries()) {
      this.#along(re, im, n, inner, this.#rotations[axis]);
      inner *= n;
    }
  }

  /** Steps of one axis; `inner` values lie between neighbours along it. */
  #along(re: Float64Array, im: Float64Array, length: number, inner: number, rotations: Rotations): void {
    let [fromRe, fromIm, toRe, toIm] = [re, im, this.#re, this.#im];
    const block = length * inner;
    for (let n = length, s = inner; n > 1; ) {
      const radix = n % 4 === 0 ? 4 : n % 2 === 0 ? 2 : 3;
      const step = radix === 4 ? radix4 : radix === 2 ? radix2 : radix3;
      const m = n / radix;
      const turn = length / n;
      for (let base = 0; base < this.points; base += block)
        for (let p = 0; p < m; p++)
          step(fromRe, fromIm, toRe, toIm, base + s * p, s * m, base + s * radix * p, s, rotations, turn * p);
      [fromRe, fromIm, toRe, toIm] = [toRe, toIm, fromRe, fromIm];
      n = m;
      s *= radix;
    }
    if (fromRe !== re) {
      re.set(fromRe);
      im.set(fromIm);
    }
  }
}

type Step = (
  xr: Float64Array,
  xi: Float64Array,
  yr: Float64Array,
  yi: Float64Array,
  from: number,
  apart: number,
  to: number,
  s: number,
  rotations: Rotations,
  turn: number,
) => void;

const radix2: Step = (xr, xi, yr, yi, from, apart, to, s, { cos, sin }, turn) => {
  const [wr, wi] = [cos[turn], sin[turn]];
  for (let q = 0; q < s; q++) {
    const [a, b] = [from + q, from + q + apart];
    const dr = xr[a] - xr[b];
    const di = xi[a] - xi[b];
    yr[to + q] = xr[a] + xr[b];
    yi[to + q] = xi[a] + xi[b];
    yr[to + q + s] = dr * wr - di * wi;
    yi[to + q + s] = dr * wi + di * wr;
  }
};

const half3 = Math.sqrt(3) / 2;

const radix3: Step = (xr, xi, yr, yi, from, apart, to, s, { cos, sin }, turn) => {
  const [w1r, w1i] = [cos[turn], sin[turn]];
  const [w2r, w2i] = [cos[2 * turn], sin[2 * turn]];
  for (let q = 0; q < s; q++) {
    const a = from + q;
    const b = a + apart;
    const c = b + apart;
    const tr = xr[b] + xr[c];
    const ti = xi[b] + xi[c];
    const mr = xr[a] - 0.5 * tr;
    const mi = xi[a] - 0.5 * ti;
    const er = half3 * (xi[b] - xi[c]);
    const ei = -half3 * (xr[b] - xr[c]);
    yr[to + q] = xr[a] + tr;
    yi[to + q] = xi[a] + ti;
    const pr = mr + er;
    const pi = mi + ei;
    yr[to + q + s] = pr * w1r - pi * w1i;
    yi[to + q + s] = pr * w1i + pi * w1r;
    const nr = mr - er;
    const ni = mi - ei;
    yr[to + q + 2 * s] = nr * w2r - ni * w2i;
    yi[to + q + 2 * s] = nr * w2i + ni * w2r;
  }
};

const radix4: Step = (xr, xi, yr, yi, from, apart, to, s, { cos, sin }, turn) => {
  const [w1r, w1i] = [cos[turn], sin[turn]];
  const [w2r, w2i] = [cos[2 * turn], sin[2 * turn]];
  const [w3r, w3i] = [cos[3 * turn], sin[3 * turn]];
  for (let q = 0; q < s; q++) {
    const a = from + q;
    const b = a + apart;
    const c = b + apart;
    const d = c + apart;
    const acr = xr[a] + xr[c];
    const aci = xi[a] + xi[c];
    const amr = xr[a] - xr[c];
    const ami = xi[a] - xi[c];
    const bdr = xr[b] + xr[d];
    const bdi = xi[b] + xi[d];
    // −i (b − d)
    const bmr = xi[b] - xi[d];
    const bmi = xr[d] - xr[b];
    const at = to + q;
    yr[at] = acr + bdr;
    yi[at] = aci + bdi;
    const r1 = amr + bmr;
    const i1 = ami + bmi;
    yr[at + s] = r1 * w1r - i1 * w1i;
    yi[at + s] = r1 * w1i + i1 * w1r;
    const r2 = acr - bdr;
    const i2 = aci - bdi;
    yr[at + 2 * s] = r2 * w2r - i2 * w2i;
    yi[at + 2 * s] = r2 * w2i + i2 * w2r;
    const r3 = amr - bmr;
    const i3 = ami - bmi;
    yr[at + 3 * s] = r3 * w3r - i3 * w3i;
    yi[at + 3 * s] = r3 * w3i + i3 * w3r;
  }
};
