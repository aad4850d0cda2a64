import type { Interval } from "@relode/core/evidence";
import { declusterCells } from "@relode/core/geostat";
import {
  bandOf,
  columnIn,
  type Recoverable,
  recoverable,
  type ResourceDocument,
  type ResourceHoles,
} from "@relode/core/resource";
import type { ResourceModel } from "../files/resourceModel.ts";

/** Above one cut-off, over the whole body or one panel. */
export interface RecoveredRow {
  readonly cutoffPpm: number;
  /** By uniform conditioning: one number, no interval. */
  readonly conditionedTonnes: number;
  readonly conditionedGradePpm: number;
  /** By the realisations of small blocks. */
  readonly simulatedTonnes: Interval;
  readonly simulatedGradePpm: Interval;
  /** Of the kriged small blocks, which are too smooth. */
  readonly krigedTonnes: number;
  readonly krigedGradePpm: number;
}

export interface RecoveredPanel {
  readonly domain: string;
  readonly place: readonly [number, number, number];
  readonly massDryTonnes: number;
  readonly gradePpm: number;
  readonly rows: readonly RecoveredRow[];
}

export interface ResourceRecovery {
  readonly rows: readonly RecoveredRow[];
  readonly panels: readonly RecoveredPanel[];
  /** Localised grade of each block; NaN outside the body and in domains that were left out. */
  readonly localisedPpm: Float32Array;
  readonly domains: readonly {
    readonly name: string;
    readonly panels: number;
    readonly smuVarianceRatio: number;
    readonly panelVarianceRatio: number;
  }[];
  /** Domains without an answer and why. */
  readonly leftOut: readonly string[];
}

export interface RecoverySpec {
  readonly variable: string;
  readonly cutoffsPpm: readonly number[];
  /** Blocks along x, y, z of a panel. */
  readonly panelBlocks: readonly [number, number, number];
}

/**
 * Recoverable tonnes and grade above cut-offs in panels of blocks, domain by domain: by uniform conditioning of the kriged panel, and by the
 * realisations of the blocks side by side. Blocks are the small units that mining selects.
 * @param columns of the block table: domain, massDryTonnes and the variable
 * @throws {RangeError} no domain has an answer; the reasons are in the message
 */
export function recoverResource(
  document: ResourceDocument,
  holes: ResourceHoles,
  columns: ReadonlyMap<string, Float32Array>,
  resource: ResourceModel,
  spec: RecoverySpec,
): ResourceRecovery {
  const { variable, cutoffsPpm } = spec;
  const [domain, mass, kriged] = ["domain", "massDryTonnes", variable].map(
    (name) => columns.get(name) ?? new Float32Array(document.blocks),
  );
  const localisedPpm = new Float32Array(document.blocks).fill(Number.NaN);
  const panels: RecoveredPanel[] = [];
  const domains: ResourceRecovery["domains"][number][] = [];
  const leftOut: string[] = [];
  const whole = sumsOf(cutoffsPpm, resource.realisations);
  for (const { code, name } of document.domains) {
    const blocks: number[] = [];
    for (let b = 0; b < document.blocks; b++) if (domain[b] === code && mass[b] > 0 && kriged[b] >= 0) blocks.push(b);
    const { panelOf, places } = panelsOf(document, blocks, spec.panelBlocks);
    const found = domainRecovery(document, holes, { code, name }, variable, {
      panelOfSmu: panelOf,
      massDryTonnes: Float64Array.from(blocks, (b) => mass[b]),
      krigedPpm: Float64Array.from(blocks, (b) => kriged[b]),
      cutoffsPpm,
    });
    if (typeof found === "string") {
      leftOut.push(`${name}: ${found}`);
      continue;
    }
    for (const [s, b] of blocks.entries()) localisedPpm[b] = found.smuGradePpm[s];
    const { smuVarianceRatio, panelVarianceRatio } = found;
    domains.push({ name, panels: places.length, smuVarianceRatio, panelVarianceRatio });
    const inPanel = places.map((): number[] => []);
    for (const [s, b] of blocks.entries()) inPanel[panelOf[s]].push(b);
    for (const [p, { massDryTonnes, gradePpm, recovery }] of found.panels.entries()) {
      const sums = sumsOf(cutoffsPpm, resource.realisations);
      for (const [c, { tonnage, metalPpm }] of recovery.entries()) {
        sums.conditioned[c].tonnes += massDryTonnes * tonnage;
        sums.conditioned[c].metal += massDryTonnes * metalPpm;
      }
      addBlocks(sums, resource, variable, inPanel[p], mass, kriged, cutoffsPpm);
      addSums(whole, sums);
      panels.push({ domain: name, place: places[p], massDryTonnes, gradePpm, rows: rowsOf(sums, cutoffsPpm) });
    }
  }
  if (domains.length === 0) throw new RangeError(`no domain can be conditioned: ${leftOut.join("; ")}`);
  return { rows: rowsOf(whole, cutoffsPpm), panels, localisedPpm, domains, leftOut };
}

