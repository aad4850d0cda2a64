import { resolve } from "node:path";
import type { Command } from "commander";
import { proposeRoutes, type Range, type RouteProposal, routes, type WasteProfile } from "@relode/core/matching";
import { textTable } from "../report/terminalText.ts";
import { commandManifest } from "./commandManifest.ts";
import { print, printJson, sayIssues, terminalWidth } from "./print.ts";
import { addMatchingPlants } from "./matchingPlants.ts";
import { openWaste } from "./matchingWaste.ts";
import { checkWritable, writeResult } from "./writeResult.ts";

interface Flags {
  readonly json?: boolean;
  readonly out?: string;
  readonly all?: boolean;
}

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
  addMatchingPlants(matching);
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
  if (flags.out !== undefined) checkWritable(resolve(flags.out));
  const { profile, prices, pricesSource, issues, input } = await openWaste(file);
  const proposals = proposeRoutes(profile, prices);
  const result = {
    name: profile.name,
    type: profile.type,
    pricesUsdPerKg: prices,
    pricesSource,
    proposals: proposals.map((proposal) => ({ ...proposal, route: plainRoute(proposal.route) })),
  };
  const inputs = [input];
  const document = {
    result,
    issues,
    manifest: commandManifest({ command: "matching propose", seed: null, inputs, parameters: {}, startedMs }),
  };
  if (flags.out !== undefined) await writeResult(resolve(flags.out), `${JSON.stringify(document, null, 2)}\n`);
  if (flags.json === true) return printJson(document);
  sayIssues(issues);
  const priced = Object.entries(prices).map(([element, usd]) => `${element} ${usd}`);
  if (priced.length > 0) print(`Prices in USD/kg: ${priced.join(", ")} (${pricesSource})`);
  tell(profile, proposals, flags.all === true);
}

/** A route without its functions: conditions in words. */
function plainRoute({ requirements, ...route }: RouteProposal["route"]) {
  return { ...route, requirements: requirements.map(({ weight, says }) => ({ weight, says })) };
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
