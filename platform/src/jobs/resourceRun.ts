import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Interval, RunManifest } from "@relode/core/evidence";
import {
  jsonText,
  type ResourceClasses,
  type ResourceColumn,
  type ResourceDocument,
  type ResourceSwath,
  type ResourceTotal,
  type ResourceTruth,
  type ResourceVariogram,
  blockTruth,
  classifyByDrilling,
  blockModel,
  curveBands,
  curveSums,
  gridOfWorld,
  netUsdPerTPpm,
  prepareBody,
  type PreparedBody,
  resourceClasses,
  sliceMeans,
  truthRow,
  worldOfGrid,
} from "@relode/core/resource";
import { qualityOf } from "./resourceQuality.ts";
import { ResourceColumnFile } from "./resourceColumnFile.ts";
import { type EstimatedBody, estimateBody } from "./resourceEstimate.ts";
import { writeEstimation } from "./resourceEstimation.ts";
import type { ResourceInputs } from "./resourceInputs.ts";
import { type SimulatedBody, simulateBody, totalBand } from "./resourceSimulate.ts";
import { ResourceTeam, type ResourceTeamOptions } from "./resourceTeam.ts";

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

/** Row groups of the block table. */
const groupBlocks = 1_000_000;

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
  const classified = classify(body, estimated);
  const { columns, described } = columnsOf(body, estimated, simulated, classified.codes);
  const truth = truthOf(body, inputs.truth, simulated, columns);
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
      ...(inputs.qaqc === null ? [] : qualityOf(inputs.qaqc, project.qaqc?.file ?? "").issues),
    ],
    manifest: manifest(),
  };
  await writeBlocks(join(folder, "blocks.parquet"), described, columns, estimated.total);
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

function columnsOf(
  body: PreparedBody,
  estimated: EstimatedBody,
  simulated: SimulatedBody | null,
  classes: Float32Array,
) {
  const columns = new Map<string, Float32Array>();
  const described: ResourceColumn[] = [];
  const add = (
    name: string,
    unit: string,
    kind: ResourceColumn["kind"],
    variable: string | null,
    note: string,
    values: Float32Array,
  ) => {
    columns.set(name, values);
    described.push({ name, unit, support: "block", kind, variable, note });
  };
  add("fraction", "1", "other", null, "share of the block inside the body", estimated.fraction);
  add("domain", "code", "domain", null, "domain with most of the block; codes under domains", estimated.domain);
  add("density", "t dry/m3", "density", "density", "dry bulk density of the part inside the body", estimated.density);
  add("massDryTonnes", "t dry", "other", null, "dry tonnes of the part inside the body", estimated.massDryTonnes);
  for (const { name, unit, estimate, variance, slope, pass, samples } of estimated.grades) {
    add(name, unit, "estimate", name, "ordinary kriging of the block along the layers of its domain", estimate);
    add(`${name}_variance`, `${unit}2`, "variance", name, "kriging variance", variance);
    add(`${name}_slope`, "1", "slope", name, "slope of the regression of truth on estimate", slope);
    add(`${name}_pass`, "1", "other", name, "search pass: 1 as declared, 2 twice the radii, 3 the whole domain", pass);
    add(`${name}_samples`, "1", "count", name, "composites used", samples);
  }
  for (const { name, unit, mean, p05, p50, p95 } of simulated?.bands ?? [])
    for (const [kind, values] of Object.entries({ mean, p05, p50, p95 }))
      add(
        `${name}_${kind}`,
        unit,
        kind as "mean",
        name,
        `${kind === "mean" ? "mean" : `percentile ${kind.slice(1)}`} over realisations`,
        values,
      );
  const { value } = body.project;
  if (value !== null) {
    const usd = new Float32Array(estimated.total).fill(-value.deductionsUsdPerT);
    for (const product of value.products) {
      const grade = columns.get(`${product.gradeColumn}_mean`) ?? columns.get(product.gradeColumn);
      const net = netUsdPerTPpm(product);
      for (let b = 0; b < usd.length; b++) usd[b] += net * (grade?.[b] ?? Number.NaN);
    }
    add(
      "valueUsdPerT",
      `USD${value.moneyYear}/t dry`,
      "value",
      null,
      "net revenue of a dry tonne before mining and processing",
      usd,
    );
  }
  add("class", "code", "class", null, "0 unclassified, 1 inferred, 2 indicated, 3 measured: a proposal", classes);
  return { columns, described };
}

