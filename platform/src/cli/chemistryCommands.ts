import { createHash } from "node:crypto";
import { basename } from "node:path";
import type { Command } from "commander";
import { DataError, type Issue } from "@relode/core/evidence";
import {
  type ActivityModel,
  type ChemistryDatabase,
  type EquilibriumResult,
  equilibrate,
  formationPace,
  molarMassGPerMol,
  readFormula,
  shippedTables,
  titrate,
} from "@relode/core/process";
import { openChemistryDatabase, shippedDatabase } from "../files/chemistryDatabase.ts";
import { parseJson } from "../files/jsonFile.ts";
import { readUserFile } from "../files/userTableBytes.ts";
import { bullet, type TextColumn, textTable, wrapped } from "../report/terminalText.ts";
import { equilibriumDoubts, supersaturated } from "./chemistryDoubts.ts";
import { type ChemistryDocument, readChemistryDocument } from "./chemistryInput.ts";
import { commandManifest } from "./commandManifest.ts";
import { print, printJson, sayIssues, terminalWidth } from "./print.ts";
import { UsageError } from "./usageError.ts";

interface Flags {
  readonly json?: boolean;
  readonly table?: string;
  readonly database?: string;
  readonly species?: boolean;
  readonly minerals?: boolean;
}

const models: readonly ActivityModel[] = ["wateq", "davies", "llnl", "sit", "pitzer"];

/** `relode chemistry`: speciation, equilibrium with minerals and gases, titration of waters. */
export function addChemistry(program: Command): void {
  const chemistry = program
    .command("chemistry")
    .description("aqueous equilibrium of mine waters and process solutions: see docs/chemistry.md");
  const verb = (name: string, doc: string, run: (asked: Asked) => Found) =>
    chemistry
      .command(name)
      .argument("<file>", "JSON: pH, totals, unit, phases, gases, exchange, surface, addMol, titration")
      .description(doc)
      .option(
        "--table <name>",
        `constants: ${Object.keys(shippedTables).join(", ")} (default: of the file, else relode)`,
      )
      .option("--database <file>", "own constants instead: PHREEQC format, or JSON list of reactions")
      .option("--species", "list every dissolved species")
      .option("--minerals", "list every mineral above SI -2 that is not allowed, with the pace at which it forms")
      .option("--json", "print one JSON object: result, issues, manifest")
      .action((file: string, flags: Flags) => runVerb(name, file, flags, run));
  verb("equilibrate", "speciation and equilibrium of one water with what is added to it", runEquilibrate);
  verb("titrate", "a reagent added in steps: pH, dissolved totals and solids at each", runTitrate);
}

interface Asked {
  readonly document: ChemistryDocument;
  readonly database: ChemistryDatabase;
  readonly species: boolean;
  readonly minerals: boolean;
}

interface Found {
  readonly result: object;
  readonly issues: readonly Issue[];
  readonly text: readonly string[];
}

async function runVerb(name: string, file: string, flags: Flags, run: (asked: Asked) => Found): Promise<void> {
  const startedMs = performance.now();
  const bytes = await readUserFile(file, 4 * 1024 * 1024, "a JSON file");
  const document = readChemistryDocument(parseJson(bytes.toString("utf8"), basename(file)), basename(file));
  const table = flags.table ?? document.table;
  if (flags.database === undefined && !(table in shippedTables))
    throw new UsageError(
      "usage.unknown-table",
      `no table of constants "${table}"; there are ${Object.keys(shippedTables).join(", ")}`,
    );
  if (document.activityModel !== null && !models.includes(document.activityModel as ActivityModel))
    throw new DataError(
      `${basename(file)}, activityModel: "${document.activityModel}" is not known; use ${models.join(", ")}`,
      [],
    );
  const database =
    flags.database === undefined ? await shippedDatabase(table) : await openChemistryDatabase(flags.database);
  const found = run({ document, database, species: flags.species === true, minerals: flags.minerals === true });
  const issues = [...(flags.database === undefined ? [] : database.issues), ...found.issues];
  // On the terminal doubts stand under the table; said once.
  const isDoubt = ({ code }: Issue) => code === "chemistry.supersaturated" || code === "chemistry.slow-redox";
  sayIssues(flags.json ? issues : issues.filter((issue) => !isDoubt(issue)), 20);
  if (flags.json)
    printJson({
      result: { table: database.name, ...found.result },
      issues,
      manifest: commandManifest({
        command: `chemistry ${name}`,
        seed: null,
        inputs: [{ name: basename(file), sha256: createHash("sha256").update(bytes).digest("hex") }],
        parameters: { table: database.name, database: flags.database ?? null },
        startedMs,
      }),
    });
  else for (const line of found.text) print(line);
}

const optionsOf = ({ activityModel }: ChemistryDocument) =>
  activityModel === null ? {} : { activityModel: activityModel as ActivityModel };

