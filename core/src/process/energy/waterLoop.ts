/** A pond and the plant that draws from it; volumes in m³, a month a step, areas in m². */
export interface WaterLoop {
  readonly pond: {
    readonly startM3: number;
    /** Below it fresh water is taken in. */
    readonly leastM3: number;
    /** Above it water spills. */
    readonly mostM3: number;
    readonly areaM2: number;
    /** Pond evaporation over that of a pan; about 0.7. */
    readonly panFactor: number;
    readonly seepageM3PerMonth: number;
  };
  /** Land that drains to the pond, and the share of its rain that arrives. */
  readonly catchment: { readonly areaM2: number; readonly runoff: number };
  readonly plant: {
    /** Water in the slurry, by month. */
    readonly demandM3: ArrayLike<number>;
    /** Kept in the pores of deposited tailings and in products. */
    readonly entrainedM3: ArrayLike<number>;
    /** Water that comes with the feed. */
    readonly withFeedM3: ArrayLike<number>;
    /** Share of the demand that may come from the pond, 0-1: the rest must be fresh. */
    readonly mostReuse: number;
  };
  readonly rainMm: ArrayLike<number>;
  readonly panEvaporationMm: ArrayLike<number>;
  /** Sent out for treatment or discharge. */
  readonly bleedM3: ArrayLike<number>;
  /** By impurity: content of the pond at the start and of fresh water, load that the process adds each month. */
  readonly impurities: readonly {
    readonly name: string;
    readonly startMgPerL: number;
    readonly freshMgPerL: number;
    readonly loadKgPerMonth: number;
    /** At most this much in water that is reused; null for no limit. */
    readonly limitMgPerL: number | null;
  }[];
}

/** One month. */
export interface WaterMonth {
  readonly month: number;
  readonly rainM3: number;
  readonly evaporationM3: number;
  readonly seepageM3: number;
  readonly bleedM3: number;
  readonly entrainedM3: number;
  readonly reusedM3: number;
  readonly freshM3: number;
  readonly spillM3: number;
  readonly pondM3: number;
  /** By impurity, in the order given. */
  readonly mgPerL: readonly number[];
}

/** Months, and what went wrong in words. */
export interface WaterBalance {
  readonly months: readonly WaterMonth[];
  readonly freshM3: number;
  readonly spillM3: number;
  /** Largest error of water and of any impurity over the whole period, relative to what passed; below 1e-9. */
  readonly closure: number;
  readonly warnings: readonly string[];
}

/**
 * Site water balance by month, well mixed within a month. Water: V' = V + rain + with feed + fresh − evaporation − seepage − bleed −
 * entrained − spill. Impurity: all water of the month is mixed, evaporation takes pure water, everything that leaves carries the
 * mixed concentration. With constant flows it approaches load / (seepage + bleed + entrained), by the factor V/(V + out) a month.
 * @throws {RangeError} series of unequal length, negative numbers, a pond whose limits do not ascend
 * @see Wels and Robertson (2003), Conceptual model for estimating water recovery in tailings impoundments, Tailings and Mine Waste
 */