async function writeBlocks(
  path: string,
  described: readonly ResourceColumn[],
  columns: ReadonlyMap<string, Float32Array>,
  total: number,
): Promise<void> {
  const file = new ResourceColumnFile(
    path,
    described.map(({ name }) => ({ name, type: "FLOAT" })),
  );
  const arrays = described.map(({ name }) => columns.get(name) ?? new Float32Array(total));
  for (let from = 0; from < total; from += groupBlocks)
    await file.append(arrays.map((values) => values.subarray(from, Math.min(total, from + groupBlocks))));
  await file.finish();
}

function totalsOf(body: PreparedBody, estimated: EstimatedBody, simulated: SimulatedBody | null): ResourceTotal[] {
  const point = (value: number): Interval => ({ mean: value, p05: Number.NaN, p50: Number.NaN, p95: Number.NaN });
  const rows: ResourceTotal[] = [];
  const places = [{ of: "body", d: -1 }, ...body.domains.map(({ name }, d) => ({ of: name, d }))];
  for (const { of, d } of places) {
    const pick = (list: Float64Array) => (d < 0 ? list.reduce((a, b) => a + b, 0) : list[d]);
    const mass = pick(estimated.domainMass);
    const masses = simulated === null ? null : d < 0 ? simulated.mass : simulated.domainMass.map((list) => list[d]);
    rows.push({
      of,
      quantity: "dry tonnes",
      variable: null,
      unit: "t dry",
      interval: masses === null ? point(mass) : totalBand(masses),
      estimate: mass,
    });
    for (const [v, { name }] of estimated.grades.entries()) {
      const metal = 1e-6 * pick(estimated.domainMetal[v]);
      const metals =
        simulated === null ? null : d < 0 ? simulated.metal[v] : simulated.domainMetal[v].map((list) => list[d]);
      rows.push({
        of,
        quantity: "contained metal",
        variable: name,
        unit: "t",
        interval: metals === null ? point(metal) : totalBand(metals),
        estimate: metal,
      });
      const grade = (1e6 * metal) / mass;
      rows.push({
        of,
        quantity: "mean grade",
        variable: name,
        unit: "ppm",
        interval:
          metals === null || masses === null
            ? point(grade)
            : totalBand(metals.map((t, k) => (masses[k] > 0 ? (1e6 * t) / masses[k] : 0))),
        estimate: grade,
      });
    }
  }
  return rows;
}

function factorVariograms(body: PreparedBody, simulated: SimulatedBody | null): ResourceVariogram[] {
  return (simulated?.groups ?? []).flatMap(({ domain, variables, variograms, dataUsed, dataSuperseded }) =>
    variograms.map((variogram, f) => ({
      domain,
      variable: variables.length === 1 ? variables[0] : `factor ${f + 1} (${variables.slice(0, f + 1).join(", ")})`,
      of: "normal score factor",
      samples: dataUsed + dataSuperseded,
      holes: new Set(body.domains.find(({ name }) => name === domain)?.samples.holes).size,
      mean: 0,
      variance: 1,
      topCutPpm: null,
      samplesCut: 0,
      variogram,
    })),
  );
}