function runEquilibrate({ document, database, species, minerals }: Asked): Found {
  const result = equilibrate(database, document.input, optionsOf(document));
  const doubts = equilibriumDoubts(database, document.input, result, document.name);
  return {
    result: plain(result, database, species),
    issues: [...result.issues, ...doubts],
    text: [
      ...headText(document, database, result),
      totalsText(result, database),
      phasesText(result, database, minerals),
      ...coverageText(result),
      ...(species ? [speciesText(result)] : []),
      ...doubtsText(doubts),
    ],
  };
}

/** Everything of a result as plain numbers. */
function plain(result: EquilibriumResult, database: ChemistryDatabase, species: boolean): object {
  const totals = result.totalsMolal();
  return {
    temperatureC: result.temperatureC,
    pH: result.pH,
    pe: result.pe,
    ionicStrengthMolal: result.ionicStrengthMolal,
    waterActivity: result.waterActivity,
    waterKg: result.waterKg,
    chargeErrorPct: result.chargeErrorPct,
    totalsMolPerKgw: totals,
    totalsMgPerKgw: Object.fromEntries(
      Object.keys(totals).map((name) => [name, 1000 * totals[name] * weightOf(database, name)]),
    ),
    phases: result.phases,
    reagentMol: result.reagentMol,
    gasMol: result.gasMol,
    exchangeMol: result.exchangeMol,
    surfaceMol: result.surfaceMol,
    saturationIndices: result.saturationIndices(),
    heldBack: supersaturated(database, result),
    coverage: result.coverage(),
    ...(species ? { species: result.speciesAmounts() } : {}),
    iterations: result.iterations,
    residual: result.residual,
    uncertainty: "none computed: constants carry 0.02-0.5 log units each; compare two tables to see what that means",
  };
}

function weightOf(database: ChemistryDatabase, name: string): number {
  return database.atomicWeights.get(name.replace(/\(.*$/, "")) ?? Number.NaN;
}

function headText(document: ChemistryDocument, database: ChemistryDatabase, result: EquilibriumResult): string[] {
  const pe = Number.isNaN(result.pe) ? "" : `, pe ${result.pe.toFixed(2)}`;
  return [
    `${document.name}: pH ${result.pH.toFixed(2)}${pe} at ${result.temperatureC} °C, ionic strength ${result.ionicStrengthMolal.toPrecision(3)} mol/kgw, water activity ${result.waterActivity.toFixed(4)}`,
    `charge error ${result.chargeErrorPct.toFixed(2)} %; constants: ${database.name}; balances closed to ${result.residual.toExponential(0)}`,
  ];
}

const molal = (value: number) => (value === 0 ? "0" : value.toExponential(3));

function totalsText(result: EquilibriumResult, database: ChemistryDatabase): string {
  const rows = Object.entries(result.totalsMolal())
    .filter(([, value]) => value > 1e-20)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, molal(value), (1000 * value * weightOf(database, name)).toPrecision(4)]);
  return tableText(["dissolved", "mol/kgw", "mg/kgw"], rows);
}

function phasesText(result: EquilibriumResult, database: ChemistryDatabase, isAll: boolean): string {
  const asked = new Set(result.phases.map((phase) => phase.name));
  const rows = result.phases.map((phase) => [
    phase.name,
    phase.mol > 1e6 ? "unbounded" : molal(phase.mol),
    molal(phase.changeMol),
    siText(phase.si),
  ]);
  const others = Object.entries(result.saturationIndices())
    .flatMap(([name, si]) => {
      const phase = database.phases.get(name);
      const pace = phase === undefined || phase.kind === "gas" ? "days" : formationPace(database, phase).pace;
      return asked.has(name) || !(si > -2) ? [] : [{ name, si, pace }];
    })
    .toSorted((a, b) => Number(a.pace === "slow") - Number(b.pace === "slow") || b.si - a.si)
    .filter(({ pace }, i) => isAll || (i < 12 && pace === "days"))
    .map(({ name, si, pace }) => [name, pace === "slow" ? "not allowed, slow" : "not allowed", "", siText(si)]);
  return tableText(["phase", "mol", "formed mol", "SI"], [...rows, ...others]);
}

/** What the constants lack of elements in the water; nothing where they lack nothing. */
function coverageText(result: EquilibriumResult): string[] {
  const coverage = result.coverage();
  const lacking = coverage.filter(({ missing }) => missing.length > 0);
  if (lacking.length === 0)
    return [
      `Constants: each of the ${coverage.length} elements has the hydroxide, sulfate and carbonate complexes that its ion is known to form.`,
    ];
  return lacking.map(({ element, missing }) => `Constants: ${element} has no ${missing.join(", no ")}.`);
}

const siText = (si: number) => (Number.isFinite(si) ? si.toFixed(2) : "element absent");

function speciesText(result: EquilibriumResult): string {
  const rows = result
    .speciesAmounts()
    .filter((row) => row.molality > 1e-15)
    .map((row) => [row.name, molal(row.molality), row.logActivity.toFixed(3), row.logGamma.toFixed(3)]);
  return tableText(["species", "mol/kgw", "log a", "log γ"], rows);
}

