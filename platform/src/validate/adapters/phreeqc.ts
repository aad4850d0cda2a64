import {
  type AnalysisLine,
  type ChemistryDatabase,
  ChemistryInputError,
  type EquilibriumInput,
  type EquilibriumResult,
  equilibrate,
  kineticPath,
  type PhaseInput,
  rateExpression,
  type SolutionInput,
  titrate,
} from "@relode/core/process";
import { shippedDatabase } from "../../files/chemistryDatabase.ts";
import { CaseInputError, type CaseInputs } from "../caseInputs.ts";
import type { Answers, CategoryAdapter } from "./adapter.ts";
import { byKeys, fieldsOf } from "./byKeys.ts";
import { caseDatabase } from "./phreeqcDatabase.ts";
import { analysisLines, firstNumber, phasesInText, reactionInText, reagentFormula, unitOf } from "./phreeqcText.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The inputs as they stand: keys keep their capitals, which tell Co from CO. */
const own = (inputs: CaseInputs): Fields => inputs.own;

const optional = <K extends string, V>(key: K, value: V | null | undefined): { [key in K]?: V } =>
  value === null || value === undefined ? {} : ({ [key]: value } as { [key in K]?: V });

/** Temperature, pH, pe, density and unit of a solution. */
function frame(fields: Fields, pHOtherwise: number): Omit<SolutionInput, "totals"> {
  const number = (...keys: string[]) => {
    for (const key of keys) if (typeof fields[key] === "number") return fields[key];
    return null;
  };
  const texts = JSON.stringify(fields);
  const pHInText = /\bpH\s+(\d+\.?\d*)/.exec(texts);
  return {
    pH: number("pH") ?? (pHInText ? Number(pHInText[1]) : pHOtherwise),
    ...optional("pe", number("pe")),
    ...optional("temperatureC", number("temp_C", "temperature_C", "T_C")),
    ...optional("densityKgPerL", number("density")),
  };
}

const indexOf = (value: number) => (Number.isFinite(value) ? Math.round(value * 1e4) / 1e4 + 0 : -999.999);

/** A result under the names that PHREEQC's selected output gives: totals, m_X, la_X, si_X, phases and their changes. */
export function selectedOutput(result: EquilibriumResult, phases: readonly string[], extra: Answers = {}): Answers {
  const indices = result.saturationIndices();
  const answers: Record<string, unknown> = { pH: result.pH, pe: result.pe, mu: result.ionicStrengthMolal };
  const rows = [...result.speciesAmounts()].reverse(); // of names that differ in charge alone the commonest stands
  for (const row of rows) {
    answers[`m_${row.name}`] = row.molality;
    answers[`la_${row.name}`] = row.logActivity;
  }
  for (const [phase, si] of Object.entries(indices)) answers[`si_${phase}`] = indexOf(si);
  Object.assign(answers, result.totalsMolal(), result.exchangeMol);
  for (const [name, moles] of Object.entries(result.surfaceMol)) answers[`m_${name}`] = moles / result.waterKg;
  for (const name of phases) {
    const phase = result.phases.find((candidate) => candidate.name === name);
    answers[name] = phase?.mol ?? 0;
    answers[`d_${name}`] = phase?.changeMol ?? 0;
    answers[`si_${name}`] = indexOf(phase?.si ?? indices[name] ?? Number.NEGATIVE_INFINITY);
  }
  return { ...answers, ...extra };
}

/** Keys of the case that begin so, e.g. `m_` or `si_`, at any depth. */
function askedNames(inputs: CaseInputs, prefix: string): string[] {
  const names = new Set<string>();
  for (const key of inputs.askedLeaves) {
    const last = key.replace(/^.*?\]\./, "");
    if (last.startsWith(prefix)) names.add(last.slice(prefix.length));
  }
  return [...names];
}

