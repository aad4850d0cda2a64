import { bySolid, cellVolumeM3, cyclonesFor, entrainmentOf, judged, remine, tailingsThickener } from "../blocks.ts";
import type { FlowsheetDraft } from "../flowsheetDraft.ts";
import { ProposalError } from "../proposalError.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { factFigure, type FeedSolid, type WasteFeed, wasteFeed } from "../wasteFeed.ts";

const wills = "Wills and Finch (2016), Mineral Processing Technology, 8th ed.; recalled";
const napier = "Napier-Munn (1991), Minerals Engineering 4, 329-346 (form); cut and Ep judged";

/** Part of every bearing mineral that sits in composite grains: same make-up, density near rock, not drawn by a magnet. */
function withLiberation(
  draft: FlowsheetDraft,
  { profile }: TemplateContext,
  feed: WasteFeed,
  bears: (solid: FeedSolid) => boolean,
): WasteFeed {
  const stated = profile.facts.liberatedShare;
  const free =
    stated === undefined
      ? draft.figure(
          "liberation",
          "share of the bearing minerals that is free",
          judged(0.45, 0.7, 0.9, "1", "nobody measured it: automated mineralogy by size"),
        )
      : factFigure(draft, profile, "liberatedShare", "share of the bearing minerals that is free", "%") / 100;
  const solids = feed.solids.flatMap((solid): FeedSolid[] => {
    if (!bears(solid)) return [solid];
    const spec = draft.components.find(({ id }) => id === solid.id);
    const locked = draft.component(`${solid.id}, locked`, "solid", spec?.formula ?? formulaOf(solid), 2850, {
      susceptibilityM3PerKg: 1e-9,
    });
    return [
      { ...solid, massFraction: solid.massFraction * free },
      { ...solid, id: locked, massFraction: solid.massFraction * (1 - free), densityKgPerM3: 2850 },
    ];
  });
  const massFraction = Object.fromEntries(solids.map((solid) => [solid.id, solid.massFraction]));
  return { ...feed, solids, feed: { ...feed.feed, solids: { kgPerH: feed.kgPerH, massFraction } } };
}

const formulaOf = ({ atoms }: FeedSolid) =>
  [...atoms].map(([symbol, n]) => `${symbol}${n === 1 ? "" : Number(n.toFixed(4))}`).join("");

/** Shares of its price that a buyer of a mineral concentrate pays for an element. */
const pays: Readonly<Record<string, number>> = {
  Sn: 0.85,
  W: 0.75,
  Ta: 0.6,
  Nb: 0.5,
  Ti: 0.5,
  Zr: 0.5,
  Cr: 0.5,
  Au: 0.95,
  Li: 0.5,
  Fe: 0.6,
  V: 0.3,
  Ni: 0.4,
  Co: 0.3,
  Sc: 0,
  Ce: 0.3,
  La: 0.3,
  Nd: 0.3,
  Pr: 0.3,
  Y: 0.3,
  Dy: 0.3,
  Th: 0,
};
const paysFor = ({ profile }: TemplateContext, more: readonly string[] = []) =>
  Object.fromEntries(
    [...profile.elements.map(({ element }) => element), ...more].flatMap((element) =>
      pays[element] === undefined ? [] : [[element, pays[element]]],
    ),
  );

/** Pulp from mining or from grinding to a size. */
function ground(context: TemplateContext, feed: WasteFeed, pulp: string): string {
  const { draft, choice } = context;
  const grind = choice["grind"];
  if (grind === undefined || grind === "none") return pulp;
  const index = draft.figure(
    "work index",
    "Bond work index",
    judged(10, 14, 22, "kWh/t", "usual rock and slag; a Bond test decides"),
  );
  const target = Number(/\d+/.exec(grind)?.[0] ?? 150);
  draft.unit(
    "grinding",
    "size-reduction",
    { productP80Um: Math.min(target, feed.p80Um), workIndexKwhPerT: index },
    `to ${target} µm (design)`,
  );
  draft.stream("mined pulp", pulp, "grinding.feed");
  return "grinding.product";
}

