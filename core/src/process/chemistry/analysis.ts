import { inputError, suggestion } from "./chemistryError.ts";
import { missingElement } from "./composition.ts";
import { stateName } from "./buildDatabase.ts";
import { FormulaError, gramsPerMol, parseFormula } from "./formula.ts";
import type {
  AnalysisLine,
  ChemistryDatabase,
  ConcentrationUnit,
  MasterSpecies,
  SolutionInput,
} from "./chemistryModel.ts";

/** A line of an analysis in mol (alkalinity in equivalents) per kilogram of water. */
export interface AnalysedTotal {
  readonly key: string;
  readonly master: MasterSpecies;
  readonly isAlkalinity: boolean;
  readonly molPerKgWater: number;
  readonly line: AnalysisLine;
}

const perUnit: Readonly<
  Record<
    ConcentrationUnit,
    { readonly basis: "water" | "litre" | "solution"; readonly factor: number; readonly isMass: boolean }
  >
> = {
  "mol/kgw": { basis: "water", factor: 1, isMass: false },
  "mmol/kgw": { basis: "water", factor: 1e-3, isMass: false },
  "umol/kgw": { basis: "water", factor: 1e-6, isMass: false },
  "mol/L": { basis: "litre", factor: 1, isMass: false },
  "mmol/L": { basis: "litre", factor: 1e-3, isMass: false },
  "mg/L": { basis: "litre", factor: 1e-3, isMass: true },
  "ug/L": { basis: "litre", factor: 1e-6, isMass: true },
  ppm: { basis: "solution", factor: 1e-3, isMass: true },
  ppb: { basis: "solution", factor: 1e-6, isMass: true },
};

/** Units a concentration may have. */
export const concentrationUnits = Object.keys(perUnit) as readonly ConcentrationUnit[];

/**
 * Concentrations as moles per kilogram of water. A litre of solution holds its density less the mass of all solutes of
 * water; a kilogram of solution one less theirs. `Fe(+2)`, `S(6) as SO4` and `Alkalinity as CaCO3` are understood as keys.
 *
 * @throws {ChemistryInputError} an element, unit or formula that is not known, a negative or missing value
 */
export function analysedTotals(database: ChemistryDatabase, solution: SolutionInput): AnalysedTotal[] {
  const density = solution.densityKgPerL ?? 1;
  if (!(density > 0.9 && density < 2))
    throw inputError("densityKgPerL", "chemistry.bad-value", `density must lie in 0.9-2 kg/L, got ${density}`);
  const drafts: {
    key: string;
    master: MasterSpecies;
    amount: number;
    basis: string;
    line: AnalysisLine;
    isAlkalinity: boolean;
  }[] = [];
  let gramsLitre = 0;
  let gramsSolution = 0;
  for (const [rawKey, given] of Object.entries(solution.totals)) {
    const [rawName, asText] = rawKey.split(/\s+as\s+/);
    const key = stateName(rawName.trim());
    const line: AnalysisLine = typeof given === "number" ? { value: given } : given;
    const where = `totals.${rawKey}`;
    const master = database.masters.get(key);
    if (master === undefined || master.kind !== "aqueous") {
      const element = key.replace(/\(.*$/, "");
      if (![...database.masters.keys()].some((name) => name === element))
        throw missingElement(database, element, where);
      throw inputError(
        where,
        "chemistry.unknown-state",
        `no redox state ${key} in the table ${database.name}${suggestion(key, database.masters.keys())}`,
      );
    }
    const unitName = line.unit ?? solution.unit ?? "mmol/kgw";
    const unit = perUnit[unitName];
    if (unit === undefined)
      throw inputError(
        where,
        "chemistry.unknown-unit",
        `unit "${unitName}" is not known; use ${concentrationUnits.join(", ")}`,
      );
    const isAlkalinity = key === "Alkalinity";
    if (!Number.isFinite(line.value) || (line.value < 0 && !isAlkalinity))
      throw inputError(where, "chemistry.bad-value", `the value must be a number of at least 0, got ${line.value}`);
    const grams = massOf(database, master, line.as ?? asText?.trim(), where);
    const amount = (line.value * unit.factor) / (unit.isMass ? grams : 1);
    const mass = unit.isMass ? line.value * unit.factor : amount * (Number.isFinite(grams) ? grams : 0);
    if (unit.basis === "litre") gramsLitre += mass;
    if (unit.basis === "solution") gramsSolution += mass;
    drafts.push({ key, master, amount, basis: unit.basis, line, isAlkalinity });
  }
  const waterInLitre = density - gramsLitre / 1000;
  const waterInKg = 1 - gramsSolution / 1000;
  if (!(waterInLitre > 0.05 && waterInKg > 0.05))
    throw inputError(
      "totals",
      "chemistry.no-water",
      `solutes of ${(gramsLitre + gramsSolution).toFixed(0)} g leave no water; check units and density`,
    );
  return drafts.map(({ key, master, amount, basis, line, isAlkalinity }) => ({
    key,
    master,
    isAlkalinity,
    line,
    molPerKgWater: basis === "litre" ? amount / waterInLitre : basis === "solution" ? amount / waterInKg : amount,
  }));
}

function massOf(database: ChemistryDatabase, master: MasterSpecies, as: string | undefined, where: string): number {
  if (as === undefined) return master.gramsPerMol;
  const number = Number(as);
  if (number > 0) return number; // "gfw 62"
  try {
    const grams = gramsPerMol(as, database.atomicWeights);
    // Alkalinity counts equivalents: calcite and lime neutralise two, bicarbonate one.
    if (master.name === "Alkalinity") return grams / (/^Ca(CO3|O$|\(OH\)2)/.test(as) || as === "CO3" ? 2 : 1);
    const count = parseFormula(as).elements.get(master.element);
    if (count === undefined && as !== master.element)
      throw inputError(where, "chemistry.bad-formula", `"as ${as}" holds no ${master.element}`);
    return grams / (count ?? 1);
  } catch (error) {
    if (error instanceof FormulaError) throw inputError(where, "chemistry.bad-formula", error.message);
    throw error;
  }
}
