import { fillNormal, fillUniform } from "../numerics/drawStream.ts";
import { choleskyInPlace } from "../numerics/cholesky.ts";

/** Log price that reverts to its long-run mean, with jumps: dx = κ(ln m − x) dt + σ dW + J dN. Per year, constant money. */
export interface PriceModel {
  /** Price that the model returns to (the median of the long run), unit of the price. */
  readonly longRun: number;
  /** Years in which half of a deviation is gone; Infinity for a random walk. */
  readonly halfLifeYears: number;
  /** σ, per √year. */
  readonly volatility: number;
  /** Jumps a year, 0 for none. */
  readonly jumpsPerYear: number;
  /** Mean and standard deviation of a jump's logarithm. */
  readonly jumpMean: number;
  readonly jumpSd: number;
}

/** What to simulate for one product. */
export interface PricePathRequest {
  readonly name: string;
  readonly startPrice: number;
  readonly model: PriceModel;
}

/**
 * Price paths by year and realisation, exact between years for the reverting part: x₁ = x₀ φ + (1 − φ) ln m + s z,
 * φ = e^(−κ), s² = σ²(1 − φ²)/2κ; in each year a jump comes with probability 1 − e^(−λ) (at most one a year). The shocks of one
 * year are correlated between products. Realisation k depends on seed, name, year and k alone.
 * @param correlation shocks of one year, row by row, products × products
 * @returns for each product years × K prices, year by year; year 0 holds the start price
 * @throws {RangeError} a start or long-run price, half-life or volatility out of its domain, or correlations that contradict
 * @see Schwartz (1997), The stochastic behavior of commodity prices, J. Finance 52, 923-973 (model 1); Merton (1976), J. Financial
 *   Economics 3, 125-144 (jumps)
 */
export function pricePaths(
  requests: readonly PricePathRequest[],
  correlation: Float64Array,
  years: number,
  realisations: number,
  seed: number,
): Float64Array[] {
  const n = requests.length;
  const root = Float64Array.from(correlation);
  if (root.length !== n * n) throw new RangeError(`${n} products need ${n * n} correlations, got ${root.length}`);
  const failed = choleskyInPlace(root, n, n, n);
  if (failed >= 0)
    throw new RangeError(
      `no prices can have these correlations (${requests[failed].name} contradicts those before it)`,
    );
  const laws = requests.map(yearLaw);
  const paths = requests.map(({ startPrice }) => new Float64Array(years * realisations).fill(startPrice));
  const raw = requests.map(() => new Float64Array(realisations));
  const arrival = new Float64Array(realisations);
  const size = new Float64Array(realisations);
  for (let year = 1; year < years; year++) {
    requests.forEach(({ name }, p) => fillNormal(raw[p], seed, `${name} price ${year}`));
    requests.forEach(({ name, model }, p) => {
      const { phi, sd, logMean, jumpChance } = laws[p];
      const path = paths[p];
      if (jumpChance > 0) {
        fillUniform(arrival, seed, `${name} jump ${year}`);
        fillNormal(size, seed, `${name} jump size ${year}`);
      }
      const [before, at] = [(year - 1) * realisations, year * realisations];
      for (let k = 0; k < realisations; k++) {
        let z = 0;
        for (let j = 0; j <= p; j++) z += root[p * n + j] * raw[j][k];
        const jump = jumpChance > 0 && arrival[k] < jumpChance ? model.jumpMean + model.jumpSd * size[k] : 0;
        path[at + k] = Math.exp(phi * Math.log(path[before + k]) + (1 - phi) * logMean + sd * z + jump);
      }
    });
  }
  return paths;
}

function yearLaw({ name, startPrice, model }: PricePathRequest) {
  const { longRun, halfLifeYears, volatility, jumpsPerYear } = model;
  if (!(startPrice > 0 && longRun > 0)) throw new RangeError(`${name}: start and long-run price must exceed 0`);
  if (!(halfLifeYears > 0)) throw new RangeError(`${name}: half-life must exceed 0 years, got ${halfLifeYears}`);
  if (!(volatility >= 0 && jumpsPerYear >= 0)) throw new RangeError(`${name}: volatility and jumps must be 0 or more`);
  const kappa = Math.LN2 / halfLifeYears;
  const phi = Math.exp(-kappa);
  const variance = kappa < 1e-9 ? volatility ** 2 : (volatility ** 2 * (1 - phi * phi)) / (2 * kappa);
  return { phi, sd: Math.sqrt(variance), logMean: Math.log(longRun), jumpChance: -Math.expm1(-jumpsPerYear) };
}

