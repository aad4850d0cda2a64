import type { Issue } from "../../evidence/issue.ts";
import { buildDatabase, type MasterRow, type ReactionRow } from "./buildDatabase.ts";
import { gramsPerMol } from "./formula.ts";
import type {
  ActivityModel,
  ChemistryDatabase,
  InteractionParameter,
  LogK,
  SpeciesActivity,
  SpeciesKind,
} from "./chemistryModel.ts";

/** Bounds on a database file; the largest in use (Thermochimie, llnl) stay a fifth below. */
export const databaseLimits = { characters: 8_000_000, lineLength: 4000, reactions: 20_000 } as const;

const kilojoules: Readonly<Record<string, number>> = { kj: 1, j: 1e-3, kcal: 4.184, cal: 4.184e-3 };
const reactionBlocks: Readonly<Record<string, SpeciesKind | "mineral">> = {
  SOLUTION_SPECIES: "aqueous",
  EXCHANGE_SPECIES: "exchange",
  SURFACE_SPECIES: "surface",
  PHASES: "mineral",
};
const masterBlocks: Readonly<Record<string, SpeciesKind>> = {
  SOLUTION_MASTER_SPECIES: "aqueous",
  EXCHANGE_MASTER_SPECIES: "exchange",
  SURFACE_MASTER_SPECIES: "surface",
};
/** Blocks that hold nothing an equilibrium needs, or that this reader says it does not use. */
const skipped =
  /^(RATES|END|TITLE|SOLUTION|SOLUTION_SPREAD|MIX|REACTION\w*|KINETICS|EQUILIBRIUM_PHASES|EXCHANGE|SURFACE|GAS_PHASE|SOLID_SOLUTIONS?|KNOBS|PRINT|SELECTED_OUTPUT|USER_\w+|NAMED_EXPRESSIONS|CALCULATE_VALUES|GAS_BINARY_PARAMETERS|MEAN_GAMMAS|MEAN|ISOTOPE\w*|INVERSE_MODELING|TRANSPORT|ADVECTION|DATABASE|SAVE|USE|COPY|DELETE|DUMP|INCLUDE\$|INCREMENTAL_REACTIONS|RATE_PARAMETERS_\w+)$/;
const options: readonly [RegExp, string][] = [
  [/^-?log_?k$/i, "logK"],
  [/^-?delta_?h$/i, "deltaH"],
  [/^-?a(nalytic(al)?(_expression)?|_e|nal)$/i, "analytic"],
  [/^-?g(amma)?$/i, "gamma"],
  [/^-llnl_gamma$/i, "llnl"],
  [/^-co2_llnl_gamma$/i, "co2"],
  [/^-no_check$/i, "ignored"],
  [
    /^-?(dw|vm|vm\w*|t_c|p_c|omega|viscosity|millero|erm_ddl|mole_balance|check|cd_music|range|davies|ka|refs?)$/i,
    "ignored",
  ],
  [/^-?(add_log_?k|add_constant)$/i, "unsupported"],
];

interface Draft {
  path: string;
  kind: SpeciesKind | "mineral";
  name: string;
  reaction: string;
  logK25: number;
  deltaH: number;
  analytic: number[] | null;
  activity: SpeciesActivity;
}

/**
 * Reads a database in PHREEQC's format (phreeqc.dat, wateq4f.dat, minteq.v4.dat, llnl.dat, pitzer.dat, sit.dat and files like
 * them): master species, species, phases, exchange, surfaces, PITZER and SIT parameters. Blocks of rates and of input are
 * passed over with a note. Every line that cannot be read is an issue with its number: `chemistry.bad-line`,
 * `chemistry.bad-number`, `chemistry.unsupported-option`, `chemistry.block-skipped`, `chemistry.too-large`.
 *
 * @param atomicWeights g/mol by element symbol, for elements whose weight the file does not give
 * @see Parkhurst and Appelo (2013), Description of input and examples for PHREEQC version 3, USGS TM 6-A43
 */
