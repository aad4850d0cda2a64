import type { AnalysisLine, ChemistryDatabase, PhaseInput } from "@relode/core/process";
import { CaseInputError } from "../caseInputs.ts";

/** The number a text begins with or holds. */
export function firstNumber(text: string): number | null {
  const match = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/.exec(text);
  return match === null ? null : Number(match[0]);
}

const units: readonly [RegExp, NonNullable<AnalysisLine["unit"]>][] = [
  [/^mol_per_kgw$|^molal$/i, "mol/kgw"],
  [/^mmol_per_kgw$/i, "mmol/kgw"],
  [/^umol_per_kgw$/i, "umol/kgw"],
  [/^mg_per_L$/i, "mg/L"],
  [/^ug_per_L$/i, "ug/L"],
  [/^mmol_per_L$/i, "mmol/L"],
  [/^mol_per_L$|^M$/i, "mol/L"],
  [/^ppm$/i, "ppm"],
  [/^ppb$/i, "ppb"],
  [/^mol$/i, "mol/kgw"],
  [/^mmol$/i, "mmol/kgw"],
];

/** A unit as keys and texts write it. */
export function unitOf(text: string): AnalysisLine["unit"] | undefined {
  const plain = text.trim().replace(/\//g, "_per_").replace(/\s.*$/, "").replace(/,$/, "");
  return units.find(([pattern]) => pattern.test(plain))?.[1];
}

/**
 * A key of a case as a line of an analysis: `Ca`, `Fe2`, `S6`, `N_minus3_as_NH4`, `N5_gfw62`, `U_ppb`, `Alkalinity_as_HCO3`,
 * `SO4_as_S6`, `Fe2_mmol_per_kgw`; null when it names nothing the database has.
 */
export function analysisKey(
  key: string,
  database: ChemistryDatabase,
): { name: string; as?: string; unit?: NonNullable<AnalysisLine["unit"]> } | null {
  const [head, ...tail] = key.split("_");
  const rest = [...tail];
  let name = head;
  let as: string | undefined;
  let unit: AnalysisLine["unit"] | undefined;
  const valence = /^([A-Z][a-z]?)(\d)$/.exec(head);
  if (valence !== null && database.masters.has(`${valence[1]}(${valence[2]})`)) name = `${valence[1]}(${valence[2]})`;
  if (/^minus\d$/.test(rest[0] ?? "")) name = `${head}(-${rest.shift()?.slice(5)})`;
  for (let i = 0; i < rest.length; i++) {
    const found = unitOf(rest.slice(i).join("_"));
    if (found !== undefined) {
      unit = found;
      break;
    }
    const gfw = /^gfw(\d+(?:\.\d+)?)$/.exec(rest[i]);
    if (gfw !== null) as = gfw[1];
    else if (rest[i] === "as" && rest[i + 1] !== undefined) {
      const target = /^([A-Z][a-z]?)(\d)$/.exec(rest[i + 1]);
      const state = target === null ? "" : `${target[1]}(${target[2]})`;
      // SO4_as_S6: sulfate, counted as S(6); N_minus3_as_NH4: N(-3), weighed as NH4.
      if (database.masters.has(state) && !database.masters.has(name)) {
        as = head;
        name = state;
      } else as = rest[i + 1];
      i++;
    } else if (rest[i] !== "total") return null;
  }
  if (!database.masters.has(name)) return null;
  return { name, ...(as === undefined ? {} : { as }), ...(unit === undefined ? {} : { unit }) };
}

/** A value of a case: a number, `charge`, `3000, adjusted for charge balance`, `equilibrium with O2(g) log p = -0.7`. */
export function analysisValue(value: unknown): AnalysisLine | null {
  if (typeof value === "number") return { value };
  if (typeof value !== "string") return null;
  const phase = /equilibrium with (\S+).*?(?:=|\s)\s*([+-]?\d+\.?\d*)\s*$/i.exec(value);
  if (phase !== null) return { value: 1e-3, phase: { name: phase[1], si: Number(phase[2]) } };
  const number = firstNumber(value);
  if (/charge/i.test(value)) return { value: number ?? 1e-3, chargeBalance: true };
  return number === null ? null : { value: number };
}

/** Lines of an analysis among the fields of an object; what is no line is left to the caller. */
export function analysisLines(
  fields: Readonly<Record<string, unknown>>,
  database: ChemistryDatabase,
  unit?: AnalysisLine["unit"],
): Record<string, AnalysisLine> {
  const lines: Record<string, AnalysisLine> = {};
  for (const [key, value] of Object.entries(fields)) {
    const found = analysisKey(key, database);
    const line = analysisValue(value);
    if (found === null || line === null) continue;
    const lineUnit = found.unit ?? unit;
    lines[found.name] = {
      ...line,
      ...(found.as === undefined ? {} : { as: found.as }),
      ...(lineUnit === undefined ? {} : { unit: lineUnit }),
    };
  }
  return lines;
}

/**
 * Phases named in a sentence with their amounts: `pyrite, goethite 10 mol each; CO2(g) log p -3.5; gypsum allowed to form`.
 * A gas without an amount has ten moles, as in PHREEQC; a mineral without one may form.
 */
export function phasesInText(text: string, database: ChemistryDatabase): PhaseInput[] {
  const names = [...database.phases.keys()].sort((a, b) => b.length - a.length);
  const found: { name: string; at: number; end: number; clauseEnd: number }[] = [];
  let offset = 0;
  for (const clause of text.split(";")) {
    let low = clause.toLowerCase();
    for (const name of names) {
      for (;;) {
        const at = low.search(new RegExp(`(?<![a-z0-9])${escape(name.toLowerCase())}(?![a-z0-9(])`));
        if (at < 0) break;
        low = low.slice(0, at) + " ".repeat(name.length) + low.slice(at + name.length);
        found.push({ name, at: offset + at, end: offset + at + name.length, clauseEnd: offset + clause.length });
      }
    }
    offset += clause.length + 1;
  }
  found.sort((a, b) => a.at - b.at);
  return found.map(({ name, end, clauseEnd }, i) => {
    const next = found[i + 1];
    const own = text.slice(end, next !== undefined && next.at < clauseEnd ? next.at : clauseEnd);
    const after = text.slice(end, clauseEnd);
    const isGas = name.endsWith("(g)");
    const number = (pattern: RegExp, where: string) => {
      const match = pattern.exec(where);
      return match === null ? null : Number(match[1]);
    };
    const amount = /([\d.]+(?:e[+-]?\d+)?)\s*mol\b/i;
    const mol = number(amount, own) ?? number(amount, after);
    const si = isGas
      ? (number(/(?:log p\s*=?|^)\s*([+-]?\d+\.?\d*)/i, own) ?? 0)
      : (number(/\bSI\s*=?\s*([+-]?\d+\.?\d*)/i, own) ?? 0);
    return { name, si, mol: mol ?? (isGas ? 10 : 0) };
  });
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** `O2 1.0 : NaCl 0.5, amounts 0, 0.001, 0.005 mol`: what a mole of reaction adds, and how far it goes. */
export function reactionInText(text: string): { per: Record<string, number>; amounts: number[] } {
  const [head, tail] = text.split(/,?\s*(?:amounts|steps)\s*/i);
  const per: Record<string, number> = {};
  for (const piece of head.split(/[:,]/)) {
    const match = /^\s*(\S+)(?:\s+([+-]?[\d.]+(?:e[+-]?\d+)?))?\s*$/i.exec(piece);
    if (match !== null) per[match[1]] = Number(match[2] ?? 1);
  }
  const factor = /mmol\s*$/.test(tail ?? "") ? 1e-3 : 1;
  const amounts = (tail ?? "")
    .split(/[,\s]+/)
    .map(Number)
    .filter((amount, i, all) => all[i] !== undefined && Number.isFinite(amount));
  if (Object.keys(per).length === 0 || amounts.length === 0)
    throw new CaseInputError(`reaction "${text}" is not of the form "O2 1.0 : NaCl 0.5, amounts 0, 0.001 mol"`);
  return { per, amounts: (tail ?? "").trim() === "" ? [] : amounts.map((amount) => amount * factor) };
}

/** Keys cannot hold brackets, so `CaOH2` stands for Ca(OH)2. */
export function reagentFormula(text: string): string {
  return text.replace(/^([A-Z][a-z]?)OH(\d)$/, "$1(OH)$2");
}
