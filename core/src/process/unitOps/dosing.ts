import { copyStream } from "../streams/stream.ts";
import { slotFor } from "./flows.ts";
import type { UnitOp } from "./unitOp.ts";

/** Adds a reagent in proportion to a component or to the whole stream. */
export const dosing: UnitOp = {
  kind: "dosing",
  group: "general",
  title: "Reagent dosing",
  equation: "reagent = ratio · flow of the key component (kg/kg), or of the whole stream",
  assumptions: ["the reagent enters unreacted; a unit downstream reacts it"],
  notWhen: "The dose follows from a pH or an analysis: use the unit that computes it.",
  validation: "Element balance with the reagent counted as a feed (conformance suite).",
  source: "Conservation of mass.",
  inlets: [{ name: "in", doc: "stream to dose" }],
  outlets: [{ name: "out", doc: "stream with reagent" }],
  parameters: {
    ratios: {
      kind: "table",
      unit: "kg/kg",
      min: 0,
      max: 1000,
      namesComponents: true,
      doc: "reagent by component, in kg per kg of the key",
    },
    key: {
      kind: "word",
      unit: "component",
      default: "",
      namesComponents: true,
      doc: "component that the dose follows; empty: the whole stream",
    },
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
      { id: "NaOH", phase: "aqueous" },
    ],
    inlets: { in: { quartz: 10, H2O: 20 } },
    parameters: { ratios: { NaOH: 0.002 }, key: "quartz" },
  },
  run: ({ basis, inlets, parameters }) => {
    const out = copyStream(inlets["in"]);
    const key = parameters.word("key");
    const keyIndex = key === "" ? -1 : (basis.index.get(key) ?? -1);
    let flow = 0;
    for (let s = 0; s < basis.slots; s++)
      if (keyIndex < 0 || basis.slotComponent[s] === keyIndex) flow += inlets["in"].kgPerH[s];
    const dosed: Record<string, number> = {};
    for (const [id, ratio] of parameters.table("ratios")) {
      dosed[id] = ratio * flow;
      out.kgPerH[slotFor(basis, id)] += ratio * flow;
    }
    return { outlets: { out }, duties: { dosedKgPerH: dosed } };
  },
};
