import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { readProjectIntensities } from "@relode/core/datasets";
import {
  byproductCurves,
  byproductEvidence,
  byproductPriors,
  type ByproductPriors,
  curveLabel,
  type DiscardedElement,
  type ElementCurve,
} from "@relode/core/economics";
import type { Issue, RunManifest } from "@relode/core/evidence";
import type { ScreeningResult } from "@relode/core/supply";
import { datasetsFolder } from "../files/datasetFiles.ts";
import { readUserFile } from "../files/userTableBytes.ts";
import { formatPct, formatQuantity } from "../plot/format.ts";
import { withoutVariables } from "../plot/svg.ts";
import { csvText } from "../report/csvText.ts";
import { economicsCurveHtml } from "../report/economicsCurveHtml.ts";
import { curvePicture } from "../report/economicsPictures.ts";
import { paintFor, textTable, wrapped } from "../report/terminalText.ts";
import { commandManifest } from "./commandManifest.ts";
import { refusedDocument } from "./economicsInput.ts";
import { outputFolder } from "./folders.ts";
import { print, printJson, say, sayIssues, terminalWidth, wantsColour } from "./print.ts";
import { runWithProgress } from "./runWithProgress.ts";
import { type ScreeningFlags, withScreeningFlags } from "./screeningFlags.ts";
import { UsageError } from "./usageError.ts";
import { writeResult } from "./writeResult.ts";

type CurveFlags = ScreeningFlags & { readonly out?: string; readonly recovery: number[] };

const mostScreeningBytes = 512 * 1024 * 1024;
const realisations = 2000;

/** `relode economics curve`: what by-products of running mines would cost, and the incentive each needs. */
export function addCurve(economics: Command): void {
  withScreeningFlags(
    economics
      .command("curve")
      .argument("[file]", "screening.json of `supply screen --out`; without it the screening is run")
      .description("modelled cost curve of by-products at running mines, with the incentive each would need"),
  )
    .addOption(
      new Option("--recovery <list>", "fractions of what is discarded, e.g. 0.01,0.1,0.5")
        .argParser(fractions)
        .default([0.01, 0.1, 0.5]),
    )
    .option(
      "--out <folder>",
      "also write curve.json, curve.csv, a picture for each element and recovery, and report.html",
    )
    .action(runCurve);
}

function fractions(text: string): number[] {
  const list = text.split(",").map(Number);
  if (list.length === 0 || list.length > 10 || !list.every((one) => one > 0 && one <= 1))
    throw new InvalidArgumentError("must be 1 to 10 fractions above 0 and up to 1, e.g. 0.01,0.1,0.5.");
  return list;
}

interface Screened {
  readonly result: ScreeningResult;
  readonly issues: readonly Issue[];
  readonly inputs: RunManifest["inputs"];
}

async function runCurve(file: string | undefined, flags: CurveFlags): Promise<void> {
  const startedMs = performance.now();
  const folder = flags.out === undefined ? null : outputFolder(flags.out);
  const screened = file === undefined ? await runScreened(flags) : await readScreened(file);
  const { result } = screened;
  const known = new Map(result.elements.map((row) => [row.symbol, row.usdPerKg]));
  const wanted = flags.elements ?? [...known.keys()].filter((symbol) => known.get(symbol) !== null);
  const missing = wanted.find((symbol) => !known.has(symbol));
  if (missing !== undefined)
    throw new UsageError("usage.unknown-element", `${missing} is not among the elements of the screening`);
  const priors = byproductPriors(
    readProjectIntensities(await readFile(join(datasetsFolder(), "projectIntensities", "data.csv"), "utf8")).rows,
  );
  const curves = byproductCurves(
    discardedOf(result, new Set(wanted)),
    flags.recovery,
    (element) => known.get(element) ?? null,
    priors,
    realisations,
    flags.seed >>> 0,
  );
  const manifest = commandManifest({
    command: "economics curve",
    seed: flags.seed,
    inputs: screened.inputs,
    parameters: { recovery: flags.recovery, elements: wanted, realisations },
    startedMs,
  });
  const basis = wanted.map((element) => byproductEvidence(element, (known.get(element) ?? null) !== null));
  const document = { label: curveLabel, evidence: "D", basis, priors, curves };
  if (folder !== null) {
    const { issues } = screened;
    const page = economicsCurveHtml({ curves, priors, basis, edition: result.edition, realisations, issues, manifest });
    await writeCurves(folder, curves, { result: document, issues, manifest }, page);
  }
  if (flags.json) printJson({ result: document, issues: screened.issues, manifest });
  else {
    print(curvesText(curves, priors, result.edition));
    sayIssues(screened.issues, 8);
  }
}

