import { magneticShare } from "../equations/partition.ts";
import { splitStream } from "../streams/stream.ts";
import { byComponent, number } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Magnetic separation by mass susceptibility. */
export const magneticSeparator: UnitOp = {
  kind: "magnetic-separator",
  group: "magnetic",
  title: "Magnetic separator",
  equation: "share = 1/(1 + exp(−(ln χ − ln χ50)/s)), plus what is carried along",
  assumptions: [
    "susceptibility decides; ferromagnetic and paramagnetic alike",
    "tabled susceptibilities are orders of magnitude: give measured ones",
  ],
  notWhen: "Field, matrix load or grain size change between test and plant.",
  validation: "Logistic reference case to 1e-9.",
  source: "Svoboda (2004), Magnetic Techniques for the Treatment of Materials, ch. 4",
  inlets: [{ name: "feed", doc: "dry solids or pulp" }],
  outlets: [
    { name: "magnetic", doc: "drawn" },
    { name: "nonmagnetic", doc: "rest" },
  ],
  parameters: {
    cutSusceptibility: number("m³/kg", "χ50", 1e-12, 1),
    sharpness: number("ln χ", "s", 0.01, 10, 0.5),
    susceptibility: byComponent("m³/kg", "measured χ, in place of the tabled", -1e-6, 1),
    carried: number("1", "share of the non-magnetic that is carried along, and of the water", 0, 1, 0.02),
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "monazite", phase: "solid" },
      { id: "ilmenite", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    inlets: { feed: { quartz: 60, monazite: 2, ilmenite: 28, H2O: 100 } },
    parameters: { cutSusceptibility: 5e-7 },
  },
  run: ({ basis, inlets, parameters, path }) => {
    const [cut, sharpness, carried] = ["cutSusceptibility", "sharpness", "carried"].map((name) =>
      parameters.number(name),
    );
    const given = parameters.byComponent("susceptibility", Number.NaN);
    const unknown: string[] = [];
    const share = basis.components.map(({ id, phase, susceptibilityM3PerKg }, c) => {
      if (phase !== "solid") return carried;
      const chi = Number.isNaN(given[c]) ? susceptibilityM3PerKg : given[c];
      if (chi === null) {
        unknown.push(id);
        return carried;
      }
      const drawn = magneticShare(chi, cut, sharpness);
      return drawn + (1 - drawn) * carried;
    });
    const [magnetic, nonmagnetic] = splitStream(inlets["feed"], (slot) => share[basis.slotComponent[slot]]);
    return {
      outlets: { magnetic, nonmagnetic },
      issues:
        unknown.length === 0
          ? []
          : [
              warning(
                path,
                "process.property-missing",
                `no susceptibility is known of ${unknown.slice(0, 8).join(", ")}: taken as non-magnetic; give susceptibility`,
              ),
            ],
    };
  },
};