export function readPhreeqcDatabase(
  text: string,
  name: string,
  atomicWeights: ReadonlyMap<string, number> = new Map(),
): ChemistryDatabase {
  const issues: Issue[] = [];
  const report = (path: string, code: string, message: string, severity: Issue["severity"] = "warning") =>
    issues.push({ path, code, severity, message });
  const masters: MasterRow[] = [];
  const reactions: ReactionRow[] = [];
  const interactions: InteractionParameter[] = [];
  const weights = new Map(atomicWeights);
  let model: ActivityModel = "wateq";
  let block = "";
  let section = "";
  let draft: Draft | null = null;
  const finish = () => {
    if (draft !== null && draft.reaction !== "") reactions.push({ ...draft, logK: logKOf(draft), source: name });
    draft = null;
  };
  const body =
    text.length > databaseLimits.characters ? "" : text.replace(/^\uFEFF/, "").replace(/\\[ \t]*\r?\n/g, " ");
  if (body === "" && text !== "")
    report(
      name,
      "chemistry.too-large",
      `${text.length} characters; a database may have ${databaseLimits.characters}`,
      "error",
    );
  let number = 0;
  for (const whole of body.split(/\r?\n/)) {
    number++;
    if (whole.length > databaseLimits.lineLength) {
      report(
        `${name}, line ${number}`,
        "chemistry.bad-line",
        `the line has ${whole.length} characters and is left out`,
      );
      continue;
    }
    for (const piece of whole.replace(/#.*$/, "").split(";")) {
      const line = piece.trim();
      if (line === "") continue;
      const path = `${name}, line ${number}`;
      const [first, ...rest] = line.split(/\s+/);
      const keyword = first.toUpperCase();
      const isKeyword =
        first === keyword &&
        (keyword in reactionBlocks || keyword in masterBlocks || isOtherBlock(keyword) || skipped.test(keyword));
      if (isKeyword && !(block === "SOLUTION_SPECIES" && line.includes("="))) {
        finish();
        block = keyword;
        section = "";
        if (keyword === "PITZER") model = "pitzer";
        else if (keyword === "SIT") model = "sit";
        else if (keyword === "LLNL_AQUEOUS_MODEL_PARAMETERS") model = "llnl";
        else if (skipped.test(keyword) && keyword !== "END")
          report(path, "chemistry.block-skipped", `${keyword} is not used for equilibrium and passed over`, "info");
        continue;
      }
      if (block in masterBlocks) readMaster(line, path, masterBlocks[block], masters, weights, report);
      else if (block === "PITZER" || block === "SIT") {
        if (/^-[A-Za-z]/.test(first) && !/^-\d/.test(first)) section = first.slice(1).toUpperCase();
        else readInteraction(block === "SIT" ? "EPSILON" : section, line, path, interactions, report);
      } else if (block in reactionBlocks) {
        const kind = reactionBlocks[block];
        const option = options.find(([pattern]) => pattern.test(first))?.[1];
        if (option !== undefined && !(line.includes("=") && option !== "ignored")) {
          if (draft === null) report(path, "chemistry.bad-line", `"${first}" stands before any reaction; left out`);
          else readOption(draft, option, first, rest, path, report);
        } else if (kind === "mineral" && (draft === null || !line.includes("=") || draft.reaction !== "")) {
          if (line.includes("="))
            report(path, "chemistry.bad-line", `reaction "${line.slice(0, 40)}" has no phase name before it`);
          else if (first.startsWith("-"))
            report(path, "chemistry.unsupported-option", `option ${first} is not known and left out`);
          else {
            finish();
            draft = newDraft(path, kind, first);
          }
        } else if (line.includes("=")) {
          if (kind !== "mineral") {
            finish();
            draft = newDraft(path, kind, "");
          }
          if (reactions.length >= databaseLimits.reactions) {
            report(
              path,
              "chemistry.too-large",
              `more than ${databaseLimits.reactions} reactions; the rest is left out`,
              "error",
            );
            return buildDatabase({
              name,
              activityModel: model,
              masters,
              reactions,
              interactions,
              atomicWeights: weights,
              issues,
              duplicates: "last",
            });
          }
          if (draft !== null) draft.reaction = line;
        } else if (first.startsWith("-"))
          report(path, "chemistry.unsupported-option", `option ${first} is not known and left out`);
        else report(path, "chemistry.bad-line", `"${line.slice(0, 40)}" is neither a reaction nor an option; left out`);
      }
    }
  }
  finish();
  return buildDatabase({
    name,
    activityModel: model,
    masters,
    reactions,
    interactions,
    atomicWeights: weights,
    issues,
    duplicates: "last",
  });
}

function isOtherBlock(keyword: string): boolean {
  return keyword === "PITZER" || keyword === "SIT" || keyword === "LLNL_AQUEOUS_MODEL_PARAMETERS";
}

function newDraft(path: string, kind: Draft["kind"], name: string): Draft {
  // Exchange species without -gamma are ideal; aqueous ions without it follow Davies.
  const activity: SpeciesActivity = kind === "aqueous" ? { kind: "davies" } : { kind: "ideal" };
  return { path, kind, name, reaction: "", logK25: 0, deltaH: 0, analytic: null, activity };
}

function logKOf({ logK25, deltaH, analytic }: Draft): LogK {
  return { logK25, deltaHKjPerMol: deltaH, analytic: analytic?.some((a) => a !== 0) ? analytic : null };
}

type Report = (path: string, code: string, message: string, severity?: Issue["severity"]) => void;

function readOption(draft: Draft, option: string, name: string, rest: readonly string[], path: string, report: Report) {
  if (option === "ignored") return;
  if (option === "unsupported")
    return report(path, "chemistry.unsupported-option", `${name} is not used; the constant stands without it`);
  if (option === "co2") {
    draft.activity = { kind: "ideal" };
    return report(path, "chemistry.unsupported-option", "-co2_llnl_gamma is not used; the coefficient is taken as one");
  }
  const numbers: number[] = [];
  for (const word of rest) {
    const value = Number(word.replace(/^([+-]?[\d.]+)[dD]([+-]?\d+)$/, "$1e$2"));
    if (!Number.isFinite(value)) break;
    numbers.push(value);
  }
  if (numbers.length === 0)
    return report(path, "chemistry.bad-number", `${name} has no number ("${rest.join(" ").slice(0, 30)}"); left out`);
  if (option === "logK") draft.logK25 = numbers[0];
  else if (option === "analytic") draft.analytic = numbers.slice(0, 6);
  else if (option === "deltaH") {
    const unit = (rest[numbers.length] ?? "kJ")
      .toLowerCase()
      .replace(/\/mol.*$/, "")
      .replace(/oules?$/, "")
      .replace(/alories?$/, "al");
    const factor = kilojoules[unit];
    if (factor === undefined)
      report(path, "chemistry.bad-number", `enthalpy unit "${unit.slice(0, 12)}" is not known; left out`);
    else draft.deltaH = numbers[0] * factor;
  } else if (option === "gamma") {
    const [ionSizeAngstrom, b = 0] = numbers;
    // Nought for both is the limiting law, not Davies: PHREEQC reads minteq.v4.dat so.
    draft.activity = { kind: "wateq", ionSizeAngstrom, b };
  } else if (option === "llnl") draft.activity = { kind: "llnl", ionSizeAngstrom: numbers[0] };
}

function readMaster(
  line: string,
  path: string,
  kind: SpeciesKind,
  masters: MasterRow[],
  weights: Map<string, number>,
  report: Report,
): void {
  const [name, species, alkalinity, formula, weight] = line.split(/\s+/);
  if (species === undefined)
    return report(path, "chemistry.bad-line", `"${line.slice(0, 40)}" names no master species; left out`);
  if (weight !== undefined && Number(weight) > 0 && /^[A-Z]/.test(name) && name !== "Alkalinity" && !name.includes("("))
    weights.set(name, Number(weight));
  const alk = Number(alkalinity ?? 0);
  if (kind === "aqueous" && !Number.isFinite(alk))
    report(path, "chemistry.bad-number", `alkalinity "${alkalinity}" is no number`);
  let grams = Number(formula ?? 0);
  if (!Number.isFinite(grams)) {
    try {
      grams = gramsPerMol(formula, weights);
    } catch {
      grams = Number.NaN;
    }
  }
  masters.push({ name, species, kind, alkalinity: Number.isFinite(alk) ? alk : 0, gramsPerMol: grams, path });
}

const interactionSize: Readonly<Record<string, number>> = {
  B0: 2,
  B1: 2,
  B2: 2,
  C0: 2,
  THETA: 2,
  LAMDA: 2,
  LAMBDA: 2,
  ZETA: 3,
  PSI: 3,
  EPSILON: 2,
};

function readInteraction(
  section: string,
  line: string,
  path: string,
  interactions: InteractionParameter[],
  report: Report,
): void {
  const type = section === "LAMBDA" ? "LAMDA" : section;
  const size = interactionSize[type];
  if (size === undefined) {
    if (["ALPHAS", "MAC_INNES", "USE_ETHETA", "REDOX", "ETA", "MU"].includes(type))
      return report(path, "chemistry.unsupported-option", `parameters -${type} are not used`);
    return report(path, "chemistry.bad-line", `"${line.slice(0, 40)}" belongs to no section known; left out`);
  }
  const words = line.split(/\s+/);
  const coefficients = words.slice(size).map(Number);
  if (words.length <= size || coefficients.some((value) => !Number.isFinite(value)))
    return report(path, "chemistry.bad-number", `"${line.slice(0, 40)}" is not ${size} species and numbers; left out`);
  interactions.push({ type, species: words.slice(0, size), coefficients: coefficients.slice(0, 6) });
}
