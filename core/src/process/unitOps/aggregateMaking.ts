import { mixStreams, phaseKgPerH, splitStream, phaseM3PerH } from "../streams/stream.ts";
import { slotFor } from "./flows.ts";
import { leachLimits, leachLimitsParameter } from "./leachLimits.ts";
import { component, number } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** Residue into aggregate: pellets bound cold, hardened, screened; fines return. */
export const aggregateMaking: UnitOp = {
  kind: "aggregate-making",
  group: "re-mineralisation",
  title: "Aggregate from residue (cold-bonded pellets)",
  equation:
    "binder = b · dry residue; water = w (residue + binder) − water there; fines = f · pellets; leached = share · content",
  assumptions: [
    "binder and water dosed by mass; strength, abrasion and f from tests",
    "hydration and the water that dries off are not followed: water stays water",
    "fines have the composition of the pellets",
  ],
  notWhen: "Sulfides above a few tenths of a per cent: pellets swell and acidify.",
  validation: "Doses and leaching test against hand calculation (test); element balance (conformance suite).",
  source:
    "Belem and Benzaazoua (2008), Geotech. Geol. Eng. 26, 147-174 (binders with tailings); leaching by EN 12457-2; practice of cold-bonded aggregate (recalled: binder 5-15 %)",
  inlets: [{ name: "residue", doc: "dewatered residue" }],
  outlets: [
    { name: "aggregate", doc: "hardened pellets of size" },
    { name: "fines", doc: "broken pellets, to return" },
  ],
  parameters: {
    binder: component("cement, lime or slag"),
    binderShare: number("1", "b, by dry residue", 0, 0.5, 0.1, {
      min: 0.05,
      max: 0.15,
      source: "practice of cold-bonded aggregate (recalled)",
    }),
    moisture: number("1", "w, water by dry residue and binder", 0.02, 0.5, 0.15),
    water: component("water", "H2O"),
    finesShare: number("1", "f, share of the pellets that breaks", 0, 0.9, 0.05),
    powerKwhPerT: number("kWh/t", "mixing, pelletising, screening", 0, 200, 10),
    leachTests: leachLimitsParameter,
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "arsenopyrite", phase: "solid" },
      { id: "cement", phase: "solid", formula: "Ca3SiO5" },
      { id: "H2O", phase: "aqueous" },
    ],
    inlets: { residue: { quartz: 999, arsenopyrite: 1, H2O: 100 } },
    parameters: { binder: "cement", leachTests: { As: { leachedShare: 0.0005, limitMgPerKg: 0.5 } } },
  },
  run: ({ basis, inlets, parameters, path }) => {
    const pellets = mixStreams(basis, [inlets["residue"]]);
    const at = (name: string) => parameters.number(name);
    const dry = phaseKgPerH(pellets, "solid");
    const [binderId, waterId] = [parameters.word("binder"), parameters.word("water")];
    const binder = at("binderShare") * dry;
    const water = Math.max(0, at("moisture") * (dry + binder) - pellets.kgPerH[slotFor(basis, waterId)]);
    const isSolid = basis.components[basis.index.get(binderId) ?? 0].phase === "solid";
    pellets.kgPerH[slotFor(basis, binderId) + (isSolid ? basis.classes - 1 : 0)] += binder;
    pellets.kgPerH[slotFor(basis, waterId)] += water;
    const tested = leachLimits(pellets, parameters.records("leachTests"), path);
    const [fines, aggregate] = splitStream(pellets, () => at("finesShare"));
    return {
      outlets: { aggregate, fines },
      duties: {
        dosedKgPerH: { [binderId]: binder, [waterId]: water },
        powerKw: (at("powerKwhPerT") * (dry + binder)) / 1000,
        results: { aggregateM3PerH: phaseM3PerH(aggregate, "solid"), ...tested.results },
      },
      issues: tested.issues,
    };
  },
};
