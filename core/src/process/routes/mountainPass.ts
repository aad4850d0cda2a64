import {
  type FlowsheetDocument,
  flowsheetSchema,
  type StreamSpec,
  type UnitSpec,
} from "../flowsheet/flowsheetDocument.ts";
import type { ComponentSpec } from "../streams/component.ts";

/** The five banks of the circuit. */
export const mountainPassBanks = ["rougher", "cleaner1", "cleaner2", "cleaners34", "scavenger"] as const;

export type MountainPassBank = (typeof mountainPassBanks)[number];

/**
 * Bastnäsite flotation circuit of Mountain Pass with its recycles: rougher, three cleaning steps, scavenger of the first cleaner's tails.
 * Species may be assays (REO, CaO ...), which carry no formula.
 *
 * @param feedKgPerH fresh feed by species
 * @param densityKgPerM3 by species, for the pulp volume
 * @param banks parameters of the flotation-bank of each
 * @see Pradip and Fuerstenau (2013), Design and development of novel flotation reagents for the beneficiation of Mountain Pass rare-earth ore, Miner. Metall. Process. 30; PrOMMiS flotation circuit
 */
export function mountainPassCircuit(
  feedKgPerH: Readonly<Record<string, number>>,
  densityKgPerM3: Readonly<Record<string, number>>,
  banks: Readonly<Record<MountainPassBank, object>>,
): FlowsheetDocument {
  const components: ComponentSpec[] = [
    ...Object.keys(feedKgPerH).map(
      (id): ComponentSpec => ({
        id,
        phase: "solid",
        formula: "-",
        ...(densityKgPerM3[id] === undefined ? {} : { densityKgPerM3: densityKgPerM3[id] }),
      }),
    ),
    { id: "H2O", phase: "aqueous" },
  ];
  const units: UnitSpec[] = [
    ...mountainPassBanks.map((id) => ({ id, kind: "flotation-bank", parameters: banks[id] })),
    { id: "tails", kind: "mixer", parameters: {} },
  ];
  const stream = (id: string, from: string | null, to: string | null, feed?: StreamSpec["feed"]): StreamSpec => {
    const end = (text: string | null) => {
      if (text === null) return null;
      const [unit, port] = text.split(":");
      return { unit, port };
    };
    return { id, from: end(from), to: end(to), ...(feed === undefined ? {} : { feed }) };
  };
  return {
    schema: flowsheetSchema,
    name: "Mountain Pass flotation circuit",
    sources: [
      "Pradip and Fuerstenau (2013), plant data",
      "PrOMMiS (prommis/prommis, commit 9beba554), src/prommis/flotation: topology and fitted rates",
    ],
    components,
    units,
    streams: [
      stream("fresh feed", null, "rougher:feed", { kgPerH: feedKgPerH }),
      stream("rougher_concentrate", "rougher:concentrate", "cleaner1:feed"),
      stream("rougher_tails", "rougher:tailings", "tails:in"),
      stream("cleaner1_concentrate", "cleaner1:concentrate", "cleaner2:feed"),
      stream("cleaner1_tails", "cleaner1:tailings", "scavenger:feed"),
      stream("cleaner2_concentrate", "cleaner2:concentrate", "cleaners34:feed"),
      stream("cleaner2_tails", "cleaner2:tailings", "cleaner1:feed"),
      stream("cleaners34_concentrate", "cleaners34:concentrate", null),
      stream("cleaners34_tails", "cleaners34:tailings", "cleaner2:feed"),
      stream("scavenger_concentrate", "scavenger:concentrate", "rougher:feed"),
      stream("scavenger_tails", "scavenger:tailings", "tails:in"),
      stream("final_tails", "tails:out", null),
    ],
  };
}
