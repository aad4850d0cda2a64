import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { readEmissions, readPowerSystem, readWaterLoop } from "@relode/core/economics";
import { DataError, type Issue } from "@relode/core/evidence";
import { allocateBurden, dispatchPower, emissionInventory, waterBalance } from "@relode/core/process";
import { parseJson } from "../files/jsonFile.ts";
import { linearProgramSolver } from "../files/linearProgram.ts";
import { readUserFile } from "../files/userTableBytes.ts";
import { formatPct, formatQuantity } from "../plot/format.ts";
import { csvText } from "../report/csvText.ts";
import { labelled, safeWords, textTable, wrapped } from "../report/terminalText.ts";
import { commandManifest } from "./commandManifest.ts";
import { refusalsAsData } from "./economicsCommands.ts";
import { outputFolder } from "./folders.ts";
import { print, printJson, say, sayIssues, terminalWidth } from "./print.ts";
import { writeResult } from "./writeResult.ts";

interface Flags {
  readonly json?: boolean;
  readonly out?: string;
}

/** What a verb gives: the document, lines for a terminal, tables for a folder. */
interface Found {
  readonly result: object;
  readonly issues: readonly Issue[];
  readonly text: readonly string[];
  readonly tables: readonly (readonly [name: string, csv: string])[];
}

/** `relode energy`: power by the hour, water by the month, greenhouse gases by scope. */
export function addEnergy(program: Command): void {
  const energy = program
    .command("energy")
    .description("power, water and emissions of a site: see docs/energy-water-emissions.md");
  const verb = (name: string, doc: string, run: (document: unknown, file: string) => Found | Promise<Found>) =>
    energy
      .command(name)
      .argument("<file>", "JSON")
      .description(doc)
      .option("--out <folder>", "also write the result as JSON and CSV")
      .option("--json", "print one JSON object: result, issues, manifest")
      .action((file: string, flags: Flags) => runVerb(name, file, flags, run));
  verb("dispatch", "least-cost hourly dispatch of grid, sun, wind, battery and diesel, with cost and CO2", dispatch);
  verb("water", "site water balance by month with build-up of impurities", water);
  verb("emissions", "greenhouse gases by scope, shared over products by mass and by value", emissions);
}

async function runVerb(
  name: string,
  file: string,
  flags: Flags,
  run: (document: unknown, file: string) => Found | Promise<Found>,
): Promise<void> {
  const startedMs = performance.now();
  const folder = flags.out === undefined ? null : outputFolder(flags.out);
  const bytes = await readUserFile(file, 64 * 1024 * 1024, "a JSON file");
  const document = parseJson(bytes.toString("utf8"), basename(file));
  const found = await run(document, basename(file));
  const manifest = commandManifest({
    command: `energy ${name}`,
    seed: null,
    inputs: [{ name: basename(file), sha256: createHash("sha256").update(bytes).digest("hex") }],
    parameters: { file },
    startedMs,
  });
  const whole = { result: found.result, issues: found.issues, manifest };
  if (folder !== null) {
    await writeResult(join(folder, `${name}.json`), JSON.stringify(whole, null, 1));
    for (const [table, csv] of found.tables) await writeResult(join(folder, table), csv);
    say(`written to ${folder}: ${[`${name}.json`, ...found.tables.map(([table]) => table)].join(", ")}`);
  }
  if (flags.json) printJson(whole);
  else {
    print(found.text.join("\n"));
    sayIssues(found.issues);
  }
}

function usable(issues: readonly Issue[], file: string): void {
  const errors = issues.filter(({ severity }) => severity === "error").length;
  if (errors > 0)
    throw new DataError(`${file} has ${errors} ${errors === 1 ? "error" : "errors"}; correct what is listed`, issues);
}

async function dispatch(document: unknown, file: string): Promise<Found> {
  const { system, solarMW, windMW, issues } = refusalsAsData(file, () => readPowerSystem(document, file));
  usable(issues, file);
  const solve = await linearProgramSolver();
  const startedMs = performance.now();
  const found = refusalsAsData(file, () => dispatchPower(system, solve));
  const solveSeconds = (performance.now() - startedMs) / 1000;
  const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);
  const loadMWh = total(system.loadMW);
  const hours = system.loadMW.length;
  const sums = {
    hours,
    loadMWh,
    costUsd: found.costUsd,
    costUsdPerMWh: found.costUsd / loadMWh,
    co2Tonnes: found.co2Kg / 1000,
    co2KgPerMWh: found.co2Kg / loadMWh,
    gridMWh: found.gridMWh,
    solarAvailableMWh: total(solarMW),
    windAvailableMWh: total(windMW),
    curtailedMWh: found.curtailedMWh,
    dieselMWh: found.dieselMWh,
    soldMWh: total(found.soldMW),
    unservedMWh: found.unservedMWh,
    renewableShare: (total(system.renewableMW) - found.curtailedMWh) / loadMWh,
    uncertainty: "none: one year of given series, known in advance; a lower bound of cost",
    solveSeconds,
  };
  const width = terminalWidth();
  const lines = [
    ...labelled("Load", `${formatQuantity(loadMWh)} MWh in ${hours} h`, width),
    ...labelled(
      "Cost of power",
      `${formatQuantity(sums.costUsd)} USD, ${formatQuantity(sums.costUsdPerMWh)} USD/MWh (running cost, no capital)`,
      width,
    ),
    ...labelled("CO2", `${formatQuantity(sums.co2Tonnes)} t, ${formatQuantity(sums.co2KgPerMWh)} kg/MWh`, width),
    ...labelled(
      "From the grid",
      `${formatQuantity(sums.gridMWh)} MWh; diesel ${formatQuantity(sums.dieselMWh)} MWh; unserved ${formatQuantity(sums.unservedMWh)} MWh`,
      width,
    ),
    ...labelled(
      "Sun and wind used",
      `${formatPct(sums.renewableShare)} of the load; curtailed ${formatQuantity(sums.curtailedMWh)} MWh`,
      width,
    ),
    ...labelled("Solved in", `${solveSeconds.toFixed(2)} s`, width),
    ...wrapped("The whole period is known in advance: a lower bound of what an operator pays.", width),
  ];
  const columns = {
    load_MW: system.loadMW,
    solar_MW: solarMW,
    wind_MW: windMW,
    grid_MW: found.gridMW,
    sold_MW: found.soldMW,
    charge_MW: found.chargeMW,
    discharge_MW: found.dischargeMW,
    stored_MWh: found.storedMWh,
    diesel_MW: found.dieselMW,
    curtailed_MW: found.curtailedMW,
    unserved_MW: found.unservedMW,
    marginal_USD_per_MWh: found.marginalUsdPerMWh,
  };
  const table = csvText(
    ["hour", ...Object.keys(columns)],
    Array.from({ length: hours }, (_, t) => [t, ...Object.values(columns).map((values) => values[t])]),
  );
  return { result: sums, issues, text: lines, tables: [["hourly.csv", table]] };
}

