import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { DataError, type Issue } from "@relode/core/evidence";
import {
  checkedProfile,
  type FactName,
  factUnits,
  hosts,
  proposeRoutes,
  type Prices,
  type Range,
  type RouteProposal,
  routes,
  type WasteProfile,
  wasteTypes,
} from "@relode/core/matching";
import { textTable } from "../report/terminalText.ts";
import { commandManifest } from "./commandManifest.ts";
import { print, printJson, say, terminalWidth } from "./print.ts";
import { UsageError } from "./usageError.ts";
import { writeResult } from "./writeResult.ts";

interface Flags {
  readonly json?: boolean;
  readonly out?: string;
  readonly all?: boolean;
}

const range = z.union([
  z.number(),
  z.strictObject({ low: z.number(), high: z.number(), source: z.string().optional() }),
  z.strictObject({ value: z.number(), source: z.string().optional() }),
]);

/** A waste as a file states it; the published schema of `relode matching propose`. */
const wasteFile = z.strictObject({
  name: z.string().min(1),
  type: z.enum(wasteTypes),
  source: z.string().optional(),
  elements: z.array(
    z.strictObject({
      element: z.string().regex(/^[A-Z][a-z]?$/),
      ppm: range,
      hosts: z.partialRecord(z.enum(hosts), z.number()).optional(),
    }),
  ),
  facts: z.partialRecord(z.enum(Object.keys(factUnits) as [FactName, ...FactName[]]), range).optional(),
  pricesUsdPerKg: z.record(z.string(), z.number().min(0)).optional(),
  pricesSource: z.string().optional(),
});

/** `relode matching`: waste bodies against the ways to treat them. */
export function addMatching(program: Command): void {
  const matching = program
    .command("matching")
    .description("routes for a waste, with reasons for and against; see docs/matching.md");
  matching
    .command("propose")
    .argument("<waste>", "JSON: type of waste, elements with hosts, facts; see docs/matching.md")
    .description("feasible routes, what speaks for and against, which test would decide")
    .option("--all", "also routes that fail")
    .option("--out <file>", "write the JSON there")
    .option("--json", "print one JSON object: result, issues, manifest")
    .action(propose);
  matching
    .command("routes")
    .description("the catalogue of routes")
    .option("--json", "print one JSON object")
    .action((flags: Flags) => {
      if (flags.json === true) return printJson({ result: routes.map(plainRoute), issues: [], manifest: null });
      const rows = routes.map(({ id, name, wasteTypes: types, readiness }) => [
        id,
        String(readiness),
        name,
        types.join(", "),
      ]);
      printTable(["id", "TRL", "route", "for"], rows);
    });
}

function printTable(heads: readonly string[], rows: readonly (readonly string[])[]): void {
  const columns = heads.map((head, at) => ({ head, rank: at, value: (row: readonly string[]) => row[at] ?? "" }));
  print(textTable(columns, rows, terminalWidth()).join("\n"));
}

async function propose(file: string, flags: Flags): Promise<void> {
  const startedMs = performance.now();
  const { profile, prices, pricesSource, issues, sha256 } = await readWaste(file);
  const proposals = proposeRoutes(profile, prices);
  const result = {
    name: profile.name,
    type: profile.type,
    pricesUsdPerKg: prices,
    pricesSource,
    proposals: proposals.map((proposal) => ({ ...proposal, route: plainRoute(proposal.route) })),
  };
  const inputs = [{ name: basename(file), sha256 }];
  const document = {
    result,
    issues,
    manifest: commandManifest({ command: "matching propose", seed: null, inputs, parameters: {}, startedMs }),
  };
  if (flags.out !== undefined) await writeResult(resolve(flags.out), `${JSON.stringify(document, null, 2)}\n`);
  if (flags.json === true) return printJson(document);
  for (const issue of issues) say(`warning: ${issue.path}: ${issue.message}`);
  const priced = Object.entries(prices).map(([element, usd]) => `${element} ${usd}`);
  if (priced.length > 0) print(`Prices in USD/kg: ${priced.join(", ")} (${pricesSource})`);
  tell(profile, proposals, flags.all === true);
}

/** A route without its functions: conditions in words. */
function plainRoute({ requirements, ...route }: RouteProposal["route"]) {
  return { ...route, requirements: requirements.map(({ weight, says }) => ({ weight, says })) };
}

