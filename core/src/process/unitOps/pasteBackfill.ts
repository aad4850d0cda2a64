import { mixStreams, phaseKgPerH } from "../streams/stream.ts";
import { slotFor } from "./flows.ts";
import { leachLimits, leachLimitsParameter } from "./leachLimits.ts";
import { component, number } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Paste backfill or aggregate blocks: binder and water to a paste density. */
export const pasteBackfill: UnitOp = {
  kind: "paste-backfill",
  group: "re-mineralisation",
  title: "Paste backfill",
  equation: "binder = b · dry tailings; water = (tailings + binder)(1/s − 1) − water there; leached = share · content",
  assumptions: ["binder dosed by mass, strength from tests", "hydration is not followed: water stays water"],
  notWhen: "Sulfidic tailings with ordinary cement: sulfate attack.",
  validation:
    "Mass balance with binder and water counted as feeds (conformance suite); leaching test against hand calculation (test).",
  source:
    "Belem and Benzaazoua (2008), Design and application of underground mine paste backfill technology, Geotech. Geol. Eng. 26, 147-174",
  inlets: [{ name: "tailings", doc: "filtered or thickened" }],
  outlets: [{ name: "paste", doc: "to the stope or mould" }],
  parameters: {
    binder: component("cement or slag"),
    binderShare: number("1", "b, by dry tailings", 0, 0.5, 0.05, {
      min: 0.02,
      max: 0.09,
      source: "Belem and Benzaazoua (2008)",
    }),
    solids: number("1", "s, mass fraction of solids in the paste", 0.5, 0.95, 0.78, {
      min: 0.7,
      max: 0.85,
      source: "Belem and Benzaazoua (2008)",
    }),
    water: component("water", "H2O"),
    powerKwhPerT: number("kWh/t", "mixing and pumping by tonne of dry tailings", 0, 100, 5),
    leachTests: leachLimitsParameter,
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "cement", phase: "solid", formula: "Ca3SiO5" },
      { id: "H2O", phase: "aqueous" },
    ],
    inlets: { tailings: { quartz: 1000, H2O: 200 } },
    parameters: { binder: "cement" },
  },
  run: ({ basis, inlets, parameters, path }) => {
    const paste = mixStreams(basis, [inlets["tailings"]]);
    const dry = phaseKgPerH(paste, "solid");
    const binder = parameters.number("binderShare") * dry;
    const [binderId, waterId] = [parameters.word("binder"), parameters.word("water")];
    const water = slotFor(basis, waterId);
    const wanted = (dry + binder) * (1 / parameters.number("solids") - 1);
    const added = Math.max(0, wanted - paste.kgPerH[water]);
    const isWet = paste.kgPerH[water] > wanted * (1 + 1e-9) && dry > 0;
    paste.kgPerH[slotFor(basis, binderId) + basis.classes - 1] += binder;
    paste.kgPerH[water] += added;
    const tested = leachLimits(paste, parameters.records("leachTests"), path);
    return {
      outlets: { paste },
      duties: {
        dosedKgPerH: { [binderId]: binder, [waterId]: added },
        powerKw: (parameters.number("powerKwhPerT") * dry) / 1000,
        results: tested.results,
      },
      issues: isWet
        ? [
            warning(path, "process.too-wet", "the tailings hold more water than the paste may; dewater them first"),
            ...tested.issues,
          ]
        : tested.issues,
    };
  },
};
