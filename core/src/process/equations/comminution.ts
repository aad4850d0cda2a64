/**
 * Bond's specific energy of size reduction, W = 10 Wi (1/√P80 − 1/√F80), in kWh/t.
 * @param workIndexKwhPerT Wi, above 0
 * @param feedUm,productUm 80 % passing sizes, product not above feed
 * @throws {RangeError} a size not above 0, or the product coarser than the feed
 * @see Bond (1961), Crushing and grinding calculations, British Chemical Engineering 6, 378-385
 */
export function bondEnergyKwhPerT(workIndexKwhPerT: number, feedUm: number, productUm: number): number {
  checkReduction("Bond", feedUm, productUm);
  return 10 * workIndexKwhPerT * (1 / Math.sqrt(productUm) - 1 / Math.sqrt(feedUm));
}

/**
 * Morrell's specific energy, W = 4 Mi (x₂^f(x₂) − x₁^f(x₁)) with f(x) = −(0.295 + x/10⁶), in kWh/t.
 * @param index Mi in kWh/t
 * @param feedUm,productUm 80 % passing sizes x₁ and x₂
 * @see Morrell (2004), An alternative energy-size relationship to that proposed by Bond, Int. J. Miner. Process. 74, 133-141
 */
export function morrellEnergyKwhPerT(index: number, feedUm: number, productUm: number): number {
  checkReduction("Morrell", feedUm, productUm);
  const power = (xUm: number) => xUm ** -(0.295 + xUm / 1e6);
  return 4 * index * (power(productUm) - power(feedUm));
}

function checkReduction(law: string, feedUm: number, productUm: number): void {
  if (!(productUm > 0 && feedUm >= productUm))
    throw new RangeError(`${law}: product ${productUm} µm must be above 0 and not coarser than the feed ${feedUm} µm`);
}

/**
 * Mill product by the perfect mixing model: feed + A r p/... solved class by class from the coarsest: with breakage
 * p_i (1 + k_i) = f_i + Σ_{j>i} b_ij k_j p_j, where k_i = r_i/d_i τ is breakage over discharge of class i.
 * What a class breaks to is distributed over the finer classes; the finest keeps what it gets.
 *
 * @param feedKgPerH by class, finest first
 * @param breakage k_i by class, at least 0; that of the finest class counts as 0
 * @param appearance share of broken class j that falls into class i: `appearance(i, j)`, i < j, summing to 1 over i
 * @see Whiten (1974), A matrix theory of comminution machines, Chem. Eng. Sci. 29, 589-599
 */
export function perfectMixingMill(
  feedKgPerH: Float64Array,
  breakage: Float64Array,
  appearance: (i: number, j: number) => number,
): Float64Array {
  const n = feedKgPerH.length;
  const product = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let reaching = feedKgPerH[i];
    for (let j = i + 1; j < n; j++) reaching += appearance(i, j) * breakage[j] * product[j];
    product[i] = reaching / (1 + (i === 0 ? 0 : breakage[i]));
  }
  return product;
}

/**
 * Appearance function of single-fracture breakage, cumulative B(x, y) = Φ (x/y)^γ + (1 − Φ)(x/y)^β, as shares by class.
 * @param sizeUm upper bounds of the classes, ascending
 * @returns share of broken class j (taken at its geometric mean) in class i < j, summing to 1
 * @see Austin, Klimpel and Luckie (1984), Process Engineering of Size Reduction: Ball Milling, SME, ch. 3
 */
export function austinAppearance(
  sizeUm: readonly number[],
  phi: number,
  gamma: number,
  beta: number,
): (i: number, j: number) => number {
  const n = sizeUm.length;
  const shares = new Float64Array(n * n);
  for (let j = 1; j < n; j++) {
    const cumulative = (i: number) => {
      const ratio = sizeUm[i] / sizeUm[j - 1];
      return i >= j - 1 ? 1 : phi * ratio ** gamma + (1 - phi) * ratio ** beta;
    };
    for (let i = 0; i < j; i++) shares[i * n + j] = cumulative(i) - (i === 0 ? 0 : cumulative(i - 1));
  }
  return (i, j) => shares[i * n + j];
}