async function readWaste(file: string) {
  const bytes = await readFile(resolve(file)).catch(() => {
    throw new UsageError("file.not-found", `${file} is not there or cannot be read; check the path`);
  });
  const bad = (path: string, message: string): never => {
    throw new DataError(`${basename(file)}: ${message}`, [
      { path, code: "matching.bad-file", severity: "error", message },
    ]);
  };
  let document: unknown;
  try {
    document = JSON.parse(bytes.toString("utf8"));
  } catch (error) {
    return bad(basename(file), `is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = wasteFile.safeParse(document);
  if (!read.success) {
    const issues = read.error.issues.slice(0, 50).map(
      (issue): Issue => ({
        path: `${basename(file)}, ${issue.path.join(".") || "document"}`,
        code: "matching.bad-file",
        severity: "error",
        message: issue.message,
      }),
    );
    throw new DataError(`${basename(file)}: ${issues[0].path.split(", ")[1]}: ${issues[0].message}`, issues);
  }
  const { data } = read;
  const fallback = data.source ?? "stated in the file";
  const factOf = (of: z.infer<typeof range>) =>
    typeof of === "number"
      ? { low: of, high: of, source: fallback }
      : "value" in of
        ? { low: of.value, high: of.value, source: of.source ?? fallback }
        : { low: of.low, high: of.high, source: of.source ?? fallback };
  const profile: WasteProfile = {
    name: data.name,
    type: data.type,
    elements: data.elements.map(({ element, ppm, hosts: found }) => ({
      element,
      gradePpm: factOf(ppm),
      hosts: found ?? null,
    })),
    facts: Object.fromEntries(
      Object.entries(data.facts ?? {}).flatMap(([key, of]) => (of === undefined ? [] : [[key, factOf(of)]])),
    ),
  };
  try {
    checkedProfile(profile);
  } catch (error) {
    if (error instanceof RangeError) return bad(basename(file), error.message);
    throw error;
  }
  const prices: Prices = data.pricesUsdPerKg ?? {};
  const unpriced = profile.elements.map(({ element }) => element).filter((element) => prices[element] === undefined);
  const issues: Issue[] =
    unpriced.length === 0
      ? []
      : [
          {
            path: basename(file),
            code: "matching.no-price",
            severity: "warning",
            message: `no price for ${unpriced.join(", ")}: their value is not in the ranking; add pricesUsdPerKg`,
          },
        ];
  return {
    profile,
    prices,
    pricesSource: data.pricesSource ?? "stated in the file",
    issues,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

const words = { yes: "technically possible", unknown: "cannot tell yet", no: "not possible" } as const;
const money = ({ low, mode, high }: Range) => `${figure(mode)} (${figure(low)}–${figure(high)}) USD/t`;
const figure = (value: number) => (value === 0 ? "0" : String(Number(value.toPrecision(2))));

function tell(profile: WasteProfile, proposals: readonly RouteProposal[], isAll: boolean): void {
  print(`${profile.name}: ${profile.type}, ${profile.elements.map(({ element }) => element).join(", ")}`);
  print(
    "Recoveries are priors of the catalogue (published or judged, as named), no test of this waste. Ranges are their ends.\n",
  );
  const shown = proposals.filter(({ feasible }) => isAll || feasible !== "no");
  for (const { route, feasible, elements, reasonsFor, reasonsAgainst, missing, valueUsdPerT, cost, margin } of shown) {
    print(`${route.name}  [${words[feasible]}]  ${route.id}, readiness ${route.readiness} of 9`);
    for (const { element, recovery, evidence } of elements)
      print(
        `  ${element}: ${percent(recovery.mode)} (${percent(recovery.low)}–${percent(recovery.high)}) recovered, ${evidence}`,
      );
    const against =
      margin === "above"
        ? "above cost even at worst"
        : margin === "below"
          ? "does not pay at these prices, even at best"
          : "open";
    print(
      margin === "no price"
        ? "  value: no price was given"
        : `  value ${money(valueUsdPerT)} against operating cost ${cost.lowUsdPerT}–${cost.highUsdPerT} USD/t: ${against}; no capital`,
    );
    for (const reason of reasonsFor) print(`  + ${reason}`);
    for (const reason of reasonsAgainst) print(`  - ${reason}`);
    for (const { says, test, weight } of missing) print(`  ? ${says}${weight === "must" ? " (must)" : ""}: ${test}`);
    print("");
  }
  const hidden = proposals.filter(({ feasible }) => feasible === "no");
  if (!isAll && hidden.length > 0)
    print(`Not possible (--all shows why): ${hidden.map(({ route }) => route.id).join(", ")}`);
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
