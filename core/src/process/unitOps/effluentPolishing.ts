import { splitStream } from "../streams/stream.ts";
import { byComponent, number } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** Sorbent or wetland that takes traces from an effluent. */
export const effluentPolishing: UnitOp = {
  kind: "effluent-polishing",
  group: "water treatment",
  title: "Effluent polishing",
  equation: "residue_i = r_i in_i; sorbent use = Σ residue/capacity",
  assumptions: ["removals as tested", "the sorbent's own ions are not followed"],
  notWhen: "A discharge limit must be shown: monitor.",
  validation: "Mass balance (conformance suite).",
  source: "Conservation of mass; removals from test work",
  inlets: [{ name: "feed", doc: "effluent" }],
  outlets: [
    { name: "treated", doc: "to discharge or reuse" },
    { name: "residue", doc: "what is held" },
  ],
  parameters: {
    removal: byComponent("1", "share held by component", 0, 1),
    capacityKgPerKg: number("kg/kg", "what the sorbent holds", 1e-6, 10, 0.02),
    powerKwhPerM3: number("kWh/m³", "pumping", 0, 10, 0.05),
  },
  example: {
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "As", phase: "aqueous", formula: "AsO4-3" },
    ],
    inlets: { feed: { H2O: 1000, As: 0.001 } },
    parameters: { removal: { As: 0.98 } },
  },
  run: ({ basis, inlets, parameters }) => {
    const removal = parameters.byComponent("removal", 0);
    const [residue, treated] = splitStream(inlets["feed"], (slot) => removal[basis.slotComponent[slot]]);
    let held = 0;
    let volume = 0;
    for (let s = 0; s < basis.slots; s++) {
      held += residue.kgPerH[s];
      if (basis.components[basis.slotComponent[s]].isCarrier) volume += treated.kgPerH[s] / 1000;
    }
    return {
      outlets: { treated, residue },
      duties: {
        powerKw: parameters.number("powerKwhPerM3") * volume,
        results: { sorbentKgPerH: held / parameters.number("capacityKgPerKg") },
      },
    };
  },
};