function swathsOf(
  body: PreparedBody,
  estimated: EstimatedBody,
  simulated: SimulatedBody | null,
  perSlice: readonly [number, number, number],
): ResourceSwath[] {
  const { grid, samples } = body;
  return estimated.grades.flatMap(({ name, estimate }, g) =>
    ([0, 1, 2] as const).map((axis): ResourceSwath => {
      const v = body.variables.findIndex((variable) => variable.name === name);
      const thick = grid.sizeM[axis] * perSlice[axis];
      const count = Math.ceil(grid.count[axis] / perSlice[axis]);
      const [sum, weight, n] = [0, 0, 0].map(() => new Float64Array(count));
      for (const domain of body.domains)
        for (const [i, row] of domain.samples.rows.entries()) {
          const z = samples.values[v][row];
          const w = domain.samples.weights[i];
          if (Number.isNaN(z) || !(w > 0)) continue;
          const at = gridOfWorld(grid, [samples.xyzM[3 * row], samples.xyzM[3 * row + 1], samples.xyzM[3 * row + 2]])[
            axis
          ];
          const s = Math.floor(at / thick);
          if (s < 0 || s >= count) continue;
          sum[s] += w * z;
          weight[s] += w;
          n[s]++;
        }
      const means = sliceMeans(grid, estimated.massDryTonnes, estimate, axis, perSlice[axis]);
      return {
        variable: name,
        axis: "xyz"[axis] as "x",
        slices: Array.from(means, (estimateMean, s) => ({
          fromM: s * thick,
          toM: Math.min(grid.count[axis] * grid.sizeM[axis], (s + 1) * thick),
          samples: n[s],
          dataMean: sum[s] / weight[s],
          estimateMean,
          realisationMean: simulated === null ? null : (simulated.swaths[g][axis][s] ?? null),
        })),
      };
    }),
  );
}

function classify(
  body: PreparedBody,
  estimated: EstimatedBody,
): { codes: Float32Array; document: ResourceClasses | null } {
  const { project, spacingM } = body;
  const rows = body.domains.flatMap(({ samples }) => Array.from(samples.rows.filter((_, i) => samples.isOwn[i] === 1)));
  const xyzM = Float64Array.from(rows.flatMap((row) => [...body.samples.xyzM.subarray(3 * row, 3 * row + 3)]));
  const holes = Int32Array.from(rows, (row) => body.samples.holeNumber[row]);
  const limits = project.classification ?? [
    { class: "inferred" as const, mostDistanceM: 2 * spacingM, leastHoles: 2 },
    { class: "indicated" as const, mostDistanceM: 1.25 * spacingM, leastHoles: 3 },
  ];
  const basis =
    project.classification === null
      ? `default of this software: multiples of the median hole spacing (${spacingM.toFixed(0)} m); no measured class is proposed`
      : "limits declared in the project";
  const found = classifyByDrilling(blockModel(body.grid), { xyzM, holes }, { limits }, estimated.fraction);
  const codes = Float32Array.from(found.classes, (code, b) => (estimated.fraction[b] > 0 ? code : Number.NaN));
  const classes = resourceClasses.map((name, code) => {
    let [blocks, mass] = [0, 0];
    const metal = estimated.grades.map(() => 0);
    for (let b = 0; b < codes.length; b++) {
      if (codes[b] !== code) continue;
      blocks++;
      mass += estimated.massDryTonnes[b];
      for (const [v, { estimate }] of estimated.grades.entries()) metal[v] += estimated.massDryTonnes[b] * estimate[b];
    }
    const meanGrade = Object.fromEntries(estimated.grades.map((grade, v) => [grade.name, metal[v] / mass]));
    return { class: name, blocks, massDryTonnes: mass, meanGrade };
  });
  return { codes, document: { rule: found.rule, basis, classes, evidence: found.evidence } };
}

