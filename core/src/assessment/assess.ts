import { internalRates, losingRates } from "../economics/internalRates.ts";
import { paybackYears } from "../economics/presentValue.ts";
import type { AccountCost } from "../economics/readCapital.ts";
import type { Project } from "../economics/project.ts";
import { baseFactors, compileProject, type ProjectKernel } from "../economics/projectKernel.ts";
import { rootBetween } from "../economics/sensitivity.ts";
import type { Interval } from "../evidence/estimate.ts";
import { bandOf } from "../resource/band.ts";
import { type Doubt, doubts, projectSetters, type SiteDraws, siteDraws } from "./siteDraws.ts";
import type { Site } from "./site.ts";
import { blockRoutes, siteProject } from "./siteProject.ts";
import { type AssessedBody, type YearlyOre, yearlyOre } from "./yearlyOre.ts";

/** Bands of one year of the plan. */
export interface AssessedYear {
  /** Project year, 0 the first of building. */
  readonly year: number;
  readonly dugTonnes: Interval;
  readonly treatedTonnes: Interval;
  readonly wonKg: Readonly<Record<string, Interval>>;
  readonly powerMwh: Interval;
  readonly waterM3: Interval;
  readonly co2T: Interval;
  readonly netCash: Interval;
}

/** Realisations of everything that was summed, kept so that any figure can be looked at again. */
export interface AssessedRealisations {
  readonly npv: Float64Array;
  /** By element, t over the life. */
  readonly containedT: ReadonlyMap<string, Float64Array>;
  readonly treatedMetalT: ReadonlyMap<string, Float64Array>;
  readonly wonT: ReadonlyMap<string, Float64Array>;
  readonly dugTonnes: Float64Array;
  readonly treatedTonnes: Float64Array;
  readonly powerMwh: Float64Array;
  readonly waterM3: Float64Array;
  readonly co2T: Float64Array;
  readonly reagentT: ReadonlyMap<string, Float64Array>;
}

/** A quantity that not every realisation has, e.g. a rate of return; the band is over those that have one. */
export interface PartialBand {
  /** Null where no realisation has it. */
  readonly interval: Interval | null;
  readonly having: number;
  readonly of: number;
}

/** What an investor asks besides the value. */
export interface Returns {
  /** Real, after tax: the rate above which value is lost. Realisations with no such rate or with several have none. */
  readonly internalRate: PartialBand;
  /** Years from the end of project year 0 until the money is back; realisations that never pay back have none. */
  readonly paybackYears: PartialBand;
  /** Factor on all prices at which the mean value is nothing; null where none between 0.02 and 20 does. */
  readonly breakEvenPriceFactor: number | null;
  /** Value with every credit, grant and price floor taken away; null where the site file has none. */
  readonly npvWithoutSupport: Interval | null;
}

export interface DoubtShare {
  readonly doubt: Doubt;
  /** Variance of the value when only this varies, over the variance when all do. */
  readonly alone: number;
  /** Share of the variance that goes when this is frozen at its mean. */
  readonly removed: number;
  /** What knowing it perfectly before deciding to build would add to the expected value, money. */
  readonly worthOfKnowing: number;
}

export interface Assessment {
  readonly site: Site;
  readonly project: Project;
  readonly ore: YearlyOre;
  readonly draws: SiteDraws;
  readonly realisations: AssessedRealisations;
  readonly years: readonly AssessedYear[];
  readonly npv: Interval;
  readonly chanceOfLoss: number;
  readonly returns: Returns;
  readonly fan: readonly { readonly year: number; readonly p05: number; readonly p50: number; readonly p95: number }[];
  readonly doubts: readonly DoubtShare[];
  readonly measurements: readonly {
    readonly name: string;
    readonly of: Doubt;
    readonly worth: number;
    readonly cost: number;
    readonly isWorthIt: boolean;
  }[];
}

const nothingFrozen: ReadonlySet<Doubt> = new Set();

/**
 * One site from block model to decision: realisation k of the grades and densities goes through the routing, recovery k, cost k and price
 * path k, year by year of the mining sequence, to net present value k. The routing is one choice on expected values, since nobody mines
 * by realisation. Sources of doubt are frozen one by one at their mean to see what each does.
 *
 * @param terms product terms of the site's economics, from `siteProducts`
 * @throws {RangeError} fewer than 4 realisations, or what the functions behind it refuse
 */
