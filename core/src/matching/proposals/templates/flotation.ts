import { bySolid, cellVolumeM3, cyclonesFor, entrainmentOf, judged, remine, tailingsThickener } from "../blocks.ts";
import {
  addAcidLiquor,
  acidSpecies,
  dissolvesInAcid,
  type Reaction,
  reagentNeeds,
  sulfuricAcid,
} from "../reactions.ts";
import { ProposalError } from "../proposalError.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import type { FlowsheetReport } from "../../../process/flowsheet/flowsheetReport.ts";
import { hydroxideRefinery } from "../refinery.ts";
import { type FeedSolid, type WasteFeed, wasteFeed } from "../wasteFeed.ts";

const wills = "Wills and Finch (2016), Mineral Processing Technology, 8th ed., ch. 12; recalled";

/** Shares of its price that a smelter pays for an element in a sulfide concentrate; none for what is not named. */
const concentratePays: Readonly<Record<string, number>> = {
  Cu: 0.9,
  Ni: 0.7,
  Co: 0.4,
  Zn: 0.7,
  Pb: 0.8,
  Mo: 0.85,
  Ag: 0.7,
  Au: 0.85,
};

const streamOf = (report: FlowsheetReport, id: string) => report.streams.find(({ stream }) => stream === id);

/** Rougher with or without cleaner; the concentrate leaves by the port returned. */
function flotationSection({ draft, choice }: TemplateContext, feed: WasteFeed, pulp: string, isFresh: boolean): string {
  const { solids, sizesUm, kgPerH } = feed;
  const cut = draft.figure(
    "desliming cut",
    "cut of desliming",
    judged(6, 10, 15, "µm", "practice; slimes coat sulfides"),
  );
  draft.unit("desliming", "hydrocyclone", { cutUm: cut, alpha: 2.5, waterSplit: 0.3, cyclones: cyclonesFor(kgPerH) });
  draft.stream("pulp", pulp, "desliming.feed");
  draft.stream("slimes", "desliming.overflow", "tailings thickener.feed");
  draft.unit("conditioning", "pulper", { solidsMassFraction: 0.32, powerKwhPerT: 0.5 });
  draft.stream("deslimed sand", "desliming.underflow", "conditioning.feed");
  const rate = draft.figure("sulfide rate", "flotation rate of sulfides", judged(0.15, 0.35, 0.7, "1/min", wills));
  const ultimate = draft.figure(
    "sulfide ultimate",
    "share of sulfide that floats in the end",
    isFresh
      ? judged(0.65, 0.85, 0.93, "1", `${wills}; surfaces made fresh by grinding`)
      : judged(0.45, 0.7, 0.88, "1", `${wills}; old sulfides float worse, their surfaces are oxidised`),
  );
  const floats = ({ host }: FeedSolid) => host === "sulfide" || (isFresh && host === "metal");
  const entrainment = entrainmentOf(sizesUm);
  const pulpM3PerH = (kgPerH / 1000) * 2.5;
  draft.unit(
    "rougher",
    "flotation-bank",
    {
      ratePerMinute: bySolid(solids, (solid) => (floats(solid) ? rate : 0.003)),
      ultimate: bySolid(solids, (solid) => (floats(solid) ? ultimate : null)),
      entrainment,
      cells: 6,
      cellVolumeM3: cellVolumeM3(pulpM3PerH, 20, 6),
      waterRecovery: 0.08,
    },
    "20 min, six cells (design)",
  );
  draft.stream("flotation feed", "conditioning.pulp", "rougher.feed");
  draft.stream("rougher tailings", "rougher.tailings", "tailings thickener.feed");
  if (choice["cleaner"] === "none") return "rougher.concentrate";
  const flow = draft.sized("cleaner flow", pulpM3PerH * 0.12, (report) => {
    const row = streamOf(report, "cleaner feed");
    return row === undefined ? 0 : row.aqueousM3PerH + row.solidsTPerH / 3;
  });
  draft.unit(
    "launder water",
    "pulper",
    { solidsMassFraction: 0.25, powerKwhPerT: 0.2 },
    "spray and launder water on the froth",
  );
  draft.stream("rougher concentrate", "rougher.concentrate", "launder water.feed");
  draft.unit(
    "cleaner",
    "flotation-bank",
    {
      ratePerMinute: bySolid(solids, (solid) => (floats(solid) ? 0.8 * rate : 0.001)),
      ultimate: {},
      entrainment,
      cells: 4,
      cellVolumeM3: cellVolumeM3(flow, 16, 4),
      waterRecovery: 0.2,
    },
    "16 min, four cells (design); rates 0.8 of the rougher's (judged)",
  );
  draft.stream("cleaner feed", "launder water.pulp", "cleaner.feed");
  draft.stream("cleaner tailings", "cleaner.tailings", "conditioning.feed");
  return "cleaner.concentrate";
}