function valueOf({ project: { value } }: PreparedBody): ResourceDocument["value"] {
  if (value === null) return null;
  const products = value.products.map(
    ({ element, priceUsdPerKg, recovery, payable, refiningUsdPerKg }) =>
      `${element}: price ${priceUsdPerKg} USD${value.moneyYear}/kg, recovery ${recovery}, payable ${payable}, refining ${refiningUsdPerKg} USD${value.moneyYear}/kg`,
  );
  return {
    assumptions: [
      ...products,
      `deductions ${value.deductionsUsdPerT} USD${value.moneyYear}/t dry feed`,
      `prices and terms: ${value.source}`,
    ],
    terms: {
      products: value.products,
      deductionsUsdPerT: value.deductionsUsdPerT,
      costUsdPerT: value.costUsdPerT,
      moneyYear: value.moneyYear,
    },
  };
}

interface TruthFile {
  readonly note?: string;
  readonly totals: { readonly massDryTonnes: number; readonly metalTonnes: Readonly<Record<string, number>> };
  readonly units?: Readonly<Record<string, TruthFile["totals"]>>;
  readonly grid?: PreparedBody["grid"];
  readonly blocks?: {
    readonly massDryTonnes: readonly (number | null)[];
    readonly gradePpm: Readonly<Record<string, readonly (number | null)[]>>;
  };
}

/** Holds the intervals against the truth of a body that is declared synthetic; nothing of the truth reaches the estimate. */
function truthOf(
  body: PreparedBody,
  given: unknown,
  simulated: SimulatedBody | null,
  columns: ReadonlyMap<string, Float32Array>,
): ResourceTruth | null {
  if (body.project.declared !== "synthetic" || given === null || simulated === null) return null;
  const truth = given as TruthFile;
  const grades = body.variables.filter(({ unit }) => unit === "ppm");
  const rows = [truthRow("dry tonnes, body", "t dry", truth.totals.massDryTonnes, totalBand(simulated.mass))];
  for (const [v, { substance }] of grades.entries()) {
    const metal = truth.totals.metalTonnes[substance ?? ""];
    if (metal !== undefined)
      rows.push(truthRow(`contained ${substance}, body`, "t", metal, totalBand(simulated.metal[v])));
  }
  for (const [d, { name }] of body.domains.entries()) {
    const unit = body.project.domains[d].codes.map((code) => truth.units?.[code]).find((one) => one !== undefined);
    if (unit === undefined) continue;
    rows.push(
      truthRow(
        `dry tonnes, ${name}`,
        "t dry",
        unit.massDryTonnes,
        totalBand(simulated.domainMass.map((list) => list[d])),
      ),
    );
    for (const [v, { substance }] of grades.entries())
      rows.push(
        truthRow(
          `contained ${substance}, ${name}`,
          "t",
          unit.metalTonnes[substance ?? ""],
          totalBand(simulated.domainMetal[v].map((list) => list[d])),
        ),
      );
  }
  const isSameGrid = jsonText(truth.grid) === jsonText(body.grid);
  const blocks = grades.flatMap(({ name, substance }) => {
    const gradePpm = truth.blocks?.gradePpm[substance ?? ""];
    const [estimate, p05, p95] = [name, `${name}_p05`, `${name}_p95`].map((column) => columns.get(column));
    if (!isSameGrid || truth.blocks === undefined || gradePpm === undefined || !estimate || !p05 || !p95) return [];
    return [blockTruth(name, { massDryTonnes: truth.blocks.massDryTonnes, gradePpm }, { estimate, p05, p95 })];
  });
  return {
    note: truth.note ?? "",
    rows,
    blocks,
    covered: rows.filter(({ isCovered }) => isCovered).length,
    compared: rows.length,
  };
}

function domainRows(body: PreparedBody, estimated: EstimatedBody): ResourceDocument["domains"] {
  return body.domains.map(({ code, name, samples, blocks, contact }, d) => {
    const search = estimated.search.get(name);
    return {
      code,
      name,
      samples: samples.isOwn.reduce((n, own) => n + own, 0),
      holes: new Set(samples.holes).size,
      volumeM3: blocks.volumeM3,
      layers: body.project.domains[d].layers,
      contactHoles: contact?.holes ?? 0,
      search: {
        radiiM: search?.radiiM ?? [],
        maxSamples: search?.maxSamples ?? 0,
        minSamples: search?.minSamples ?? 0,
      },
    };
  });
}

