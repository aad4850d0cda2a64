import { splitPhases } from "./flows.ts";
import type { UnitOp } from "./unitOp.ts";

/** Solids and liquor apart by a share of the liquor: filter, centrifuge or settler whose performance is known. */
export const liquidFilter: UnitOp = {
  kind: "liquid-filter",
  group: "solid-liquid",
  title: "Filter by liquid recovery",
  equation: "filtrate = r · liquor + (1 − s) · solids; cake = the rest",
  assumptions: ["liquor in the cake has the composition of the filtrate (no washing)"],
  notWhen: "Area or time is asked for (use cake-filter), or the cake is washed (use ccd).",
  validation: "Both filters of the UKy flowsheet.",
  source: "Conservation of mass.",
  inlets: [{ name: "feed", doc: "slurry" }],
  outlets: [
    { name: "filtrate", doc: "recovered liquor" },
    { name: "cake", doc: "solids with the liquor they keep" },
  ],
  parameters: {
    liquidRecovery: { kind: "number", unit: "1", min: 0, max: 1, doc: "share of the liquor that is recovered" },
    solidsRecovery: { kind: "number", unit: "1", min: 0, max: 1, default: 1, doc: "share of the solids that is held" },
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    inlets: { feed: { quartz: 10, H2O: 90 } },
    parameters: { liquidRecovery: 0.7 },
  },
  run: ({ inlets, parameters }) => {
    const liquid = parameters.number("liquidRecovery");
    const [filtrate, cake] = splitPhases(inlets["feed"], {
      solid: 1 - parameters.number("solidsRecovery"),
      aqueous: liquid,
      organic: liquid,
      gas: 1,
    });
    return { outlets: { filtrate, cake } };
  },
};
