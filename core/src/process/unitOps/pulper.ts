import { copyStream, phaseKgPerH } from "../streams/stream.ts";
import { slotFor } from "./flows.ts";
import { component, number } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** Hydraulic re-mining or repulping: water to a pulp density. */
export const pulper: UnitOp = {
  kind: "pulper",
  group: "re-mining",
  title: "Hydraulic re-mining and pulping",
  equation: "water = solids (1/s − 1) − water already there, not below nothing",
  assumptions: ["the pulp density of the monitor or tank is held", "monitor energy by tonne of solids"],
  notWhen: "Cemented or dry-stacked waste that a jet does not cut.",
  validation: "Mass balance with the water counted as a feed (conformance suite).",
  source: "Robertson et al., hydraulic mining of tailings (practice: 30-50 % solids, 2-5 kWh/t); order of magnitude",
  inlets: [{ name: "feed", doc: "waste as it lies, or cake" }],
  outlets: [{ name: "pulp", doc: "slurry" }],
  parameters: {
    solidsMassFraction: number("1", "s of the pulp", 0.01, 0.8, 0.4, {
      min: 0.25,
      max: 0.55,
      source: "practice of hydraulic tailings mining",
    }),
    water: component("what is added", "H2O"),
    powerKwhPerT: number("kWh/t", "monitors and pumps per tonne of solids", 0, 50, 3),
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    inlets: { feed: { quartz: 100, H2O: 20 } },
    parameters: {},
  },
  run: ({ basis, inlets, parameters }) => {
    const pulp = copyStream(inlets["feed"]);
    const water = slotFor(basis, parameters.word("water"));
    const solids = phaseKgPerH(pulp, "solid");
    const added = Math.max(0, solids * (1 / parameters.number("solidsMassFraction") - 1) - pulp.kgPerH[water]);
    pulp.kgPerH[water] += added;
    return {
      outlets: { pulp },
      duties: {
        dosedKgPerH: { [parameters.word("water")]: added },
        powerKw: (parameters.number("powerKwhPerT") * solids) / 1000,
      },
    };
  },
};
