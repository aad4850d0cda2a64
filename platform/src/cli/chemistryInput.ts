import type {
  AnalysisLine,
  ConcentrationUnit,
  EquilibriumInput,
  ExchangeInput,
  GasPhaseInput,
  PhaseInput,
  SolutionInput,
  SurfaceInput,
} from "@relode/core/process";
import { DataError, type Issue } from "@relode/core/evidence";
import { nearestKey } from "./nearestKey.ts";

/** A chemistry file as read: what goes to the engine, and what the command does with it. */
export interface ChemistryDocument {
  readonly name: string;
  readonly table: string;
  readonly input: EquilibriumInput;
  readonly activityModel: string | null;
  /** Reagent and its amounts in mol by step; null where the file has none. */
  readonly titration: {
    readonly reagent: string;
    readonly amountsMol: readonly number[];
    readonly toPH: number | null;
  } | null;
}

type Fields = Readonly<Record<string, unknown>>;
const known = [
  "name",
  "table",
  "activityModel",
  "temperatureC",
  "pH",
  "pe",
  "ehV",
  "redoxCouple",
  "unit",
  "densityKgPerL",
  "waterKg",
  "totals",
  "phases",
  "gases",
  "gasPhase",
  "exchange",
  "surface",
  "addMol",
  "fixPH",
  "fixPe",
  "decoupled",
  "reactionTemperatureC",
  "titration",
  "note",
];

/**
 * Reads the JSON of `relode chemistry`. All findings come at once as issues: keys that are not known (with the nearest that
 * is), values of the wrong kind.
 * @throws {DataError}
 */
export function readChemistryDocument(document: unknown, path: string): ChemistryDocument {
  const issues: Issue[] = [];
  const report = (where: string, code: string, message: string) =>
    issues.push({ path: `${path}, ${where}`, code, severity: "error", message });
  if (typeof document !== "object" || document === null || Array.isArray(document))
    throw new DataError(`${path}: the file holds no JSON object`, [
      { path, code: "chemistry.bad-document", severity: "error", message: "expected an object with pH and totals" },
    ]);
  const fields = document as Fields;
  for (const key of Object.keys(fields))
    if (!known.includes(key)) report(key, "chemistry.unknown-key", `"${key}" is not known${nearestKey(key, known)}`);
  const number = (key: string, of: Fields = fields, where = ""): number | null => {
    const value = of[key];
    if (value === undefined || value === null) return null;
    if (typeof value === "number" && Number.isFinite(value)) return value;
    report(where + key, "chemistry.not-a-number", `must be a number, got ${JSON.stringify(value).slice(0, 40)}`);
    return null;
  };
  const object = (key: string): Fields | null => {
    const value = fields[key];
    if (value === undefined) return null;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
    report(key, "chemistry.not-an-object", "must be an object");
    return null;
  };
  const numbers = (key: string): Record<string, number> | null => {
    const value = object(key);
    if (value === null) return null;
    const found: Record<string, number> = {};
    for (const name of Object.keys(value)) {
      const amount = number(name, value, `${key}.`);
      if (amount !== null) found[name] = amount;
    }
    return found;
  };
  const given = <K extends string, V>(key: K, value: V | null): { [k in K]?: V } =>
    value === null ? {} : ({ [key]: value } as { [k in K]?: V });

  const totals: Record<string, number | AnalysisLine> = {};
  for (const [name, value] of Object.entries(object("totals") ?? {})) {
    if (typeof value === "number") totals[name] = value;
    else if (value === "charge") totals[name] = { value: 1e-3, unit: "mol/kgw", chargeBalance: true };
    else if (typeof value === "object" && value !== null && typeof (value as Fields).value === "number")
      totals[name] = value as unknown as AnalysisLine;
    else
      report(
        `totals.${name}`,
        "chemistry.bad-total",
        'must be a number, "charge", or an object with value, unit, as, chargeBalance, phase',
      );
  }
  if (fields.totals === undefined)
    report("totals", "chemistry.missing", "no totals; give the analysis, or {} for pure water");
  const pHFromChargeBalance = fields.pH === "charge";
  const pH = pHFromChargeBalance ? 7 : number("pH");
  if (pH === null && fields.pH === undefined) report("pH", "chemistry.missing", 'no pH; give a number or "charge"');
  const couple = fields.redoxCouple;
  const solution: SolutionInput = {
    pH: pH ?? 7,
    totals,
    ...(pHFromChargeBalance ? { pHFromChargeBalance } : {}),
    ...given("temperatureC", number("temperatureC")),
    ...given("pe", number("pe")),
    ...given("ehV", number("ehV")),
    ...given("densityKgPerL", number("densityKgPerL")),
    ...given("waterKg", number("waterKg")),
    ...(typeof fields.unit === "string" ? { unit: fields.unit as ConcentrationUnit } : {}),
    ...(Array.isArray(couple) && couple.length === 2
      ? { redoxCouple: [String(couple[0]), String(couple[1])] as const }
      : {}),
  };
  const phases = phasesOf(fields.phases, numbers("gases"), report);
  const fix = object("fixPH");
  const input: EquilibriumInput = {
    solution,
    ...given("temperatureC", number("reactionTemperatureC")),
    ...given("addMol", numbers("addMol")),
    ...(phases.length > 0 ? { phases } : {}),
    ...given("gasPhase", object("gasPhase") as GasPhaseInput | null),
    ...given("exchange", object("exchange") as ExchangeInput | null),
    ...given("surface", object("surface") as SurfaceInput | null),
    ...(fix === null
      ? {}
      : { fixPH: { pH: number("pH", fix, "fixPH.") ?? 7, with: typeof fix.with === "string" ? fix.with : "NaOH" } }),
    ...given("fixPe", number("fixPe")),
    ...(Array.isArray(fields.decoupled) ? { decoupled: fields.decoupled.map(String) } : {}),
  };
  const titration = titrationOf(object("titration"), number, report);
  if (issues.length > 0)
    throw new DataError(`${path}: ${issues.length} finding${issues.length > 1 ? "s" : ""}`, issues);
  return {
    name: typeof fields.name === "string" ? fields.name : path,
    table: typeof fields.table === "string" ? fields.table : "relode",
    input,
    activityModel: typeof fields.activityModel === "string" ? fields.activityModel : null,
    titration,
  };
}