/** Oxidation of a concentrate, by microbes or under pressure, then washing and hydroxides. */
function concentrateLeach(context: TemplateContext, feed: WasteFeed, concentrate: string): void {
  const { draft, choice } = context;
  addAcidLiquor(draft);
  const leached = feed.solids.filter(
    (solid) => (solid.host === "sulfide" || solid.host === "carbonate") && dissolvesInAcid(solid),
  );
  draft.unit("concentrate thickener", "thickener", { underflowSolids: 0.55, unitAreaM2PerTPerDay: 0.3 });
  draft.stream("sulfide concentrate", concentrate, "concentrate thickener.feed");
  draft.stream("concentrate water", "concentrate thickener.overflow", "conditioning.feed");
  draft.unit(
    "leach feed",
    "pulper",
    { solidsMassFraction: 0.18, duty: "repulping", powerKwhPerT: 0.2 },
    "below 20 % solids for culture or autoclave",
  );
  draft.stream("thick concentrate", "concentrate thickener.underflow", "leach feed.feed");
  const held = (id: string) => (report: FlowsheetReport) => streamOf(report, "thick concentrate")?.kgPerH[id] ?? 0;
  const guess = (id: string) => feed.kgPerHOf(id) * 0.5;
  const kgOf = new Map(leached.map(({ id }) => [id, draft.sized(`concentrate ${id}`, guess(id), held(id))]));
  const isBio = choice["leach"] === "bioleach";
  const reactions: Record<string, Reaction> = {};
  const carrierX = isBio
    ? draft.figure(
        "carrier rate",
        "bioleach rate of metal sulfides",
        judged(
          0.008,
          0.018,
          0.04,
          "1/h",
          "order of published stirred-tank plants; Kasese cobaltiferous pyrite, 1999, about 80 % of cobalt in 4-5 days",
        ),
      )
    : draft.figure(
        "pressure conversion",
        "sulfides oxidised under pressure",
        judged(0.92, 0.97, 0.99, "1", "Habashi (1993), A Textbook of Hydrometallurgy; recalled"),
      );
  const copperX = isBio
    ? draft.figure(
        "chalcopyrite rate",
        "bioleach rate of chalcopyrite",
        judged(
          0.001,
          0.003,
          0.008,
          "1/h",
          "mesophiles leave chalcopyrite; Watling (2006), Hydrometallurgy 84, 81-108; recalled",
        ),
      )
    : carrierX;
  for (const solid of leached) {
    const isChalcopyrite = solid.atoms.has("Cu") && solid.atoms.has("Fe");
    const species = acidSpecies(draft, solid);
    reactions[solid.id] = {
      conversion: solid.host === "carbonate" ? 0.95 : isChalcopyrite ? copperX : carrierX,
      species,
      heatKjPerMol: solid.host === "sulfide" ? 1400 : 0,
    };
  }
  const wanted = Object.fromEntries(
    Object.entries(reactions).map(([id, reaction]) => [id, { ...reaction, conversion: 1 }]),
  );
  const needs = reagentNeeds(draft, wanted, (id) => kgOf.get(id) ?? 0);
  const oxygen = (needs.get("O2") ?? 0) * 1.1;
  const acid = Math.max((needs.get("H") ?? 0) * 1.05, 1e-6 * feed.kgPerH);
  draft.feed("starting acid", "leach feed.feed", {
    kgPerH: sulfuricAcid(acid),
    temperatureC: 25,
    measuredBy: "reckoned: what carbonates and sulfides take before any is made",
  });
  if (isBio) {
    const pulpFlow = draft.sized("leach flow", feed.kgPerH * 0.0003, (report) => {
      const row = streamOf(report, "leach pulp");
      return row === undefined ? 0 : row.aqueousM3PerH + row.solidsTPerH / 4;
    });
    const days = draft.figure("leach days", "time in the tanks", {
      low: 5,
      value: 5,
      high: 5,
      unit: "d",
      grade: "design",
      source: "four tanks",
    });
    const volume = Math.max(1e-6, Number(((pulpFlow * 24 * days) / 4).toPrecision(3)));
    // 20 % more oxygen than full oxidation asks: kLa (C* − C) V = demand.
    const transfer = Math.min(2000, Math.max(50, (1.2 * oxygen) / (0.005 * 4 * volume)));
    const minerals = Object.fromEntries(
      Object.entries(reactions).map(([id, { conversion, species, heatKjPerMol }]) => [
        id,
        { ratePerH: id === "calcite" || species.includes("CO2") ? 0.5 : conversion, species, heatKjPerMol },
      ]),
    );
    draft.unit(
      "bioleach",
      "bioleach-tank",
      { tanks: 4, tankVolumeM3: volume, temperatureC: 36, transferPerH: Number(transfer.toPrecision(3)), minerals },
      "jarosite and elemental sulfur are not followed",
    );
    draft.stream("leach pulp", "leach feed.pulp", "bioleach.feed");
    draft.feed("air", "bioleach.air", {
      gas: { molPerH: (oxygen / 0.032) * 4.76 * 3 + 1, moleFraction: { O2: 0.21, N2: 0.79 } },
      temperatureC: 25,
      measuredBy: "reckoned: three times the oxygen wanted",
    });
    draft.unit("off-gas", "splitter", { share: 1, byComponent: { O2: 0, N2: 0, CO2: 0 } });
    draft.stream("leached pulp and air", "bioleach.slurry", "off-gas.in");
    draft.stream("spent air", "off-gas.second", null);
    hydroxideRefinery(context, "off-gas.first", feed.kgPerH * 0.2);
    return;
  }
  draft.unit(
    "autoclave",
    "pressure-leach",
    { reactions, temperatureC: 220, pressureKPa: 3000, powerKwhPerT: 25 },
    "25 kWh/t for pumps and agitation (design); oxygen plant below",
  );
  draft.stream("leach pulp", "leach feed.pulp", "autoclave.feed");
  draft.component("O2", "gas");
  draft.feed("oxygen", "autoclave.reagent", {
    kgPerH: { O2: oxygen * 1.1 + 1e-6 },
    temperatureC: 25,
    measuredBy: "reckoned: a fifth more than wanted",
  });
  draft.stream("autoclave vent", "autoclave.gas", null);
  hydroxideRefinery(context, "autoclave.product", feed.kgPerH * 0.2);
}

