import { copyStream, phaseKgPerH } from "../streams/stream.ts";
import { slotFor } from "./flows.ts";
import { component, number } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Hydraulic re-mining or repulping: water to a pulp density. */
export const pulper: UnitOp = {
  kind: "pulper",
  group: "re-mining",
  title: "Hydraulic re-mining and pulping",
  equation: "water = solids (1/s − 1) − water already there, not below nothing",
  assumptions: ["the pulp density of the monitor or tank is held", "energy by tonne of solids"],
  notWhen: "Cemented or dry-stacked waste that a jet does not cut.",
  validation: "Mass balance with the water counted as a feed (conformance suite).",
  source:
    "Robertson et al., hydraulic mining of tailings (practice: 30-50 % solids, 2-5 kWh/t); order of magnitude, recalled",
  inlets: [{ name: "feed", doc: "waste as it lies, or cake" }],
  outlets: [{ name: "pulp", doc: "slurry" }],
  parameters: {
    solidsMassFraction: number("1", "s of the pulp", 0.01, 0.8, 0.4),
    duty: {
      kind: "word",
      unit: "word",
      choices: ["re-mining", "repulping"],
      default: "re-mining",
      doc: "re-mining by monitors (pulps of 0.25 to 0.55 are usual), or thinning a cake or froth to any density",
    },
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
  run: ({ basis, inlets, parameters, path }) => {
    const pulp = copyStream(inlets["feed"]);
    const water = slotFor(basis, parameters.word("water"));
    const solids = phaseKgPerH(pulp, "solid");
    const added = Math.max(0, solids * (1 / parameters.number("solidsMassFraction") - 1) - pulp.kgPerH[water]);
    pulp.kgPerH[water] += added;
    const asked = parameters.number("solidsMassFraction");
    const isUnusual = parameters.word("duty") === "re-mining" && solids > 0 && (asked < 0.25 || asked > 0.55);
    return {
      outlets: { pulp },
      duties: {
        dosedKgPerH: { [parameters.word("water")]: added },
        powerKw: (parameters.number("powerKwhPerT") * solids) / 1000,
        results: { solidsMassFraction: solids > 0 ? solids / (solids + phaseKgPerH(pulp, "aqueous")) : 0 },
      },
      issues: isUnusual
        ? [
            warning(
              path,
              "process.outside-window",
              `a pulp of ${asked} solids lies outside 0.25 to 0.55, usual for hydraulic mining of tailings (practice); where a cake or froth is thinned give duty: "repulping"`,
            ),
          ]
        : [],
    };
  },
};
