import { copyStream, phaseM3PerH, totalKgPerH } from "../streams/stream.ts";
import { count, number } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Counts how many equal skids a stream needs; stands before or after any unit that is built as modules. */
export const modularSkid: UnitOp = {
  kind: "modular-skid",
  group: "general",
  title: "Modular skids",
  equation:
    "skids = ⌈flow/(capacity · availability)⌉ + spares; load of one = flow/(running · availability · capacity); tonnes to haul and pad area by skid",
  assumptions: ["equal skids in parallel; the stream is not changed"],
  notWhen: "Units do not scale by number.",
  validation: "Count (conformance suite).",
  source: "Arithmetic.",
  inlets: [{ name: "in", doc: "stream to be treated" }],
  outlets: [{ name: "out", doc: "the same" }],
  parameters: {
    capacityM3PerH: number("m³/h", "liquid and solids that one skid takes", 1e-6, 1e6),
    availability: number("1", "share of the time in use", 0.05, 1, 0.9),
    spares: count("skids in reserve", 0, 100, 0),
    turndown: number("1", "least load of a running skid, by its capacity", 0, 1, 0.4),
    tonnesPerSkid: number("t", "mass of one skid, to haul to a remote site", 0, 1000, 0),
    areaM2PerSkid: number("m²", "pad area of one skid with its access", 0, 1e4, 0),
    powerKwPerSkid: number("kW", "own use of one running skid", 0, 1e4, 0),
  },
  example: {
    components: [{ id: "H2O", phase: "aqueous" }],
    inlets: { in: { H2O: 25_000 } },
    parameters: { capacityM3PerH: 10, spares: 1 },
  },
  run: ({ inlets, parameters, path }) => {
    const out = copyStream(inlets["in"]);
    const flow = phaseM3PerH(out, "aqueous") + phaseM3PerH(out, "solid") + phaseM3PerH(out, "organic");
    const running =
      totalKgPerH(out) > 0
        ? Math.ceil(flow / (parameters.number("capacityM3PerH") * parameters.number("availability")) - 1e-9)
        : 0;
    const skids = running > 0 ? running + parameters.number("spares") : 0;
    const load =
      running > 0 ? flow / (running * parameters.number("capacityM3PerH") * parameters.number("availability")) : 0;
    return {
      outlets: { out },
      duties: {
        powerKw: running * parameters.number("powerKwPerSkid"),
        results: {
          skids,
          load,
          tonnesToHaul: skids * parameters.number("tonnesPerSkid"),
          padM2: skids * parameters.number("areaM2PerSkid"),
        },
      },
      issues:
        running > 0 && load < parameters.number("turndown")
          ? [
              warning(
                path,
                "process.turndown",
                `each running skid is loaded to ${(100 * load).toPrecision(3)} %, least ${100 * parameters.number("turndown")} %; take a smaller skid or run it part of the time`,
              ),
            ]
          : [],
    };
  },
};
