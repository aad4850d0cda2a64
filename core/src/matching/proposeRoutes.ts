import type { Answer, Judgement } from "./requirement.ts";
import type { CostRange, Route, RouteTarget } from "./route.ts";
import { routes as everyRoute } from "./routes/catalogue.ts";
import { checkedProfile, type ElementInWaste, type WasteProfile } from "./wasteProfile.ts";

/** A range whose ends are not probabilities. */
export interface Range {
  readonly low: number;
  readonly mode: number;
  readonly high: number;
}

/** What a route could take out of one element. */
export interface ElementRecovery {
  readonly element: string;
  /** Share of the element in hosts that the route opens, 0-1; from 0 to 1 where nobody measured it. */
  readonly amenable: { readonly low: number; readonly high: number };
  /** Amenable share times recovery of the route, 0-1. */
  readonly recovery: Range;
  /** Recovered at today's grade, g per tonne of dry feed (mg/L of water for waters). */
  readonly recoveredGPerT: Range;
  /** At the price given; null where there is none. Nothing is deducted for refining. */
  readonly valueUsdPerT: Range | null;
  readonly evidence: RouteTarget["evidence"];
  readonly source: string;
}

/** One route weighed against one waste. */
export interface RouteProposal {
  readonly route: Route;
  /** `yes`: every must holds; `no`: one fails; `unknown`: none fails, but a measurement is missing. */
  readonly feasible: Answer;
  readonly elements: readonly ElementRecovery[];
  readonly reasonsFor: readonly string[];
  readonly reasonsAgainst: readonly string[];
  /** What is not known, and the test that would decide it; musts first. */
  readonly missing: readonly { readonly weight: "must" | "helps"; readonly says: string; readonly test: string }[];
  readonly valueUsdPerT: Range;
  readonly cost: CostRange;
  /** Value less operating cost: `above` even at worst, `below` even at best, or `open`. Capital is not in it. */
  readonly margin: "above" | "below" | "open" | "no price";
}

/** Prices in USD per kilogram of contained element, with the date and source shown to the reader. */
export type Prices = Readonly<Record<string, number>>;

/**
 * Routes for a waste with reasons for and against and the tests that would decide, best first: feasible before unknown before not,
 * then by value less cost. Recoveries are priors of the catalogue times the share of the element in hosts that the route opens: a
 * reason to test, not a forecast.
 *
 * @throws {RangeError} as `checkedProfile` does
 */
export function proposeRoutes(
  profile: WasteProfile,
  prices: Prices = {},
  routes: readonly Route[] = everyRoute,
): readonly RouteProposal[] {
  checkedProfile(profile);
  const order: Readonly<Record<Answer, number>> = { yes: 0, unknown: 1, no: 2 };
  const worth = ({ valueUsdPerT, cost }: RouteProposal) => valueUsdPerT.mode - (cost.lowUsdPerT + cost.highUsdPerT) / 2;
  return routes
    .filter((route) => route.wasteTypes.includes(profile.type))
    .map((route) => weigh(profile, prices, route))
    .sort((a, b) => order[a.feasible] - order[b.feasible] || worth(b) - worth(a));
}

