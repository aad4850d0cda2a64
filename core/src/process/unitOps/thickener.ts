import { kynchFluxTPerM2H, talmageFitchM2PerTPerDay } from "../equations/separation.ts";
import { phaseKgPerH, phaseM3PerH, splitStream } from "../streams/stream.ts";
import { number } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Thickener to an underflow density, area by Talmage-Fitch or Kynch. */
export const thickener: UnitOp = {
  kind: "thickener",
  group: "solid-liquid",
  title: "Thickener",
  equation: "underflow liquor = solids (1/s − 1); area = t_u/(C0 H0) · t/d, or solids flow / min_C v(C)/(1/C − 1/Cu)",
  assumptions: ["underflow density as tested", "liquor alike in both products", "v = v0 e^(−kC) for Kynch"],
  notWhen: "Yield stress of a paste or an unfit flocculant.",
  validation: "Talmage-Fitch reference case to 1e-9.",
  source: "Talmage and Fitch (1955); Kynch (1952), Trans. Faraday Soc. 48, 166-176",
  inlets: [{ name: "feed", doc: "slurry" }],
  outlets: [
    { name: "overflow", doc: "clear liquor" },
    { name: "underflow", doc: "thick slurry" },
  ],
  parameters: {
    underflowSolids: number("1", "s, mass fraction of solids in the underflow", 0.01, 0.9),
    solidsToOverflow: number("1", "share of the solids lost to the overflow", 0, 1, 0),
    unitAreaM2PerTPerDay: number("m² per t/d", "unit area from a test; 0 to reckon it", 0, 100, 0),
    testSolidsTPerM3: number("t/m³", "C0 of the batch test", 0, 3, 0),
    testHeightM: number("m", "H0 of the test", 0, 10, 0),
    testTimeH: number("h", "t_u of the test", 0, 1000, 0),
    settlingMPerH: number("m/h", "v0 for Kynch", 0, 1000, 0),
    hindranceM3PerT: number("m³/t", "k for Kynch", 0, 1000, 0),
    flocculantGPerT: number("g/t", "flocculant, reported", 0, 2000, 0),
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    inlets: { feed: { quartz: 10_000, H2O: 90_000 } },
    parameters: { underflowSolids: 0.55, testSolidsTPerM3: 0.15, testHeightM: 0.4, testTimeH: 2.1 },
  },
  run: ({ basis, inlets, parameters, path }) => {
    const feed = inlets["feed"];
    const solids = phaseKgPerH(feed, "solid");
    const liquor = phaseKgPerH(feed, "aqueous");
    const s = parameters.number("underflowSolids");
    const lost = parameters.number("solidsToOverflow");
    const down = liquor > 0 ? Math.min(1, (solids * (1 - lost) * (1 / s - 1)) / liquor) : 0;
    const isThicker = solids > 0 && liquor < solids * (1 - lost) * (1 / s - 1) * (1 - 1e-9);
    const [underflow, overflow] = splitStream(feed, (slot) => {
      const { phase } = basis.components[basis.slotComponent[slot]];
      return phase === "solid" ? 1 - lost : phase === "aqueous" ? down : 0;
    });
    const tPerDay = (solids * 24) / 1000;
    const [c0, h0, tu] = ["testSolidsTPerM3", "testHeightM", "testTimeH"].map((name) => parameters.number(name));
    const results: Record<string, number> = {};
    if (parameters.number("unitAreaM2PerTPerDay") > 0)
      results["areaM2"] = parameters.number("unitAreaM2PerTPerDay") * tPerDay;
    else if (c0 > 0 && h0 > 0 && tu > 0) results["areaM2"] = talmageFitchM2PerTPerDay(c0, h0, tu) * tPerDay;
    const feedM3 = phaseM3PerH(feed, "solid") + phaseM3PerH(feed, "aqueous");
    const underM3 = phaseM3PerH(underflow, "solid") + phaseM3PerH(underflow, "aqueous");
    if (parameters.number("settlingMPerH") > 0 && solids > 0 && underM3 < feedM3)
      results["kynchAreaM2"] =
        solids /
        1000 /
        kynchFluxTPerM2H(
          parameters.number("settlingMPerH"),
          parameters.number("hindranceM3PerT"),
          solids / 1000 / feedM3,
          solids / 1000 / underM3,
        );
    results["flocculantKgPerH"] = (parameters.number("flocculantGPerT") * solids) / 1e6;
    return {
      outlets: { overflow, underflow },
      duties: { powerKw: 0.002 * (results["areaM2"] ?? results["kynchAreaM2"] ?? 0), results },
      issues: isThicker
        ? [
            warning(
              path,
              "process.underflow-dry",
              `the feed is already thicker than the underflow asked for (${s} solids by mass): all liquor leaves below; raise underflowSolids or dilute the feed`,
            ),
          ]
        : [],
    };
  },
};