export function assess(
  site: Site,
  body: AssessedBody,
  terms: Project,
  name: string,
  accounts: readonly AccountCost[],
): Assessment {
  if (body.realisations < 4)
    throw new RangeError(
      `assessment: needs at least 4 realisations of the resource, got ${body.realisations}; estimate with more`,
    );
  const ore = yearlyOre(body, site.mining, blockRoutes(site, terms));
  const project = siteProject(site, ore, name, accounts);
  const kernel = compileProject(project);
  const draws = siteDraws(site, project, kernel.years, body.realisations);
  const run = valuer(site, ore, project, kernel, draws);
  const realisations = sums(site, ore, draws, new Float64Array(body.realisations));
  const K = body.realisations;
  const cash = new Float64Array(kernel.years * K);
  const running = new Float64Array(kernel.years * K);
  for (let k = 0; k < K; k++) {
    realisations.npv[k] = run(k, nothingFrozen);
    const growth = 1 + kernel.nominalRate(baseFactors(project));
    let [sum, discount] = [0, 1];
    for (let t = 0; t < kernel.years; t++) {
      cash[t * K + k] = kernel.table.netCash[t] / (1 + project.inflation) ** t;
      sum += kernel.table.netCash[t] * discount;
      discount /= growth;
      running[t * K + k] = sum;
    }
  }
  const shares = doubtShares(run, realisations.npv);
  const plain = withoutSupport(project);
  const unsupported = plain === null ? null : valuer(site, ore, plain, compileProject(plain), draws);
  const meanAt = (factor: number) => {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += run(k, nothingFrozen, factor);
    return sum / K;
  };
  return {
    site,
    project,
    ore,
    draws,
    realisations,
    years: yearBands(site, ore, draws, kernel, cash),
    npv: bandOf(realisations.npv),
    chanceOfLoss: realisations.npv.reduce((count, value) => count + (value < 0 ? 1 : 0), 0) / K,
    returns: {
      ...cashReturns(cash, kernel.years, K),
      breakEvenPriceFactor: rootBetween(meanAt, 0.02, 20, 24),
      npvWithoutSupport:
        unsupported === null ? null : bandOf(realisations.npv.map((_, k) => unsupported(k, nothingFrozen))),
    },
    fan: Array.from({ length: kernel.years }, (_, year) => {
      const { p05, p50, p95 } = bandOf(running.subarray(year * K, (year + 1) * K));
      return { year, p05, p50, p95 };
    }),
    doubts: shares.shares,
    measurements: site.measurements.map(({ name: measured, of, settles, cost }) => {
      const worth = worthOf(shares.alone.get(of) ?? new Float64Array(K), settles);
      return { name: measured, of, worth, cost, isWorthIt: worth > cost };
    }),
  };
}

/** Rate of return and payback of each realisation's cash in constant money. */
function cashReturns(cash: Float64Array, years: number, K: number): Pick<Returns, "internalRate" | "paybackYears"> {
  const [rates, paybacks]: [number[], number[]] = [[], []];
  const own = new Float64Array(years);
  for (let k = 0; k < K; k++) {
    for (let t = 0; t < years; t++) own[t] = cash[t * K + k];
    const found = losingRates(own, internalRates(own).rates);
    if (found.length === 1) rates.push(found[0]);
    const payback = paybackYears(own);
    if (payback !== null) paybacks.push(payback);
  }
  const band = (values: readonly number[]): PartialBand => ({
    interval: values.length === 0 ? null : bandOf(Float64Array.from(values)),
    having: values.length,
    of: K,
  });
  return { internalRate: band(rates), paybackYears: band(paybacks) };
}

/** The project without credits, grants and price floors; null where it has none. */
function withoutSupport(project: Project): Project | null {
  const { remediationCreditPerTonne, remediationCreditPerYear, grant, productionCreditShareOfCost, products } = project;
  const has =
    remediationCreditPerTonne + remediationCreditPerYear + grant.amount + productionCreditShareOfCost > 0 ||
    products.some(({ productionCredit, priceFloor }) => productionCredit + priceFloor > 0);
  if (!has) return null;
  return {
    ...project,
    remediationCreditPerTonne: 0,
    remediationCreditPerYear: 0,
    grant: { ...grant, amount: 0 },
    productionCreditShareOfCost: 0,
    products: products.map((product) => ({ ...product, productionCredit: 0, priceFloor: 0 })),
  };
}

