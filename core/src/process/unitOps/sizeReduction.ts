import { bondEnergyKwhPerT, morrellEnergyKwhPerT } from "../equations/comminution.ts";
import { passingSizeUm, rosinRammlerPassing } from "../equations/sizeDistribution.ts";
import { copyStream } from "../streams/stream.ts";
import { number } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Crusher or mill to a given product size: Rosin-Rammler product, power by Bond or Morrell. */
export const sizeReduction: UnitOp = {
  kind: "size-reduction",
  group: "comminution",
  title: "Crusher or mill to a product size",
  equation:
    "W = 10 Wi (1/√P80 − 1/√F80) or 4 Mi (P80^f(P80) − F80^f(F80)); product P(x) = 1 − exp(−(x/x63)ⁿ) with the P80 asked for",
  assumptions: [
    "all minerals break alike",
    "particles finer than asked for are left as they are",
    "Bond's work index without Rowland factors",
  ],
  notWhen: "The mill's own size distribution matters (use mill) or grinding goes below 20 µm with Bond.",
  validation: "Bond and Morrell reference cases to 1e-9; mass balance (conformance suite).",
  source: "Bond (1961); Morrell (2004), Int. J. Miner. Process. 74, 133-141",
  inlets: [{ name: "feed", doc: "solids, with or without water" }],
  outlets: [{ name: "product", doc: "broken" }],
  parameters: {
    productP80Um: number("µm", "80 % passing size wanted", 1, 1e6),
    spread: number("1", "n of the product's Rosin-Rammler distribution", 0.2, 5, 1.1),
    workIndexKwhPerT: number("kWh/t", "Bond's Wi or Morrell's Mi", 0.1, 100),
    law: {
      kind: "word",
      unit: "word",
      choices: ["bond", "morrell"],
      default: "bond",
      doc: "which law the index belongs to",
    },
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "pyrite", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    sizeUm: [38, 75, 150, 300, 600, 1200, 2400],
    inlets: { feed: { quartz: 900, pyrite: 100, H2O: 500 } },
    parameters: { productP80Um: 106, workIndexKwhPerT: 14 },
  },
  run: ({ basis, inlets, parameters, path }) => {
    const feed = inlets["feed"];
    const product = copyStream(feed);
    const { classes, sizeUm } = basis;
    const solid = solidsByClass(feed.kgPerH, basis);
    const total = solid.reduce((a, b) => a + b, 0);
    if (!(total > 0)) return { outlets: { product } };
    if (sizeUm.length === 0)
      return {
        outlets: { product },
        issues: [
          warning(
            path,
            "process.no-sizes",
            "the flowsheet has no size classes: nothing breaks and no power is reckoned; give sizeClassesUm",
          ),
        ],
      };
    const target = parameters.number("productP80Um");
    const spread = parameters.number("spread");
    const x63 = target / (-Math.log(0.2)) ** (1 / spread);
    const wanted = Float64Array.from(sizeUm, (size, k) =>
      k === classes - 1 ? 1 : rosinRammlerPassing(size, x63, spread),
    );
    const before = new Float64Array(classes);
    let sum = 0;
    for (let k = 0; k < classes; k++) before[k] = sum += solid[k] / total;
    // Breakage only makes finer: the product passes at least what the feed passed.
    const after = wanted.map((value, k) => Math.max(value, before[k]));
    const share = breakShares(before, after);
    for (const [c, { phase }] of basis.components.entries()) {
      if (phase !== "solid") continue;
      const from = basis.firstSlot[c];
      const held = feed.kgPerH.slice(from, from + classes);
      for (let i = 0; i < classes; i++) product.kgPerH[from + i] = 0;
      for (let j = 0; j < classes; j++)
        for (let i = 0; i <= j; i++) product.kgPerH[from + i] += share[i * classes + j] * held[j];
    }
    const f80 = passingSizeUm(solid, sizeUm, 0.8);
    const p80 = passingSizeUm(solidsByClass(product.kgPerH, basis), sizeUm, 0.8);
    const law = parameters.word("law") === "bond" ? bondEnergyKwhPerT : morrellEnergyKwhPerT;
    const energy = p80 < f80 ? law(parameters.number("workIndexKwhPerT"), f80, p80) : 0;
    return {
      outlets: { product },
      duties: {
        powerKw: (energy * total) / 1000,
        results: { feedP80Um: f80, productP80Um: p80, energyKwhPerT: energy },
      },
    };
  },
};

/** Solids by size class, all minerals together. */
export function solidsByClass(
  kgPerH: Float64Array,
  basis: {
    readonly components: readonly { readonly phase: string }[];
    readonly firstSlot: Int32Array;
    readonly classes: number;
  },
): Float64Array {
  const sums = new Float64Array(basis.classes);
  for (const [c, { phase }] of basis.components.entries())
    if (phase === "solid") for (let k = 0; k < basis.classes; k++) sums[k] += kgPerH[basis.firstSlot[c] + k];
  return sums;
}

/**
 * Shares that carry one distribution into a finer one, taking from the coarsest first: class j gives `share[i n + j]` of its mass to class
 * i ≤ j, all of it in sum.
 */
function breakShares(before: Float64Array, after: Float64Array): Float64Array {
  const n = before.length;
  const share = new Float64Array(n * n);
  const has = before.map((value, k) => value - (k === 0 ? 0 : before[k - 1]));
  const wants = after.map((value, k) => value - (k === 0 ? 0 : after[k - 1]));
  const left = Float64Array.from(has);
  for (let i = n - 1; i >= 0; i--) {
    let open = wants[i];
    for (let j = i; j < n && open > 1e-15; j++) {
      if (!(has[j] > 0)) continue;
      const taken = Math.min(open, left[j]);
      share[i * n + j] += taken / has[j];
      left[j] -= taken;
      open -= taken;
    }
  }
  // Rounding: what is left of a class stays in it, and the shares of each class sum to one.
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i <= j; i++) sum += share[i * n + j];
    if (sum > 0) for (let i = 0; i <= j; i++) share[i * n + j] /= sum;
    else share[j * n + j] = 1;
  }
  return share;
}
