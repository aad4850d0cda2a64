import type { SampleRequest, SampleRows } from "./drawKernel.ts";
import { philoxBlock } from "./philox.ts";

const inverse32 = 2 ** -32;
/** Rows drawn per deposit; beyond, the departure from the deposit's mean is shrunk to the variance that all rows would give. */
const maxRowsDrawn = 24;
/** Deposits tried for an element that the first ones were not analysed for. */
const maxDeposits = 8;

const picks = new Uint32Array(4);
const words = new Uint32Array(4);

/**
 * Draws the ore grades of one mine in one realisation by a two-stage cluster bootstrap.
 * Stage 1: the type's J deposits are resampled with replacement once per realisation, in common for all mines of the pool,
 * and the mine takes one of them; an element that this deposit lacks is taken from the next deposit in the mine's order.
 * Stage 2: whole rows of the deposit are drawn with replacement and averaged, so elements stay correlated. With n rows and
 * r = min(n, 24) drawn, the mean is m + (m_r - m) sqrt(r / n), whose variance is that of drawing all n.
 *
 * @param gradesPpm E results; NaN where no deposit tried has the element, or its weight is 0
 * @see Davison and Hinkley (1997), Bootstrap Methods and their Application, section 3.8 (hierarchical data)
 */
export function bootstrapGrades(
  samples: SampleRows,
  realisation: number,
  request: SampleRequest,
  gradesPpm: Float64Array,
): void {
  const deposits = samples.start.length - 1;
  let missing = 0;
  for (let e = 0; e < gradesPpm.length; e++) {
    gradesPpm[e] = Number.NaN;
    if (request.weights[e] > 0) missing++;
  }
  for (let attempt = 0; attempt < maxDeposits && missing > 0; attempt++) {
    if ((attempt & 3) === 0) drawWords(picks, realisation, request.mineStream, attempt >> 2, 1, request.seed);
    const index = Math.floor(picks[attempt & 3] * inverse32 * deposits);
    drawWords(words, realisation, request.bootstrapStream, index >> 2, 2, request.seed);
    const deposit = Math.floor(words[index & 3] * inverse32 * deposits);
    missing = averageRows(samples, realisation, request, attempt, deposit, gradesPpm);
  }
}

function drawWords(to: Uint32Array, realisation: number, stream: number, block: number, purpose: number, seed: number) {
  philoxBlock(to, realisation, stream, block, purpose, seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0);
}

/** Averages drawn rows of a deposit into the elements that still lack a grade; returns how many lack one after. */
function averageRows(
  { start, ppm, depositMeanPpm }: SampleRows,
  realisation: number,
  request: SampleRequest,
  attempt: number,
  deposit: number,
  gradesPpm: Float64Array,
): number {
  const width = gradesPpm.length;
  const first = start[deposit];
  const n = start[deposit + 1] - first;
  const drawn = Math.min(n, maxRowsDrawn);
  const sums = new Float64Array(width);
  const counts = new Int32Array(width);
  for (let i = 0; i < drawn; i++) {
    if ((i & 3) === 0) drawWords(words, realisation, request.mineStream, (attempt << 8) | (i >> 2), 3, request.seed);
    const base = (first + Math.floor(words[i & 3] * inverse32 * n)) * width;
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
    if (!Number.isNaN(gradesPpm[e]) || !(request.weights[e] > 0)) continue;
    const mean = depositMeanPpm[deposit * width + e];
    if (Number.isNaN(mean)) missing++;
    else gradesPpm[e] = counts[e] > 0 ? mean + (sums[e] / counts[e] - mean) * shrink : mean;
  }
  return missing;
}