function buildGravity(context: TemplateContext): void {
  const { draft, profile, choice, tPerH, issues } = context;
  const heavy = ["oxide", "phosphate", "metal", "silicate"] as const;
  const raw = wasteFeed(draft, profile, () => ["oxide", "phosphate"], tPerH, issues);
  const bears = ({ element, host, densityKgPerM3 }: FeedSolid) =>
    element !== null && densityKgPerM3 > 3800 && (heavy as readonly string[]).includes(host);
  if (!raw.solids.some(bears))
    throw new ProposalError("no element sits in a mineral heavier than 3.8 t/m³: gravity has nothing to hold on to");
  const feed = withLiberation(draft, context, raw, bears);
  const dense = Math.min(
    ...raw.solids
      .filter(bears)
      .filter(({ massFraction }) => massFraction > 0)
      .map(({ densityKgPerM3 }) => densityKgPerM3 / 1000),
  );
  const pulp = ground(context, feed, remine(draft, feed));
  const ep = draft.figure("spiral Ep", "Ep of spirals", judged(0.2, 0.35, 0.6, "t/m³", napier));
  const fine = draft.figure(
    "fine limit",
    "size below which grains follow the water",
    judged(30, 45, 75, "µm", `${wills}; spirals lose grains below about 40 µm`),
  );
  const fineUm = Math.max(...feed.sizesUm.filter((size) => size <= fine + 1e-9), 0);
  draft.unit(
    "desliming",
    "hydrocyclone",
    { cutUm: 25, alpha: 3, waterSplit: 0.15, cyclones: cyclonesFor(feed.kgPerH) },
    "slimes would follow the water into every concentrate",
  );
  draft.stream("mined slurry", pulp, "desliming.feed");
  draft.stream("slimes", "desliming.overflow", "tailings thickener.feed");
  draft.unit("spiral water", "pulper", { solidsMassFraction: 0.3, powerKwhPerT: 0.5 });
  draft.stream("deslimed sand", "desliming.underflow", "spiral water.feed");
  draft.unit("spirals", "gravity-separator", { cutDensity: 3.3, ep, fineUm, waterToSinks: 0.1 });
  draft.stream("pulp", "spiral water.pulp", "spirals.feed");
  draft.stream("spiral tailings", "spirals.floats", "tailings thickener.feed");
  let heavies = "spirals.sinks";
  if (choice["cleaner"] === "tables") {
    const cut = Number(Math.min(5.5, Math.max(3.6, dense - 1.6)).toPrecision(3));
    const tableEp = draft.figure("table Ep", "Ep of shaking tables", judged(0.15, 0.25, 0.45, "t/m³", napier));
    draft.unit("table water", "pulper", { solidsMassFraction: 0.25, powerKwhPerT: 0.5 });
    draft.unit(
      "tables",
      "gravity-separator",
      { cutDensity: cut, ep: tableEp, fineUm, waterToSinks: 0.02 },
      `cut ${cut} t/m³, 1.6 below the lightest bearing mineral, at most 5.5 (design)`,
    );
    draft.stream("spiral concentrate", heavies, "table water.feed");
    draft.stream("table feed", "table water.pulp", "tables.feed");
    draft.unit("middlings split", "splitter", { share: 0.7 }, "part of the table tailings goes round (design)");
    draft.stream("table tailings", "tables.floats", "middlings split.in");
    draft.stream("middlings", "middlings split.first", "spirals.feed");
    draft.stream("tables reject", "middlings split.second", "tailings thickener.feed");
    heavies = "tables.sinks";
  }
  if (choice["dressing"] === "magnetic") {
    draft.unit(
      "magnetic dressing",
      "magnetic-separator",
      { cutSusceptibility: 1e-7, sharpness: 0.6, carried: 0.03, susceptibility: susceptibilities(draft, feed) },
      "iron minerals drawn off the concentrate",
    );
    draft.stream("heavy minerals", heavies, "magnetic dressing.feed");
    draft.stream("magnetic reject", "magnetic dressing.magnetic", "tailings thickener.feed");
    heavies = "magnetic dressing.nonmagnetic";
  }
  draft.unit("concentrate filter", "liquid-filter", { liquidRecovery: 0.9 });
  draft.stream("wet concentrate", heavies, "concentrate filter.feed");
  draft.stream("filtrate", "concentrate filter.filtrate", "tailings thickener.feed");
  draft.product("concentrate", "concentrate filter.cake", "heavy-mineral concentrate", paysFor(context), 120);
  tailingsThickener(draft);
}

/** Mass susceptibility of carriers by element, order of magnitude; Hunt and others (1995) for the minerals they stand for. */
const drawn: Readonly<Record<string, number>> = {
  Ti: 1e-6,
  Cr: 5e-7,
  Nb: 3e-7,
  Ta: 3e-7,
  V: 5e-4,
  Ni: 1e-3,
  Co: 1e-3,
  Sc: 5e-7,
  Ce: 1.2e-7,
  La: 1.2e-7,
  Nd: 1.2e-7,
  Pr: 1.2e-7,
  Y: 3e-7,
  Mn: 4e-7,
};