function build(context: TemplateContext, grind: boolean): void {
  const { draft, profile, choice, tPerH, issues } = context;
  const feed = wasteFeed(draft, profile, () => (grind ? ["sulfide", "metal"] : ["sulfide"]), tPerH, issues);
  if (
    !feed.solids.some(
      ({ element, host, massFraction }) => element !== null && host === "sulfide" && massFraction > 0,
    ) &&
    !(grind && feed.solids.some(({ host }) => host === "metal"))
  )
    throw new ProposalError(
      "none of the elements sits in sulfide: nothing of value floats; give hosts, or take another route",
    );
  let pulp = remine(draft, feed);
  if (grind) {
    const index = draft.figure(
      "work index",
      "Bond work index",
      judged(10, 14, 22, "kWh/t", "usual hard rock and slag; a Bond test decides"),
    );
    draft.unit(
      "regrind",
      "size-reduction",
      { productP80Um: Math.max(20, Math.min(38, feed.p80Um)), workIndexKwhPerT: index },
      "to 38 µm (design)",
    );
    draft.stream("mined pulp", pulp, "regrind.feed");
    pulp = "regrind.product";
  }
  const concentrate = flotationSection(context, feed, pulp, grind);
  tailingsThickener(draft);
  if (choice["leach"] === "sold" || choice["leach"] === undefined) {
    draft.unit("concentrate filter", "cake-filter", { cakeMoisture: 0.1 });
    draft.stream("sulfide concentrate", concentrate, "concentrate filter.feed");
    draft.stream("filtrate", "concentrate filter.filtrate", "conditioning.feed");
    const carried = new Set(feed.solids.map(({ element }) => element));
    draft.product(
      "concentrate",
      "concentrate filter.cake",
      "sulfide concentrate",
      Object.fromEntries(Object.entries(concentratePays).filter(([element]) => carried.has(element))),
      170,
    );
  } else concentrateLeach(context, feed, concentrate);
}

const sources = [wills, "Equations: docs/process-units.md"];

/** Sulfides floated from old tailings, the concentrate sold or leached on site. */
export const flotationTemplates: readonly RouteTemplate[] = [
  {
    routeId: "re-flotation",
    sections: ({ leach }) => [
      { family: "flotation" },
      ...(leach === "sold" ? [] : [{ family: "refinery" as const, stream: "thick concentrate" }]),
    ],
    options: { leach: ["sold", "bioleach", "pressure leach"], cleaner: ["one", "none"] },
    description:
      "Hydraulic re-mining, desliming, rougher and cleaner flotation of sulfides; the concentrate is sold, or oxidised by microbes or under pressure and its metals taken as mixed hydroxide.",
    sources,
    build: (context) => build(context, false),
  },
  {
    routeId: "regrind-flotation",
    sections: ({ leach }) => [
      { family: "flotation" },
      ...(leach === "sold" ? [] : [{ family: "refinery" as const, stream: "thick concentrate" }]),
    ],
    options: { leach: ["sold", "bioleach", "pressure leach"], cleaner: ["one", "none"] },
    description: "As re-flotation, after grinding to 38 µm: fresh surfaces and freed grains for 10-20 kWh/t.",
    sources,
    build: (context) => build(context, true),
  },
  {
    routeId: "stirred-bioleach",
    sections: () => [{ family: "flotation" }, { family: "refinery", stream: "thick concentrate" }],
    options: { leach: ["bioleach"], cleaner: ["one", "none"] },
    description: "Flotation, bioleach of the concentrate in stirred tanks, iron removal by limestone, mixed hydroxide.",
    sources: [...sources, "Rawlings and Johnson (2007), Biomining"],
    build: (context) => build(context, false),
  },
  {
    routeId: "pressure-leach",
    sections: () => [{ family: "flotation" }, { family: "refinery", stream: "thick concentrate" }],
    options: { leach: ["pressure leach"], cleaner: ["one", "none"] },
    description:
      "Flotation, pressure oxidation of the concentrate, iron removal by limestone, mixed hydroxide. Acid leach of whole oxides under pressure is not drawn.",
    sources: [...sources, "Habashi (1993), A Textbook of Hydrometallurgy"],
    build: (context) => build(context, false),
  },
];