/** What is asked and not there: a species without constants or amount is nought, a phase without its element −999.999. */
function withAbsent(inputs: CaseInputs, database: ChemistryDatabase, answers: Answers): Answers {
  const absent: Record<string, unknown> = {};
  for (const name of askedNames(inputs, "m_")) if (!(`m_${name}` in answers)) absent[`m_${name}`] = 0;
  for (const name of askedNames(inputs, "si_"))
    if (!(`si_${name}` in answers) && database.phases.has(name)) absent[`si_${name}`] = -999.999;
  for (const name of database.masters.keys())
    if (!(name in answers) && inputs.askedLeaves.some((key) => key.endsWith(`.${name}`))) absent[name] = 0;
  return { ...absent, ...answers };
}

/**
 * Every species and saturation index of an analysed water. Where the analysis gives both states of a redox couple and the
 * couple's pe says another saturation than the pe stated, the case does not say which holds: that index is not answered.
 */
async function speciation(inputs: CaseInputs): Promise<Answers> {
  const database = await caseDatabase(inputs);
  const fields = own(inputs);
  const unit = typeof fields.units === "string" ? unitOf(fields.units) : undefined;
  const solution = { ...frame(fields, 7), ...optional("unit", unit), totals: analysisLines(fields, database) };
  const result = equilibrate(database, { solution });
  const doubtful = contradicted(database, solution, result);
  return {
    ...selectedOutput(result, []),
    percent_error: result.chargeErrorPct,
    ionic_strength: result.ionicStrengthMolal,
    activity_of_water: result.waterActivity,
    species: Object.fromEntries(
      [...result.speciesAmounts()]
        .reverse()
        .map((row) => [row.name, { molality: row.molality, activity: row.activity, log_gamma: row.logGamma }]),
    ),
    saturation_indices: Object.fromEntries(
      Object.entries(result.saturationIndices())
        .filter(([name]) => !doubtful.has(name))
        .map(([name, si]) => {
          const logK = result.logKOfPhase(name);
          return [name, { SI: si, log_K: logK, log_IAP: si + logK }];
        }),
    ),
  };
}

