import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readEquipmentAccounts } from "@relode/core/datasets";
import {
  type AccountCost,
  breakEvens,
  evaluateProject,
  keyWords,
  monteCarlo,
  pathSwings,
  type Project,
  projectSobolShares,
  readAlternatives,
  readProject,
  scenarioValues,
  tornadoSwings,
} from "@relode/core/economics";
import type { Issue, RunManifest } from "@relode/core/evidence";
import { datasetsFolder } from "../files/datasetFiles.ts";
import { ApiProblem } from "./problem.ts";

/** Most realisations of a posted document; the command line takes more. */
export const mostRealisations = 20_000;
const pathRealisations = 2000;

/** How often a document is drawn. */
export interface RiskSettings {
  readonly realisations: number;
  readonly seed: number;
  /** Base runs of the Sobol shares; 0 = none. */
  readonly sobol: number;
}

interface Opened {
  readonly project: Project;
  readonly accounts: readonly AccountCost[];
  readonly issues: readonly Issue[];
}

const name = "body";

/** The document of `relode economics`, read. @throws {ApiProblem} 400 with every finding where it cannot be used */
async function opened(document: unknown): Promise<Opened> {
  const accounts = readEquipmentAccounts(
    await readFile(join(datasetsFolder(), "equipmentAccounts", "data.csv"), "utf8"),
  ).rows;
  const { project, issues } = readProject(document, name, accounts);
  const all = [...tablesBeside(document), ...issues];
  return { project: usable(project, all), accounts, issues: all };
}

/** The project where nothing stands against it. @throws {ApiProblem} 400 */
function usable(project: Project | null, issues: readonly Issue[]): Project {
  const errors = issues.filter(({ severity }) => severity === "error");
  if (project !== null && errors.length === 0) return project;
  const first = errors[0];
  const rest = errors.length > 1 ? `; ${errors.length - 1} more under issues` : "";
  throw new ApiProblem(
    400,
    "economics-unusable",
    `${first ? `${first.path}: ${first.message}` : "the document holds no project"}${rest}`,
    { issues },
  );
}

/** A column of realisations may name a file on the command line; a posted document has no file beside it. */
function tablesBeside(document: unknown): Issue[] {
  const uncertain = (document as { uncertain?: unknown } | null)?.uncertain;
  if (!Array.isArray(uncertain)) return [];
  return uncertain.flatMap((line: unknown, i): Issue[] =>
    typeof line === "object" && line !== null && "file" in line
      ? [
          {
            path: `${name}.uncertain[${i}].file`,
            code: "economics.no-file",
            severity: "error",
            message: "a posted document has no file beside it; give the realisations as values",
          },
        ]
      : [],
  );
}

/** What the core refuses about a document is a finding in it. */
function refusing<T>(issues: readonly Issue[], compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof RangeError) || "code" in error) throw error;
    const found: Issue = { path: name, code: "economics.refused", severity: "error", message: error.message };
    throw new ApiProblem(400, "economics-refused", `${name}: ${error.message}`, { issues: [found, ...issues] });
  }
}

const described = ({ name: title, declared, currency, moneyYear, discountRate, basis }: Project) => ({
  name: title,
  declared,
  money: `${currency} of ${moneyYear}`,
  discountRate,
  basis,
});

/** Value of a posted document: annual table, all rates of return, scenarios and alternatives. @throws {ApiProblem} 400 */
export async function evaluatePosted(document: unknown, version: string) {
  const startedMs = performance.now();
  const { project, accounts, issues } = await opened(document);
  return refusing(issues, () => {
    const scenarios = scenarioValues(document, name, project);
    const others = readAlternatives(document, name, accounts);
    const all = [...issues, ...scenarios.issues, ...others.issues];
    usable(project, all);
    const result = {
      project: described(project),
      ...evaluateProject(project),
      uncertainty: "none drawn: see POST /economics/risk",
      scenarios: scenarios.values,
      alternatives: others.alternatives.map(({ name: title, project: other }) => {
        const { npv, realIrr, paybackYears } = evaluateProject(other);
        return { name: title, npv, realIrr, paybackYears };
      }),
    };
    return {
      result,
      issues: all,
      manifest: manifestOf("POST /economics/evaluate", document, version, null, {}, startedMs),
    };
  });
}

/** Monte Carlo, swings, Sobol shares and break-evens of a posted document. @throws {ApiProblem} 400 */
export async function riskPosted(document: unknown, { realisations, seed, sobol }: RiskSettings, version: string) {
  const startedMs = performance.now();
  const { project, issues } = await opened(document);
  return refusing(issues, () => {
    const given = project.uncertain.find(({ distribution }) => distribution.kind === "column")?.distribution;
    const count = given?.kind === "column" ? given.values.length : realisations;
    if (count > mostRealisations)
      throw new RangeError(
        `a column holds ${count} realisations, limit ${mostRealisations}; use relode economics risk`,
      );
    const hasPaths = project.products.some(({ priceModel }) => priceModel !== null);
    const { npv, drawn: _drawn, heldAtBound, ...drawn } = monteCarlo(project, count, seed);
    const swings = [...tornadoSwings(project), ...(hasPaths ? pathSwings(project, pathRealisations, seed) : [])]
      .map((swing) => ({ ...swing, words: keyWords(swing.key) }))
      .toSorted((a, b) => Math.abs(b.npvAtHigh - b.npvAtLow) - Math.abs(a.npvAtHigh - a.npvAtLow));
    const isDrawn = project.uncertain.length > 0 || hasPaths;
    const result = {
      project: described(project),
      base: evaluateProject(project).npv,
      ...drawn,
      realisationsNpv: Array.from(npv),
      heldAtBound: Object.fromEntries(heldAtBound),
      swings,
      sobol: sobol > 0 && isDrawn ? projectSobolShares(project, Math.max(16, sobol), seed) : [],
      breakEvens: breakEvens(project),
    };
    const parameters = { realisations: count, sobol };
    return {
      result,
      issues,
      manifest: manifestOf("POST /economics/risk", document, version, seed, parameters, startedMs),
    };
  });
}

/** The posted text is not kept, so the checksum is that of the document written again without spaces. */
function manifestOf(
  command: string,
  document: unknown,
  version: string,
  seed: number | null,
  parameters: RunManifest["parameters"],
  startedMs: number,
): RunManifest {
  const sha256 = createHash("sha256").update(JSON.stringify(document)).digest("hex");
  return {
    software: "relode",
    version,
    command,
    seed,
    inputs: [{ name: "body, as JSON without spaces", sha256 }],
    parameters,
    finishedAt: new Date().toISOString(),
    elapsedSeconds: (performance.now() - startedMs) / 1000,
  };
}
