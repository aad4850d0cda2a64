export {
  type ElementRecovery,
  type Prices,
  proposeRoutes,
  type Range,
  type RouteProposal,
} from "./proposeRoutes.ts";
export type { Answer, Judgement, Requirement } from "./requirement.ts";
export { type CostRange, type Route, type RouteTarget } from "./route.ts";
export { type BlockRoute, type BlockRouting, routeBlocks } from "./routeBlocks.ts";
export { BranchingError, type MixedSolution, solveMixed } from "./branchAndBound.ts";
export { type CandidateOptions, plantCandidates } from "./plantCandidates.ts";
export {
  type BuiltPlant,
  type CandidatePlant,
  type SharedAnswer,
  type SharedBody,
  sharedPlants,
  type SharedTerms,
} from "./sharedPlants.ts";
export { type Assumption, type AssumptionGrade, type Banded } from "./proposals/assumption.ts";
export type { ProposalMoney } from "./proposals/economics.ts";
export type { Performance, ProductResult } from "./proposals/performance.ts";
export { ProposalError } from "./proposals/proposalError.ts";
export {
  type FlowsheetProposal,
  plantOf,
  proposeFlowsheets,
  type ProposeOptions,
  type Unproposed,
} from "./proposals/proposeFlowsheets.ts";
export type { Swing } from "./proposals/swings.ts";
export { routeTemplates } from "./proposals/templateCatalogue.ts";
export { readWaste, type WasteDocument } from "./readWaste.ts";
export { routeById, routes } from "./routes/catalogue.ts";
export {
  bestPlants,
  type PlantChoice,
  type Segment,
  type Superstructure,
  SuperstructureError,
} from "./superstructure.ts";
export {
  checkedProfile,
  type ElementInWaste,
  type Fact,
  type FactName,
  factUnits,
  type Host,
  hosts,
  type WasteProfile,
  type WasteType,
  wasteTypes,
} from "./wasteProfile.ts";
