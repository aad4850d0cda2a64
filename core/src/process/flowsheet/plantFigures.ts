import { atomicWeightsGPerMol } from "../streams/atomicWeights.ts";
import { elementMolPerH, emptyStream, phaseKgPerH, phaseM3PerH, type Stream } from "../streams/stream.ts";
import type { Flowsheet } from "./prepareFlowsheet.ts";
import type { FlowsheetSolution } from "./solution.ts";

/** An element, or a substance of unknown formula by its name, in a product. */
export interface ProductGrade {
  readonly element: string;
  /** By dry solids. */
  readonly gPerT: number;
  /** Share of what enters the plant. */
  readonly recovery: number;
  /** Grade over that of all solids fed; null where the solids fed hold none. */
  readonly enrichment: number | null;
}

/** A stream of solids that leaves the plant. */
export interface SolidProduct {
  readonly stream: string;
  readonly dryTPerH: number;
  /** Dry mass over that of all solids fed; null without. */
  readonly massYield: number | null;
  /** The most enriched first; where the solids fed hold none, by recovery. */
  readonly grades: readonly ProductGrade[];
}

/** Water over the whole plant, m³/h as the carrier of the aqueous phase. */
export interface PlantWater {
  readonly fedM3PerH: number;
  readonly dosedM3PerH: number;
  readonly leavesM3PerH: Readonly<Record<string, number>>;
  /** Leaves less fed and dosed: what reactions, evaporation and hydrates make or take. */
  readonly formedM3PerH: number;
}

/** What a metallurgist asks of a run besides its streams. */
export interface PlantFigures {
  readonly solidsFedTPerH: number;
  /** Null without solids fed. */
  readonly powerKwhPerT: number | null;
  /** Dosed inside the units, by dry tonne of solids fed; null without. */
  readonly dosedKgPerT: Readonly<Record<string, number>> | null;
  readonly water: PlantWater;
  readonly products: readonly SolidProduct[];
}

/** Elements that no one assays a product for: air, water, and what carries every rock. */
const common = new Set(["O", "H", "N", "charge"]);

/**
 * Yields, grades, recoveries, use per tonne and water of a solved plant.
 * @param power kW drawn by all units
 */
export function plantFigures(flowsheet: Flowsheet, solution: FlowsheetSolution, power: number): PlantFigures {
  const { basis, streamIds, streamFrom, streamTo } = flowsheet;
  const at = (s: number): Stream => solution.streams.get(streamIds[s]) ?? emptyStream(basis);
  const all = Array.from(streamIds.keys());
  const feeds = all.filter((s) => streamFrom[s] < 0);
  const outlets = all.filter((s) => streamTo[s] < 0 && streamFrom[s] >= 0);
  const dosed = dosedStream(flowsheet, solution);
  const solidsFed = feeds.reduce((sum, s) => sum + phaseKgPerH(at(s), "solid"), 0);
  const perTonne = (kg: number) => (1000 * kg) / solidsFed;
  const dosedKgPerT: Record<string, number> = {};
  for (const { dosedKgPerH = {} } of solution.duties.values())
    for (const [id, kg] of Object.entries(dosedKgPerH)) dosedKgPerT[id] = (dosedKgPerT[id] ?? 0) + perTonne(kg);
  const entering = sumKg([...feeds.map(at), dosed], elementKgPerH);
  const fedSolids = sumKg(feeds.map(at), (stream) => elementKgPerH(phaseOf(stream, "solid")));
  const fedM3PerH = feeds.reduce((sum, s) => sum + phaseM3PerH(at(s), "aqueous"), 0);
  const dosedM3PerH = phaseM3PerH(dosed, "aqueous");
  const leavesM3PerH = Object.fromEntries(
    outlets.map((s) => [streamIds[s], phaseM3PerH(at(s), "aqueous")] as const).filter(([, m3]) => m3 > 0),
  );
  const leaves = Object.values(leavesM3PerH).reduce((sum, m3) => sum + m3, 0);
  return {
    solidsFedTPerH: solidsFed / 1000,
    powerKwhPerT: solidsFed > 0 ? perTonne(power) : null,
    dosedKgPerT: solidsFed > 0 ? dosedKgPerT : null,
    water: { fedM3PerH, dosedM3PerH, leavesM3PerH, formedM3PerH: leaves - fedM3PerH - dosedM3PerH },
    products: outlets.flatMap((s): SolidProduct[] => {
      const solids = phaseOf(at(s), "solid");
      const dry = phaseKgPerH(solids, "solid");
      if (!(dry > 0)) return [];
      const held = elementKgPerH(solids);
      const grades = [...held]
        .filter(([element, kg]) => kg > 0 && !common.has(element))
        .map(([element, kg]): ProductGrade => {
          const fed = fedSolids.get(element) ?? 0;
          return {
            element,
            gPerT: (1e6 * kg) / dry,
            recovery: kg / (entering.get(element) ?? Number.NaN),
            enrichment: fed > 0 && solidsFed > 0 ? kg / dry / (fed / solidsFed) : null,
          };
        })
        .sort((a, b) => (b.enrichment ?? b.recovery) - (a.enrichment ?? a.recovery));
      return [
        { stream: streamIds[s], dryTPerH: dry / 1000, massYield: solidsFed > 0 ? dry / solidsFed : null, grades },
      ];
    }),
  };
}

/** mg per litre of water by element in the aqueous phase, water's own oxygen and hydrogen left out; empty without water. */
export function liquorMgPerL(stream: Stream): Record<string, number> {
  const litres = 1000 * phaseM3PerH(stream, "aqueous");
  if (!(litres > 0)) return {};
  return Object.fromEntries(
    [...elementKgPerH(phaseOf(stream, "aqueous"))]
      .filter(([element, kg]) => kg > 0 && !common.has(element))
      .map(([element, kg]) => [element, (1e6 * kg) / litres]),
  );
}

/** All that the units dose. */
export function dosedStream({ basis }: Flowsheet, { duties }: FlowsheetSolution): Stream {
  const dosed = emptyStream(basis);
  for (const { dosedKgPerH = {} } of duties.values())
    for (const [id, kg] of Object.entries(dosedKgPerH)) dosed.kgPerH[basis.firstSlot[basis.index.get(id) ?? 0]] += kg;
  return dosed;
}

function phaseOf(stream: Stream, phase: "solid" | "aqueous"): Stream {
  const { basis } = stream;
  const alone = emptyStream(basis);
  for (let s = 0; s < basis.slots; s++)
    if (basis.components[basis.slotComponent[s]].phase === phase) alone.kgPerH[s] = stream.kgPerH[s];
  return alone;
}

/** kg/h by element; a substance of unknown formula by its name. */
function elementKgPerH(stream: Stream): Map<string, number> {
  const { basis } = stream;
  const kg = new Map<string, number>();
  for (const [e, mol] of elementMolPerH(stream).entries()) {
    const name = basis.elements[e];
    const unknown = basis.components.find(({ id }) => name === `unknown (${id})`);
    const gPerMol = unknown?.molarMassGPerMol ?? atomicWeightsGPerMol.get(name);
    if (gPerMol !== undefined) kg.set(unknown?.id ?? name, (mol * gPerMol) / 1000);
  }
  return kg;
}

function sumKg(streams: readonly Stream[], of: (stream: Stream) => Map<string, number>): Map<string, number> {
  const sum = new Map<string, number>();
  for (const stream of streams) for (const [element, kg] of of(stream)) sum.set(element, (sum.get(element) ?? 0) + kg);
  return sum;
}
