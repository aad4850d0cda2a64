import type { WasteDocument } from "./readWaste.ts";
import {
  capitalOf,
  type FlowsheetProposal,
  hoursOf,
  proposeFlowsheets,
  type ProposeOptions,
} from "./proposals/proposeFlowsheets.ts";
import { fixedUsdPerYear } from "./proposals/plantCosts.ts";
import { routeTemplates } from "./proposals/templateCatalogue.ts";
import type { CandidatePlant, SharedBody } from "./sharedPlants.ts";

/** Plants for several bodies, with the flowsheets that they come from. */
export interface Candidates {
  readonly bodies: readonly SharedBody[];
  readonly plants: readonly (CandidatePlant & {
    readonly routeId: string;
    readonly choice: Readonly<Record<string, string>>;
    readonly site: string;
  })[];
  /** Flowsheets that could not be made, by body. */
  readonly without: readonly { readonly body: string; readonly routeId: string; readonly why: string }[];
}

/** Haulage and limits of a choice among plants. */
export interface CandidateOptions extends ProposeOptions {
  /** Haulage of wet feed, USD per dry tonne and km. */
  readonly haulUsdPerTKm: number;
  /** Kinds of plant that are kept, best first by what they would earn from all bodies. */
  readonly mostKinds?: number;
}

/**
 * Candidate plants: every route (and combination of its alternatives) that solves for at least one body, at the place of each body. What a
 * tonne earns there is revenue less reagents, power and water of the body's own solved flowsheet, less haulage over the straight line.
 */
export function plantCandidates(wastes: readonly WasteDocument[], options: CandidateOptions): Candidates {
  const bodies = wastes.map(({ profile }, at): SharedBody => {
    const tonnes = profile.facts.tonnes;
    if (tonnes === undefined || !(tonnes.high > 0))
      throw new RangeError(`${profile.name}: facts.tonnes must be given and above 0 to share a plant`);
    return {
      id:
        wastes.findIndex((other) => other.profile.name === profile.name) === at
          ? profile.name
          : `${profile.name} (${at + 1})`,
      tonnes: (tonnes.low + tonnes.high) / 2,
    };
  });
  const without: { body: string; routeId: string; why: string }[] = [];
  const kinds = new Map<string, (FlowsheetProposal | null)[]>();
  for (const [b, { profile, prices }] of wastes.entries()) {
    const found = proposeFlowsheets(profile, { ...options, prices, swings: false, ranges: false });
    for (const { routeId, why } of found.without) without.push({ body: bodies[b].id, routeId, why });
    for (const proposal of found.proposals) {
      const key = [proposal.routeId, ...Object.values(proposal.choice)].join(", ");
      const row = kinds.get(key) ?? wastes.map(() => null);
      row[b] = proposal;
      kinds.set(key, row);
    }
  }
  const earned = (proposal: FlowsheetProposal | null) => {
    if (proposal === null) return Number.NaN;
    const { revenueUsdPerT, reagentsUsdPerT, powerUsdPerT, waterUsdPerT } = proposal.money;
    return (revenueUsdPerT ?? 0) - reagentsUsdPerT - powerUsdPerT - waterUsdPerT;
  };
  const ranked = [...kinds]
    .map(([key, row]) => ({
      key,
      row,
      worth: row.reduce((sum, one, b) => sum + (one === null ? 0 : earned(one) * bodies[b].tonnes), 0),
    }))
    .sort((a, b) => b.worth - a.worth)
    .slice(0, options.mostKinds ?? 6);
  const sites = [...new Map(wastes.map(({ atKm }, b) => [atKm?.join(" ") ?? "", b])).values()].sort((a, b) => a - b);
  const hours = hoursOf(wastes[0].profile);
  const plants = ranked.flatMap(({ key, row }) => {
    const first = row.find((one) => one !== null) as FlowsheetProposal;
    const template = routeTemplates.find(({ routeId }) => routeId === first.routeId);
    const sections = template?.sections(first.choice) ?? [];
    const families = sections.map(({ family }) => family);
    return sites.map((site) => ({
      id: sites.length === 1 ? key : `${key} at ${bodies[site].id}`,
      routeId: first.routeId,
      choice: first.choice,
      site: bodies[site].id,
      usdPerT: row.map((one, b) => earned(one) - options.haulUsdPerTKm * distanceKm(wastes[b].atKm, wastes[site].atKm)),
      capitalUsd: (tpa: number) => capitalOf(first, sections, tpa),
      fixedUsdPerYear: (tpa: number) => fixedUsdPerYear(families, tpa / hours, capitalOf(first, sections, tpa)),
    }));
  });
  return { bodies, plants, without };
}

function distanceKm(a: readonly [number, number] | null, b: readonly [number, number] | null): number {
  return a === null || b === null ? 0 : Math.hypot(a[0] - b[0], a[1] - b[1]);
}
