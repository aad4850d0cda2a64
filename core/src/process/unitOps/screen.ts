import { plittEfficiency } from "../equations/partition.ts";
import { splitStream } from "../streams/stream.ts";
import { number } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** Screen with a partition curve. */
export const screen: UnitOp = {
  kind: "screen",
  group: "classification",
  title: "Screen",
  equation: "share to oversize = 1 − exp(−ln 2 (x/x50)^m); water to oversize by its wetness",
  assumptions: ["x50 and m of the deck as tested", "no effect of load"],
  notWhen: "The deck is loaded beyond test conditions: area and load factors (Karra) are not in this unit.",
  validation: "Mass balance, limits (conformance suite).",
  source:
    "Karra (1979), Development of a model for predicting the screening performance, CIM Bulletin 72 (801); partition form of Plitt (1971)",
  inlets: [{ name: "feed", doc: "solids with water" }],
  outlets: [
    { name: "oversize", doc: "coarse" },
    { name: "undersize", doc: "fine" },
  ],
  parameters: {
    cutUm: number("µm", "x50", 1, 1e6),
    sharpness: number("1", "m", 0.5, 50, 6),
    waterToOversize: number("1", "share of the water that stays with the oversize", 0, 1, 0.05),
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    sizeUm: [75, 300, 1000],
    inlets: { feed: { quartz: 100, H2O: 50 } },
    parameters: { cutUm: 500 },
  },
  run: ({ basis, inlets, parameters }) => {
    const [cut, m] = [parameters.number("cutUm"), parameters.number("sharpness")];
    const [oversize, undersize] = splitStream(inlets["feed"], (slot) => {
      const c = basis.slotComponent[slot];
      if (basis.components[c].phase !== "solid") return parameters.number("waterToOversize");
      const k = slot - basis.firstSlot[c];
      const top = basis.sizeUm[k] ?? cut;
      const size = Math.sqrt(top * (k === 0 ? top / 10 : basis.sizeUm[k - 1]));
      return plittEfficiency(size / cut, m);
    });
    return { outlets: { oversize, undersize } };
  },
};
