import { countercurrentDecantation } from "../equations/separation.ts";
import { emptyStream, phaseKgPerH } from "../streams/stream.ts";
import { count, number } from "./specs.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Countercurrent decantation. */
export const ccdCircuit: UnitOp = {
  kind: "ccd",
  group: "solid-liquid",
  title: "Countercurrent decantation",
  equation: "loss = (R − 1)/(R^(N+1) − 1), R = wash over underflow liquor; stage efficiency e takes N e stages",
  assumptions: [
    "one underflow liquor in all stages",
    "the feed's liquor joins the overflow of the first stage",
    "wash is clean of what is recovered, or brings its own through",
  ],
  notWhen: "Precipitation or further leaching in the train.",
  validation: "Five reference cases to 1e-9.",
  source: "Wills and Finch (2016), ch. 15",
  inlets: [
    { name: "feed", doc: "leached slurry" },
    { name: "wash", doc: "water or barren solution" },
  ],
  outlets: [
    { name: "pregnant", doc: "overflow of the first stage" },
    { name: "tailings", doc: "underflow of the last" },
  ],
  parameters: {
    stages: count("N", 1, 50, 4),
    underflowSolids: number("1", "mass fraction of solids in every underflow", 0.01, 0.9, 0.5),
    efficiency: number("1", "mixing efficiency of a stage", 0.1, 1, 1),
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
      { id: "Cu", phase: "aqueous", formula: "Cu+2" },
      { id: "SO4", phase: "aqueous", formula: "SO4-2" },
    ],
    inlets: { feed: { quartz: 100, H2O: 200, Cu: 2, SO4: 3 }, wash: { H2O: 250 } },
    parameters: { stages: 5 },
  },
  run: ({ basis, inlets, parameters, path }) => {
    const [feed, wash] = [inlets["feed"], inlets["wash"]];
    const pregnant = emptyStream(basis);
    const tailings = emptyStream(basis);
    const solids = phaseKgPerH(feed, "solid") + phaseKgPerH(wash, "solid");
    const carrier = (kgPerH: Float64Array) =>
      basis.components.reduce(
        (sum, { phase, isCarrier }, c) => (phase === "aqueous" && isCarrier ? sum + kgPerH[basis.firstSlot[c]] : sum),
        0,
      );
    const [feedWater, washWater] = [carrier(feed.kgPerH), carrier(wash.kgPerH)];
    const wanted = solids * (1 / parameters.number("underflowSolids") - 1);
    const under = Math.min(wanted, feedWater + washWater);
    const ratio = under > 0 ? washWater / under : 0;
    const stages = Math.max(1, Math.round(parameters.number("stages") * parameters.number("efficiency")));
    // Recovery of what came with the feed liquor: the closed form counts the feed's underflow liquor; without wash only decantation is left.
    const feedLoss =
      under <= 0
        ? 0
        : ratio > 0
          ? (1 - countercurrentDecantation(stages, ratio, 1).recovery) *
            Math.min(1, under / Math.max(feedWater, 1e-300))
          : Math.min(1, under / Math.max(feedWater, 1e-300));
    const waterShare = feedWater + washWater > 0 ? under / (feedWater + washWater) : 0;
    for (let s = 0; s < basis.slots; s++) {
      const { phase, isCarrier } = basis.components[basis.slotComponent[s]];
      const whole = feed.kgPerH[s] + wash.kgPerH[s];
      let down = 0;
      if (phase === "solid") down = whole;
      else if (phase === "aqueous" && isCarrier) down = whole * waterShare;
      // What the wash brings leaves like the wash water itself: by what is left for it beside the feed's share.
      else if (phase === "aqueous")
        down = Math.min(
          whole,
          feed.kgPerH[s] * feedLoss +
            wash.kgPerH[s] * (washWater > 0 ? Math.min(1, Math.max(0, under - feedLoss * feedWater) / washWater) : 0),
        );
      tailings.kgPerH[s] = down;
      pregnant.kgPerH[s] = whole - down;
    }
    return {
      outlets: { pregnant, tailings },
      duties: { results: { washRatio: ratio, recoveryOfFeedSolute: 1 - feedLoss } },
      issues:
        under < wanted * (1 - 1e-9)
          ? [
              warning(
                path,
                "process.underflow-dry",
                "there is less liquor than the underflow would hold; lower underflowSolids' liquor or add wash",
              ),
            ]
          : [],
    };
  },
};
