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
