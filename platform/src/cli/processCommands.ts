import type { Command } from "commander";
import { DataError, type Issue } from "@relode/core/evidence";
import {
  findUnitOp,
  fitDistribution,
  fitIsotherm,
  fitLeachKinetics,
  flowsheetReport,
  looseOutlets,
  reconcileMeasurements,
  solveFlowsheet,
  ukyCoalRefuse,
  unitCatalogue,
  unitDiagrams,
} from "@relode/core/process";
import { commandManifest } from "./commandManifest.ts";
import { outputFolder } from "./folders.ts";
import { print, printJson, say, sayIssues } from "./print.ts";
import { addProcessPropose } from "./processPropose.ts";
import { checkPicturesFolder, writeDiagrams } from "./processPictures.ts";
import { openColumns, openFlowsheet, solvable } from "./processInput.ts";
import { addProcessRisk } from "./processRisk.ts";
import { writeRunFolder } from "./processRunFolder.ts";
import { reconciledText, runText, unitText } from "./processText.ts";
import { UsageError } from "./usageError.ts";
import { checkWritable, writeResult } from "./writeResult.ts";

interface Flags {
  readonly json?: boolean;
  readonly out?: string;
  readonly pictures?: string;
}

/** `relode process`: flowsheets, unit operations, fits to test work. */
export function addProcess(program: Command): void {
  const process = program
    .command("process")
    .description("flowsheets, unit operations and test work: see docs/process.md");
  process
    .command("run")
    .argument("<file>", "flowsheet in JSON, see docs/flowsheet-format.md")
    .description("solve a flowsheet: streams, element balances and recoveries, duties, reconciled measurements")
    .option(
      "--out <place>",
      "also write: one JSON file where the name ends in .json, else a folder with tables, Sankey and report",
    )
    .option("--pictures <folder>", "write McCabe-Thiele pictures of solvent extraction units there (SVG)")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(run);
  addProcessRisk(process);
  process
    .command("check")
    .argument("<file>", "flowsheet in JSON")
    .description("what a flowsheet lacks or has too much of, without solving it")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(check);
  process
    .command("unit")
    .argument("[kind]", "kind of unit operation; without it the list")
    .description("a unit operation: equation, limits, ports, parameters with units and windows")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(unit);
  process
    .command("fit")
    .argument("<kind>", "leach, isotherm or distribution")
    .argument("<file>", "CSV: time_h, temperature_C, conversion; or concentration, load; or pH, distribution")
    .description("fit batch leach kinetics, an isotherm or distribution against pH, with 95 % limits")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(fit);
  addProcessPropose(process);
  process
    .command("example")
    .argument("[name]", "uky-coal-refuse", "uky-coal-refuse")
    .description("print a flowsheet file to begin from")
    .action((name: string) => {
      if (name !== "uky-coal-refuse")
        throw new UsageError("usage.unknown-example", `no example ${name}; there is uky-coal-refuse`);
      print(JSON.stringify(ukyCoalRefuse(), null, 2));
    });
}

async function run(file: string, flags: Flags): Promise<void> {
  const startedMs = performance.now();
  const jsonFile = flags.out?.endsWith(".json") ? flags.out : undefined;
  const folder = jsonFile === undefined ? flags.out : undefined;
  if (jsonFile !== undefined) checkWritable(jsonFile);
  if (folder !== undefined) outputFolder(folder);
  if (flags.pictures !== undefined) checkPicturesFolder(flags.pictures);
  const input = await openFlowsheet(file);
  const flowsheet = solvable(input, file);
  const solution = solveFlowsheet(flowsheet);
  const report = flowsheetReport(flowsheet, solution);
  const hasMeasurements = (flowsheet.document.measurements ?? []).length > 0;
  const reconciled =
    hasMeasurements && solution.status === "converged" ? reconcileMeasurements(flowsheet, solution) : [];
  const issues = [...input.issues, ...solution.issues, ...looseOutlets(flowsheet)];
  const result = { ...report, reconciled };
  const manifest = commandManifest({
    command: "process run",
    seed: null,
    inputs: input.inputs,
    parameters: { file },
    startedMs,
  });
  if (jsonFile !== undefined) await writeResult(jsonFile, `${JSON.stringify({ result, issues, manifest }, null, 2)}\n`);
  const uncertain = input.uncertainty.quantities.length;
  if (folder !== undefined) {
    const files = await writeRunFolder(folder, { report, reconciled, uncertain, issues, manifest });
    say(`written to ${folder}: ${files.join(", ")}`);
  }
  if (flags.pictures !== undefined) {
    const files = await writeDiagrams(flags.pictures, unitDiagrams(flowsheet, solution));
    say(
      files.length > 0
        ? `written: ${files.length} pictures in ${flags.pictures}`
        : "no solvent extraction is solved: no pictures",
    );
  }
  if (flags.json) printJson({ result, issues, manifest });
  else {
    sayIssues(issues, 40);
    print(runText(report, 12, uncertain));
    if (reconciled.length > 0) print(`\nMeasurements\n${reconciledText(reconciled)}`);
    if (jsonFile !== undefined) say(`written: ${jsonFile}`);
  }
  if (solution.status !== "converged") globalThis.process.exitCode = 1;
}