function weigh(profile: WasteProfile, prices: Prices, route: Route): RouteProposal {
  const judged = route.requirements.map((requirement) => ({ requirement, judgement: requirement.judge(profile) }));
  const elements = route.targets.flatMap((target) =>
    profile.elements
      .filter(({ element }) => target.elements.includes(element))
      .map((held) => recoveryOf(held, target, prices)),
  );
  const hosts = hostJudgement(route, profile, elements);
  const reasonsFor: string[] = [];
  const reasonsAgainst: string[] = [];
  const missing: { weight: "must" | "helps"; says: string; test: string }[] = [];
  const sort = (judgement: Judgement, weight: "must" | "helps") => {
    if (judgement.answer === "yes") reasonsFor.push(judgement.because);
    else if (judgement.answer === "no") reasonsAgainst.push(judgement.because);
    if (judgement.test !== null) missing.push({ weight, says: judgement.because, test: judgement.test });
  };
  if (hosts !== null) sort(hosts, "must");
  for (const { requirement, judgement } of judged) sort(judgement, requirement.weight);
  missing.sort((a, b) => (a.weight === b.weight ? 0 : a.weight === "must" ? -1 : 1));
  const musts = [
    ...(hosts === null ? [] : [hosts.answer]),
    ...judged.filter(({ requirement }) => requirement.weight === "must").map(({ judgement }) => judgement.answer),
  ];
  const feasible: Answer = musts.includes("no") ? "no" : musts.includes("unknown") ? "unknown" : "yes";
  const valued = elements.filter(({ valueUsdPerT }) => valueUsdPerT !== null);
  const sum = (end: keyof Range) => valued.reduce((total, { valueUsdPerT }) => total + (valueUsdPerT?.[end] ?? 0), 0);
  const value: Range = { low: sum("low"), mode: sum("mode"), high: sum("high") };
  const { cost } = route;
  const margin =
    valued.length === 0
      ? "no price"
      : value.low > cost.highUsdPerT
        ? "above"
        : value.high < cost.lowUsdPerT
          ? "below"
          : "open";
  return { route, feasible, elements, reasonsFor, reasonsAgainst, missing, valueUsdPerT: value, cost, margin };
}

/** Whether the route opens the hosts of anything that is there; null for a route that takes no element out. */
function hostJudgement(route: Route, profile: WasteProfile, elements: readonly ElementRecovery[]): Judgement | null {
  if (route.targets.length === 0) return null;
  const wanted = [...new Set(route.targets.flatMap(({ elements: names }) => names))];
  if (elements.length === 0)
    return {
      answer: profile.elements.length === 0 ? "unknown" : "no",
      because: `none of ${wanted.slice(0, 12).join(", ")} is among the elements assayed`,
      test: profile.elements.length === 0 ? "multi-element assay of a composite" : null,
    };
  const open = elements.filter(({ amenable }) => amenable.high > 0.05);
  if (open.length === 0)
    return {
      answer: "no",
      because: `the hosts of ${elements.map(({ element }) => element).join(", ")} are not opened by this route`,
      test: null,
    };
  const sure = open.filter(({ amenable }) => amenable.low > 0.05);
  if (sure.length > 0)
    return {
      answer: "yes",
      because: sure
        .map(({ element, amenable }) => `${Math.round(100 * amenable.low)} % of ${element} is in hosts that it opens`)
        .join("; "),
      test: null,
    };
  return {
    answer: "unknown",
    because: `nobody measured what ${open.map(({ element }) => element).join(", ")} sits in`,
    test: "sequential extraction, automated mineralogy or microprobe: deportment of the element by host",
  };
}

function recoveryOf(held: ElementInWaste, target: RouteTarget, prices: Prices): ElementRecovery {
  const share = held.hosts === null ? null : target.hosts.reduce((sum, host) => sum + (held.hosts?.[host] ?? 0), 0);
  // What the deportment leaves unnamed may be in any host.
  const unnamed =
    held.hosts === null ? 1 : Math.max(0, 1 - Object.values(held.hosts).reduce((sum, part) => sum + part, 0));
  const amenable = { low: share ?? 0, high: Math.min(1, (share ?? 0) + unnamed) };
  const middle = (amenable.low + amenable.high) / 2;
  const { recovery, evidence, source } = target;
  const taken: Range = {
    low: amenable.low * recovery.low,
    mode: middle * recovery.mode,
    high: amenable.high * recovery.high,
  };
  const { low, high } = held.gradePpm;
  const grams: Range = { low: taken.low * low, mode: (taken.mode * (low + high)) / 2, high: taken.high * high };
  const price = prices[held.element];
  const valueUsdPerT =
    price === undefined
      ? null
      : { low: (grams.low * price) / 1000, mode: (grams.mode * price) / 1000, high: (grams.high * price) / 1000 };
  return { element: held.element, amenable, recovery: taken, recoveredGPerT: grams, valueUsdPerT, evidence, source };
}
