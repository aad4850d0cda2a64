import type { Issue } from "../../evidence/issue.ts";
import { componentKgPerH, splitStream } from "../streams/stream.ts";
import { liquidLitresPerH } from "./flows.ts";
import { byComponent, number } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Sorbent or wetland that takes traces from an effluent. */
export const effluentPolishing: UnitOp = {
  kind: "effluent-polishing",
  group: "water treatment",
  title: "Effluent polishing",
  equation:
    "residue_i = r_i in_i; sorbent use = Σ residue/capacity; left mg/L = 10⁶ kg/L of treated water, against the limit",
  assumptions: ["removals as tested", "the sorbent's own ions are not followed"],
  notWhen: "A permit must be shown to be met: monitor; means over a year hide peaks.",
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
    limitMgPerL: byComponent("mg/L", "limit of discharge or reuse by component; only those named are judged", 0, 1e6),
    powerKwhPerM3: number("kWh/m³", "pumping", 0, 10, 0.05),
  },
  example: {
    components: [
      { id: "H2O", phase: "aqueous" },
      { id: "As", phase: "aqueous", formula: "AsO4-3" },
    ],
    inlets: { feed: { H2O: 1000, As: 0.001 } },
    parameters: { removal: { As: 0.98 }, limitMgPerL: { As: 0.1 } },
  },
  run: ({ basis, inlets, parameters, path }) => {
    const removal = parameters.byComponent("removal", 0);
    const [residue, treated] = splitStream(inlets["feed"], (slot) => removal[basis.slotComponent[slot]]);
    let held = 0;
    let volume = 0;
    for (let s = 0; s < basis.slots; s++) {
      held += residue.kgPerH[s];
      if (basis.components[basis.slotComponent[s]].isCarrier) volume += treated.kgPerH[s] / 1000;
    }
    const litres = liquidLitresPerH(treated, "aqueous");
    const results: Record<string, number> = { sorbentKgPerH: held / parameters.number("capacityKgPerKg") };
    const issues: Issue[] = [];
    for (const [id, limit] of litres > 0 ? parameters.table("limitMgPerL") : []) {
      if (id === "default") continue;
      const left = (1e6 * componentKgPerH(treated, id)) / litres;
      results[`leftMgPerL.${id}`] = left;
      if (left > limit)
        issues.push(
          warning(
            path,
            "process.discharge-limit",
            `${left.toPrecision(3)} mg/L of ${id} are left, limit ${limit} mg/L: polish further or hold the water back`,
          ),
        );
    }
    return {
      outlets: { treated, residue },
      duties: {
        powerKw: parameters.number("powerKwhPerM3") * volume,
        results,
      },
      issues,
    };
  },
};