/** Number of the panel of each block, and where each panel lies. */
function panelsOf({ grid }: ResourceDocument, blocks: readonly number[], size: readonly [number, number, number]) {
  const [nx, ny] = grid.count;
  const number = new Map<string, number>();
  const places: [number, number, number][] = [];
  const panelOf = Int32Array.from(blocks, (b) => {
    const at: [number, number, number] = [
      Math.floor((b % nx) / size[0]),
      Math.floor((Math.floor(b / nx) % ny) / size[1]),
      Math.floor(Math.floor(b / (nx * ny)) / size[2]),
    ];
    const known = number.get(at.join());
    if (known !== undefined) return known;
    number.set(at.join(), places.length);
    places.push(at);
    return places.length - 1;
  });
  return { panelOf, places };
}

/** The domain's answer, or why there is none. */
function domainRecovery(
  document: ResourceDocument,
  holes: ResourceHoles,
  { code, name }: { readonly code: number; readonly name: string },
  variable: string,
  smus: {
    readonly panelOfSmu: Int32Array;
    readonly massDryTonnes: Float64Array;
    readonly krigedPpm: Float64Array;
    readonly cutoffsPpm: readonly number[];
  },
): Recoverable | string {
  const taken = holes.composites.flatMap(({ domain, values, at }) => {
    const value = values[variable];
    return domain === code && typeof value === "number" && value >= 0 ? [{ value, at }] : [];
  });
  const model = document.variograms.find(
    (one) => one.domain === name && one.of === "grade" && one.variable === variable,
  )?.variogram.model;
  if (model === undefined || taken.length < 20) return `${taken.length} composites, at least 20 are needed`;
  const gradePpm = Float64Array.from(taken, ({ value }) => value);
  const { weights } = declusterCells(
    { xyzM: Float64Array.from(taken.flatMap(({ at }) => [...at])), values: gradePpm },
    { sizesM: [document.body.spacingM], proportions: [1, (2 * document.body.compositeM) / document.body.spacingM] },
  );
  try {
    return recoverable({ points: { gradePpm, weights }, model, smuSizeM: document.grid.sizeM, ...smus });
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

interface Sums {
  readonly conditioned: { tonnes: number; metal: number }[];
  readonly kriged: { tonnes: number; metal: number }[];
  /** By cut-off and realisation. */
  readonly tonnes: Float64Array[];
  readonly metal: Float64Array[];
}

function sumsOf(cutoffsPpm: readonly number[], realisations: number): Sums {
  const zero = () => cutoffsPpm.map(() => ({ tonnes: 0, metal: 0 }));
  const each = () => cutoffsPpm.map(() => new Float64Array(realisations));
  return { conditioned: zero(), kriged: zero(), tonnes: each(), metal: each() };
}

function addBlocks(
  { kriged: sums, tonnes, metal }: Sums,
  { model, realisations }: ResourceModel,
  variable: string,
  blocks: readonly number[],
  mass: Float32Array,
  kriged: Float32Array,
  cutoffsPpm: readonly number[],
): void {
  const grade = columnIn(model, variable, "ppm").values;
  const density = columnIn(model, "density", "t dry/m3");
  const share = columnIn(model, "fraction", "1").values;
  for (const b of blocks)
    for (const [c, cutoff] of cutoffsPpm.entries()) {
      if (kriged[b] >= cutoff) {
        sums[c].tonnes += mass[b];
        sums[c].metal += mass[b] * kriged[b];
      }
      for (let k = 0; k < realisations; k++) {
        const z = grade[k * model.blocks + b];
        if (!(z >= cutoff)) continue;
        const rho = density.values[(density.realisations > 1 ? k : 0) * model.blocks + b];
        const t = model.volumeM3 * share[b] * rho;
        tonnes[c][k] += t;
        metal[c][k] += t * z;
      }
    }
}

function addSums(to: Sums, from: Sums): void {
  for (const key of ["conditioned", "kriged"] as const)
    for (const [c, { tonnes, metal }] of from[key].entries()) {
      to[key][c].tonnes += tonnes;
      to[key][c].metal += metal;
    }
  for (const key of ["tonnes", "metal"] as const)
    for (const [c, list] of from[key].entries()) for (const [k, value] of list.entries()) to[key][c][k] += value;
}

/** Less than a kilogram: the tail of a distribution, not rock. */
const nothingTonnes = 1e-3;

function rowsOf({ conditioned, kriged, tonnes, metal }: Sums, cutoffsPpm: readonly number[]): RecoveredRow[] {
  const grade = (of: { readonly tonnes: number; readonly metal: number }) =>
    of.tonnes > nothingTonnes ? of.metal / of.tonnes : Number.NaN;
  const rock = (of: { readonly tonnes: number }) => (of.tonnes > nothingTonnes ? of.tonnes : 0);
  return cutoffsPpm.map((cutoffPpm, c) => ({
    cutoffPpm,
    conditionedTonnes: rock(conditioned[c]),
    conditionedGradePpm: grade(conditioned[c]),
    simulatedTonnes: bandOf(tonnes[c]),
    simulatedGradePpm: bandOf(
      Array.from(tonnes[c], (t, k) => metal[c][k] / t).filter((value) => Number.isFinite(value)),
    ),
    krigedTonnes: rock(kriged[c]),
    krigedGradePpm: grade(kriged[c]),
  }));
}
