import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { flowsheetReport } from "../flowsheet/flowsheetReport.ts";
import { prepareFlowsheet } from "../flowsheet/prepareFlowsheet.ts";
import { readFlowsheet } from "../flowsheet/readFlowsheet.ts";
import { solveFlowsheet } from "../flowsheet/solveFlowsheet.ts";

const root = new URL("../../../../", import.meta.url);
const text = (path: string) => readFileSync(new URL(path, root), "utf8");
const page = text("docs/process-examples.md");

/** One row of the page's table of results: file, element, outlet, result and range in per cent. */
const rows = [...page.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| ([\d.]+) \| ([\d.]+)-([\d.]+) \|/gm)].map(
  ([, file, element, outlet, ...numbers]) => ({
    file,
    element: element === "REO" ? "unknown (REO)" : element,
    outlet,
    result: Number(numbers[0]),
    low: Number(numbers[1]),
    high: Number(numbers[2]),
  }),
);

/** What the page says was varied, one at a time: unit, way to the number, low and high. */
const varied: Readonly<Record<string, readonly (readonly [unit: string, path: string, low: number, high: number])[]>> =
  {
    "examples/process/cobalt-tailings.json": [
      ["rougher", "ultimate/carrollite", 0.78, 0.94],
      ["bioleach", "minerals/carrollite/ratePerH", 0.01, 0.03],
      ["iron cake washing", "underflowSolids", 0.4, 0.6],
    ],
    "examples/process/acid-mine-drainage.json": [
      ["rare-earth stage", "pH", 8.5, 9.1],
      ["aluminium stage", "scavenged/Sc/lambda", 0.3, 0.9],
      ["iron stage", "scavenged/Sc/lambda", 0.05, 0.2],
    ],
    "examples/process/zinc-germanium.json": [
      ["fuming kiln", "reactions/germanium oxide/conversion", 0.5, 0.8],
      ["calcine leach", "reactions/germanium oxide/conversion", 0.04, 0.2],
      ["fume leach", "reactions/germanium fume/conversion", 0.75, 0.95],
    ],
    "examples/process/mountain-pass-flotation.json": [
      ["rougher", "ratePerMinute/REO", 0.5, 0.75],
      ["cleaners34", "ratePerMinute/REO", 0.08, 0.13],
    ],
    "examples/uky-coal-refuse.json": [],
  };

function solved(document: unknown) {
  const read = readFlowsheet(document);
  if (read.document === null) throw new Error(JSON.stringify(read.issues.slice(0, 3)));
  const { flowsheet, issues } = prepareFlowsheet(read.document);
  if (flowsheet === null) throw new Error(JSON.stringify(issues.slice(0, 3)));
  const solution = solveFlowsheet(flowsheet);
  return { solution, report: flowsheetReport(flowsheet, solution) };
}

type Json = Record<string, unknown>;

function changed(document: Json, unit: string, path: string, value: number): Json {
  const copy = structuredClone(document);
  let at = (copy["units"] as Json[]).find((u) => u["id"] === unit)?.["parameters"] as Json;
  const steps = path.split("/");
  for (const step of steps.slice(0, -1)) at = at[step] as Json;
  expect(at[steps.at(-1) ?? ""], path).toBeTypeOf("number");
  at[steps.at(-1) ?? ""] = value;
  return copy;
}

const share = (report: ReturnType<typeof solved>["report"], element: string, outlet: string) =>
  100 * (report.elements.find((e) => e.element === element)?.shareByOutlet[outlet] ?? Number.NaN);

describe.each(Object.keys(varied))("%s", (file) => {
  const document = JSON.parse(text(file)) as Json;
  const base = solved(document);

  test("is solved, loses no atom in a billion and has no negative flow", () => {
    expect(base.report.status).toBe("converged");
    expect(base.report.worstBalance).toBeLessThan(1e-9);
    for (const stream of base.solution.streams.values()) expect(Math.min(...stream.kgPerH)).toBeGreaterThanOrEqual(0);
  });

  test("recovers what the page says, within the range that the page says", () => {
    const told = rows.filter((row) => row.file === file);
    expect(told.length).toBeGreaterThan(0);
    const runs = [
      base.report,
      ...varied[file].flatMap(([unit, path, ...ends]) =>
        ends.map((end) => solved(changed(document, unit, path, end)).report),
      ),
    ];
    for (const { element, outlet, result, low, high } of told) {
      const shares = runs.map((report) => share(report, element, outlet));
      expect(shares[0], `${element} in ${outlet}`).toBeCloseTo(result, 0);
      expect(Math.abs(Math.min(...shares) - low), `${element} low, ${shares.join(" ")}`).toBeLessThan(0.1);
      expect(Math.abs(Math.max(...shares) - high), `${element} high, ${shares.join(" ")}`).toBeLessThan(0.1);
    }
  });

  test("says of every feed who measured it or names its sources", () => {
    const streams = document["streams"] as { from?: unknown; feed?: { measuredBy?: string } }[];
    const sources = document["sources"] as string[];
    expect(sources.length).toBeGreaterThan(0);
    if (/synthetic/.test(String(document["name"])))
      for (const { feed } of streams) if (feed !== undefined) expect(feed.measuredBy).toMatch(/synthetic|assumed/);
  });
});

test("at four fifths of the feed Mountain Pass gives what PrOMMiS gives: 85.92 % of REO at 60.52 %", () => {
  // PrOMMiS, commit 9beba554, kinetic closed form at feed scale 0.8.
  const document = JSON.parse(text("examples/process/mountain-pass-flotation.json")) as Json;
  const feed = (document["streams"] as { feed?: { kgPerH: Record<string, number> } }[])[0].feed?.kgPerH ?? {};
  for (const id of Object.keys(feed)) feed[id] *= 0.8;
  const { report } = solved(document);
  expect(share(report, "unknown (REO)", "cleaners34_concentrate")).toBeCloseTo(85.919, 2);
  const row = report.streams.find(({ stream }) => stream === "cleaners34_concentrate");
  expect((100 * (row?.kgPerH["REO"] ?? 0)) / (1000 * (row?.solidsTPerH ?? 1))).toBeCloseTo(60.517, 2);
});
