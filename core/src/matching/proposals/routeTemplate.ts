import type { Issue } from "../../evidence/issue.ts";
import type { WasteProfile } from "../wasteProfile.ts";
import type { FlowsheetDraft } from "./flowsheetDraft.ts";

/** Kind of plant, by which labour and capital are scaled. */
export type PlantFamily = "flotation" | "heap" | "leach" | "refined" | "refinery" | "water";

/** A part of a plant whose capital goes by the solids through it: the whole feed, or what a stream carries. */
export interface PlantSection {
  readonly family: PlantFamily;
  readonly stream?: string;
}

/** What a template is given. */
export interface TemplateContext {
  readonly draft: FlowsheetDraft;
  readonly profile: WasteProfile;
  /** Dry feed, t/h; of a water m³/h. */
  readonly tPerH: number;
  /** One word for each option of the template. */
  readonly choice: Readonly<Record<string, string>>;
  readonly issues: Issue[];
}

/** A flowsheet in waiting: built for a waste, with alternatives inside it. */
export interface RouteTemplate {
  readonly routeId: string;
  readonly sections: (choice: Readonly<Record<string, string>>) => readonly PlantSection[];
  /** Alternatives inside the flowsheet by name; the first is taken unless another is asked for. */
  readonly options: Readonly<Record<string, readonly string[]>>;
  /** Choices that suit a waste better than the first of each. */
  readonly usual?: (profile: WasteProfile) => Readonly<Record<string, string>>;
  /** False for a combination of choices that means nothing. */
  readonly isApplicable?: (choice: Readonly<Record<string, string>>) => boolean;
  readonly description: string;
  readonly sources: readonly string[];
  /** Draws units and streams into the draft. @throws {ProposalError} the waste lacks what the route needs */
  readonly build: (context: TemplateContext) => void;
}
