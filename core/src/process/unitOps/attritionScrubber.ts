import { copyStream, phaseKgPerH } from "../streams/stream.ts";
import { byComponent, number } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** Attrition: coatings and soft grains go to the finest class. */
export const attritionScrubber: UnitOp = {
  kind: "attrition-scrubber",
  group: "re-mining",
  title: "Attrition scrubber",
  equation: "finest += Σ a_i m_ij over coarser classes j; m_ij (1 − a_i) stays",
  assumptions: ["share abraded by mineral as tested, alike in all coarser classes"],
  notWhen: "Grains break rather than wear: use mill.",
  validation: "Mass balance (conformance suite).",
  source: "Wills and Finch (2016), ch. 7 (practice, recalled)",
  inlets: [{ name: "feed", doc: "thick pulp" }],
  outlets: [{ name: "product", doc: "scrubbed" }],
  parameters: {
    abraded: byComponent("1", "share of each mineral that becomes slimes", 0, 1),
    powerKwhPerT: number("kWh/t", "energy", 0, 50, 5),
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "kaolinite", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    sizeUm: [20, 75, 300],
    inlets: { feed: { quartz: 80, kaolinite: 20, H2O: 40 } },
    parameters: { abraded: { kaolinite: 0.8, quartz: 0.01 } },
  },
  run: ({ basis, inlets, parameters }) => {
    const product = copyStream(inlets["feed"]);
    const share = parameters.byComponent("abraded", 0);
    for (const [c, { phase }] of basis.components.entries()) {
      if (phase !== "solid") continue;
      for (let k = 1; k < basis.classes; k++) {
        const worn = share[c] * product.kgPerH[basis.firstSlot[c] + k];
        product.kgPerH[basis.firstSlot[c] + k] -= worn;
        product.kgPerH[basis.firstSlot[c]] += worn;
      }
    }
    return {
      outlets: { product },
      duties: { powerKw: (parameters.number("powerKwhPerT") * phaseKgPerH(product, "solid")) / 1000 },
    };
  },
};