/** Value of realisation k with some doubts frozen at their mean, and all prices times a factor. */
function valuer(site: Site, ore: YearlyOre, project: Project, kernel: ProjectKernel, draws: SiteDraws) {
  const K = ore.realisations;
  const setters = projectSetters(project);
  const factors = baseFactors(project);
  const meanOre = meanOfYears(ore);
  const feedTonnes = new Float64Array(ore.years);
  const operating = new Float64Array(ore.years);
  const elementKg = project.products.map(() => new Float64Array(ore.years));
  const zero = new Float64Array(K);
  return (k: number, frozen: ReadonlySet<Doubt>, priceFactor = 1): number => {
    const isFrozen = frozen.has("resource");
    const of = (values: Float64Array, mean: Float64Array, year: number) =>
      isFrozen ? mean[year] : values[year * K + k];
    for (let year = 0; year < ore.years; year++) {
      feedTonnes[year] = of(ore.dugTonnes, meanOre.dug, year);
      operating[year] = feedTonnes[year] * draws.value("mining.cost", k, frozen);
      elementKg.forEach((kg) => {
        kg[year] = 0;
      });
      site.routes.forEach((route, at) => {
        operating[year] +=
          of(ore.routedTonnes[at], meanOre.routed[at], year) * draws.value(`${route.id}.cost`, k, frozen);
        project.products.forEach(({ element }, q) => {
          if (!route.recovery.has(element)) return;
          const metal = of(ore.routedMetalT[at].get(element) ?? zero, meanOre.metal[at].get(element) ?? zero, year);
          const recovery = Math.min(1, Math.max(0, draws.value(`${route.id}.recovery.${element}`, k, frozen)));
          elementKg[q][year] += metal * 1000 * recovery;
        });
      });
    }
    factors.price.fill(1);
    for (const setter of setters) setter.set(factors, Math.min(setter.most, draws.value(setter.key, k, frozen)));
    for (let q = 0; q < factors.price.length; q++) factors.price[q] *= priceFactor;
    const paths = frozen.has("price") ? draws.meanPaths : draws.paths;
    const path = paths === null ? null : { paths, realisations: K, realisation: k, offsetYears: 0 };
    return kernel.run(factors, path, null, { realisations: 1, realisation: 0, feedTonnes, elementKg, operating });
  };
}

function meanOfYears(ore: YearlyOre) {
  const K = ore.realisations;
  const mean = (values: Float64Array) =>
    Float64Array.from(
      { length: ore.years },
      (_, year) => values.subarray(year * K, (year + 1) * K).reduce((sum, value) => sum + value, 0) / K,
    );
  return {
    dug: mean(ore.dugTonnes),
    routed: ore.routedTonnes.map(mean),
    metal: ore.routedMetalT.map((metals) => new Map([...metals].map(([element, values]) => [element, mean(values)]))),
  };
}

/** Sums over the life in each realisation. */
function sums(site: Site, ore: YearlyOre, draws: SiteDraws, npv: Float64Array): AssessedRealisations {
  const K = ore.realisations;
  const total = (values: Float64Array) => {
    const out = new Float64Array(K);
    for (let at = 0; at < values.length; at++) out[at % K] += values[at];
    return out;
  };
  const overRoutes = (quantity: (at: number) => Float64Array, factor: (route: string, k: number) => number) => {
    const out = new Float64Array(K);
    site.routes.forEach((route, at) => {
      const values = quantity(at);
      for (let k = 0; k < K; k++) out[k] += values[k] * factor(route.id, k);
    });
    return out;
  };
  const has = new Set(draws.quantities.map(({ name }) => name));
  const drawn = (name: string, k: number) => (has.has(name) ? draws.value(name, k, nothingFrozen) : 0);
  const routed = ore.routedTonnes.map(total);
  const metal = ore.routedMetalT.map(
    (metals) => new Map([...metals].map(([element, values]) => [element, total(values)])),
  );
  const elements = [...site.elements.keys()];
  const perTonne = (name: string, scale: number) =>
    overRoutes(
      (at) => routed[at],
      (route, k) => scale * drawn(`${route}.${name}`, k),
    );
  const metalAt = (element: string) => (at: number) => metal[at].get(element) ?? new Float64Array(K);
  const reagents = [...new Set(site.routes.flatMap((route) => [...route.reagents.keys()]))];
  return {
    npv,
    containedT: new Map([...ore.dugMetalT].map(([element, values]) => [element, total(values)])),
    treatedMetalT: new Map(elements.map((element) => [element, overRoutes(metalAt(element), () => 1)])),
    wonT: new Map(
      elements.map((element) => [
        element,
        overRoutes(metalAt(element), (route, k) => Math.min(1, Math.max(0, drawn(`${route}.recovery.${element}`, k)))),
      ]),
    ),
    dugTonnes: total(ore.dugTonnes),
    treatedTonnes: overRoutes(
      (at) => routed[at],
      () => 1,
    ),
    powerMwh: perTonne("power", 1e-3),
    waterM3: perTonne("water", 1),
    co2T: perTonne("co2", 1e-3),
    reagentT: new Map(reagents.map((name) => [name, perTonne(`reagent.${name}`, 1e-3)])),
  };
}

