import { splitStream } from "../streams/stream.ts";
import type { UnitOp } from "./unitOp.ts";

/** Divides a stream: one share for all, others by component where named. */
export const splitter: UnitOp = {
  kind: "splitter",
  group: "general",
  title: "Splitter and component separator",
  equation: "first_i = s_i in_i, second_i = (1 − s_i) in_i",
  assumptions: ["the share does not depend on flow"],
  notWhen: "The split follows from size, density or chemistry: use the unit that computes it.",
  validation: "Element balance over random streams (property test).",
  source: "Conservation of mass.",
  inlets: [{ name: "in", doc: "stream to divide" }],
  outlets: [
    { name: "first", doc: "takes the share" },
    { name: "second", doc: "takes the rest, e.g. a purge" },
  ],
  parameters: {
    share: { kind: "number", unit: "1", min: 0, max: 1, doc: "fraction to the first outlet" },
    byComponent: {
      kind: "table",
      unit: "1",
      min: 0,
      max: 1,
      default: {},
      namesComponents: true,
      doc: "fraction to the first outlet of the components named",
    },
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    inlets: { in: { quartz: 10, H2O: 20 } },
    parameters: { share: 0.9, byComponent: { H2O: 0.5 } },
  },
  run: ({ basis, inlets, parameters }) => {
    const share = parameters.byComponent("byComponent", parameters.number("share"));
    const [first, second] = splitStream(inlets["in"], (slot) => share[basis.slotComponent[slot]]);
    return { outlets: { first, second } };
  },
};
