import type { UnitOp } from "./unitOp.ts";

/** Adds streams: flows sum, temperature by heat capacity. */
export const mixer: UnitOp = {
  kind: "mixer",
  group: "general",
  title: "Mixer",
  equation: "out = Σ in, T = Σ ṁ c T / Σ ṁ c",
  assumptions: ["no reaction and no heat of mixing"],
  notWhen: "The streams react or precipitate on contact: use a reactor or neutralisation.",
  validation: "Element balance over random streams (property test).",
  source: "Conservation of mass.",
  inlets: [{ name: "in", doc: "any number of streams" }],
  outlets: [{ name: "out", doc: "their sum" }],
  parameters: {},
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    inlets: { in: { quartz: 10, H2O: 20 } },
    parameters: {},
  },
  run: ({ inlets }) => ({ outlets: { out: inlets["in"] } }),
};
