import { ruthTimeS } from "../equations/separation.ts";
import { phaseKgPerH, phaseM3PerH, splitStream } from "../streams/stream.ts";
import { number } from "./specs.ts";
import type { UnitOp } from "./unitOp.ts";

/** Pressure or vacuum filter to a cake moisture, area by Ruth. */
export const cakeFilter: UnitOp = {
  kind: "cake-filter",
  group: "solid-liquid",
  title: "Cake filter",
  equation:
    "t = α μ c V²/(2 A² ΔP) + μ R_m V/(A ΔP); area such that one cycle's filtrate passes in the cycle's form time",
  assumptions: ["incompressible cake", "cake moisture as tested", "no washing"],
  notWhen: "Compressible slimes: α rises with pressure.",
  validation: "Ruth reference case to 1e-9.",
  source: "Ruth (1935), Ind. Eng. Chem. 27, 708-723",
  inlets: [{ name: "feed", doc: "slurry" }],
  outlets: [
    { name: "filtrate", doc: "clear liquor" },
    { name: "cake", doc: "moist solids" },
  ],
  parameters: {
    cakeMoisture: number("1", "mass fraction of liquor in the cake", 0, 0.9),
    cakeResistanceMPerKg: number("m/kg", "α", 1e6, 1e15, 5e10),
    mediumResistancePerM: number("1/m", "R_m", 0, 1e14, 2e10),
    pressureKPa: number("kPa", "ΔP", 1, 5000, 500),
    viscosityPaS: number("Pa s", "μ", 1e-4, 1, 0.001),
    formSeconds: number("s", "cake formation in a cycle", 1, 1e5, 600),
    cycleSeconds: number("s", "whole cycle", 1, 1e5, 1200),
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    inlets: { feed: { quartz: 1000, H2O: 1000 } },
    parameters: { cakeMoisture: 0.15 },
  },
  run: ({ basis, inlets, parameters }) => {
    const feed = inlets["feed"];
    const solids = phaseKgPerH(feed, "solid");
    const liquor = phaseKgPerH(feed, "aqueous");
    const moisture = parameters.number("cakeMoisture");
    const kept = liquor > 0 ? Math.min(1, (solids * moisture) / (1 - moisture) / liquor) : 0;
    const [cake, filtrate] = splitStream(feed, (slot) => {
      const { phase } = basis.components[basis.slotComponent[slot]];
      return phase === "solid" ? 1 : phase === "aqueous" ? kept : 0;
    });
    const volume = phaseM3PerH(filtrate, "aqueous");
    const results: Record<string, number> = {};
    if (volume > 0 && solids > 0) {
      const cycleM3 = (volume * parameters.number("cycleSeconds")) / 3600;
      const filter = (areaM2: number) => ({
        cakeResistanceMPerKg: parameters.number("cakeResistanceMPerKg"),
        viscosityPaS: parameters.number("viscosityPaS"),
        solidsKgPerM3Filtrate: solids / volume,
        areaM2,
        pressurePa: parameters.number("pressureKPa") * 1000,
        mediumResistancePerM: parameters.number("mediumResistancePerM"),
      });
      // t = a/A² + b/A: the positive root in 1/A.
      const a = ruthTimeS({ ...filter(1), mediumResistancePerM: 0 }, cycleM3);
      const b = ruthTimeS(filter(1), cycleM3) - a;
      const inverse = (-b + Math.sqrt(b * b + 4 * a * parameters.number("formSeconds"))) / (2 * a);
      results["areaM2"] = 1 / inverse;
    }
    return {
      outlets: { filtrate, cake },
      duties: { powerKw: (parameters.number("pressureKPa") * volume) / 3600 / 0.6, results },
    };
  },
};