async function check(file: string, flags: Flags): Promise<void> {
  const startedMs = performance.now();
  const input = await openFlowsheet(file);
  const { flowsheet, missing, excess } = input;
  const issues = [...input.issues, ...(flowsheet === null ? [] : looseOutlets(flowsheet))];
  const result = {
    canSolve: flowsheet !== null,
    missing,
    excess,
    sections: (flowsheet?.sections ?? []).map(({ units, tears }) => ({
      units: units.map((u) => flowsheet?.units[u].id),
      tears: tears.map((s) => flowsheet?.streamIds[s]),
    })),
  };
  if (flags.json) {
    const manifest = commandManifest({
      command: "process check",
      seed: null,
      inputs: input.inputs,
      parameters: { file },
      startedMs,
    });
    printJson({ result, issues, manifest });
  } else {
    sayIssues(issues, 60);
    print(
      `${file}: ${flowsheet === null ? "cannot be solved" : "can be solved"}; ${missing} input${missing === 1 ? "" : "s"} missing, ${excess} too many`,
    );
    for (const section of result.sections.filter(({ tears }) => tears.length > 0))
      print(`recycle of ${section.units.length} units, torn at ${section.tears.join(", ")}`);
  }
  if (flowsheet === null) globalThis.process.exitCode = 1;
}

function unit(kind: string | undefined, flags: Flags): void {
  const startedMs = performance.now();
  const manifest = () =>
    commandManifest({ command: "process unit", seed: null, inputs: [], parameters: { kind: kind ?? null }, startedMs });
  if (kind === undefined) {
    const result = unitCatalogue.map((op) => ({ kind: op.kind, group: op.group, title: op.title }));
    if (flags.json) printJson({ result, issues: [], manifest: manifest() });
    else print(result.map((op) => `${op.kind.padEnd(28)}${op.group.padEnd(20)}${op.title}`).join("\n"));
    return;
  }
  const op = findUnitOp(kind);
  if (op === undefined)
    throw new UsageError(
      "usage.unknown-unit",
      `no unit operation ${kind.slice(0, 60)}; there are ${unitCatalogue.map((known) => known.kind).join(", ")}`,
    );
  if (flags.json) {
    const { run: _run, ...shown } = op;
    printJson({ result: shown, issues: [], manifest: manifest() });
  } else print(unitText(op));
}

async function fit(kind: string, file: string, flags: Flags): Promise<void> {
  const startedMs = performance.now();
  const fitted = await fitOf(kind, file);
  const errors = fitted.issues.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new DataError(`${file}: the measurements cannot be fitted`, fitted.issues);
  if (flags.json) {
    const manifest = commandManifest({
      command: "process fit",
      seed: null,
      inputs: [fitted.input],
      parameters: { kind, file },
      startedMs,
    });
    printJson({ result: fitted.result, issues: fitted.issues, manifest });
    return;
  }
  sayIssues(fitted.issues, 40);
  print(
    JSON.stringify(
      fitted.result,
      (_, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(6)) : value),
      2,
    ),
  );
}

async function fitOf(
  kind: string,
  file: string,
): Promise<{ result: unknown; issues: readonly Issue[]; input: { name: string; sha256: string } }> {
  if (kind === "leach") {
    const { columns, input } = await openColumns(file, ["time_h", "temperature_C", "conversion"]);
    const [time, temperature, conversion] = [...columns.values()];
    const { fits, issues } = fitLeachKinetics(
      time.map((timeH, i) => ({ timeH, temperatureC: temperature[i], conversion: conversion[i] })),
    );
    return { result: { fits }, issues, input };
  }
  if (kind === "isotherm") {
    const { columns, input } = await openColumns(file, ["concentration", "load"]);
    const [concentration, load] = [...columns.values()];
    const { fits, issues } = fitIsotherm(concentration.map((c, i) => ({ concentration: c, load: load[i] })));
    return { result: { fits }, issues, input };
  }
  if (kind === "distribution") {
    const { columns, input } = await openColumns(file, ["pH", "distribution"]);
    const [pH, distribution] = [...columns.values()];
    try {
      return {
        result: fitDistribution(pH.map((value, i) => ({ pH: value, distribution: distribution[i] }))),
        issues: [],
        input,
      };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new DataError(`${file}: ${error.message}`, [
        { path: file, code: "fit.points", severity: "error", message: error.message },
      ]);
    }
  }
  throw new UsageError("usage.unknown-fit", `no fit ${kind.slice(0, 40)}; there are leach, isotherm, distribution`);
}