/** Phases whose saturation a redox couple of the analysis sees otherwise than the pe stated. */
function contradicted(database: ChemistryDatabase, solution: SolutionInput, result: EquilibriumResult): Set<string> {
  const states = Object.keys(solution.totals).filter((key) => /\(-?\d+\)$/.test(key));
  const indices = result.saturationIndices();
  const names = new Set<string>();
  for (const first of states)
    for (const second of states) {
      if (first >= second || first.replace(/\(.*/, "") !== second.replace(/\(.*/, "")) continue;
      try {
        const other = equilibrate(database, {
          solution: { ...solution, redoxCouple: [first, second] },
        }).saturationIndices();
        for (const [name, si] of Object.entries(other))
          if (Math.abs(si - (indices[name] ?? si)) > 0.02) names.add(name);
      } catch (error) {
        if (!(error instanceof ChemistryInputError)) throw error; // a couple without a reaction between its states says nothing
      }
    }
  return names;
}

/** Minerals in water over temperatures; the water is at 25 °C before. */
async function solubilityOverTemperature(inputs: CaseInputs): Promise<Answers> {
  const database = await caseDatabase(inputs);
  const phases = phasesInText(inputs.text("phases"), database);
  if (phases.length === 0) throw new CaseInputError(`no phase of the table is named in "${inputs.text("phases")}"`);
  const { solution } = waterOf(inputs, database);
  let warmStart: EquilibriumResult | undefined;
  const results = [...inputs.column("T_C")].map((temperatureC) => {
    warmStart = equilibrate(database, { solution, temperatureC, phases }, { warmStart });
    return warmStart;
  });
  const byPhase = (of: (result: EquilibriumResult, name: string) => number, prefix: string) =>
    Object.fromEntries(phases.map(({ name }) => [`${prefix}${name}`, results.map((result) => of(result, name))]));
  const found = (result: EquilibriumResult, name: string) => result.phases.find((phase) => phase.name === name);
  return {
    pH: results.map((result) => result.pH),
    mu: results.map((result) => result.ionicStrengthMolal),
    ...byPhase((result, name) => indexOf(found(result, name)?.si ?? Number.NaN), "SI_"),
    ...byPhase((result, name) => found(result, name)?.mol ?? Number.NaN, "mol_"),
  };
}

/** The water a case begins with: the totals among its fields, or pure water. */
function waterOf(inputs: CaseInputs, database: ChemistryDatabase): { solution: SolutionInput } {
  const fields = own(inputs);
  for (const [key, value] of Object.entries(fields)) {
    const match = /^solution_(.+)$/.exec(key);
    const unit = match === null ? undefined : unitOf(match[1]);
    if (unit !== undefined && typeof value === "object")
      return { solution: { ...frame(fields, 7), totals: analysisLines(value as Fields, database, unit) } };
  }
  const totals = analysisLines(fields, database);
  const waterKg = typeof fields.water_kg === "number" ? fields.water_kg : 1;
  return { solution: { ...frame(fields, 7), waterKg, totals } };
}

/** A reaction written as text, in steps, with phases written as text. */
async function reactionSteps(inputs: CaseInputs): Promise<Answers> {
  const database = await caseDatabase(inputs);
  const { per, amounts } = reactionInText(inputs.text("reaction"));
  const phases = inputs.has("phases") ? phasesInText(inputs.text("phases"), database) : [];
  const base: EquilibriumInput = { ...waterOf(inputs, database), phases };
  const steps = amounts.map((amount) =>
    Object.fromEntries(Object.entries(per).map(([formula, count]) => [formula, count * amount])),
  );
  const results = titrate(database, base, steps);
  return results.map((result, i) => listed(inputs, database, result, phases, { step: i + 1 })) as unknown as Answers;
}

/** One row of a table of steps; phases are found by their names however they are written. */
function listed(
  inputs: CaseInputs,
  database: ChemistryDatabase,
  result: EquilibriumResult,
  phases: readonly PhaseInput[],
  extra: Answers,
): Answers {
  return withAbsent(
    inputs,
    database,
    selectedOutput(
      result,
      phases.map(({ name }) => name),
      extra,
    ),
  );
}

/** A water, its phases, and a reagent added in a list of amounts: `CaOH2_mol: [0, 0.005]`. The water before comes first. */
async function reagentTitration(inputs: CaseInputs): Promise<Answers> {
  const database = await caseDatabase(inputs);
  const fields = own(inputs);
  const reagent = Object.entries(fields).find(([key, value]) => /_(m?mol)$/.test(key) && Array.isArray(value));
  if (reagent === undefined) throw new CaseInputError("no list of a reagent, e.g. CaOH2_mol: [0, 0.005]");
  const [key, list] = reagent;
  const formula = reagentFormula(key.replace(/_m?mol$/, ""));
  const factor = key.endsWith("_mmol") ? 1e-3 : 1;
  const phases = inputs.has("equilibrium_phases") ? phasesInText(inputs.text("equilibrium_phases"), database) : [];
  const base = waterOf(inputs, database);
  const first = equilibrate(database, base);
  const steps = (list as number[]).map((amount) => ({ [formula]: amount * factor }));
  const results = titrate(database, { ...base, phases }, steps);
  return [
    listed(inputs, database, first, phases, { step: -99, pe: base.solution.pe ?? 4 }),
    ...results.map((result, i) => listed(inputs, database, result, phases, { step: i + 1 })),
  ] as unknown as Answers;
}

/** Sorption edges of a surface: pH held at the values of the case (or 5 to 8), each total of the metal in turn. */
async function surfaceEdges(inputs: CaseInputs): Promise<Answers> {
  const base = await caseDatabase(inputs);
  const surface = fieldsOf(inputs.raw("surface"), "surface");
  const constants = inputs.has("log_k") ? fieldsOf(inputs.raw("log_k"), "log_k") : {};
  const database = withConstants(base, constants);
  const sitesMol: Record<string, number> = {};
  for (const [key, value] of Object.entries(surface)) {
    const site = /^(\w+?)OH_mol$/.exec(key)?.[1] ?? /^(\w+)_mol$/.exec(key)?.[1];
    if (site !== undefined && typeof value === "number") sitesMol[site] = value;
  }
  const text = inputs.text("solution");
  const { background, metal, totals, reagent } = edgeSolution(text, database);
  const pHs = inputs.has("pH") ? [...inputs.column("pH")] : Array.from({ length: 13 }, (_, i) => 5 + 0.25 * i);
  const rows: Answers[] = [];
  for (const total of totals) {
    const first = equilibrate(database, {
      solution: { pH: pHs[0], unit: "mol/kgw", totals: { ...background, [metal]: total } },
    });
    let warmStart: EquilibriumResult | undefined;
    for (const pH of pHs) {
      warmStart = equilibrate(
        database,
        {
          solution: first.state,
          surface: { sitesMol, areaM2PerG: Number(surface.area_m2_per_g), massG: Number(surface.mass_g) },
          fixPH: { pH, with: reagent },
        },
        { warmStart },
      );
      rows.push(withAbsent(inputs, database, selectedOutput(warmStart, [])));
    }
  }
  return rows as unknown as Answers;
}

/** A case's own constants of surface species, named `Hfo_sOZnp` for Hfo_sOZn+ (p plus, m minus). */
function withConstants(database: ChemistryDatabase, constants: Fields): ChemistryDatabase {
  const species = new Map(database.species);
  for (const [key, value] of Object.entries(constants)) {
    const name = key
      .replace(/p$/, "+")
      .replace(/m$/, "-")
      .replace(/p(\d)$/, "+$1");
    const known = species.get(name);
    if (known === undefined || typeof value !== "number")
      throw new CaseInputError(`log_k.${key}: no species ${name} in the table ${database.name}`);
    species.set(name, { ...known, logK: { logK25: value, deltaHKjPerMol: 0, analytic: null } });
  }
  return { ...database, species };
}

/** `0.1 m NaNO3, Zn 1e-7 or 1e-4 m, pH fixed with NaOH`. */
function edgeSolution(text: string, database: ChemistryDatabase) {
  const salt = /([\d.]+(?:e[+-]?\d+)?)\s*m\s+([A-Z]\w*)/i.exec(text);
  const metal = /\b([A-Z][a-z]?)\s+((?:[\d.]+(?:e[+-]?\d+)?(?:\s*(?:or|,|and)\s*)?)+)\s*m\b/i.exec(text);
  const reagent = /fixed with (\w+)/.exec(text)?.[1] ?? "NaOH";
  if (salt === null || metal === null)
    throw new CaseInputError(`"${text}" is not of the form "0.1 m NaNO3, Zn 1e-7 or 1e-4 m, pH fixed with NaOH"`);
  const background: Record<string, number> = {};
  for (const [element] of salt[2].matchAll(/[A-Z][a-z]?/g)) {
    if (element === "O" || element === "H") continue;
    const state = element === "N" ? "N(5)" : element === "S" ? "S(6)" : element === "C" ? "C(4)" : element;
    background[database.masters.has(state) ? state : element] = Number(salt[1]);
  }
  return {
    background,
    metal: metal[1],
    totals: metal[2].split(/\s*(?:or|,|and)\s*/).map(Number),
    reagent,
  };
}

/** Totals of an acid with the pH from the charge balance, by the ion-association and by Pitzer's constants. */
async function acidTotals(inputs: CaseInputs): Promise<Answers> {
  const fields = own(inputs);
  const entry = Object.entries(fields).find(([key]) => /^[A-Z][a-z]?_total_molal$/.test(key));
  if (entry === undefined) throw new CaseInputError("no list such as S_total_molal: [0.1, 0.5]");
  const [key, list] = entry;
  const element = key.replace(/_.*$/, "");
  const run = async (table: string) => {
    const database = await shippedDatabase(table);
    const name = element === "S" ? "S(6)" : element === "N" && database.masters.has("N(5)") ? "N(5)" : element;
    return (list as number[]).map((total) => {
      const start = Math.max(-1, -Math.log10(total));
      const solution: SolutionInput = {
        ...frame(fields, start),
        pH: start,
        pHFromChargeBalance: true,
        unit: "mol/kgw",
        totals: { [name]: total },
      };
      return selectedOutput(equilibrate(database, { solution }), [], { [key]: total });
    });
  };
  return { phreeqc_dat: await run("phreeqc"), pitzer_dat: await run("pitzer") };
}

/** A metal salt at a list of pH held with NaOH; solids named among the expected columns may form. The start is at pH 3. */
async function solubilityOverPH(inputs: CaseInputs): Promise<Answers> {
  const database = await caseDatabase(inputs);
  const fields = own(inputs);
  const lines = analysisLines(Object.fromEntries(Object.entries(fields).filter(([key]) => key !== "pH")), database);
  const background = inputs.has("background") ? inputs.text("background") : "";
  const balancing = /charge on (\w+)/.exec(background)?.[1] ?? "Na";
  const totals: Record<string, AnalysisLine> = {
    ...lines,
    [balancing]: {
      value: lines[balancing]?.value ?? 100,
      unit: lines[balancing]?.unit ?? "mmol/kgw",
      chargeBalance: true,
    },
  };
  const { pH: _pH, ...rest } = frame({ ...fields, pH: undefined }, 3);
  const first = equilibrate(database, { solution: { ...rest, pH: 3, totals } });
  const phases = askedNames(inputs, "")
    .filter((name) => database.phases.has(name) && !database.masters.has(name))
    .map((name): PhaseInput => ({ name, mol: 0 }));
  let warmStart: EquilibriumResult | undefined;
  const rows = [...inputs.column("pH")].map((pH) => {
    warmStart = equilibrate(database, { solution: first.state, phases, fixPH: { pH, with: "NaOH" } }, { warmStart });
    return listed(inputs, database, warmStart, phases, {});
  });
  return [listed(inputs, database, first, phases, {}), ...rows] as unknown as Answers;
}

/** Dissolved metal over a solid at pH 2 to 11, one metal after the other, in chloride water. */
async function solubilityCurves(inputs: CaseInputs): Promise<Answers> {
  const database = await caseDatabase(inputs);
  const total = inputs.number("metal_total_mol_per_kgw");
  const solids = fieldsOf(inputs.raw("solid"), "solid");
  const salt = firstNumber(inputs.text("background")) ?? 0.1;
  const pHs = inputs.has("pH") && Array.isArray(inputs.raw("pH")) ? [...inputs.column("pH")] : pHRange(inputs);
  const curves: Record<string, unknown> = {};
  for (const [metal, solid] of Object.entries(solids)) {
    const name = String(solid);
    const key = stateOfSolid(database, name, metal);
    const first = equilibrate(database, {
      solution: {
        ...optional("temperatureC", inputs.numberOr("temp_C", null)),
        pH: 3,
        pe: inputs.numberOr("pe", 4),
        unit: "mol/kgw",
        totals: { Na: salt, Cl: { value: salt + 2 * total, chargeBalance: true }, [key]: total },
      },
    });
    let warmStart: EquilibriumResult | undefined;
    const results = pHs.map((pH) => {
      warmStart = equilibrate(
        database,
        { solution: first.state, phases: [{ name, mol: 0 }], fixPH: { pH, with: "NaOH" } },
        { warmStart },
      );
      return warmStart;
    });
    curves[metal] = {
      pH: pHs,
      dissolved_mol_per_kgw: results.map((result) => result.totalsMolal()[key] ?? result.totalsMolal()[metal] ?? 0),
      solid_mol: results.map((result) => result.phases[0].mol),
    };
  }
  return curves;
}

/** `fixed 2..11 with NaOH`. */
function pHRange(inputs: CaseInputs): number[] {
  const text = inputs.has("pH") ? inputs.text("pH") : "2..11";
  const [, from, to] = /(\d+\.?\d*)\s*(?:\.\.|-|to)\s*(\d+\.?\d*)/.exec(text) ?? ["", "2", "11"];
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i);
}

/** The redox state in which a solid holds a metal: Fe(3) for ferrihydrite. */
function stateOfSolid(database: ChemistryDatabase, solid: string, metal: string): string {
  const phase = database.phases.get(solid);
  if (phase === undefined) throw new CaseInputError(`no phase ${solid} in the table ${database.name}`);
  for (const master of database.masters.values())
    if (master.valence !== null && master.element === metal && phase.reaction.has(master.species)) return master.name;
  return metal;
}

/** Times of example 9 of the PHREEQC manual, for a case that gives none. */
const exampleSteps = [100, 400, 3100, 10800, 21600, 5.04e4, 8.64e4, 1.728e5, 1.728e5, 1.728e5, 1.728e5];

/** Oxidation of one redox state to the next by the rate the case writes, over its times; the two states are decoupled. */
async function oxidationKinetics(inputs: CaseInputs): Promise<Answers> {
  const database = await caseDatabase(inputs);
  const fields = own(inputs);
  const text = inputs.text("rate").replace(/,.*$/, "");
  const law = rateExpression(text);
  const state = /\[([A-Z][a-z]?)\(([IVX]+|\d)\)\]/.exec(text);
  if (state === null) throw new CaseInputError(`the rate "${text}" names no redox state such as [Fe(II)]`);
  const roman: Readonly<Record<string, number>> = { I: 1, II: 2, III: 3, IV: 4, V: 5, VI: 6 };
  const valence = roman[state[2]] ?? Number(state[2]);
  const [from, to] = [`${state[1]}(${valence})`, `${state[1]}(${valence + 1})`].map((name) => {
    const master = database.masters.get(name);
    if (master === undefined) throw new CaseInputError(`no redox state ${name} in the table ${database.name}`);
    return master;
  });
  const totals = analysisLines(fields, database);
  const salt = Object.entries(fields).find(([key]) => /^[A-Z]\w*_mmol$/.test(key));
  if (salt !== undefined && typeof salt[1] === "number")
    for (const [element] of salt[0].replace(/_.*$/, "").matchAll(/[A-Z][a-z]?/g))
      totals[element] = { value: salt[1], unit: "mmol/kgw", ...(element === "Cl" ? { chargeBalance: true } : {}) };
  const pressure = inputs.number("O2_log_p");
  let time = 0;
  const timesS = inputs.has("days")
    ? [...inputs.column("days")].map((days) => days * 86400)
    : inputs.has("times_s")
      ? [...inputs.column("times_s")]
      : [0, ...exampleSteps.map((step) => (time += step))];
  const solution: SolutionInput = { ...frame(fields, 7), totals, pePhase: { name: "O2(g)", si: pressure } };
  const first = equilibrate(database, { solution });
  // The redox states of the case's element alone stand apart; electrons given up go to the oxygen of the air.
  const path = kineticPath(
    database,
    {
      solution: first.state,
      phases: [{ name: "O2(g)", si: pressure, mol: 10 }],
      decoupled: [from.element],
    },
    [
      {
        name: "oxidation",
        yields: { [from.species]: -1, [to.species]: 1, "e-": 1 },
        // Written as the change of the reactant, the rate is negative.
        ratePerS: (context) => Math.abs(law(context)),
      },
    ],
    timesS,
    { relativeTolerance: 1e-5, absoluteTolerance: 1e-10 },
  );
  const micromoles = (value: number | undefined) => 1e6 * (value ?? 0);
  const solids = [...database.phases.values()].filter((phase) => phase.reaction.has(to.species));
  return path.map(({ timeS, result }, i) => {
    const found = i === 0 ? first : result;
    const dissolved = found.totalsMolal();
    const indices = found.saturationIndices();
    return {
      days: timeS / 86400,
      [`${from.name.replace(/[()]/g, "")}_umol_per_kgw`]: micromoles(dissolved[from.name]),
      [`${to.name.replace(/[()]/g, "")}_umol_per_kgw`]: micromoles(dissolved[to.name]),
      pH: found.pH,
      ...Object.fromEntries(
        solids.map((phase) => [
          `SI_${phase.name}`,
          (dissolved[to.name] ?? 0) > 0 ? (indices[phase.name] ?? -99.99) : -99.99,
        ]),
      ),
    };
  }) as unknown as Answers;
}

/** A clay equilibrated with a water, then brought together with fresh lixiviant again and again. */
async function exchangeContacts(inputs: CaseInputs): Promise<Answers> {
  const database = await caseDatabase(inputs);
  const capacityMol = inputs.number("exchange_capacity_mol");
  const clay = fieldsOf(inputs.raw("clay_equilibrated_with"), "clay_equilibrated_with");
  const lixiviant = fieldsOf(inputs.raw("lixiviant"), "lixiviant");
  const unit = typeof clay.units === "string" ? unitOf(clay.units) : undefined;
  const before = equilibrate(database, {
    solution: { ...frame(clay, 7), totals: analysisLines(clay, database, unit ?? "mmol/kgw") },
  });
  const fresh = equilibrate(database, {
    solution: { ...frame(lixiviant, 7), totals: analysisLines(lixiviant, database) },
  });
  const decoupled = database.masters.has("Amm") ? ["N"] : [];
  let compositionMol = equilibrate(database, {
    solution: before.state,
    exchange: { capacityMol },
    decoupled,
  }).exchangeMol;
  return Array.from({ length: inputs.number("contacts") }, (_, i) => {
    const result = equilibrate(database, {
      solution: fresh.state,
      exchange: { capacityMol, compositionMol },
      decoupled,
    });
    compositionMol = result.exchangeMol;
    return selectedOutput(result, [], { contact: i + 1 });
  }) as unknown as Answers;
}

/** Aqueous chemistry after PHREEQC: speciation, solubility, titration, sorption, exchange, kinetics. */
export const phreeqc: CategoryAdapter = {
  category: "aqueous chemistry",
  quantities: {
    "": byKeys([
      {
        needs: ["exchange_capacity_mol", "clay_equilibrated_with", "lixiviant"],
        doc: "cation exchange in contacts",
        run: exchangeContacts,
      },
      { needs: ["rate", "O2_log_p"], doc: "oxidation by oxygen at the rate given", run: oxidationKinetics },
      { needs: ["metal_total_mol_per_kgw", "solid"], doc: "dissolved metal over a solid by pH", run: solubilityCurves },
      { needs: ["surface", "solution"], doc: "sorption edge of a surface", run: surfaceEdges },
      { needs: ["reaction"], doc: "reaction steps with phases", run: reactionSteps },
      { needs: ["phases", "T_C"], doc: "solubility over temperature", run: solubilityOverTemperature },
      { needs: ["equilibrium_phases"], doc: "titration with phases", run: reagentTitration },
      { needs: ["background", "pH"], doc: "solubility at pH held with NaOH", run: solubilityOverPH },
      { needs: ["units", "pH"], doc: "speciation of an analysis", run: speciation },
      { needs: [], doc: "acid totals with pH from the charge balance", run: acidTotals },
    ]),
  },
};
