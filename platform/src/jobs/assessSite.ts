import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import {
  assess,
  type AssessedSite,
  type Assessment,
  assessmentFigures,
  type BodyTruth,
  readSite,
  silentFigures,
  type Site,
  siteProducts,
  usualSeed,
  truthCheck,
  type TruthRow,
} from "@relode/core/assessment";
import { DataError } from "@relode/core/evidence";
import { fillNormal } from "@relode/core/numerics";
import { parseJson } from "../files/jsonFile.ts";
import { resourceModel } from "../files/resourceModel.ts";
import { type SiteDrawing, withFlowsheets } from "./siteFlowsheets.ts";

function refuse(path: string, code: string, message: string): never {
  throw new DataError(`${path}: ${message}`, [{ path, code, severity: "error", message }]);
}

async function jsonFile(path: string, code: string): Promise<{ document: unknown; sha256: string }> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) =>
    refuse(
      path,
      code,
      error.code === "EISDIR"
        ? "is a folder; name the JSON file in it"
        : "is not there or cannot be read; check the path",
    ),
  );
  return { document: parseJson(text, path), sha256: createHash("sha256").update(text).digest("hex") };
}

/**
 * Reads a site file and the resource it names, and assesses it. Throws DataError with every finding where a file does not hold what it
 * should.
 */
export async function assessSite(
  file: string,
  onProgress: (done: number, stage: string) => void,
): Promise<AssessedSite> {
  onProgress(0, "reading");
  const name = basename(file);
  const given = await jsonFile(file, "assess.not-readable");
  const folder = dirname(resolve(file));
  const flowsheets = await withFlowsheets(given.document, name, folder, await drawingOf(given.document, folder));
  const { site, issues } = readSite(flowsheets.document, name);
  if (site === null) throw new DataError(`${name} is not usable`, issues);
  const products = siteProducts(site, name, []);
  const found = [...flowsheets.issues, ...issues, ...products.issues];
  if (products.terms === null) throw new DataError(`${name}.economics is not usable`, found);
  const resource = await resourceModel(resolve(folder, site.resource), [...site.elements.values()]);
  if (resource.declared !== site.declared)
    refuse(
      name,
      "assess.declared",
      `declares the site ${site.declared}, its resource is declared ${resource.declared}; make them agree`,
    );
  if (resource.truth !== null)
    found.push({
      path: `${name}.resource`,
      code: "assess.resource-coverage",
      severity: "warning",
      message: `of all totals of the synthetic resource, domains included, ${resource.truth.covered} of ${resource.truth.totals} hold their truth within P5-P95: on such ponds intervals of single domains have come out too narrow (docs/resource.md), so the share of doubt that comes from the resource may be a lower bound`,
    });
  onProgress(0.3, "digging, routing, cash flow");
  const volumeFactor = new Float64Array(resource.realisations);
  fillNormal(volumeFactor, site.seed, "volume of the body");
  volumeFactor.forEach((z, k) => {
    volumeFactor[k] = Math.max(0, 1 + resource.relativeVolumeSd * z);
  });
  const body = {
    model: resource.model,
    density: "density",
    share: "fraction",
    grades: site.elements,
    realisations: resource.realisations,
    volumeFactor,
  };
  const assessment = refusing(name, () =>
    assess(site, body, products.terms as NonNullable<typeof products.terms>, name, []),
  );
  onProgress(0.8, "figures and truth");
  const inputs = [
    { name, sha256: given.sha256 },
    ...flowsheets.inputs,
    { name: "resource.json", sha256: resource.sha256 },
  ];
  const truth = site.truth === null ? null : await truthRows(site, assessment, folder, inputs);
  return {
    assessment,
    figures: assessmentFigures(assessment),
    silent: silentFigures(assessment),
    truth,
    issues: found,
    inputs,
  };
}

/** Realisations of the resource that a site names, and the seed; null where they cannot be known yet. */
async function drawingOf(document: unknown, folder: string): Promise<SiteDrawing | null> {
  const { resource, seed } = (document ?? {}) as { resource?: unknown; seed?: unknown };
  if (typeof resource !== "string") return null;
  const text = await readFile(resolve(folder, resource, "resource.json"), "utf8").catch(() => "null");
  try {
    const realisations = (JSON.parse(text) as { realisations?: unknown } | null)?.realisations;
    const isCount = typeof realisations === "number" && Number.isInteger(realisations) && realisations >= 4;
    return isCount ? { realisations, seed: typeof seed === "number" ? seed : usualSeed } : null;
  } catch {
    // A damaged resource is told when it is opened.
    return null;
  }
}

async function truthRows(
  site: Site,
  assessment: Assessment,
  folder: string,
  inputs: { name: string; sha256: string }[],
): Promise<readonly TruthRow[]> {
  const path = resolve(folder, site.truth?.file ?? "");
  const { document, sha256 } = await jsonFile(path, "assess.no-truth");
  const blocks = (document as { blocks?: BodyTruth }).blocks;
  if (blocks?.massDryTonnes === undefined || blocks.gradePpm === undefined)
    refuse(path, "assess.no-truth", "has no blocks.massDryTonnes and blocks.gradePpm");
  inputs.push({ name: basename(path), sha256 });
  return refusing(basename(path), () => truthCheck(assessment, blocks));
}

/** What a function refuses by its arguments is a finding in the file that gave them. */
function refusing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) refuse(path, "assess.refused", error.message);
    throw error;
  }
}