function susceptibilities(draft: FlowsheetDraft, { solids }: WasteFeed): Record<string, number> {
  const table = bySolid(solids, ({ id, element, host }) => {
    if (id.endsWith(", locked")) return 1e-9;
    if (["magnetite", "hematite", "goethite", "ilmenite", "chromite"].includes(id)) return null;
    if (element === null)
      return [
        "pyrite",
        "quartz",
        "calcite",
        "kaolinite",
        "chlorite",
        "gypsum",
        "diopside",
        "anorthite",
        "gibbsite",
        "ferrihydrite",
        "jarosite",
        "fayalite",
      ].includes(id)
        ? ({ chlorite: 3e-7, fayalite: 1e-6, ferrihydrite: 3e-7, jarosite: 2e-7 }[id] ?? 1e-9)
        : null;
    if ((element === "Ni" || element === "Co") && host !== "metal") return 1e-9;
    return host === "oxide" || host === "metal" || host === "phosphate" ? (drawn[element] ?? 1e-9) : 1e-9;
  });
  for (const { id, phase } of draft.components)
    if (
      phase === "solid" &&
      !(id in table) &&
      !["magnetite", "hematite", "goethite", "ilmenite", "chromite"].includes(id) &&
      !solids.some((solid) => solid.id === id)
    )
      table[id] = 1e-9;
  return table;
}

function buildMagnetic(context: TemplateContext): void {
  const { draft, profile, choice, tPerH, issues } = context;
  const raw = wasteFeed(draft, profile, () => ["oxide", "metal"], tPerH, issues);
  const isDrawn = ({ id, element, host }: FeedSolid) =>
    id === "magnetite" ||
    (element !== null &&
      (host === "metal" || (host === "oxide" && element !== "Ni" && element !== "Co")) &&
      (drawn[element] ?? 0) > 1e-7);
  if (!raw.solids.some(isDrawn))
    throw new ProposalError("no magnetic mineral is stated: give magneticShare (Davis tube) or the minerals");
  const feed = withLiberation(draft, context, raw, isDrawn);
  const pulp = ground(context, feed, remine(draft, feed));
  const susceptibility = susceptibilities(draft, feed);
  const carried = draft.figure(
    "carried",
    "non-magnetic grains carried along",
    judged(0.01, 0.03, 0.08, "1", `${wills}; wet drum separators`),
  );
  draft.unit(
    "drum",
    "magnetic-separator",
    { cutSusceptibility: 2e-5, sharpness: 0.8, carried, susceptibility },
    "low-intensity wet drum",
  );
  draft.stream("pulp", pulp, "drum.feed");
  draft.unit("drum cleaner", "magnetic-separator", {
    cutSusceptibility: 2e-5,
    sharpness: 0.8,
    carried,
    susceptibility,
  });
  draft.stream("drum concentrate", "drum.magnetic", "drum cleaner.feed");
  draft.stream("cleaner reject", "drum cleaner.nonmagnetic", "tailings thickener.feed");
  draft.unit("concentrate filter", "liquid-filter", { liquidRecovery: 0.85 });
  draft.stream("magnetics", "drum cleaner.magnetic", "concentrate filter.feed");
  draft.stream("filtrate", "concentrate filter.filtrate", "tailings thickener.feed");
  draft.product(
    "magnetite concentrate",
    "concentrate filter.cake",
    "ferromagnetic concentrate",
    paysFor(context, ["Fe"]),
  );
  if (choice["intensity"] === "low and high") {
    const cut = draft.figure(
      "high-intensity cut",
      "cut of the high-intensity separator",
      judged(8e-8, 1.5e-7, 3e-7, "m³/kg", "field and matrix decide; Svoboda (2004), recalled"),
    );
    draft.unit("high intensity", "magnetic-separator", {
      cutSusceptibility: cut,
      sharpness: 0.7,
      carried: 0.06,
      susceptibility,
    });
    draft.stream("drum tailings", "drum.nonmagnetic", "high intensity.feed");
    draft.stream("non-magnetics", "high intensity.nonmagnetic", "tailings thickener.feed");
    draft.unit("paramagnetic filter", "liquid-filter", { liquidRecovery: 0.85 });
    draft.stream("paramagnetics", "high intensity.magnetic", "paramagnetic filter.feed");
    draft.stream("paramagnetic filtrate", "paramagnetic filter.filtrate", "tailings thickener.feed");
    draft.product(
      "paramagnetic concentrate",
      "paramagnetic filter.cake",
      "paramagnetic concentrate",
      paysFor(context),
      90,
    );
  } else draft.stream("drum tailings", "drum.nonmagnetic", "tailings thickener.feed");
  tailingsThickener(draft);
}

