import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunManifest } from "@relode/core/evidence";
import {
  curveBands,
  curveSums,
  jsonText,
  prepareBody,
  type PreparedBody,
  type ResourceDocument,
} from "@relode/core/resource";
import { classifyBody } from "./resourceClassify.ts";
import { columnsOf, writeBlocks } from "./resourceColumns.ts";
import { estimateBody } from "./resourceEstimate.ts";
import { writeEstimation } from "./resourceEstimation.ts";
import { holesOf, surfacesOf } from "./resourceGeometry.ts";
import type { ResourceInputs } from "./resourceInputs.ts";
import { qualityOf } from "./resourceQuality.ts";
import { simulateBody } from "./resourceSimulate.ts";
import { swathsOf } from "./resourceSwaths.ts";
import { writeSubBlocks } from "./resourceSubBlocks.ts";
import { ResourceTeam, type ResourceTeamOptions } from "./resourceTeam.ts";
import { totalsOf } from "./resourceTotals.ts";
import { truthOf } from "./resourceTruth.ts";
import { domainRows, factorVariograms, methodsOf, valueOf } from "./resourceWords.ts";

export interface ResourceRunOptions extends Partial<ResourceTeamOptions> {
  /** An empty folder that the run fills; the caller moves it to its place when all is well. */
  readonly folder: string;
  readonly onProgress: (fraction: number, stage: string) => void;
  /** The manifest is made when the run ends. */
  readonly manifest: () => RunManifest;
}

/** A run with what the pictures need beside the document. */
export interface ResourceRun {
  readonly document: ResourceDocument;
  readonly body: PreparedBody;
  readonly columns: ReadonlyMap<string, Float32Array>;
}

/**
 * Estimates and simulates a body and writes `blocks.parquet`, `realisations/`, `holes.json`, `surfaces.json` and `resource.json`.
 * @throws {DataError} the data do not carry an estimate, with every finding
 */
export async function runResource(inputs: ResourceInputs, options: ResourceRunOptions): Promise<ResourceRun> {
  const { onProgress } = options;
  onProgress(0, "domains, composites, surfaces");
  const body = prepareBody(inputs);
  const { threads = 1, worker } = options;
  const team = await ResourceTeam.of(inputs, body, { threads, ...(worker === undefined ? {} : { worker }) });
  try {
    return await runOnTeam(inputs, body, team, options);
  } finally {
    await team.end();
  }
}

async function runOnTeam(
  inputs: ResourceInputs,
  body: PreparedBody,
  team: ResourceTeam,
  { folder, onProgress, manifest }: ResourceRunOptions,
): Promise<ResourceRun> {
  const { project } = inputs;
  const simulates = project.simulation.realisations > 0;
  const estimated = await estimateBody(body, team, (done, stage) =>
    onProgress(0.02 + (simulates ? 0.23 : 0.9) * done, stage),
  );
  const grades = estimated.grades;
  const cutoffsPpm = grades.map(({ name, estimate }) => project.cutoffsPpm.get(name) ?? defaultCutoffs(estimate));
  const blocksPerSlice = body.grid.count.map((n, a) => (a === 2 ? 1 : Math.max(1, Math.round(n / 24)))) as [
    number,
    number,
    number,
  ];
  const simulated = simulates
    ? await simulateBody(body, team, {
        folder,
        cutoffsPpm,
        blocksPerSlice,
        onProgress: (done, stage) => onProgress(0.25 + 0.7 * done, stage),
      })
    : null;
  onProgress(0.95, "tables");
  const classified = classifyBody(body, estimated);
  const { columns, described } = columnsOf(body, estimated, simulated, classified.codes);
  const truth = truthOf(body, inputs.truth, simulated, columns);
  const subBlockIssues =
    project.subBlocks === "contacts" ? await writeSubBlocks(folder, body, estimated, manifest().finishedAt) : [];
  const document: ResourceDocument = {
    schema: "relode.resource/1",
    name: project.name,
    declared: project.declared,
    note: project.note,
    crs: project.crs,
    grid: body.grid,
    blocks: estimated.total,
    blocksInBody: estimated.fraction.reduce((n, share) => n + (share > 0 ? 1 : 0), 0),
    realisations: project.simulation.realisations,
    seed: project.seed,
    columns: described,
    variables: simulated === null ? [] : simulated.bands.map(({ name, unit }) => ({ name, unit })),
    domains: domainRows(body, estimated),
    body: {
      volumeM3: body.volumeM3,
      volumeSigmaM3: body.volumeSigmaM3,
      holes: body.paths.size,
      spacingM: body.spacingM,
      compositeM: body.compositeM,
      baseCheck: body.baseCheck,
    },
    methods: methodsOf(body, simulated),
    totals: totalsOf(body, estimated, simulated),
    variograms: [...estimated.variograms, ...factorVariograms(body, simulated)],
    gradeTonnage: grades.map(({ name, estimate }, v) => ({
      variable: name,
      unit: "ppm",
      points: curveBands(
        cutoffsPpm[v],
        simulated?.curves[v] ?? [],
        curveSums(estimated.massDryTonnes, estimate, cutoffsPpm[v]),
      ),
    })),
    swaths: swathsOf(body, estimated, simulated, blocksPerSlice),
    validation: estimated.validation,
    quality: inputs.qaqc === null ? [] : qualityOf(inputs.qaqc, project.qaqc?.file ?? "").rows,
    classification: classified.document,
    value: valueOf(body),
    truth,
    issues: [
      ...inputs.issues.filter(({ severity, code }) => severity !== "info" || code === "assay.sentinel"),
      ...body.issues,
      ...estimated.issues,
      ...subBlockIssues,
      ...(inputs.qaqc === null ? [] : qualityOf(inputs.qaqc, project.qaqc?.file ?? "").issues),
    ],
    manifest: manifest(),
  };
  await writeBlocks(folder, described, columns, estimated.total);
  await writeFile(join(folder, "holes.json"), jsonText(holesOf(body)));
  await writeEstimation(folder, body, estimated.variograms);
  await writeFile(join(folder, "surfaces.json"), jsonText(surfacesOf(body)));
  await writeFile(join(folder, "resource.json"), jsonText(document, 1));
  return { document, body, columns };
}

/** Fifteen round steps from 0 to the 98th percentile of the estimate. */
function defaultCutoffs(estimate: Float32Array): number[] {
  const sorted = estimate.filter((z) => !Number.isNaN(z)).sort();
  const top = sorted[Math.floor(0.98 * (sorted.length - 1))] ?? 0;
  if (!(top > 0)) return [0];
  const raw = top / 14;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  return Array.from({ length: 16 }, (_, i) => Number((i * step).toPrecision(6))).filter((c) => c <= top * 1.05);
}
