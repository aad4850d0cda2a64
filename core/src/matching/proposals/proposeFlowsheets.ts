import type { Issue } from "../../evidence/issue.ts";
import type { FlowsheetDocument } from "../../process/flowsheet/flowsheetDocument.ts";
import { type Prices, proposeRoutes } from "../proposeRoutes.ts";
import type { Answer } from "../requirement.ts";
import type { Route } from "../route.ts";
import type { WasteProfile } from "../wasteProfile.ts";
import type { Assumption, Banded } from "./assumption.ts";
import { type ProposalMoney, proposalMoney } from "./economics.ts";
import type { DraftProduct } from "./flowsheetDraft.ts";
import { type Performance, performanceOf } from "./performance.ts";
import { taylorYears } from "./plantLife.ts";
import { ProposalError } from "./proposalError.ts";
import { sectionCapitalUsd } from "./plantCosts.ts";
import type { PlantSection, RouteTemplate } from "./routeTemplate.ts";
import { documentWithRanges, type SolvedDraft, solveDraft } from "./solveProposal.ts";
import { type Swing, swingsOf } from "./swings.ts";
import { choicesOf, routeTemplates } from "./templateCatalogue.ts";
import { hoursPerYear, plantRateTPerH } from "./wasteFeed.ts";

/** One route as a solved flowsheet. */
export interface FlowsheetProposal {
  readonly routeId: string;
  readonly routeName: string;
  readonly feasible: Answer;
  readonly choice: Readonly<Record<string, string>>;
  readonly tPerH: number;
  readonly lifeYears: number;
  readonly document: FlowsheetDocument;
  readonly performance: Performance;
  /** Recovery by element with its band; the band is the point where swings were not asked for. */
  readonly recovery: Readonly<Record<string, Banded>>;
  readonly margin: Banded | null;
  readonly money: ProposalMoney;
  readonly assumptions: readonly Assumption[];
  /** Assumptions by what they move, largest first; empty where swings were not asked for. */
  readonly decides: readonly Swing[];
  readonly products: readonly DraftProduct[];
  /** Dry solids in the streams by which parts of the plant are sized, t/h. */
  readonly throughTPerH: Readonly<Record<string, number>>;
  readonly issues: readonly Issue[];
}

/** A route without a flowsheet, and why. */
export interface Unproposed {
  readonly routeId: string;
  readonly choice: Readonly<Record<string, string>>;
  readonly why: string;
}

export interface ProposeOptions {
  readonly prices?: Prices;
  /** Only this route, also one that fails its conditions. */
  readonly routeId?: string;
  /** Every combination of the alternatives inside each flowsheet, not only the usual one. */
  readonly alternatives?: boolean;
  /** Move each assumption to its ends, for bands and what decides; the usual combination only. */
  readonly swings?: boolean;
  /** False: the documents carry no laws for `process risk`; default true. */
  readonly ranges?: boolean;
  /** Dry t/h (m³/h of water); default: the waste's tonnes over Taylor's life. */
  readonly tPerH?: number;
  readonly lifeYears?: number;
  /** Discount rate a year; default 0.08. */
  readonly rate?: number;
}

const usualWaterM3PerH = 100;
/** A flowsheet that recovers less of every element is not worth a file. */
const leastRecovery = 0.01;

/** Plant rate of a waste, t/h or m³/h, and its life in years. */
export function plantOf(
  profile: WasteProfile,
  options: ProposeOptions = {},
): { readonly tPerH: number; readonly lifeYears: number } {
  const isWater = profile.type === "amd-source" || profile.type === "brine";
  const flow = profile.facts.waterFlow;
  const tonnes = profile.facts.tonnes;
  const whole = tonnes === undefined ? null : (tonnes.low + tonnes.high) / 2;
  const lifeYears = options.lifeYears ?? (isWater || whole === null || whole <= 0 ? 20 : taylorYears(whole));
  if (options.tPerH !== undefined) return { tPerH: options.tPerH, lifeYears };
  if (isWater)
    return {
      tPerH: flow === undefined || flow.high <= 0 ? usualWaterM3PerH : ((flow.low + flow.high) / 2) * 3.6,
      lifeYears,
    };
  if (whole === null || whole <= 0) return { tPerH: plantRateTPerH({ ...profile, facts: {} }), lifeYears };
  return { tPerH: whole / (lifeYears * hoursPerYear), lifeYears };
}

/** Hours that a plant runs in a year: 8,000 on solids, all 8,760 on water. */
export function hoursOf({ type }: Pick<WasteProfile, "type">): number {
  return type === "amd-source" || type === "brine" ? 8760 : hoursPerYear;
}

/** Likely capital of a proposal built for another capacity, USD: each section by six-tenths, streams in proportion to the feed. */
export function capitalOf(
  { throughTPerH, tPerH }: FlowsheetProposal,
  sections: readonly PlantSection[],
  tonnesPerYear: number,
): number {
  return sections.reduce((sum, { family, stream }) => {
    const share = stream === undefined ? 1 : (throughTPerH[stream] ?? 0) / tPerH;
    return sum + sectionCapitalUsd(family, share * tonnesPerYear)[1];
  }, 0);
}

