import { type BlockModel, columnIn } from "../resource/blockModel.ts";
import { groupTotals } from "../resource/groupTotals.ts";
import { type MiningSequence, miningSequence } from "../resource/miningSequence.ts";
import { type BlockRoute, type BlockRouting, routeBlocks } from "../matching/routeBlocks.ts";
import type { SiteMining } from "./site.ts";

/** The body, ready for assessment: which columns hold what. */
export interface AssessedBody {
  readonly model: BlockModel;
  /** Column of dry bulk density, t dry/m3, with realisations. */
  readonly density: string;
  /** Column of the share of each block inside the body. */
  readonly share: string;
  /** Grade column by element, ppm, with realisations. */
  readonly grades: ReadonlyMap<string, string>;
  readonly realisations: number;
  /** Volume of the whole body over its estimate, one a realisation: error of the surfaces. */
  readonly volumeFactor: Float64Array;
}

/** Tonnes and metal dug by year and route in each realisation. */
export interface YearlyOre {
  readonly years: number;
  readonly realisations: number;
  readonly sequence: MiningSequence;
  readonly routing: BlockRouting;
  /** By year × realisations + realisation. */
  readonly dugTonnes: Float64Array;
  /** By route, then year × realisations + realisation. */
  readonly routedTonnes: readonly Float64Array[];
  /** By route, by element: tonnes of metal sent there. */
  readonly routedMetalT: readonly ReadonlyMap<string, Float64Array>[];
  /** By element: metal in all that is dug. */
  readonly dugMetalT: ReadonlyMap<string, Float64Array>;
}

/**
 * Digs the body in the sequence asked for, sends each block to the route with the highest expected value (or leaves it untreated), and sums
 * tonnes and metal by year and route in every realisation. The whole body is dug: blocks that no route pays for are moved and laid down again.
 */
export function yearlyOre(body: AssessedBody, mining: SiteMining, routes: readonly BlockRoute[]): YearlyOre {
  const { model, density, share, grades, realisations } = body;
  const sequence = miningSequence(model, {
    method: mining.method,
    period: "year",
    tonnesPerPeriod: mining.tonnesPerYear,
    rampUp: mining.rampUp,
    density,
    share,
    advanceAzimuthDeg: mining.advanceAzimuthDeg,
    cutWidthM: mining.cutWidthM,
    ...(mining.liftM === null ? {} : { liftM: mining.liftM }),
    ...(mining.faceSlopeDeg === null ? {} : { faceSlopeDeg: mining.faceSlopeDeg }),
  });
  const columns = [...grades].map(([element, name]) => ({ ...columnIn(model, name, "ppm"), name: element }));
  const routing = routeBlocks(columns, blockTonnes(body), model.blocks, routes);
  const years = sequence.count;
  const names = [...grades.values()];
  const spec = { density, share, grades: names };
  const whole = groupTotals(model, { ...spec, group: sequence.volume, count: years });
  const routed = routes.map((_, route) => {
    const group = sequence.volume.map((year, block) => (routing.destination[block] === route ? year : -1));
    return groupTotals(model, { ...spec, group, count: years });
  });
  const scaled = (values: Float64Array) =>
    spread(values, years, realisations).map((value, at) => value * body.volumeFactor[at % realisations]);
  const byElement = (metal: ReadonlyMap<string, Float64Array>) =>
    new Map(
      [...grades].map(([element, name]) => [
        element,
        scaled(metal.get(name) ?? new Float64Array(years * realisations)),
      ]),
    );
  return {
    years,
    realisations,
    sequence,
    routing,
    dugTonnes: scaled(whole.tonnes),
    routedTonnes: routed.map(({ tonnes }) => scaled(tonnes)),
    routedMetalT: routed.map(({ metalT }) => byElement(metalT)),
    dugMetalT: byElement(whole.metalT),
  };
}

/** A column of one realisation serves all. */
function spread(values: Float64Array, years: number, realisations: number): Float64Array {
  if (values.length === years * realisations) return values;
  return Float64Array.from({ length: years * realisations }, (_, at) => values[Math.floor(at / realisations)]);
}

/** Dry tonnes of the part of each block inside the body. */
function blockTonnes({ model, density, share }: AssessedBody): { values: Float64Array; realisations: number } {
  const column = columnIn(model, density, "t dry/m3");
  const inside = columnIn(model, share, "1");
  const values = Float64Array.from(
    column.values,
    (value, at) => value * model.volumeM3 * inside.values[at % model.blocks],
  );
  return { values, realisations: column.realisations };
}
