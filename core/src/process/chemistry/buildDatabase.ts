import type { Issue } from "../../evidence/issue.ts";
import { parseFormula } from "./formula.ts";
import { coefficients, parseReaction, speciesName } from "./reactionText.ts";
import type {
  ActivityModel,
  ChemicalPhase,
  ChemicalSpecies,
  ChemistryDatabase,
  InteractionParameter,
  LogK,
  MasterSpecies,
  SpeciesActivity,
  SpeciesKind,
} from "./chemistryModel.ts";

/** A reaction with its constants as read from a table or file; names not yet checked against each other. */
export interface ReactionRow {
  readonly kind: SpeciesKind | "mineral";
  /** Name of a phase; a species is named by its formula. */
  readonly name: string;
  readonly reaction: string;
  readonly logK: LogK;
  readonly activity: SpeciesActivity;
  readonly source: string;
  /** File and line, for issues. */
  readonly path: string;
}

/** A master species as read: `Fe(+3)`, `Fe+3`, its alkalinity, the formula or the mass its concentrations stand for. */
export interface MasterRow {
  readonly name: string;
  readonly species: string;
  readonly kind: SpeciesKind;
  readonly alkalinity: number;
  readonly gramsPerMol: number;
  readonly path: string;
}

/** Everything read from a source, in the order in which it stands. */
export interface DatabaseRows {
  readonly name: string;
  readonly activityModel: ActivityModel;
  readonly masters: readonly MasterRow[];
  readonly reactions: readonly ReactionRow[];
  readonly interactions: readonly InteractionParameter[];
  readonly atomicWeights: ReadonlyMap<string, number>;
  readonly issues: readonly Issue[];
  /** `first`: of two entries of one name the first stands (tables laid over another); `last`: the later (a PHREEQC file). */
  readonly duplicates: "first" | "last";
}

/**
 * Puts rows together to a database: formulas parsed, reactions turned so that they form (species) or dissolve (phases) one
 * mole, balances of elements and charge checked. What cannot be read is left out with an issue:
 * `chemistry.bad-reaction`, `chemistry.unbalanced`, `chemistry.unknown-species`, `chemistry.bad-master`.
 */
export function buildDatabase(rows: DatabaseRows): ChemistryDatabase {
  const issues: Issue[] = [...rows.issues];
  const masters = new Map<string, MasterSpecies>();
  for (const row of rows.masters) {
    const master = masterOf(row, issues);
    if (master !== null && (rows.duplicates === "last" || !masters.has(master.name))) masters.set(master.name, master);
  }
  const species = new Map<string, ChemicalSpecies>();
  const phases = new Map<string, ChemicalPhase>();
  for (const row of rows.reactions) {
    try {
      if (row.kind === "mineral") {
        const phase = phaseOf(row);
        if (rows.duplicates === "last" || !phases.has(phase.name)) phases.set(phase.name, phase);
      } else {
        const made = speciesOf(row);
        const before = species.get(made.name);
        // `Fe+3 = Fe+3` after `Fe+2 = Fe+3 + e-` would hide the redox reaction.
        const isIdentity = made.reaction.get(made.name) === 1 && made.reaction.size === 1;
        if (before === undefined || (rows.duplicates === "last" && !isIdentity)) species.set(made.name, made);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : "unreadable";
      issues.push({
        path: row.path,
        code: "chemistry.bad-reaction",
        severity: "warning",
        message: `left out: ${reason}`,
      });
    }
  }
  dropUnknown(species, phases, masters, issues);
  return {
    name: rows.name,
    activityModel: rows.activityModel,
    masters,
    species,
    phases,
    interactions: rows.interactions,
    atomicWeights: rows.atomicWeights,
    issues,
  };
}

/** `Fe(+3)` becomes `Fe(3)`. */
export function stateName(name: string): string {
  return name.replace(/\(\s*\+?(-?\d+(?:\.\d+)?)\s*\)$/, (_, valence: string) => `(${Number(valence)})`);
}

function masterOf(row: MasterRow, issues: Issue[]): MasterSpecies | null {
  const name = stateName(row.name.trim());
  const match = /^([A-Z][A-Za-z_]*|\[[^\]]+\][A-Za-z_]*|Alkalinity)(?:\((-?\d+(?:\.\d+)?)\))?$/.exec(name);
  if (match === null) {
    issues.push({
      path: row.path,
      code: "chemistry.bad-master",
      severity: "warning",
      message: `"${row.name.slice(0, 40)}" is no element and no state like Fe(3); the line is left out`,
    });
    return null;
  }
  return {
    name,
    element: match[1],
    valence: match[2] === undefined ? null : Number(match[2]),
    species: speciesName(row.species),
    kind: row.kind,
    alkalinity: row.alkalinity,
    gramsPerMol: row.gramsPerMol,
  };
}

