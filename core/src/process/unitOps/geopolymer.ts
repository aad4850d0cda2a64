import { componentKgPerH, mixStreams, phaseKgPerH } from "../streams/stream.ts";
import { leachLimits, leachLimitsParameter } from "./leachLimits.ts";
import { byComponent, number } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Geopolymer mix: ratios of the reactive part. */
export const geopolymer: UnitOp = {
  kind: "geopolymer-mix",
  group: "re-mineralisation",
  title: "Geopolymer mix",
  equation:
    "Si/Al = Σ r n_Si/Σ r n_Al, Na/Al likewise, over residue and activator; water/solids by mass; leached = share · content",
  assumptions: [
    "reactive share by component; activators react wholly",
    "ratios only: strength and leaching must be tested",
  ],
  notWhen: "A strength or a leach limit must be shown: make specimens.",
  validation: "Ratios reference case to 1e-5; leaching test against hand calculation (test).",
  source: "Duxson et al. (2007), J. Mater. Sci. 42, 2917-2933: strength is published highest near Si/Al 2, Na/Al 1",
  inlets: [
    { name: "residue", doc: "aluminosilicate solids" },
    { name: "activator", doc: "caustic and silicate" },
  ],
  outlets: [{ name: "product", doc: "mix" }],
  parameters: {
    reactive: byComponent("1", "share that dissolves; 0 where not given", 0, 1),
    powerKwhPerT: number("kWh/t", "mixing and pressing", 0, 200, 8),
    leachTests: leachLimitsParameter,
  },
  example: {
    components: [
      { id: "kaolinite", phase: "solid" },
      { id: "quartz", phase: "solid" },
      { id: "NaOH", phase: "aqueous" },
      { id: "Na2SiO3", phase: "aqueous" },
      { id: "H2O", phase: "aqueous" },
    ],
    inlets: { residue: { kaolinite: 60, quartz: 40 }, activator: { NaOH: 8, Na2SiO3: 12, H2O: 25 } },
    parameters: { reactive: { kaolinite: 0.7, quartz: 0.02, NaOH: 1, Na2SiO3: 1 } },
  },
  run: ({ basis, inlets, parameters, path }) => {
    const product = mixStreams(basis, [inlets["residue"], inlets["activator"]]);
    const reactive = parameters.byComponent("reactive", 0);
    const mol = (element: string) =>
      basis.components.reduce(
        (sum, { id, molPerKg }, c) => sum + reactive[c] * (molPerKg.get(element) ?? 0) * componentKgPerH(product, id),
        0,
      );
    const aluminium = mol("Al");
    if (!(aluminium > 0))
      return {
        outlets: { product },
        issues: [
          warning(path, "process.no-aluminium", "no reactive aluminium: no geopolymer forms; name reactive components"),
        ],
      };
    const tested = leachLimits(product, parameters.records("leachTests"), path);
    const results = {
      ...tested.results,
      siliconToAluminium: mol("Si") / aluminium,
      sodiumToAluminium: mol("Na") / aluminium,
      waterToSolids: componentKgPerH(product, "H2O") / Math.max(1e-300, phaseKgPerH(product, "solid")),
    };
    const isInside =
      results.siliconToAluminium >= 1 &&
      results.siliconToAluminium <= 4 &&
      results.sodiumToAluminium >= 0.5 &&
      results.sodiumToAluminium <= 1.5;
    return {
      outlets: { product },
      duties: { powerKw: (parameters.number("powerKwhPerT") * phaseKgPerH(product, "solid")) / 1000, results },
      issues: isInside
        ? tested.issues
        : [
            ...tested.issues,
            warning(
              path,
              "process.outside-window",
              `Si/Al ${results.siliconToAluminium.toFixed(2)} and Na/Al ${results.sodiumToAluminium.toFixed(2)}: published binders lie at 1-4 and 0.5-1.5 (Duxson et al. 2007)`,
            ),
          ],
    };
  },
};