/**
 * Flowsheets for a waste: each route that is feasible or undecided and has a template, built, sized and solved; best first by net present
 * value, or by recovery where no price is given. Everything in them that the waste file does not say is a prior with its range and source.
 *
 * @returns proposals, and the routes without one with the reason
 * @throws {RangeError} as `checkedProfile` does, or an unknown route
 */
export function proposeFlowsheets(
  profile: WasteProfile,
  options: ProposeOptions = {},
): { readonly proposals: readonly FlowsheetProposal[]; readonly without: readonly Unproposed[] } {
  const prices = options.prices ?? {};
  const weighed = proposeRoutes(profile, prices);
  const proposals: FlowsheetProposal[] = [];
  const without: Unproposed[] = [];
  const asked =
    options.routeId === undefined
      ? weighed.filter(({ feasible }) => feasible !== "no")
      : weighed.filter(({ route }) => route.id === options.routeId);
  if (options.routeId !== undefined && asked.length === 0)
    throw new RangeError(
      `route ${options.routeId}: not in the catalogue for ${profile.type}; it has ${weighed.map(({ route }) => route.id).join(", ")}`,
    );
  for (const { route, feasible } of asked) {
    const template = routeTemplates.find(({ routeId }) => routeId === route.id);
    if (template === undefined) {
      without.push({
        routeId: route.id,
        choice: {},
        why: "no flowsheet template for this route yet: draw it in the editor or begin from relode process example",
      });
      continue;
    }
    const choices = choicesOf(template, template.usual?.(profile) ?? {});
    for (const [at, choice] of (options.alternatives === true ? choices : choices.slice(0, 1)).entries())
      try {
        proposals.push(
          proposalOf(template, route, feasible, profile, choice, {
            ...options,
            swings: options.swings === true && at === 0,
          }),
        );
      } catch (error) {
        if (!(error instanceof ProposalError)) throw error;
        without.push({ routeId: route.id, choice, why: error.message });
      }
  }
  return { proposals: proposals.sort((a, b) => worth(b) - worth(a)), without };
}

/** Net present value where there is a price, else the mean recovery far below any of them. */
function worth({ money, recovery }: FlowsheetProposal): number {
  if (money.npvUsd !== null) return money.npvUsd;
  const shares = Object.values(recovery).map(({ value }) => value);
  return -1e15 + shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}

const through = ({ report }: SolvedDraft, stream: string) =>
  report.streams.find((row) => row.stream === stream)?.solidsTPerH ?? 0;

/** One route with one choice of its alternatives, built and solved. @throws {ProposalError} */
export function proposalOf(
  template: RouteTemplate,
  route: Pick<Route, "id" | "name">,
  feasible: Answer,
  profile: WasteProfile,
  choice: Readonly<Record<string, string>>,
  options: ProposeOptions,
): FlowsheetProposal {
  const { tPerH, lifeYears } = plantOf(profile, options);
  const solved = solveDraft(template, { profile, tPerH, choice });
  const evaluate = (one: SolvedDraft) => {
    const performance = performanceOf(profile, one.document, one.report, one.products, tPerH);
    const money = proposalMoney({
      profile,
      performance,
      products: one.products,
      sections: template.sections(choice),
      tPerH,
      hoursPerYear: hoursOf(profile),
      years: lifeYears,
      rate: options.rate ?? 0.08,
      prices: options.prices ?? {},
      throughTPerH: (stream) => through(one, stream),
    });
    return { performance, money };
  };
  const { performance, money } = evaluate(solved);
  const best = Math.max(0, ...Object.values(performance.recovery));
  if (best < leastRecovery)
    throw new ProposalError(
      `solved, but at most ${(100 * best).toPrecision(2)} % of any element reaches a product that pays for it (least told: ${100 * leastRecovery} %)`,
    );
  const swung =
    options.swings === true
      ? swingsOf(
          solved,
          options.prices ?? {},
          performance,
          money,
          (overrides) => {
            const { performance: moved, money: movedMoney } = evaluate(
              solveDraft(template, { profile, tPerH, choice, overrides, sizes: solved.sizes, warm: solved.warm }),
            );
            return { recovery: moved.recovery, marginUsdPerT: movedMoney.marginUsdPerT };
          },
          tPerH,
        )
      : null;
  const point = (value: number): Banded => ({ value, low: value, high: value });
  return {
    routeId: route.id,
    routeName: route.name,
    feasible,
    choice,
    tPerH,
    lifeYears,
    document:
      options.ranges === false ? solved.document : documentWithRanges(template, { profile, tPerH, choice }, solved),
    performance,
    recovery:
      swung?.recovery ??
      Object.fromEntries(Object.entries(performance.recovery).map(([element, value]) => [element, point(value)])),
    margin: swung?.margin ?? (money.marginUsdPerT === null ? null : point(money.marginUsdPerT)),
    money,
    assumptions: solved.assumptions,
    decides: swung?.swings ?? [],
    products: solved.products,
    throughTPerH: Object.fromEntries(
      template
        .sections(choice)
        .flatMap(({ stream }) => (stream === undefined ? [] : [[stream, through(solved, stream)]])),
    ),
    issues: solved.issues,
  };
}