/** A fit, and what it rests on. */
export interface PriceFit {
  readonly model: PriceModel;
  readonly prices: number;
  /** Standard error of the reversion per year; reversion within two of 0 cannot be told from a random walk. */
  readonly reversionPerYear: number;
  readonly reversionError: number;
  readonly verdict: string;
}

/**
 * Fits the reverting model to prices at equal spacing by regressing each log price on the one before. Changes beyond three
 * standard deviations of the first fit count as jumps and are left out of the second.
 * @param prices ascending in time, above 0, one money; 4 or more
 * @param spacingYears between two prices
 * @throws {RangeError} fewer than 4 prices, a price not above 0, spacing not above 0
 * @see Dixit and Pindyck (1994), Investment under Uncertainty, ch. 3
 */
export function fitPriceModel(prices: ArrayLike<number>, spacingYears: number): PriceFit {
  const n = prices.length - 1;
  if (n < 3) throw new RangeError(`a price model needs 4 prices at least, got ${prices.length}; give them instead`);
  if (!(spacingYears > 0)) throw new RangeError(`spacing must exceed 0 years, got ${spacingYears}`);
  const logs = Array.from(prices, (price, i) => {
    if (!(price > 0)) throw new RangeError(`price ${i + 1} must exceed 0, got ${price}`);
    return Math.log(price);
  });
  const pairs = logs.slice(1).map((after, i) => ({ before: logs[i], after }));
  const first = regression(pairs);
  const isJump = (pair: { before: number; after: number }) =>
    n >= 12 && Math.abs(pair.after - first.intercept - first.slope * pair.before) > 3 * first.residualSd;
  const jumps = pairs.filter(isJump).map((pair) => pair.after - first.intercept - first.slope * pair.before);
  const second = jumps.length > 0 ? regression(pairs.filter((pair) => !isJump(pair))) : first;
  const slope = Math.min(1 - 1e-6, Math.max(1e-6, second.slope));
  const kappa = -Math.log(slope) / spacingYears;
  const mean = second.intercept / (1 - slope);
  const isReverting = second.slope + 2 * second.slopeError < 1 && second.slope > 0;
  const jumpMean = jumps.reduce((sum, jump) => sum + jump, 0) / Math.max(1, jumps.length);
  const jumpSd = Math.sqrt(jumps.reduce((sum, jump) => sum + (jump - jumpMean) ** 2, 0) / Math.max(1, jumps.length));
  const verdict = isReverting
    ? "reversion is told from a random walk at two standard errors"
    : "reversion cannot be told from a random walk with these prices: the half-life is a guess";
  return {
    model: {
      longRun: isReverting ? Math.exp(mean) : Math.exp(logs.reduce((sum, x) => sum + x, 0) / logs.length),
      halfLifeYears: Math.LN2 / kappa,
      volatility: second.residualSd * Math.sqrt((2 * kappa) / (1 - slope * slope)),
      jumpsPerYear: jumps.length / (n * spacingYears),
      jumpMean,
      jumpSd,
    },
    prices: prices.length,
    reversionPerYear: kappa,
    reversionError: second.slopeError / slope / spacingYears,
    verdict: n < 20 ? `${verdict}; only ${prices.length} prices` : verdict,
  };
}

function regression(pairs: readonly { readonly before: number; readonly after: number }[]) {
  const n = pairs.length;
  const meanX = pairs.reduce((sum, { before }) => sum + before, 0) / n;
  const meanY = pairs.reduce((sum, { after }) => sum + after, 0) / n;
  let [sxx, sxy] = [0, 0];
  for (const { before, after } of pairs) {
    sxx += (before - meanX) ** 2;
    sxy += (before - meanX) * (after - meanY);
  }
  const slope = sxx > 0 ? sxy / sxx : 1;
  const intercept = meanY - slope * meanX;
  const squares = pairs.reduce((sum, { before, after }) => sum + (after - intercept - slope * before) ** 2, 0);
  const residualSd = Math.sqrt(squares / Math.max(1, n - 2));
  return { slope, intercept, residualSd, slopeError: sxx > 0 ? residualSd / Math.sqrt(sxx) : Number.POSITIVE_INFINITY };
}
