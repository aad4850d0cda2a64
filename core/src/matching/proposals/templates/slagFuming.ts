import { readFormula } from "../../../process/streams/formula.ts";
import { judged } from "../blocks.ts";
import { dustLeach, moskalyk } from "../dustLeach.ts";
import { ProposalError } from "../proposalError.ts";
import { type Reaction, reagentNeeds } from "../reactions.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { type FeedSolid, wasteFeed } from "../wasteFeed.ts";

const jak = "Jak and Hayes (2002), Canadian Metallurgical Quarterly 41 (zinc fuming); recalled";

/** Volatile forms by element: what leaves the bath, and the fume it burns to. */
const volatile: Readonly<
  Record<string, readonly [vapour: string, fume: string, low: number, value: number, high: number]>
> = {
  Zn: ["Zn", "ZnO", 0.75, 0.88, 0.95],
  Pb: ["PbO", "PbO", 0.8, 0.93, 0.98],
  Ge: ["GeO", "GeO2", 0.5, 0.7, 0.88],
  In: ["In2O", "In2O3", 0.5, 0.72, 0.88],
  Cd: ["Cd", "CdO", 0.9, 0.97, 0.99],
  Sn: ["SnO", "SnO2", 0.55, 0.75, 0.9],
  Ga: ["Ga2O", "Ga2O3", 0.05, 0.2, 0.5],
};

function buildFuming(context: TemplateContext): void {
  const { draft, profile, choice, tPerH, issues } = context;
  const feed = wasteFeed(draft, profile, () => ["glass", "oxide"], tPerH, issues);
  const vapours = feed.solids.filter(
    ({ element, host }) =>
      element !== null &&
      volatile[element] !== undefined &&
      host !== "sulfide" &&
      host !== "phosphate" &&
      host !== "clay-adsorbed",
  );
  if (vapours.length === 0)
    throw new ProposalError(`none of ${Object.keys(volatile).join(", ")} is stated outside sulfide: nothing fumes`);
  draft.component("H2O", "aqueous");
  for (const gas of ["O2", "N2", "CO", "CO2"]) draft.component(gas, "gas");
  draft.component("steam", "gas", "H2O");
  draft.component("coal", "solid", "C", 1500);
  draft.component("silica gel", "solid", "SiO2", 2200);
  const reactions: Record<string, Reaction> = {};
  const fumes: FeedSolid[] = [];
  const burns: Record<string, Reaction> = {};
  for (const { id, element, atoms } of vapours) {
    const symbol = element ?? "Zn";
    const [vapour, fume, low, value, high] = volatile[symbol];
    const share = draft.figure(`fumed ${symbol}`, `share of ${symbol} that fumes`, judged(low, value, high, "1", jak));
    draft.component(`${symbol} vapour`, "gas", vapour);
    draft.component(`${symbol} fume`, "solid", fume, 5000);
    const freed = [
      ...(atoms.has("Si") ? ["silica gel"] : []),
      ...(atoms.has("S") ? [draft.component("SO2", "gas")] : []),
    ];
    reactions[id] = {
      conversion: share,
      species: [`${symbol} vapour`, ...freed, ...(atoms.has("H") ? ["steam"] : []), "CO", "coal"].join(" + "),
      heatKjPerMol: -240,
    };
    burns[`${symbol} vapour`] = { conversion: 1, species: vapour === fume ? `${symbol} fume` : `${symbol} fume + O2` };
    const fumeId = `${symbol} fume`;
    if (!fumes.some((one) => one.id === fumeId))
      fumes.push({
        id: fumeId,
        element: symbol,
        host: "oxide",
        massFraction: 0,
        atoms: readFormula(fume).atoms,
        molarMassGPerMol: 0,
        densityKgPerM3: 5000,
      });
  }
  burns["CO"] = { conversion: 1, species: "CO2 + O2", heatKjPerMol: 283 };
  const power = draft.figure(
    "furnace power",
    "furnace power for cold slag",
    judged(500, 700, 950, "kWh/t", "electric smelting of cold slag 0.6-1 MWh/t; less if it is poured hot; recalled"),
  );
  const needs = reagentNeeds(draft, reactions, feed.kgPerHOf);
  const coal = (needs.get("coal") ?? 0) * 1.3 + feed.kgPerH * 0.02;
  draft.feed("waste", "furnace.feed", { ...feed.feed, aqueous: { litresPerH: feed.kgPerH * 0.03 } });
  draft.unit(
    "furnace",
    "slag-treatment",
    {
      temperatureC: 1300,
      reactions: { H2O: { conversion: 1, species: "steam", heatKjPerMol: -44 }, ...reactions },
      powerKwhPerT: power,
    },
    "fuming or plasma; iron and copper stay with the slag here: matte and alloy are not drawn",
  );
  draft.feed("coal", "furnace.reagent", {
    kgPerH: { coal },
    temperatureC: 20,
    measuredBy: "reckoned: a third over the reductant, and 2 % of the slag",
  });
  draft.stream("clean slag", "furnace.product", null);
  draft.unit("afterburning", "reactor", { temperatureC: 200, reactions: burns });
  draft.stream("furnace gas", "furnace.gas", "afterburning.feed");
  draft.feed("air", "afterburning.reagent", {
    gas: { molPerH: (coal / 0.012) * 6, moleFraction: { O2: 0.21, N2: 0.79 } },
    temperatureC: 20,
    measuredBy: "reckoned",
  });
  draft.unit(
    "bag filter",
    "splitter",
    { share: 0, byComponent: Object.fromEntries(fumes.map(({ id }) => [id, 0.99])) },
    "catch 99 % (judged)",
  );
  draft.unit("gas mix", "mixer", {});
  draft.stream("burnt solids", "afterburning.product", "gas mix.in");
  draft.stream("burnt gas", "afterburning.gas", "gas mix.in");
  draft.stream("dusty gas", "gas mix.out", "bag filter.in");
  draft.stream("stack gas", "bag filter.second", null);
  if (choice["fume"] === "sold") {
    draft.product("fume", "bag filter.first", "metal fume", { Zn: 0.6, Pb: 0.4, Ge: 0.3, In: 0.3, Sn: 0.5, Cd: 0 });
    return;
  }
  const size = (id: string) =>
    draft.sized(
      `mass ${id}`,
      feed.kgPerH * 0.02,
      (report) => report.streams.find(({ stream }) => stream === "dust")?.kgPerH[id] ?? 0,
    );
  const kg = new Map(fumes.map(({ id }) => [id, size(id)]));
  dustLeach(draft, {
    solids: fumes,
    from: "bag filter.first",
    kgPerH: [...kg.values()].reduce((sum, one) => sum + one, 0),
    kgPerHOf: (id) => kg.get(id) ?? 0,
    isSized: true,
  });
}

/** Fuming of slag or residue. */
export const slagFumingTemplate: RouteTemplate = {
  routeId: "slag-fuming",
  sections: () => [{ family: "refinery" }],
  options: { fume: ["leached", "sold"] },
  description: "Slag or residue fumed, fume burnt and caught, leached; germanium with tannin, zinc as hydroxide.",
  sources: [jak, moskalyk],
  build: buildFuming,
};