export function waterBalance(loop: WaterLoop): WaterBalance {
  const months = checkLoop(loop);
  const { pond, catchment, plant } = loop;
  let volume = pond.startM3;
  const massKg = loop.impurities.map(({ startMgPerL }) => (startMgPerL * volume) / 1000);
  const startKg = [...massKg];
  const [addedKg, leftKg] = [loop.impurities.map(() => 0), loop.impurities.map(() => 0)];
  let [waterIn, waterOut] = [0, 0];
  const warnings: string[] = [];
  const rows: WaterMonth[] = [];
  for (let m = 0; m < months; m++) {
    const rain = (loop.rainMm[m] / 1000) * (pond.areaM2 + catchment.areaM2 * catchment.runoff);
    const reusedAtMost = plant.mostReuse * plant.demandM3[m];
    const evaporation = Math.min(volume + rain, (loop.panEvaporationMm[m] / 1000) * pond.panFactor * pond.areaM2);
    // The slurry returns what is not entrained: demand less entrained comes back to the pond in the month.
    const freshForPlant = plant.demandM3[m] - reusedAtMost;
    const before = volume + rain + plant.withFeedM3[m] + freshForPlant - evaporation;
    const leaving = Math.min(before, pond.seepageM3PerMonth + loop.bleedM3[m] + plant.entrainedM3[m]);
    const makeUp = Math.max(0, pond.leastM3 - (before - leaving));
    const fresh = freshForPlant + makeUp;
    const wanted = pond.seepageM3PerMonth + loop.bleedM3[m] + plant.entrainedM3[m];
    const out = Math.min(before + makeUp, wanted);
    const spill = Math.max(0, before + makeUp - out - pond.mostM3);
    const after = before + makeUp - out - spill;
    const mixed = after + out + spill;
    const mgPerL = loop.impurities.map(({ name, freshMgPerL, loadKgPerMonth, limitMgPerL }, i) => {
      const added = loadKgPerMonth + (fresh * freshMgPerL) / 1000;
      const concentration = mixed > 0 ? (1000 * (massKg[i] + added)) / mixed : 0;
      const left = (concentration * (out + spill)) / 1000;
      massKg[i] += added - left;
      addedKg[i] += added;
      leftKg[i] += left;
      if (
        limitMgPerL !== null &&
        concentration > limitMgPerL &&
        !warnings.some((one) => one.startsWith(`${name} passes`))
      )
        warnings.push(
          `${name} passes ${limitMgPerL} mg/L in month ${m + 1} (${concentration.toPrecision(3)} mg/L): raise the bleed`,
        );
      return concentration;
    });
    if (spill > 0)
      warnings.push(`month ${m + 1}: ${Math.round(spill)} m3 spill over ${pond.mostM3} m3; raise the bleed or the dam`);
    if (out < wanted) warnings.push(`month ${m + 1}: the pond is dry; ${Math.round(wanted - out)} m3 are missing`);
    const share = wanted > 0 ? out / wanted : 0;
    waterIn += rain + plant.withFeedM3[m] + fresh;
    waterOut += evaporation + out + spill;
    volume = after;
    rows.push({
      month: m + 1,
      rainM3: rain,
      evaporationM3: evaporation,
      seepageM3: pond.seepageM3PerMonth * share,
      bleedM3: loop.bleedM3[m] * share,
      entrainedM3: plant.entrainedM3[m] * share,
      reusedM3: reusedAtMost,
      freshM3: fresh,
      spillM3: spill,
      pondM3: after,
      mgPerL,
    });
  }
  const waterError = Math.abs(pond.startM3 + waterIn - waterOut - volume) / Math.max(1, pond.startM3 + waterIn);
  const massError = massKg.reduce(
    (most, kg, i) =>
      Math.max(most, Math.abs(startKg[i] + addedKg[i] - leftKg[i] - kg) / Math.max(1e-9, startKg[i] + addedKg[i])),
    0,
  );
  const total = (of: (row: WaterMonth) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  return {
    months: rows,
    freshM3: total((row) => row.freshM3),
    spillM3: total((row) => row.spillM3),
    closure: Math.max(waterError, massError),
    warnings,
  };
}

/**
 * Concentration after n months of constant flows, in closed form: C∞ + (C₀ − C∞) (V/(V + out))ⁿ with C∞ = load/out.
 * @param outM3 seepage, bleed and entrained together, m³ a month, above 0
 * @returns mg/L
 */
export function steadyBuildUp(
  startMgPerL: number,
  loadKgPerMonth: number,
  volumeM3: number,
  outM3: number,
  months: number,
): number {
  if (!(outM3 > 0 && volumeM3 >= 0))
    throw new RangeError(`a closed loop without an outlet has no end: out ${outM3} m3`);
  const limit = (1000 * loadKgPerMonth) / outM3;
  return limit + (startMgPerL - limit) * (volumeM3 / (volumeM3 + outM3)) ** months;
}

/** Bleed that holds an impurity at a limit in the long run, m³ a month: load/limit − seepage − entrained, 0 at least. */
export function bleedForLimit(
  loadKgPerMonth: number,
  limitMgPerL: number,
  seepageM3: number,
  entrainedM3: number,
): number {
  if (!(limitMgPerL > 0)) throw new RangeError(`a limit must exceed 0 mg/L, got ${limitMgPerL}`);
  return Math.max(0, (1000 * loadKgPerMonth) / limitMgPerL - seepageM3 - entrainedM3);
}

/** @returns months */
function checkLoop(loop: WaterLoop): number {
  const months = loop.rainMm.length;
  const { pond, plant, catchment } = loop;
  if (months < 1 || months > 1200) throw new RangeError(`months must number 1 to 1200, got ${months}`);
  const series = {
    panEvaporationMm: loop.panEvaporationMm,
    bleedM3: loop.bleedM3,
    demandM3: plant.demandM3,
    entrainedM3: plant.entrainedM3,
    withFeedM3: plant.withFeedM3,
    rainMm: loop.rainMm,
  };
  for (const [name, values] of Object.entries(series)) {
    if (values.length !== months)
      throw new RangeError(`${name} has ${values.length} months, rainMm ${months}; give as many`);
    for (let m = 0; m < months; m++)
      if (!(values[m] >= 0 && Number.isFinite(values[m])))
        throw new RangeError(`${name}, month ${m + 1}: must be 0 or more, got ${values[m]}`);
  }
  if (!(pond.leastM3 >= 0 && pond.leastM3 <= pond.mostM3 && pond.startM3 >= 0 && pond.startM3 <= pond.mostM3))
    throw new RangeError(`pond: least ${pond.leastM3} and start ${pond.startM3} must lie in 0 to ${pond.mostM3} m3`);
  if (!(pond.areaM2 >= 0 && pond.panFactor >= 0 && pond.seepageM3PerMonth >= 0))
    throw new RangeError("pond: area, pan factor and seepage must be 0 or more");
  if (!(catchment.areaM2 >= 0 && catchment.runoff >= 0 && catchment.runoff <= 1))
    throw new RangeError(`catchment: area must be 0 or more and runoff lie in 0-1, got ${catchment.runoff}`);
  if (!(plant.mostReuse >= 0 && plant.mostReuse <= 1))
    throw new RangeError(`share of reuse must lie in 0-1, got ${plant.mostReuse}`);
  for (const { name, startMgPerL, freshMgPerL, loadKgPerMonth } of loop.impurities)
    if (!(startMgPerL >= 0 && freshMgPerL >= 0 && loadKgPerMonth >= 0))
      throw new RangeError(`impurity ${name}: start, fresh content and load must be 0 or more`);
  return months;
}
