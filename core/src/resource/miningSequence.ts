import { blockMeans, type BlockModel, columnIn } from "./blockModel.ts";
import { columnIssues, densityBounds, refuseErrors } from "./checkBlocks.ts";
import type { ProductionVolumes } from "./productionVolumes.ts";
import { ijkOfIndex, modelCentres } from "./rotatedGrid.ts";

/** How a waste body is dug: which block follows which, and when. */
export interface MiningSequenceSpec {
  /**
   * `hydraulic`: monitors cut the full height, cut after cut, the slurry runs to a sump before the face. `dry`: excavators take lift
   * after lift from the top, each in strips.
   */
  readonly method: "hydraulic" | "dry";
  /** What one period is, for the reader: year, quarter. */
  readonly period: string;
  /** Dry tonnes of a period. */
  readonly tonnesPerPeriod: number;
  /** Share of the full rate in the first periods, such as [0.4, 0.8]; 1 afterwards. */
  readonly rampUp?: readonly number[];
  /** Column of dry bulk density, t dry/m3. */
  readonly density: string;
  /** Column of the share of each block inside the body, unit 1; default all of it. */
  readonly share?: string;
  /** Where the face moves to, clockwise from grid north. */
  readonly advanceAzimuthDeg: number;
  /** Width of a cut or strip along the advance, metres. */
  readonly cutWidthM: number;
  /** Height of a lift, metres: whole layers of blocks. Only for `dry`. */
  readonly liftM?: number;
  /** Steepest slope of the face, degrees: deeper blocks are cut later by depth / tan(slope). Only for `hydraulic`. */
  readonly faceSlopeDeg?: number;
  /** 1 for blocks that may be mined; default all with a density. */
  readonly mask?: Uint8Array;
}

/** A sequence: blocks in the order in which they are dug, and the period of each. */
export interface MiningSequence extends ProductionVolumes {
  readonly order: Int32Array;
  /** Cut or lift and strip of each block, −1 where it is not mined. */
  readonly cut: Int32Array;
  readonly rule: string;
}

const degrees = Math.PI / 180;

/**
 * The order in which blocks are dug by an advancing face, and the period in which the middle tonne of each is dug. No block is dug
 * before the one above it. A plan for scheduling, not a design: access, water, stability of the face and blending are not looked at.
 *
 * @throws {RangeError} tonnes, width, lift or slope out of bounds; a ramp-up share outside 0-1; a mask of another length; no block to dig
 * @throws {DataError} a density outside 0.2-10 t/m³, or missing in some realisations
 */
export function miningSequence(model: BlockModel, spec: MiningSequenceSpec): MiningSequence {
  checkSpec(model, spec);
  const column = columnIn(model, spec.density, "t dry/m3");
  refuseErrors(columnIssues(model, column, densityBounds));
  const density = blockMeans(column, model.blocks);
  const share = spec.share === undefined ? null : blockMeans(columnIn(model, spec.share, "1"), model.blocks);
  const dug: number[] = [];
  for (let block = 0; block < model.blocks; block++)
    if (!Number.isNaN(density[block]) && (share === null || share[block] > 0) && spec.mask?.[block] !== 0)
      dug.push(block);
  if (dug.length === 0)
    throw new RangeError("mining sequence: no block has a density and may be mined; check the mask");
  const { cut, along, depth } = placesOf(model, spec, dug);
  dug.sort((a, b) => cut[a] - cut[b] || depth[a] - depth[b] || along[a] - along[b] || a - b);
  const { volume, count } = periodsOf(model, spec, dug, density, share);
  return { period: spec.period, order: Int32Array.from(dug), cut, volume, count, rule: ruleOf(spec) };
}

function checkSpec(model: BlockModel, spec: MiningSequenceSpec): void {
  const bounds: readonly [string, number | undefined, number, number][] = [
    ["tonnes per period", spec.tonnesPerPeriod, 1e-9, 1e12],
    ["cut width (m)", spec.cutWidthM, 1e-3, 1e6],
    ["advance azimuth (degrees)", spec.advanceAzimuthDeg, -360, 360],
    ["lift (m)", spec.method === "dry" ? spec.liftM : 1, 1e-3, 1e4],
    ["face slope (degrees)", spec.method === "hydraulic" ? spec.faceSlopeDeg : 45, 1, 90],
    ...(spec.rampUp ?? []).map((share): [string, number, number, number] => ["ramp-up share", share, 1e-6, 1]),
  ];
  for (const [what, value, low, high] of bounds)
    if (value === undefined || !(value >= low && value <= high))
      throw new RangeError(`mining sequence: ${what} must lie in ${low}-${high}, got ${value}`);
  if (spec.mask !== undefined && spec.mask.length !== model.blocks)
    throw new RangeError(`mask: ${model.blocks} blocks need ${model.blocks} entries, got ${spec.mask.length}`);
}