function buildSpodumene(context: TemplateContext): void {
  const { draft, profile, choice, tPerH, issues } = context;
  const raw = wasteFeed(draft, profile, () => ["silicate"], tPerH, issues);
  const bears = ({ element, host }: FeedSolid) => element === "Li" && host === "silicate";
  if (!raw.solids.some(bears)) throw new ProposalError("no lithium in silicate is stated");
  const feed = withLiberation(draft, context, raw, bears);
  const pulp = remine(draft, feed);
  const isFine = feed.p80Um < 500;
  const ultimate = draft.figure(
    "lithium ultimate",
    "share of free spodumene that floats",
    judged(0.6, 0.78, 0.88, "1", "fatty-acid flotation after desliming; recalled"),
  );
  draft.unit("desliming", "hydrocyclone", {
    cutUm: 18,
    alpha: 2.5,
    waterSplit: 0.25,
    cyclones: cyclonesFor(feed.kgPerH),
  });
  draft.unit(
    "flotation",
    "flotation-bank",
    {
      ratePerMinute: bySolid(feed.solids, (solid) => (solid.id.endsWith("locked") ? 0.08 : bears(solid) ? 0.4 : 0.006)),
      ultimate: bySolid(feed.solids, (solid) => (bears(solid) ? ultimate : null)),
      entrainment: entrainmentOf(feed.sizesUm),
      cells: 6,
      cellVolumeM3: cellVolumeM3(tPerH * 2.5, 15, 6),
      waterRecovery: 0.08,
    },
    "15 min, six cells (design); rates judged",
  );
  draft.stream("slimes", "desliming.overflow", "tailings thickener.feed");
  draft.unit("conditioning", "pulper", { solidsMassFraction: 0.35, powerKwhPerT: 1 });
  draft.stream("deslimed sand", "desliming.underflow", "conditioning.feed");
  draft.stream("flotation feed", "conditioning.pulp", "flotation.feed");
  draft.stream("flotation tailings", "flotation.tailings", "tailings thickener.feed");
  draft.unit("concentrate filter", "liquid-filter", { liquidRecovery: 0.9 });
  draft.stream("froth", "flotation.concentrate", "concentrate filter.feed");
  draft.stream("filtrate", "concentrate filter.filtrate", "tailings thickener.feed");
  draft.product("spodumene concentrate", "concentrate filter.cake", "spodumene concentrate", paysFor(context), 90);
  if (choice["dense medium"] === "yes" && !isFine) {
    draft.unit("screen", "screen", { cutUm: 500, sharpness: 6, waterToOversize: 0.08 });
    const ep = draft.figure(
      "dense-medium Ep",
      "Ep of the dense-medium cyclone",
      judged(0.02, 0.04, 0.08, "t/m³", napier),
    );
    draft.unit("dense medium", "gravity-separator", { cutDensity: 2.9, ep, fineUm: 0, waterToSinks: 0.3 });
    draft.stream("pulp", pulp, "screen.feed");
    draft.stream("coarse", "screen.oversize", "dense medium.feed");
    draft.stream("fine", "screen.undersize", "desliming.feed");
    draft.stream("floats", "dense medium.floats", "tailings thickener.feed");
    draft.product("dense concentrate", "dense medium.sinks", "spodumene concentrate", paysFor(context), 90);
  } else draft.stream("pulp", pulp, "desliming.feed");
  tailingsThickener(draft);
}

/** Routes that part minerals by density and magnetism. */
export const physicalTemplates: readonly RouteTemplate[] = [
  {
    routeId: "gravity",
    sections: () => [{ family: "flotation" }],
    options: { cleaner: ["tables", "none"], dressing: ["none", "magnetic"], grind: ["none", "150 µm"] },
    description:
      "Re-mining, spirals, shaking tables with middlings going round; cassiterite, scheelite, tantalite, zircon, monazite, gold.",
    sources: [wills, napier],
    build: buildGravity,
  },
  {
    routeId: "magnetic",
    sections: () => [{ family: "flotation" }],
    options: { intensity: ["low", "low and high"], grind: ["none", "75 µm", "45 µm"] },
    description:
      "Re-mining, wet drum and cleaner for magnetite and alloy; high intensity for ilmenite, chromite, monazite, wolframite.",
    sources: [
      wills,
      "Svoboda (2004), Magnetic Techniques for the Treatment of Materials",
      "Hunt and others (1995), AGU Reference Shelf 3 (susceptibilities)",
    ],
    build: buildMagnetic,
  },
  {
    routeId: "spodumene",
    sections: () => [{ family: "flotation" }],
    options: { "dense medium": ["yes", "no"] },
    description: "Dense medium on what is coarser than 0.5 mm, flotation of the rest.",
    sources: [wills, "Manono tailings study, 2023, as reported (overall recovery of the family)"],
    build: buildSpodumene,
  },
];
