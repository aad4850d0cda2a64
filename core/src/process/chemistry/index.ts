export { activityState } from "./activity.ts";
export { concentrationUnits } from "./analysis.ts";
export { evaporate, mixSolutions, titrate } from "./batch.ts";
export { ChemistryInputError, EquilibriumError } from "./chemistryError.ts";
export { chemistryTable, shippedTables } from "./chemistryTable.ts";
export { formulaComponents } from "./composition.ts";
export { type CorrectedConstant, correctedConstants } from "./correctedConstants.ts";
export { equilibrate } from "./equilibrate.ts";
export { type FormationPace, formationPace } from "./formationPace.ts";
export { FormulaError, gramsPerMol, parseFormula } from "./formula.ts";
export { type KineticReaction, type KineticStep, kineticPath, type RateContext } from "./kinetics.ts";
export { log10K } from "./logK.ts";
export { RateExpressionError, rateExpression } from "./rateExpression.ts";
export { ferrousOxidation, pyriteOxidationByIron, pyriteOxidationByOxygen } from "./rateLaws.ts";
export { databaseLimits, readPhreeqcDatabase } from "./readPhreeqcDatabase.ts";
export { readConstantsJson } from "./readConstantsJson.ts";
export { IntegrationError } from "./rosenbrock.ts";
export type {
  ActivityModel,
  AnalysisLine,
  ChemicalPhase,
  ChemicalSpecies,
  ChemistryDatabase,
  ConcentrationUnit,
  Equilibrate,
  ElementCoverage,
  EquilibriumInput,
  EquilibriumOptions,
  EquilibriumResult,
  ExchangeInput,
  GasPhaseInput,
  PhaseAmount,
  PhaseInput,
  SolutionInput,
  SolutionState,
  SpeciesAmount,
  SurfaceInput,
} from "./chemistryModel.ts";