async function runScreened(flags: CurveFlags): Promise<Screened> {
  const { outcome } = await runWithProgress(flags, "economics curve");
  return { result: outcome.result, issues: outcome.issues, inputs: outcome.manifest.inputs };
}

async function readScreened(file: string): Promise<Screened> {
  const bytes = await readUserFile(file, mostScreeningBytes, "screening.json of `supply screen --out`");
  const name = basename(file);
  let parsed: unknown;
  try {
    parsed = JSON.parse(bytes.toString("utf8"));
  } catch {
    throw refusedDocument(name, "economics.not-json", "not JSON; give screening.json of `supply screen --out`");
  }
  const result = (parsed as { readonly result?: ScreeningResult } | null)?.result;
  if (!Array.isArray(result?.mines) || !Array.isArray(result.elements))
    throw refusedDocument(
      name,
      "economics.no-screening",
      "holds no screening; give screening.json of `supply screen --out`",
    );
  return {
    result,
    issues: [],
    inputs: [{ name, sha256: createHash("sha256").update(bytes).digest("hex") }],
  };
}

function discardedOf(result: ScreeningResult, wanted: ReadonlySet<string>): DiscardedElement[] {
  return result.mines.flatMap((mine) => {
    const leachT = mine.streams.reduce((sum, { kind, oreT }) => sum + (kind === "leach" ? oreT : 0), 0);
    const millT = mine.streams.reduce((sum, { kind, oreT }) => sum + (kind === "mill" ? oreT : 0), 0);
    return Object.entries(mine.elements)
      .filter(([symbol]) => wanted.has(symbol))
      .map(([element, { unrecoveredT }]) => ({
        mine: mine.id,
        mineName: mine.name,
        element,
        unrecoveredT,
        oreT: mine.oreT.mean,
        kind: leachT > millT ? ("leach" as const) : ("mill" as const),
      }));
  });
}

async function writeCurves(
  folder: string,
  curves: readonly ElementCurve[],
  document: unknown,
  page: string,
): Promise<void> {
  const header = [
    "element",
    "recovery",
    "mine",
    "recovered_t_p50",
    "cumulative_t",
    "treated_t",
    "capital_usd_p50",
    "unit_cost_usd_per_kg_p05",
    "unit_cost_usd_per_kg_p50",
    "unit_cost_usd_per_kg_p95",
    "price_usd_per_kg",
    "incentive_usd_per_kg_p05",
    "incentive_usd_per_kg_p50",
    "incentive_usd_per_kg_p95",
    "chance_that_it_pays",
    "out_of_reach",
    "evidence",
    "published_cost_from_waste_usd_per_kg",
    "published_cost_of",
    "label",
  ];
  const rows = curves.flatMap((curve) =>
    curve.points.map((point) => [
      curve.element,
      curve.recovery,
      point.mine,
      point.recoveredT.p50,
      point.cumulativeT,
      point.treatedTonnes,
      point.capitalUsd,
      point.unitCostUsdPerKg.p05,
      point.unitCostUsdPerKg.p50,
      point.unitCostUsdPerKg.p95,
      curve.priceUsdPerKg,
      point.incentiveUsdPerKg?.p05 ?? null,
      point.incentiveUsdPerKg?.p50 ?? null,
      point.incentiveUsdPerKg?.p95 ?? null,
      point.chanceThatItPays,
      point.outOfReach,
      curve.evidence,
      byproductEvidence(curve.element, curve.priceUsdPerKg !== null).published?.usdPerKg ?? null,
      byproductEvidence(curve.element, curve.priceUsdPerKg !== null).published?.project ?? null,
      curve.label,
    ]),
  );
  await writeResult(join(folder, "curve.json"), JSON.stringify(document));
  await writeResult(join(folder, "curve.csv"), csvText(header, rows));
  for (const curve of curves.filter(({ points }) => points.length > 0)) {
    await writeResult(
      join(folder, `${curve.element}-${curve.recovery}.svg`),
      withoutVariables(curvePicture(curve, 720)),
    );
  }
  await writeResult(join(folder, "report.html"), page);
  say(`written to ${folder}: curve.json, curve.csv, ${curves.length} pictures and report.html`);
}