function speciesOf(row: ReactionRow): ChemicalSpecies {
  const { left, right } = parseReaction(row.reaction);
  const isIdentity = left.length === 1 && right.length === 1 && left[0][0] === right[0][0];
  const name = right[0][0];
  const made = right[0][1];
  const parsed = parseFormula(name);
  const reaction = isIdentity ? new Map([[name, 1]]) : coefficients(left);
  if (!isIdentity) coefficients(right.slice(1), reaction, -1);
  if (made !== 1) for (const [reactant, count] of reaction) reaction.set(reactant, count / made);
  checkBalance(row, parsed.elements, parsed.charge, reaction);
  return {
    name,
    kind: row.kind === "mineral" ? "aqueous" : row.kind,
    charge: parsed.charge,
    elements: parsed.elements,
    reaction,
    logK: made === 1 ? row.logK : scaled(row.logK, 1 / made),
    activity: row.activity,
    source: row.source,
  };
}

function phaseOf(row: ReactionRow): ChemicalPhase {
  const { left, right } = parseReaction(row.reaction);
  const [formula, count] = left[0];
  const parsed = parseFormula(formula.replace(/\([gs]\)$/, ""));
  const reaction = coefficients(right);
  coefficients(left.slice(1), reaction, -1);
  if (count !== 1) for (const [product, moles] of reaction) reaction.set(product, moles / count);
  checkBalance(row, parsed.elements, parsed.charge, reaction);
  return {
    name: row.name,
    kind: /\(g\)$/i.test(row.name) ? "gas" : "mineral",
    formula,
    elements: parsed.elements,
    reaction,
    logK: count === 1 ? row.logK : scaled(row.logK, 1 / count),
    source: row.source,
  };
}

function scaled({ logK25, deltaHKjPerMol, analytic }: LogK, factor: number): LogK {
  return {
    logK25: logK25 * factor,
    deltaHKjPerMol: deltaHKjPerMol * factor,
    analytic: analytic?.map((a) => a * factor) ?? null,
  };
}

function checkBalance(
  row: ReactionRow,
  elements: ReadonlyMap<string, number>,
  charge: number,
  reaction: ReadonlyMap<string, number>,
): void {
  const off = new Map(elements);
  let offCharge = charge;
  for (const [name, count] of reaction) {
    const part = parseFormula(name);
    offCharge -= count * part.charge;
    for (const [symbol, moles] of part.elements) off.set(symbol, (off.get(symbol) ?? 0) - count * moles);
  }
  for (const [symbol, moles] of off)
    if (Math.abs(moles) > 0.02)
      throw new Error(`"${row.reaction}" is out of balance in ${symbol} by ${moles.toFixed(3)}`);
  if (Math.abs(offCharge) > 0.02)
    throw new Error(`"${row.reaction}" is out of balance in charge by ${offCharge.toFixed(3)}`);
}

/** Leaves out, until none is left, what is written in species that do not exist. */
function dropUnknown(
  species: Map<string, ChemicalSpecies>,
  phases: Map<string, ChemicalPhase>,
  masters: ReadonlyMap<string, MasterSpecies>,
  issues: Issue[],
): void {
  const known = new Set([...species.keys(), ...[...masters.values()].map((master) => master.species), "e-", "H2O"]);
  const report = (name: string, missing: string) =>
    issues.push({
      path: name,
      code: "chemistry.unknown-species",
      severity: "warning",
      message: `left out: its reaction needs ${missing}, which has no constants here`,
    });
  for (let changed = true; changed; ) {
    changed = false;
    for (const made of species.values()) {
      const missing = [...made.reaction.keys()].find((name) => !known.has(name));
      if (missing === undefined) continue;
      species.delete(made.name);
      if (![...masters.values()].some((master) => master.species === made.name)) known.delete(made.name);
      report(made.name, missing);
      changed = true;
    }
  }
  for (const phase of phases.values()) {
    const missing = [...phase.reaction.keys()].find((name) => !known.has(name));
    if (missing === undefined) continue;
    phases.delete(phase.name);
    report(phase.name, missing);
  }
}
