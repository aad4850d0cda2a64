import type { Issue } from "../../evidence/issue.ts";
import type { FlowsheetDocument } from "../../process/flowsheet/flowsheetDocument.ts";
import { type FlowsheetReport, flowsheetReport, looseOutlets } from "../../process/flowsheet/flowsheetReport.ts";
import { prepareFlowsheet } from "../../process/flowsheet/prepareFlowsheet.ts";
import type { WarmStart } from "../../process/flowsheet/solution.ts";
import { solveFlowsheet } from "../../process/flowsheet/solveFlowsheet.ts";
import type { WasteProfile } from "../wasteProfile.ts";
import type { Assumption, Overrides } from "./assumption.ts";
import { type DraftProduct, FlowsheetDraft } from "./flowsheetDraft.ts";
import { ProposalError } from "./proposalError.ts";
import type { RouteTemplate } from "./routeTemplate.ts";
import { withUncertainty } from "./uncertainFigures.ts";

/** One solved flowsheet of a route. */
export interface SolvedDraft {
  readonly document: FlowsheetDocument;
  readonly report: FlowsheetReport;
  readonly assumptions: readonly Assumption[];
  readonly products: readonly DraftProduct[];
  readonly sizes: ReadonlyMap<string, number>;
  readonly warm: WarmStart;
  /** Doubts of the waste, of units outside their windows, of the solver. */
  readonly issues: readonly Issue[];
}

/** What a draft is built from. */
export interface DraftInput {
  readonly profile: WasteProfile;
  readonly tPerH: number;
  readonly choice: Readonly<Record<string, string>>;
  readonly overrides?: Overrides;
  /** Sizes of a plant that stands: they are kept. */
  readonly sizes?: ReadonlyMap<string, number>;
  /** A solve of the same flowsheet with other figures, to begin from. */
  readonly warm?: WarmStart;
}

const mostSizings = 6;
/** Change of a size below which the plant is taken as sized. */
const sizedWithin = 0.005;

/** Draws a flowsheet of a route for a waste with the sizes given, and solves nothing. @throws {ProposalError} the waste lacks what the route needs */
export function buildDraft(
  template: RouteTemplate,
  { profile, tPerH, choice, overrides = new Map(), sizes = new Map() }: DraftInput,
): { readonly draft: FlowsheetDraft; readonly document: FlowsheetDocument; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const draft = new FlowsheetDraft(overrides, sizes);
  template.build({ draft, profile, tPerH, choice, issues });
  const chosen = Object.values(choice);
  const document = draft.document(
    `${profile.name}: ${template.routeId}${chosen.length === 0 ? "" : ` (${chosen.join(", ")})`}`,
    `${template.description} Proposed from a waste file: rates, conversions and splits are priors with the range and source in each unit's note, no test of this waste. relode process risk draws the ranges.`,
    [...template.sources, ...[...draft.assumptions.values()].map(({ source }) => source)],
  );
  return { draft, document, issues };
}

/** The document of a solved draft with the ranges of its assumptions written as laws, for `relode process risk`. */
export function documentWithRanges(template: RouteTemplate, input: DraftInput, solved: SolvedDraft): FlowsheetDocument {
  const sizes = solved.sizes;
  return withUncertainty(solved.document, solved.assumptions, ({ key }, value) => {
    try {
      return buildDraft(template, { ...input, sizes, overrides: new Map([[key, value]]) }).document;
    } catch (error) {
      if (error instanceof ProposalError) return null;
      throw error;
    }
  });
}

/**
 * Builds a flowsheet of a route for a waste, solves it, and builds it again with the sizes that the solve asks for, until they change by
 * less than half a percent or six times.
 * @throws {ProposalError} the waste lacks what the route needs, or the flowsheet does not solve
 */
export function solveDraft(template: RouteTemplate, input: DraftInput): SolvedDraft {
  let sizes = input.sizes ?? new Map<string, number>();
  let warm = input.warm;
  for (let pass = 0; ; pass++) {
    const { draft, document, issues } = buildDraft(template, { ...input, sizes });
    const { flowsheet, issues: faults } = prepareFlowsheet(document);
    if (flowsheet === null) {
      const first = faults.find(({ severity }) => severity === "error");
      throw new ProposalError(
        `${template.routeId}: the flowsheet made is not sound: ${first?.path ?? ""}: ${first?.message ?? ""}`,
      );
    }
    const solution = solveFlowsheet(flowsheet, warm === undefined ? {} : { warm });
    const report = flowsheetReport(flowsheet, solution);
    if (solution.status !== "converged") {
      const why = solution.issues.find(({ severity }) => severity === "error") ?? solution.issues[0];
      throw new ProposalError(
        `${template.routeId}: the flowsheet does not solve (${solution.status}): ${why === undefined ? "" : `${why.path}: ${why.message}`}`,
      );
    }
    const measured = new Map(draft.sizings.map(({ key, measure }) => [key, measure(report)]));
    const change = Math.max(
      0,
      ...[...measured].map(
        ([key, size]) =>
          Math.abs(size - (sizes.get(key) ?? Number.POSITIVE_INFINITY)) / Math.max(Math.abs(size), 1e-300),
      ),
    );
    if (input.sizes !== undefined || !(change > sizedWithin) || pass + 1 >= mostSizings)
      return {
        document,
        report,
        assumptions: [...draft.assumptions.values()],
        products: draft.products,
        sizes: input.sizes ?? sizes,
        warm: solution.warm,
        issues: [...issues, ...faults, ...solution.issues, ...looseOutlets(flowsheet)],
      };
    sizes = measured;
    warm = solution.warm;
  }
}