function runTitrate({ document, database, species }: Asked): Found {
  const { titration, input } = document;
  if (titration === null)
    throw new DataError(`${document.name}: no titration; give { "reagent": "Ca(OH)2", "amountsMol": [0, 0.005] }`, []);
  const steps = titration.amountsMol.map((amount) => ({ [titration.reagent]: amount }));
  const results = titrate(database, input, steps, optionsOf(document));
  const issues: Issue[] = [...(results[0]?.issues ?? [])];
  const reached =
    titration.toPH === null
      ? results.length - 1
      : results.findIndex((result) => crosses(results[0], result, titration.toPH ?? 7));
  if (titration.toPH !== null && reached < 0)
    issues.push({
      path: `${document.name}, titration.toPH`,
      code: "chemistry.unreachable-ph",
      severity: "warning",
      message: `pH ${titration.toPH} is not reached: it goes from ${results[0]?.pH.toFixed(2)} to ${results.at(-1)?.pH.toFixed(2)} with ${titration.amountsMol.at(-1)} mol of ${titration.reagent}; add more, or another reagent`,
    });
  const shown = reached < 0 ? results : results.slice(0, reached + 1);
  const last = shown.at(-1);
  const doubts = last === undefined ? [] : equilibriumDoubts(database, input, last, document.name);
  const names = [...new Set(shown.flatMap((result) => Object.keys(result.totalsMolal())))].filter(
    (name) => !name.includes("(") && database.atomicWeights.has(name),
  );
  const gPerMol = molarMassGPerMol(readFormula(titration.reagent));
  const waterKg = results[0]?.waterKg ?? 1;
  const lead: TextColumn<TitrationRow>[] = [
    { head: `${titration.reagent}\nmol`, rank: 0, align: "right", value: ({ mol }) => mol.toPrecision(4) },
    { head: "pH", rank: 1, align: "right", value: ({ result }) => result.pH.toFixed(2) },
    {
      head: "reagent\nkg/m³ water",
      rank: 2,
      align: "right",
      value: ({ mol }) => ((mol * gPerMol) / waterKg).toPrecision(3),
    },
  ];
  const rows = shown.map((result, i): TitrationRow => ({ mol: titration.amountsMol[i], result }));
  // What the reagent changes most stays longest on a narrow terminal.
  const leftShare = (name: string) =>
    (last?.totalsMolal()[name] ?? 0) / Math.max(1e-30, shown[0]?.totalsMolal()[name] ?? 0);
  const order = names.toSorted((a, b) => leftShare(a) - leftShare(b));
  const column = (head: string, rank: number, value: (row: EquilibriumResult) => string) => ({
    head: `\n${head}`,
    rank: rank + 3,
    align: "right" as const,
    value: ({ result }: TitrationRow) => value(result),
  });
  const mg = (value: number, name: string) =>
    Number((1000 * value * weightOf(database, name)).toPrecision(3)).toString();
  const formed = (shown[0]?.phases ?? []).filter(({ name }) =>
    shown.some(({ phases }) => phases.some((phase) => phase.name === name && phase.mol > 0)),
  );
  const tables = [
    ["Dissolved, mg/kgw", order.map((name, i) => column(name, i, (of) => mg(of.totalsMolal()[name] ?? 0, name)))],
    ["Dissolved, mol/kgw", order.map((name, i) => column(name, i, (of) => molal(of.totalsMolal()[name] ?? 0)))],
    [
      "Phases present, mol",
      formed.map(({ name }, i) =>
        column(name, i, (of) => {
          const mol = of.phases.find((phase) => phase.name === name)?.mol ?? 0;
          return mol > 1e6 ? "unbounded" : molal(mol);
        }),
      ),
    ],
  ] as const;
  return {
    result: {
      reagent: titration.reagent,
      steps: shown.map((result, i) => ({ reagentMol: titration.amountsMol[i], ...plain(result, database, species) })),
    },
    issues: [...issues, ...doubts],
    text: [
      ...wrapped(
        `${document.name}: ${titration.reagent} added at ${shown[0]?.temperatureC} °C; constants: ${database.name}`,
        terminalWidth(),
      ),
      ...tables.flatMap(([title, columns]) => ["", title, ...textTable([...lead, ...columns], rows, terminalWidth())]),
      "Columns that do not fit the terminal are left out; a wider one or --json has all.",
      ...doubtsText(doubts),
    ],
  };
}

const doubtsText = (doubts: readonly Issue[]) => doubts.flatMap(({ message }) => bullet(message, terminalWidth()));

interface TitrationRow {
  readonly mol: number;
  readonly result: EquilibriumResult;
}

/** Whether the pH has come to or past the one wanted, from where it began. */
function crosses(first: EquilibriumResult | undefined, result: EquilibriumResult, wanted: number): boolean {
  return first !== undefined && (first.pH <= wanted ? result.pH >= wanted : result.pH <= wanted);
}

/** A table of text; numbers stand to the right. */
function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return textTable(
    head.map((name, i) => ({
      head: name,
      rank: i,
      value: (row: readonly string[]) => row[i] ?? "",
      ...(i > 0 ? { align: "right" as const } : {}),
    })),
    rows,
    terminalWidth(),
  ).join("\n");
}
