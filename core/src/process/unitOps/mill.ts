import { austinAppearance, bondEnergyKwhPerT, perfectMixingMill } from "../equations/comminution.ts";
import { passingSizeUm } from "../equations/sizeDistribution.ts";
import { copyStream } from "../streams/stream.ts";
import { solidsByClass } from "./sizeReduction.ts";
import { number } from "./specs.ts";
import { type UnitOp, UnitError } from "./unitOp.ts";

/** Grinding mill by the perfect mixing model. */
export const mill: UnitOp = {
  kind: "mill",
  group: "comminution",
  title: "Grinding mill, perfect mixing population balance",
  equation: "p_i (1 + k_i) = f_i + Σ_{j>i} b_ij k_j p_j; k_i = k (x_i/x_ref)^a; B = Φ (x/y)^γ + (1 − Φ)(x/y)^β",
  assumptions: [
    "one perfectly mixed vessel, discharge of all sizes alike",
    "breakage is first order and linear",
    "all minerals break alike unless a hardness is given",
  ],
  notWhen: "Slurry pooling, grate classification or coarse overload (k then depends on load).",
  validation: "Mass balance and limits k = 0, k → ∞ (tests).",
  source: "Whiten (1974), Chem. Eng. Sci. 29, 589-599; Austin, Klimpel and Luckie (1984)",
  inlets: [{ name: "feed", doc: "solids with water" }],
  outlets: [{ name: "product", doc: "ground" }],
  parameters: {
    breakage: number("1", "k: breakage rate times residence time at the reference size", 0, 1e4),
    referenceUm: number("µm", "reference size", 1, 1e6, 1000),
    exponent: number("1", "a, how breakage grows with size", 0, 3, 0.8),
    hardness: {
      kind: "table",
      unit: "1",
      min: 0.01,
      max: 100,
      default: {},
      namesComponents: true,
      doc: "divides k by mineral, 1 where not given",
    },
    phi: number("1", "Φ", 0, 1, 0.5),
    gamma: number("1", "γ", 0.1, 5, 0.7),
    beta: number("1", "β", 0.5, 10, 3.5),
    workIndexKwhPerT: number("kWh/t", "Bond's Wi, for the power", 0.1, 100, 14),
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "pyrite", phase: "solid" },
    ],
    sizeUm: [38, 75, 150, 300, 600, 1200],
    inlets: { feed: { quartz: 900, pyrite: 100 } },
    parameters: { breakage: 3, hardness: { quartz: 1.3 } },
  },
  run: ({ basis, inlets, parameters }) => {
    const feed = inlets["feed"];
    const product = copyStream(feed);
    const { classes, sizeUm } = basis;
    if (sizeUm.length < 2)
      throw new UnitError("process.no-sizes", "a mill needs size classes; give sizeClassesUm in the flowsheet");
    const appearance = austinAppearance(
      sizeUm,
      parameters.number("phi"),
      parameters.number("gamma"),
      parameters.number("beta"),
    );
    const hardness = parameters.byComponent("hardness", 1);
    const reference = parameters.number("referenceUm");
    for (const [c, { phase }] of basis.components.entries()) {
      if (phase !== "solid") continue;
      const from = basis.firstSlot[c];
      const rates = Float64Array.from(
        sizeUm,
        (size) => (parameters.number("breakage") / hardness[c]) * (size / reference) ** parameters.number("exponent"),
      );
      product.kgPerH.set(perfectMixingMill(feed.kgPerH.slice(from, from + classes), rates, appearance), from);
    }
    const solid = solidsByClass(feed.kgPerH, basis);
    const total = solid.reduce((a, b) => a + b, 0);
    const f80 = passingSizeUm(solid, sizeUm, 0.8);
    const p80 = passingSizeUm(solidsByClass(product.kgPerH, basis), sizeUm, 0.8);
    const energy = total > 0 && p80 < f80 ? bondEnergyKwhPerT(parameters.number("workIndexKwhPerT"), f80, p80) : 0;
    return {
      outlets: { product },
      duties: {
        powerKw: (energy * total) / 1000,
        results: total > 0 ? { feedP80Um: f80, productP80Um: p80, energyKwhPerT: energy } : {},
      },
    };
  },
};
