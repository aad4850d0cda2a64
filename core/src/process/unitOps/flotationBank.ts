import { bankRecovery, bankResidenceMinutes, klimpelRecovery, withEntrainment } from "../equations/flotation.ts";
import { phaseM3PerH, splitStream } from "../streams/stream.ts";
import { type UnitOp, warning } from "./unitOp.ts";

/** Bank of flotation cells: measured recoveries, or first-order kinetics with entrainment. */
export const flotationBank: UnitOp = {
  kind: "flotation-bank",
  group: "flotation",
  title: "Flotation bank",
  equation:
    "R = R∞ (1 − (1 + kτ/N)⁻ᴺ), or Klimpel's rectangular distribution of rates; R_total = R + (1 − R) e R_w; τ = N V (1 − ε)/Q",
  assumptions: [
    "perfectly mixed equal cells",
    "rates do not depend on load, pH or reagent: they belong to the test they come from",
    "the pulp's volume is that of solids and of water at the inlet, or of water for the pulp density given",
  ],
  notWhen: "Froth crowding or bubble surface limits the concentrate, or the rate changes along the bank.",
  validation: "Mountain Pass circuit, four reference cases (PrOMMiS; Pradip and Fuerstenau 2013) to 1e-5.",
  source:
    "Wills and Finch (2016), Wills' Mineral Processing Technology, 8th ed., ch. 12; Klimpel (1980); Savassi (2005)",
  inlets: [{ name: "feed", doc: "pulp" }],
  outlets: [
    { name: "concentrate", doc: "froth product" },
    { name: "tailings", doc: "sink product" },
  ],
  parameters: {
    model: {
      kind: "word",
      unit: "word",
      choices: ["fixed", "first-order", "klimpel"],
      default: "first-order",
      doc: "fixed recoveries, one rate by component, or rates spread evenly up to the one given",
    },
    recovery: {
      kind: "table",
      unit: "1",
      min: 0,
      max: 1,
      default: {},
      namesComponents: true,
      doc: "model fixed: recovery by component",
    },
    ratePerMinute: {
      kind: "table",
      unit: "1/min",
      min: 0,
      max: 100,
      default: {},
      namesComponents: true,
      doc: "k, or k_max for klimpel; none for what does not float",
    },
    ultimate: {
      kind: "table",
      unit: "1",
      min: 0,
      max: 1,
      default: {},
      namesComponents: true,
      doc: "R∞ by component, 1 where not given",
    },
    entrainment: {
      kind: "list",
      unit: "1",
      min: 0,
      max: 1,
      default: [],
      doc: "degree of entrainment by size class, finest first; empty for none",
    },
    cells: { kind: "number", unit: "1", min: 1, max: 1000, isWhole: true, default: 1, doc: "N, cells in series" },
    cellVolumeM3: { kind: "number", unit: "m³", min: 0, max: 1000, default: 0, doc: "volume of one cell" },
    airHoldup: {
      kind: "number",
      unit: "1",
      min: 0,
      max: 0.9,
      default: 0.15,
      doc: "share of the volume that is air",
      window: { min: 0.05, max: 0.35, source: "Wills and Finch (2016), ch. 12" },
    },
    solidsMassFraction: {
      kind: "number",
      unit: "1",
      min: 0,
      max: 0.9,
      default: 0,
      doc: "of the pulp at the inlet, to reckon its water where the stream carries none; 0: the stream's own water",
    },
    waterRecovery: {
      kind: "number",
      unit: "1",
      min: 0,
      max: 1,
      default: 0,
      doc: "R_w, share of the water that leaves with the concentrate",
    },
    powerKwPerM3: {
      kind: "number",
      unit: "kW/m³",
      min: 0,
      max: 10,
      default: 1,
      doc: "agitation and air per cell volume",
      window: { min: 0.5, max: 3, source: "Wills and Finch (2016), ch. 12" },
    },
  },
  example: {
    components: [
      { id: "bastnasite", phase: "solid" },
      { id: "calcite", phase: "solid" },
      { id: "H2O", phase: "aqueous" },
    ],
    inlets: { feed: { bastnasite: 80, calcite: 920, H2O: 2000 } },
    parameters: {
      ratePerMinute: { bastnasite: 0.6, calcite: 0.04 },
      cells: 6,
      cellVolumeM3: 0.05,
      waterRecovery: 0.05,
    },
  },
  run: ({ basis, inlets, parameters, path }) => {
    const feed = inlets["feed"];
    const model = parameters.word("model");
    const cells = parameters.number("cells");
    const solidM3 = phaseM3PerH(feed, "solid");
    const fraction = parameters.number("solidsMassFraction");
    let waterM3 = phaseM3PerH(feed, "aqueous");
    if (fraction > 0) {
      let solidKg = 0;
      for (let s = 0; s < feed.kgPerH.length; s++)
        if (basis.components[basis.slotComponent[s]].phase === "solid") solidKg += feed.kgPerH[s];
      waterM3 = (solidKg * (1 / fraction - 1)) / 1000;
    }
    const cellVolume = parameters.number("cellVolumeM3");
    const minutes = bankResidenceMinutes(cells, cellVolume, parameters.number("airHoldup"), solidM3 + waterM3);
    const fixed = parameters.byComponent("recovery", 0);
    const rate = parameters.byComponent("ratePerMinute", 0);
    const ultimate = parameters.byComponent("ultimate", 1);
    const entrainment = parameters.list("entrainment");
    const waterRecovery = parameters.number("waterRecovery");
    const floated = fixed.map((recovery, c) =>
      model === "fixed"
        ? recovery
        : model === "klimpel"
          ? klimpelRecovery(rate[c], minutes, cells, ultimate[c])
          : bankRecovery(rate[c], minutes, cells, ultimate[c]),
    );
    const [concentrate, tailings] = splitStream(feed, (slot) => {
      const c = basis.slotComponent[slot];
      const { phase } = basis.components[c];
      if (phase === "aqueous" || phase === "organic") return waterRecovery;
      if (phase === "gas") return 0;
      return withEntrainment(floated[c], entrainment[slot - basis.firstSlot[c]] ?? 0, waterRecovery);
    });
    return {
      outlets: { concentrate, tailings },
      duties: {
        powerKw: parameters.number("powerKwPerM3") * cells * cellVolume,
        results: { residenceMinutes: minutes },
      },
      issues:
        model !== "fixed" && cellVolume === 0
          ? [warning(path, "process.no-volume", "the cells have no volume, so nothing floats; give cellVolumeM3")]
          : [],
    };
  },
};