/** Medians of all mines of a curve together, USD a year: what it would cost to bring all of them in. */
function yearlyIncentive({ points }: ElementCurve): number {
  return points.reduce((sum, { incentiveUsdPerYear }) => sum + (incentiveUsdPerYear ?? 0), 0);
}

/** Grade of an element and the published cost to hold the modelled one against. */
function basisLines(element: string, width: number): string[] {
  const { grade, published } = byproductEvidence(element, true);
  const words =
    published === null
      ? "no published cost of winning it from mine waste is known to this project; costs by analogy with other elements"
      : `published for the same element from waste: ${formatQuantity(published.usdPerKg)} USD/kg, ${published.project} ${published.year}, ${published.what} (${published.source})`;
  return wrapped(`${element}, grade ${grade}: ${words}`, width);
}

function curvesText(curves: readonly ElementCurve[], priors: ByproductPriors, edition: string): string {
  const width = terminalWidth();
  const { bold, dim } = paintFor({ colour: wantsColour() });
  const rows = curves.flatMap((curve) => {
    const [cheapest] = curve.points;
    return cheapest === undefined ? [] : [{ curve, cheapest, last: curve.points[curve.points.length - 1] }];
  });
  const range = ({ p05, p95 }: { p05: number; p95: number }) => `${formatQuantity(p05)}–${formatQuantity(p95)}`;
  return [
    bold("What by-products of running mines would cost"),
    ...wrapped(`${curveLabel}. Grade of evidence D. Prices ${edition}; ranges 5th to 95th percentile.`, width).map(dim),
    "",
    ...textTable(
      [
        { head: "El", value: (row) => row.curve.element, rank: 1 },
        { head: "Recovery", value: (row) => formatPct(row.curve.recovery), align: "right", rank: 2 },
        { head: "All mines,\nt a year", value: (row) => formatQuantity(row.last.cumulativeT), align: "right", rank: 4 },
        { head: "Price,\nUSD/kg", value: (row) => formatQuantity(row.curve.priceUsdPerKg), align: "right", rank: 5 },
        { head: "Cheapest mine", value: (row) => row.cheapest.mineName.slice(0, 22), rank: 6 },
        {
          head: "Its cost,\nUSD/kg",
          value: (row) =>
            `${formatQuantity(row.cheapest.unitCostUsdPerKg.p50)} (${range(row.cheapest.unitCostUsdPerKg)})`,
          align: "right",
          rank: 3,
        },
        {
          head: "Incentive,\nUSD/kg",
          value: (row) => formatQuantity(row.cheapest.incentiveUsdPerKg?.p50 ?? null),
          align: "right",
          rank: 7,
        },
        {
          head: "Incentive, all mines,\nmillion USD a year",
          value: (row) => formatQuantity(yearlyIncentive(row.curve) / 1e6),
          align: "right",
          rank: 10,
        },
        { head: "Pays in", value: (row) => formatPct(row.cheapest.chanceThatItPays), align: "right", rank: 8 },
        { head: "Out of reach", value: (row) => formatPct(row.cheapest.outOfReach), align: "right", rank: 9 },
      ],
      rows,
      width,
    ),
    "",
    ...[...new Set(rows.map(({ curve }) => curve.element))].flatMap((element) => basisLines(element, width)).map(dim),
    ...priors.sources.flatMap((source) => wrapped(`Prior: ${source}`, width)).map(dim),
  ].join("\n");
}