type Report = (where: string, code: string, message: string) => void;

function phasesOf(value: unknown, gases: Record<string, number> | null, report: Report): PhaseInput[] {
  const phases: PhaseInput[] = [];
  if (value !== undefined && !Array.isArray(value))
    report("phases", "chemistry.not-a-list", "must be a list of names or objects { name, mol, si, only }");
  else
    for (const [i, entry] of ((value as unknown[] | undefined) ?? []).entries()) {
      if (typeof entry === "string") phases.push({ name: entry });
      else if (typeof entry === "object" && entry !== null && typeof (entry as Fields).name === "string")
        phases.push(entry as unknown as PhaseInput);
      else report(`phases[${i}]`, "chemistry.bad-phase", "must be a name or an object with name");
    }
  for (const [name, si] of Object.entries(gases ?? {})) phases.push({ name, si });
  return phases;
}

function titrationOf(
  fields: Fields | null,
  number: (key: string, of: Fields, where: string) => number | null,
  report: Report,
): ChemistryDocument["titration"] {
  if (fields === null) return null;
  if (typeof fields.reagent !== "string")
    report("titration.reagent", "chemistry.missing", "name the reagent by its formula, e.g. Ca(OH)2");
  let amountsMol: number[] = [];
  if (Array.isArray(fields.amountsMol)) {
    amountsMol = fields.amountsMol.filter(
      (amount): amount is number => typeof amount === "number" && Number.isFinite(amount),
    );
    if (amountsMol.length !== fields.amountsMol.length)
      report("titration.amountsMol", "chemistry.not-a-number", "every amount must be a number of mol");
  } else {
    const [to, steps] = [number("toMol", fields, "titration."), number("steps", fields, "titration.") ?? 20];
    if (to === null) report("titration", "chemistry.missing", "give amountsMol, or toMol and steps");
    else if (!(Number.isInteger(steps) && steps > 0 && steps <= 10_000))
      report("titration.steps", "chemistry.bad-value", `must be a whole number in 1-10000, got ${steps}`);
    else amountsMol = Array.from({ length: steps + 1 }, (_, i) => (to * i) / steps);
  }
  if (amountsMol.length > 10_001) report("titration.amountsMol", "chemistry.bad-value", "at most 10001 amounts");
  return {
    reagent: typeof fields.reagent === "string" ? fields.reagent : "",
    amountsMol,
    toPH: number("toPH", fields, "titration."),
  };
}