function water(document: unknown, file: string): Found {
  const { loop, issues } = readWaterLoop(document, file);
  usable(issues, file);
  const found = refusalsAsData(file, () => waterBalance(loop));
  const all = [
    ...issues,
    ...found.warnings.map((message): Issue => ({ path: file, code: "water.warning", severity: "warning", message })),
  ];
  const names = loop.impurities.map(({ name }) => name);
  const width = terminalWidth();
  const fixed = [
    "rainM3",
    "evaporationM3",
    "seepageM3",
    "bleedM3",
    "entrainedM3",
    "reusedM3",
    "freshM3",
    "spillM3",
    "pondM3",
  ] as const;
  const text = [
    ...labelled(
      "Fresh water",
      `${formatQuantity(found.freshM3)} m3 in ${found.months.length} months; spilt ${formatQuantity(found.spillM3)} m3`,
      width,
    ),
    ...labelled("Balance closes to", `${found.closure.toExponential(1)} of what passed`, width),
    "",
    ...textTable(
      [
        { head: "Month", value: (row) => String(row.month), align: "right", rank: 1 },
        ...names.map((name, i) => ({
          head: `${safeWords(name)},\nmg/L`,
          value: (row: (typeof found.months)[number]) => formatQuantity(row.mgPerL[i]),
          align: "right" as const,
          rank: 3 + i,
        })),
        ...fixed.map((key, i) => ({
          head: `${key.replace("M3", "")},\nm3`,
          value: (row: (typeof found.months)[number]) => formatQuantity(row[key]),
          align: "right" as const,
          rank: key === "pondM3" ? 2 : 10 + i,
        })),
      ],
      found.months,
      width,
    ),
    ...wrapped("No uncertainty: rain and evaporation are as given; run a dry and a wet year as well.", width),
  ];
  const table = csvText(
    ["month", ...fixed.map((key) => key.replace("M3", "_m3")), ...names.map((name) => `${name}_mg_per_L`)],
    found.months.map((row) => [row.month, ...fixed.map((key) => row[key]), ...row.mgPerL]),
  );
  return { result: { ...found, impurities: names }, issues: all, text, tables: [["monthly.csv", table]] };
}

function emissions(document: unknown, file: string): Found {
  const { activities, products, issues } = readEmissions(document, file);
  usable(issues, file);
  const found = refusalsAsData(file, () => emissionInventory(activities));
  const shares = products.length === 0 ? [] : refusalsAsData(file, () => allocateBurden(found.total * 1000, products));
  const width = terminalWidth();
  const text = [
    ...labelled(
      "Scope 1, 2, 3",
      `${formatQuantity(found.byScope[1])}, ${formatQuantity(found.byScope[2])}, ${formatQuantity(found.byScope[3])} t CO2e a year`,
      width,
    ),
    ...labelled(
      "Total",
      `${formatQuantity(found.total)} t CO2e a year; weakest factor of grade ${found.evidence}`,
      width,
    ),
    ...labelled("Avoided, kept apart", `${formatQuantity(found.avoided)} t CO2e a year, not subtracted`, width),
    "",
    ...textTable(
      [
        { head: "Activity", value: (row) => row.name, rank: 1 },
        { head: "Scope", value: (row) => (row.isAvoided ? "avoided" : String(row.scope)), align: "right", rank: 2 },
        { head: "t CO2e", value: (row) => formatQuantity(row.tonnes), align: "right", rank: 3 },
        { head: "Factor from", value: (row) => row.source.slice(0, 48), rank: 4 },
      ],
      found.lines,
      width,
    ),
    ...(shares.length === 0
      ? []
      : [
          "",
          ...textTable(
            [
              { head: "Product", value: (row) => row.name, rank: 1 },
              { head: "kg/kg by mass", value: (row) => formatQuantity(row.perKgByMass), align: "right", rank: 2 },
              { head: "kg/kg by value", value: (row) => formatQuantity(row.perKgByValue), align: "right", rank: 3 },
            ],
            shares,
            width,
          ),
        ]),
    ...wrapped("Uncertainty of the factors is not given by their sources here.", width),
  ];
  return { result: { ...found, products: shares }, issues, text, tables: [] };
}
