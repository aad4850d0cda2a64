import type { Issue } from "../../evidence/issue.ts";
import { type KarraCut, karraCut, throughFallMm } from "../equations/karraScreen.ts";
import { plittEfficiency } from "../equations/partition.ts";
import { phaseKgPerH, type Stream, splitStream } from "../streams/stream.ts";
import { classMeanUm } from "./flows.ts";
import { count, number } from "./specs.ts";
import type { Parameters } from "./parameters.ts";
import { type UnitOp, UnitError, warning } from "./unitOp.ts";

/** Karra's partition is as steep as this. */
const karraSharpness = 5.9;

/** Screen with a partition curve, its cut given or by Karra's model of the deck. */
export const screen: UnitOp = {
  kind: "screen",
  group: "classification",
  title: "Screen",
  equation:
    "share to oversize = 1 − exp(−ln 2 (x/x50)^m); x50 as tested, or Karra: x50 = h_T (G_c/K)^0.148, K = undersize/(A B C D E F · area), G_c = 0.844 (1 − X_n)^3.453, m = 5.9; water to oversize by its wetness",
  assumptions: [
    "tested: x50 and m of the deck, no effect of load",
    "karra: one vibrating deck with square mesh; the shares of oversize, half size and near size are read from the size classes of the feed",
  ],
  notWhen: "Blinding, sticky fines or trommels; karra with fewer than some six size classes about the opening.",
  validation:
    "Mass balance, limits (conformance suite); the pieces of Karra's factors meet, its cut falls with load and never exceeds the opening (tests). No plant case.",
  source:
    "Karra (1979), Development of a model for predicting the screening performance, CIM Bulletin 72 (801) (constants recalled); partition form of Plitt (1971)",
  inlets: [{ name: "feed", doc: "solids with water" }],
  outlets: [
    { name: "oversize", doc: "coarse" },
    { name: "undersize", doc: "fine" },
  ],
  parameters: {
    model: {
      kind: "word",
      unit: "word",
      choices: ["tested", "karra"],
      default: "tested",
      doc: "where the cut comes from",
    },
    cutUm: number("µm", "x50 as tested", 0, 1e6, 0),
    sharpness: number("1", "m as tested", 0.5, 50, 6),
    waterToOversize: number("1", "share of the water that stays with the oversize", 0, 1, 0.05),
    openingMm: number("mm", "square opening, for karra", 0, 500, 0, {
      min: 1,
      max: 75,
      source: "Karra (1979), range recalled",
    }),
    wireMm: number("mm", "wire, for karra", 0, 100, 1),
    angleDeg: number("°", "slope of the deck, for karra", 0, 45, 15),
    areaM2: number("m²", "effective area of the deck, for karra", 0, 1e4, 0),
    deck: count("1 for the top deck, 2 or 3 below it, for karra", 1, 3, 1),
    bulkDensityKgPerM3: number("kg/m³", "of the feed, for karra", 300, 5000, 1602),
    isWet: { kind: "word", unit: "word", choices: ["no", "yes"], default: "no", doc: "sprayed, for karra" },
  },
  example: {
    components: [
      { id: "quartz", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    sizeUm: [75, 300, 1000],
    inlets: { feed: { quartz: 100, H2O: 50 } },
    parameters: { cutUm: 500 },
  },
  run: ({ basis, inlets, parameters, path }) => {
    const feed = inlets["feed"];
    const karra = parameters.word("model") === "karra" ? karraFor(feed, parameters) : null;
    const cut = karra === null ? parameters.number("cutUm") : karra.cutMm * 1000;
    if (!(cut > 0))
      throw new UnitError("process.parameter-missing", 'give cutUm, or model "karra" with openingMm and areaM2');
    const m = karra === null ? parameters.number("sharpness") : karraSharpness;
    const [oversize, undersize] = splitStream(feed, (slot) => {
      const c = basis.slotComponent[slot];
      if (basis.components[c].phase !== "solid") return parameters.number("waterToOversize");
      return plittEfficiency(classMeanUm(basis, slot - basis.firstSlot[c], cut) / cut, m);
    });
    if (karra === null) return { outlets: { oversize, undersize } };
    const results = { cutUm: cut, load: karra.load, capacityTPerHM2: karra.capacityTPerHM2 };
    const issues: Issue[] =
      karra.load > 1.5
        ? [
            warning(
              path,
              "process.overload",
              `the deck is fed ${karra.load.toPrecision(3)} times the undersize it passes by Karra's factors; give it ${(karra.load * parameters.number("areaM2")).toPrecision(3)} m²`,
            ),
          ]
        : [];
    return { outlets: { oversize, undersize }, duties: { results }, issues };
  },
};

function karraFor(feed: Stream, parameters: Parameters): KarraCut {
  const { basis } = feed;
  const at = (name: string) => parameters.number(name);
  if (!(at("openingMm") > 0 && at("areaM2") > 0))
    throw new UnitError("process.parameter-missing", "karra needs openingMm and areaM2 above 0; give both");
  if (basis.sizeUm.length === 0)
    throw new UnitError("process.no-sizes", "karra reads the feed's sizes; give sizeClassesUm to the flowsheet");
  const seenUm = 1000 * throughFallMm(at("openingMm"), at("wireMm"), at("angleDeg"));
  if (!(seenUm > 0))
    throw new UnitError(
      "process.opening",
      "the opening seen at this slope is not above 0; give less angleDeg or wireMm",
    );
  const solids = phaseKgPerH(feed, "solid");
  const below = (um: number) => {
    let kg = 0;
    for (let s = 0; s < basis.slots; s++) {
      const c = basis.slotComponent[s];
      if (basis.components[c].phase === "solid") kg += feed.kgPerH[s] * shareBelow(feed, s - basis.firstSlot[c], um);
    }
    return solids > 0 ? kg / solids : 0;
  };
  return karraCut({
    openingMm: at("openingMm"),
    wireMm: at("wireMm"),
    angleDeg: at("angleDeg"),
    areaM2: at("areaM2"),
    deck: at("deck"),
    isWet: parameters.word("isWet") === "yes",
    bulkDensityKgPerM3: at("bulkDensityKgPerM3"),
    undersizeTPerH: (below(seenUm) * solids) / 1000,
    oversizePct: 100 * (1 - below(seenUm)),
    halfSizePct: 100 * below(seenUm / 2),
    nearSizePct: 100 * (below(1.25 * seenUm) - below(0.75 * seenUm)),
  });
}

/** Share of a class finer than a size, even over the class. */
function shareBelow({ basis }: Stream, k: number, um: number): number {
  const top = basis.sizeUm[k];
  const bottom = k === 0 ? 0 : basis.sizeUm[k - 1];
  return Math.min(1, Math.max(0, (um - bottom) / (top - bottom)));
}