/** Cut, distance along the advance and depth below the top of its column, of each block. */
function placesOf(model: BlockModel, spec: MiningSequenceSpec, dug: readonly number[]) {
  const centres = modelCentres(model.grid);
  const [sine, cosine] = [Math.sin(spec.advanceAzimuthDeg * degrees), Math.cos(spec.advanceAzimuthDeg * degrees)];
  const [nx, ny, nz] = model.grid.count;
  const top = new Int32Array(nx * ny).fill(-1);
  for (const block of dug) {
    const column = block % (nx * ny);
    top[column] = Math.max(top[column], Math.floor(block / (nx * ny)));
  }
  const along = new Float64Array(model.blocks);
  const depth = new Float64Array(model.blocks);
  let first = Number.POSITIVE_INFINITY;
  for (const block of dug) {
    along[block] = centres[3 * block] * sine + centres[3 * block + 1] * cosine;
    first = Math.min(first, along[block]);
  }
  const lag = spec.method === "hydraulic" ? 1 / Math.tan((spec.faceSlopeDeg ?? 45) * degrees) : 0;
  const strips = Math.ceil((nx * model.grid.sizeM[0] + ny * model.grid.sizeM[1]) / spec.cutWidthM) + 1;
  const cut = new Int32Array(model.blocks).fill(-1);
  for (const block of dug) {
    const k = Math.floor(block / (nx * ny));
    const belowM = (top[block % (nx * ny)] - k) * model.grid.sizeM[2];
    const reach = along[block] - first + (lag < 1e-9 ? 0 : belowM * lag);
    const strip = Math.floor(reach / spec.cutWidthM + 1e-9);
    const lift =
      spec.method === "dry" ? Math.floor(((nz - 1 - k) * model.grid.sizeM[2]) / (spec.liftM ?? 1) + 1e-9) : 0;
    cut[block] = lift * strips + strip;
    depth[block] = belowM;
  }
  return { cut, along, depth };
}

function periodsOf(
  model: BlockModel,
  spec: MiningSequenceSpec,
  dug: readonly number[],
  density: Float64Array,
  share: Float64Array | null,
): { volume: Int32Array; count: number } {
  const volume = new Int32Array(model.blocks).fill(-1);
  const ramp = spec.rampUp ?? [];
  let [mined, period, endT] = [0, 0, spec.tonnesPerPeriod * (ramp[0] ?? 1)];
  for (const block of dug) {
    const tonnes = model.volumeM3 * density[block] * (share?.[block] ?? 1);
    while (mined + tonnes / 2 >= endT) {
      period++;
      if (period >= 1_000_000)
        throw new RangeError(
          `mining sequence: more than 1000000 periods of ${spec.tonnesPerPeriod} t; check the tonnes of a ${spec.period}`,
        );
      endT += spec.tonnesPerPeriod * (ramp[period] ?? 1);
    }
    volume[block] = period;
    mined += tonnes;
  }
  return { volume, count: period + 1 };
}

function ruleOf(spec: MiningSequenceSpec): string {
  const how =
    spec.method === "hydraulic"
      ? `hydraulic: full height in cuts of ${spec.cutWidthM} m, face not steeper than ${spec.faceSlopeDeg}°`
      : `dry: lifts of ${spec.liftM} m from the top, strips of ${spec.cutWidthM} m`;
  const ramp =
    spec.rampUp === undefined || spec.rampUp.length === 0
      ? ""
      : `, ramp-up ${spec.rampUp.map((share) => `${share * 100} %`).join(", ")}`;
  return `${how}, advancing to azimuth ${spec.advanceAzimuthDeg}°; ${new Intl.NumberFormat("en-GB").format(spec.tonnesPerPeriod)} t dry a ${spec.period}${ramp}`;
}

/** The layers of the grid grouped into lifts from the top down: group of each block. @throws {RangeError} a lift below a layer's height */
export function liftGroups(model: BlockModel, liftM: number): { group: Int32Array; tops: readonly number[] } {
  const { count, sizeM, originM } = model.grid;
  if (!(liftM >= sizeM[2] * (1 - 1e-9)))
    throw new RangeError(`a lift must be at least one layer of blocks, ${sizeM[2]} m, got ${liftM}`);
  const group = new Int32Array(model.blocks);
  const topM = originM[2] + count[2] * sizeM[2];
  for (let block = 0; block < model.blocks; block++) {
    const [, , k] = ijkOfIndex(model.grid, block);
    group[block] = Math.floor(((count[2] - 1 - k) * sizeM[2]) / liftM + 1e-9);
  }
  const lifts = Math.floor(((count[2] - 1) * sizeM[2]) / liftM + 1e-9) + 1;
  return { group, tops: Array.from({ length: lifts }, (_, at) => topM - at * liftM) };
}
