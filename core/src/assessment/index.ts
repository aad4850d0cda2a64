export type { AssessedSite } from "./assessedSite.ts";
export { assess, type AssessedRealisations, type AssessedYear, type Assessment, type DoubtShare } from "./assess.ts";
export { type Figure, notAssessed, type Stage, stages } from "./figure.ts";
export { assessmentFigures, silentFigures } from "./figures.ts";
export {
  type Measurement,
  readSite,
  type Site,
  type SiteMining,
  type SiteRoute,
  siteSchema,
  usualSeed,
} from "./site.ts";
export { type Doubt, doubts, type SiteDraws } from "./siteDraws.ts";
export { siteProducts } from "./siteProject.ts";
export { type BodyTruth, truthCheck, type TruthRow } from "./truthCheck.ts";
export { type AssessedBody, type YearlyOre } from "./yearlyOre.ts";
