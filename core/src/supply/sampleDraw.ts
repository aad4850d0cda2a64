import { streamNumber } from "../numerics/drawStream.ts";
import { philoxBlock } from "../numerics/philox.ts";
import type { SamplePool } from "./samplePool.ts";

const inverse32 = 2 ** -32;
/** Rows drawn per deposit; beyond, the departure from the deposit's mean is shrunk to the variance that all rows would give. */
const maxRowsDrawn = 24;
/** Deposits tried for an element that the first ones were not analysed for. */
const maxDeposits = 8;

/**
 * Draws the ore grades of one mine in one realisation by a two-stage cluster bootstrap.
 * Stage 1: the type's J deposits are resampled with replacement once per realisation, in common for all mines of the pool,
 * and the mine takes one of them; an element that this deposit lacks is taken from the next deposit in the mine's order.
 * Stage 2: whole rows of the deposit are drawn with replacement and averaged, so elements stay correlated. With n rows and
 * r = min(n, 24) drawn, the mean is m + (m_r - m) sqrt(r / n), whose variance is that of drawing all n.
 * Result: `gradesPpm[e]`, NaN where no deposit tried has the element.
 *
 * @see Davison and Hinkley (1997), Bootstrap Methods and their Application, section 3.8 (hierarchical data)
 */
export class SampleDrawer {
  readonly #pool: SamplePool;
  readonly #width: number;
  readonly #seedLow: number;
  readonly #seedHigh: number;
  readonly #mineStream: number;
  readonly #bootstrapStream: number;
  readonly #picks = new Uint32Array(4);
  readonly #words = new Uint32Array(4);
  readonly #sums: Float64Array;
  readonly #counts: Int32Array;

  constructor(pool: SamplePool, width: number, seed: number, mineId: string) {
    this.#pool = pool;
    this.#width = width;
    this.#seedLow = seed >>> 0;
    this.#seedHigh = Math.floor(seed / 2 ** 32) >>> 0;
    this.#mineStream = streamNumber(`rows/${mineId}`);
    this.#bootstrapStream = streamNumber(`bootstrap/${pool.key}`);
    this.#sums = new Float64Array(width);
    this.#counts = new Int32Array(width);
  }

  draw(realisation: number, gradesPpm: Float64Array): void {
    const deposits = this.#pool.start.length - 1;
    const picks = this.#picks;
    let missing = this.#width;
    gradesPpm.fill(Number.NaN);
    for (let attempt = 0; attempt < maxDeposits && missing > 0; attempt++) {
      if ((attempt & 3) === 0) this.#block(picks, realisation, this.#mineStream, attempt >> 2, 1);
      const index = Math.floor(picks[attempt & 3] * inverse32 * deposits);
      this.#block(this.#words, realisation, this.#bootstrapStream, index >> 2, 2);
      const deposit = Math.floor(this.#words[index & 3] * inverse32 * deposits);
      missing = this.#averageRows(realisation, attempt, deposit, gradesPpm);
    }
  }

  #block(words: Uint32Array, realisation: number, stream: number, block: number, purpose: number): void {
    philoxBlock(words, realisation, stream, block, purpose, this.#seedLow, this.#seedHigh);
  }

  /** Averages drawn rows of a deposit into the elements that still lack a grade; returns how many lack one after. */
  #averageRows(realisation: number, attempt: number, deposit: number, gradesPpm: Float64Array): number {
    const { start, ppm, depositMeanPpm } = this.#pool;
    const width = this.#width;
    const first = start[deposit];
    const n = start[deposit + 1] - first;
    const drawn = Math.min(n, maxRowsDrawn);
    const sums = this.#sums.fill(0);
    const counts = this.#counts.fill(0);
    for (let i = 0; i < drawn; i++) {
      if ((i & 3) === 0) this.#block(this.#words, realisation, this.#mineStream, (attempt << 8) | (i >> 2), 3);
      const base = (first + Math.floor(this.#words[i & 3] * inverse32 * n)) * width;
      for (let e = 0; e < width; e++) {
        const value = ppm[base + e];
        if (value === value) {
          sums[e] += value;
          counts[e]++;
        }
      }
    }
    const shrink = Math.sqrt(drawn / n);
    let missing = 0;
    for (let e = 0; e < width; e++) {
      if (!Number.isNaN(gradesPpm[e])) continue;
      const mean = depositMeanPpm[deposit * width + e];
      if (Number.isNaN(mean)) missing++;
      else gradesPpm[e] = counts[e] > 0 ? mean + (sums[e] / counts[e] - mean) * shrink : mean;
    }
    return missing;
  }
}
