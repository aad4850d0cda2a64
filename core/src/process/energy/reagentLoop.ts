/** A reagent that goes round. Amounts in kg per tonne of feed, money of one year. */
export interface ReagentLoop {
  /** Needed at the point of use. */
  readonly useKgPerT: number;
  /** Share of it that comes back to regeneration; the rest is consumed or lost with solids. */
  readonly returned: number;
  /** Share of what comes back that is made good again. */
  readonly regenerated: number;
  /** Share of the regenerated reagent that is bled to keep impurities down. */
  readonly bled: number;
  readonly freshUsdPerKg: number;
  readonly regenerationUsdPerKg: number;
  /** Impurity that each pass adds, kg per kg of reagent used. */
  readonly impurityPerKg?: number;
}

/** Steady state of the loop. */
export interface ReagentUse {
  readonly freshKgPerT: number;
  readonly regeneratedKgPerT: number;
  readonly costUsdPerT: number;
  /** Against buying all of it. */
  readonly savingUsdPerT: number;
  /** Times a kilogram is used before it leaves. */
  readonly passes: number;
  /** kg of impurity per kg of circulating reagent; null where none is given, Infinity in a loop without a bleed or loss. */
  readonly impurity: number | null;
}

/**
 * Steady use of a regenerated reagent: kept = returned × regenerated × (1 − bled), fresh = use (1 − kept), passes = 1/(1 − kept),
 * impurity = added per pass × kept / (1 − kept).
 * @throws {RangeError} a share outside 0-1, or negative amounts or prices
 */
export function reagentUse(loop: ReagentLoop): ReagentUse {
  for (const name of ["returned", "regenerated", "bled"] as const)
    if (!(loop[name] >= 0 && loop[name] <= 1)) throw new RangeError(`share ${name} must lie in 0-1, got ${loop[name]}`);
  if (!(loop.useKgPerT >= 0 && loop.freshUsdPerKg >= 0 && loop.regenerationUsdPerKg >= 0))
    throw new RangeError("use and prices of a reagent must be 0 or more");
  const kept = loop.returned * loop.regenerated * (1 - loop.bled);
  const freshKgPerT = loop.useKgPerT * (1 - kept);
  const regeneratedKgPerT = loop.useKgPerT * kept;
  const treated = loop.useKgPerT * loop.returned;
  const costUsdPerT = freshKgPerT * loop.freshUsdPerKg + treated * loop.regenerationUsdPerKg;
  return {
    freshKgPerT,
    regeneratedKgPerT,
    costUsdPerT,
    savingUsdPerT: loop.useKgPerT * loop.freshUsdPerKg - costUsdPerT,
    passes: kept < 1 ? 1 / (1 - kept) : Number.POSITIVE_INFINITY,
    impurity: loop.impurityPerKg === undefined ? null : (loop.impurityPerKg * kept) / (1 - kept),
  };
}

/** Heat to bring a stream to a temperature, less what is recovered, kWh of fuel per tonne: m c ΔT (1 − recovered) / η / 3600.
 * @param heatCapacityKjPerKgK 4.18 for water, about 0.8-0.9 for dry rock
 * @throws {RangeError} efficiency or recovery outside 0-1
 */
export function heatKwhPerT(
  massKgPerT: number,
  heatCapacityKjPerKgK: number,
  riseK: number,
  recovered: number,
  efficiency: number,
): number {
  if (!(recovered >= 0 && recovered < 1)) throw new RangeError(`recovered share must lie in 0-1, got ${recovered}`);
  if (!(efficiency > 0 && efficiency <= 1.2))
    throw new RangeError(`boiler efficiency must lie in 0-1.2, got ${efficiency}`);
  return (massKgPerT * heatCapacityKjPerKgK * riseK * (1 - recovered)) / efficiency / 3600;
}