function yearBands(
  site: Site,
  ore: YearlyOre,
  draws: SiteDraws,
  kernel: ProjectKernel,
  cash: Float64Array,
): readonly AssessedYear[] {
  const K = ore.realisations;
  const none = new Float64Array(K);
  const has = new Set(draws.quantities.map(({ name }) => name));
  const at = (values: Float64Array, o: number) =>
    o < 0 || o >= ore.years ? none : values.subarray(o * K, (o + 1) * K);
  const summed = (o: number, name: string, scale: number) =>
    bandOf(
      Float64Array.from({ length: K }, (_, k) =>
        site.routes.reduce((sum, route, r) => {
          const rate = has.has(`${route.id}.${name}`) ? draws.value(`${route.id}.${name}`, k, nothingFrozen) : 0;
          return sum + at(ore.routedTonnes[r], o)[k] * rate * scale;
        }, 0),
      ),
    );
  return Array.from({ length: kernel.years }, (_, year) => {
    const o = year - kernel.buildYears;
    const treated = Float64Array.from({ length: K }, (_, k) =>
      ore.routedTonnes.reduce((sum, tonnes) => sum + at(tonnes, o)[k], 0),
    );
    const won = (element: string) =>
      Float64Array.from({ length: K }, (_, k) =>
        site.routes.reduce((sum, route, r) => {
          if (!route.recovery.has(element)) return sum;
          const metal = at(ore.routedMetalT[r].get(element) ?? none, o)[k];
          return (
            sum +
            metal * 1000 * Math.min(1, Math.max(0, draws.value(`${route.id}.recovery.${element}`, k, nothingFrozen)))
          );
        }, 0),
      );
    return {
      year,
      dugTonnes: bandOf(at(ore.dugTonnes, o)),
      treatedTonnes: bandOf(treated),
      wonKg: Object.fromEntries([...site.elements.keys()].map((element) => [element, bandOf(won(element))])),
      powerMwh: summed(o, "power", 1e-3),
      waterM3: summed(o, "water", 1),
      co2T: summed(o, "co2", 1e-3),
      netCash: bandOf(cash.subarray(year * K, (year + 1) * K)),
    };
  });
}

function doubtShares(run: (k: number, frozen: ReadonlySet<Doubt>) => number, npv: Float64Array) {
  const all = variance(npv);
  const alone = new Map<Doubt, Float64Array>();
  const shares = doubts.map((doubt): DoubtShare => {
    const others = new Set(doubts.filter((other) => other !== doubt));
    const only = npv.map((_, k) => run(k, others));
    const without = npv.map((_, k) => run(k, new Set([doubt])));
    // Centred on the mean of all, so that the curvature of the others is not lost.
    const shift = mean(npv) - mean(only);
    const centred = only.map((value) => value + shift);
    alone.set(doubt, centred);
    return {
      doubt,
      alone: all > 0 ? variance(only) / all : 0,
      removed: all > 0 ? 1 - variance(without) / all : 0,
      worthOfKnowing: worthOf(centred, 1),
    };
  });
  return { alone, shares: shares.toSorted((a, b) => b.removed - a.removed) };
}

/** E[max(value after learning, 0)] − max(E[value], 0) where a share of the variance is settled. */
function worthOf(values: Float64Array, settles: number): number {
  const middle = mean(values);
  const after = values.map((value) => Math.max(0, middle + Math.sqrt(settles) * (value - middle)));
  return Math.max(0, mean(after) - Math.max(0, middle));
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function variance(values: Float64Array): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / Math.max(1, values.length - 1);
}