function methodsOf(body: PreparedBody, simulated: SimulatedBody | null): Record<string, string> {
  const { project } = body;
  const composite = project.drillholes.composite;
  return {
    composites: `${composite.lengthM} m within a hole and a domain; below detection: ${composite.censored}`,
    declustering: `cells of ${body.spacingM.toFixed(0)} m in plan and two composites in height`,
    estimate:
      "ordinary kriging of blocks (3 x 3 x 2 points) along the layers of each domain; a block cut by a contact holds the mean of its parts by dry mass",
    variogram:
      "for the estimate fitted automatically, or as the project gives it; for the realisations always fitted to the factors of the scores, with ranges along the layers held by whole holes left out; the verdict is with each",
    simulation:
      simulated === null
        ? "none"
        : `sequential Gaussian simulation of uncorrelated factors of the normal scores on ${simulated.nodes} nodes, path ${project.simulation.path}, averaged to blocks by dry mass; contacts and volume are drawn in each realisation`,
    density:
      project.density === null
        ? "measured, estimated and simulated like a grade"
        : `assumed ${project.density.tPerM3} +- ${project.density.sigmaTPerM3} t dry/m3 (${project.density.source})`,
    interval: "P5, P50 and P95 over realisations (quantiles of type 7)",
  };
}

/** `holes.json`: paths and composites in world coordinates. */
export function holesOf(body: PreparedBody) {
  const { samples, variables } = body;
  const holes = [...body.paths.values()].map(({ hole, xyzM }) => ({
    hole,
    collar: [...xyzM.subarray(0, 3)],
    path: Array.from({ length: xyzM.length / 3 }, (_, i) => [...xyzM.subarray(3 * i, 3 * i + 3)]),
  }));
  const composites = samples.hole
    .map((hole, i) => ({
      hole,
      fromM: samples.fromM[i],
      toM: samples.toM[i],
      at: [...samples.xyzM.subarray(3 * i, 3 * i + 3)],
      domain: samples.domain[i] < 0 ? null : samples.domain[i] + 1,
      values: Object.fromEntries(variables.map(({ name }, v) => [name, samples.values[v][i]])),
    }))
    .filter(({ at }) => !at.some(Number.isNaN));
  return { holes, composites };
}

const mostSurfaceNodes = 250_000;

/** Surfaces of the body and its contacts on its columns, thinned where there are many; in the axes of the grid when it is turned. */
export function surfacesOf({ columns, domains, grid }: PreparedBody) {
  const every = Math.max(1, Math.ceil(Math.sqrt(columns.topM.length / mostSurfaceNodes)));
  const count = columns.count.map((n) => Math.ceil(n / every));
  const spacing = columns.stepM.map((step) => step * every);
  const thinned = (z: Float64Array) =>
    Array.from(
      { length: count[0] * count[1] },
      (_, i) => z[(i % count[0]) * every + columns.count[0] * Math.floor(i / count[0]) * every],
    );
  const lattice = {
    origin: worldOfGrid(grid, [columns.stepM[0] / 2, columns.stepM[1] / 2, 0]).slice(0, 2),
    spacing,
    count,
    azimuthDeg: grid.azimuthDeg,
  };
  const named = [
    { name: "top", z: columns.topM },
    ...domains.slice(0, -1).map(({ name, bottomM }) => ({ name: `base of ${name}`, z: bottomM })),
    { name: "base", z: columns.baseM },
  ];
  return { surfaces: named.map(({ name, z }) => ({ name, grid: lattice, z: thinned(z) })) };
}
