import { judged } from "../blocks.ts";
import { copperCircuit } from "../copperCircuit.ts";
import type { FlowsheetDraft } from "../flowsheetDraft.ts";
import { ProposalError } from "../proposalError.ts";
import { acidSpecies, addAcidLiquor, reagentNeeds, sulfuricAcid } from "../reactions.ts";
import { hydroxidesOf } from "../refinery.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { type FeedSolid, wasteFeed } from "../wasteFeed.ts";

const watling = "Watling (2006), Hydrometallurgy 84, 81-108; recalled";
const leachable = ["oxide", "carbonate", "sulfate", "sulfide"];

/** Heap of oxide and sulfide copper waste: irrigation, solvent extraction, cathodes; nickel and cobalt from the bleed. */
function build(context: TemplateContext): void {
  const { draft, profile, choice, tPerH, issues } = context;
  const feed = wasteFeed(draft, profile, () => ["oxide", "sulfide"], tPerH, issues);
  const wanted = feed.solids.filter(
    ({ element, host }) => element !== null && ["Cu", "Ni", "Co", "Zn"].includes(element) && leachable.includes(host),
  );
  if (wanted.length === 0)
    throw new ProposalError("no copper, nickel, cobalt or zinc in oxide, carbonate, sulfate or sulfide is stated");
  addAcidLiquor(draft);
  const days = 300;
  const oxideX = draft.figure(
    "heap oxide ultimate",
    "ultimate extraction from oxide and carbonate",
    judged(0.55, 0.78, 0.9, "1", `${watling}; oxide copper heaps`),
  );
  const sulfideX = draft.figure(
    "heap sulfide ultimate",
    "ultimate extraction from sulfide",
    judged(0.2, 0.5, 0.75, "1", `${watling}; secondary sulfides more, chalcopyrite less`),
  );
  const oxideK = draft.figure(
    "heap oxide rate",
    "rate of oxides",
    judged(0.01, 0.02, 0.05, "1/d", "columns of oxide copper: months; recalled"),
  );
  const sulfideK = draft.figure(
    "heap sulfide rate",
    "rate of sulfides with microbes",
    judged(0.002, 0.005, 0.012, "1/d", `Talvivaara: 13-14 months of primary leach; ${watling}`),
  );
  const temperature = profile.facts.meanTemperature;
  const heapC = Math.min(
    45,
    Math.max(2, (temperature === undefined ? 15 : (temperature.low + temperature.high) / 2) + 10),
  );
  const minerals: Record<string, { ratePerDay: number; ultimate: number; isBacterial: number; species: string }> = {};
  const add = (solid: FeedSolid, ratePerDay: number, ultimate: number, isBacterial: number) => {
    minerals[solid.id] = { ratePerDay, ultimate, isBacterial, species: acidSpecies(draft, solid) };
  };
  for (const solid of wanted) {
    const isSulfide = solid.host === "sulfide";
    const isPrimary = isSulfide && solid.atoms.has("Cu") && solid.atoms.has("Fe");
    add(
      solid,
      isSulfide ? sulfideK * (isPrimary ? 0.4 : 1) : oxideK,
      isSulfide ? sulfideX * (isPrimary ? 0.6 : 1) : oxideX,
      isSulfide ? 1 : 0,
    );
  }
  const gangueAcid = draft.figure(
    "heap gangue acid",
    "share of the carbonate that takes acid over the cycle",
    judged(0.7, 0.9, 1, "1", "carbonates inside large rocks react in part"),
  );
  const pyriteX = draft.figure("heap pyrite", "pyrite oxidised over the cycle", judged(0.05, 0.15, 0.35, "1", watling));
  const chloriteX = draft.figure(
    "heap chlorite",
    "reactive silicate dissolved over the cycle",
    judged(0.02, 0.06, 0.15, "1", "acid of silicate gangue 5-25 kg/t in columns; recalled"),
  );
  for (const solid of feed.solids) {
    if (solid.element !== null) continue;
    if (solid.id === "calcite") add(solid, 1, gangueAcid, 0);
    if (solid.id === "pyrite") add(solid, 1, pyriteX, 0);
    if (solid.id === "chlorite") add(solid, 1, chloriteX, 0);
  }
  const whole = Object.fromEntries(
    Object.entries(minerals).map(([id, { ultimate, species }]) => [id, { conversion: ultimate, species }]),
  );
  const needs = reagentNeeds(draft, whole, feed.kgPerHOf);
  draft.feed("waste", "heap.ore", { ...feed.feed, aqueous: { litresPerH: feed.kgPerH * 0.04 } });
  draft.unit(
    "heap",
    "heap-leach",
    { days, lagDays: 10, temperatureC: Number(heapC.toPrecision(3)), oxygen: "O2", minerals },
    `${days} days (design); heap 10 °C above the mean of the site (judged)`,
  );
  const solutionM3PerH = tPerH * 2;
  const copperMol = wanted.reduce(
    (sum, { atoms, massFraction, molarMassGPerMol }) =>
      sum + ((atoms.get("Cu") ?? 0) * massFraction * feed.kgPerH * 1000) / molarMassGPerMol,
    0,
  );
  // Electrowinning gives back the acid of the copper; the rest is made up here.
  const acidH = Math.max(solutionM3PerH * 0.05, (needs.get("H") ?? 0) * 1.05 - 2.5 * (copperMol / 1000));
  draft.feed("acid make-up", "irrigation.in", {
    kgPerH: { ...sulfuricAcid(acidH), H2O: feed.kgPerH * 0.12 },
    temperatureC: 20,
    measuredBy: "reckoned: what dissolves takes over the cycle, and moisture that the heap keeps",
  });
  draft.feed("air", "heap.air", {
    kgPerH: { O2: (needs.get("O2") ?? 0) * 1.5 + 1e-6, N2: (needs.get("O2") ?? 0) * 5 },
    temperatureC: 15,
    measuredBy: "reckoned: half more oxygen than wanted",
  });
  draft.unit("irrigation", "mixer", {});
  draft.stream("irrigation solution", "irrigation.out", "heap.solution");
  draft.unit("heap air", "splitter", { share: 1, byComponent: { O2: 0, N2: 0, CO2: 0 } });
  draft.stream("heap outflow", "heap.out", "heap air.in");
  draft.stream("heap gas", "heap air.second", null);
  // What drains: nearly all liquor; 15 % moisture stays with the rock and is lost when the lift is covered.
  draft.unit("drainage", "liquid-filter", { liquidRecovery: 0.93 }, "share of the liquor that drains (judged)");
  draft.stream("drained heap", "heap air.first", "drainage.feed");
  draft.stream("spent heap", "drainage.cake", null);
  const hasCopper = wanted.some(({ element }) => element === "Cu");
  let barren = "drainage.filtrate";
  if (hasCopper) barren = copperCircuit(context, barren, solutionM3PerH, copperMol);
  draft.unit("bleed split", "splitter", { share: 0.92 }, "bleed of iron and aluminium 8 % (judged)");
  draft.stream("raffinate", barren, "bleed split.in");
  draft.stream("returned solution", "bleed split.first", "irrigation.in");
  const hasOthers = wanted.some(({ element }) => element !== "Cu");
  if (choice["bleed"] === "hydroxide" && hasOthers) bleedHydroxide(draft);
  else draft.stream("bleed", "bleed split.second", null);
}

/** Iron out of the bleed with lime, then nickel and cobalt (zinc with them) with magnesia. */
function bleedHydroxide(draft: FlowsheetDraft): void {
  draft.component("lime", "solid");
  draft.component("Ca", "aqueous", "Ca+2");
  draft.component("gypsum", "solid");
  draft.component("magnesia", "solid", "MgO", 3580);
  draft.component("Mg", "aqueous", "Mg+2");
  draft.component("Fe", "aqueous", "Fe+3");
  draft.unit("bleed iron", "neutralisation", {
    pH: 4.8,
    base: "lime",
    baseSpecies: "Ca + H + H2O",
    utilisation: 0.9,
    metals: hydroxidesOf(draft, ["Fe", "Al", "Cu"]),
  });
  draft.stream("bleed", "bleed split.second", "bleed iron.feed");
  draft.unit("bleed iron filter", "liquid-filter", { liquidRecovery: 0.95 });
  draft.stream("bleed slurry", "bleed iron.slurry", "bleed iron filter.feed");
  draft.stream("bleed iron cake", "bleed iron filter.cake", null);
  draft.unit("bleed hydroxide", "neutralisation", {
    pH: 8.6,
    base: "magnesia",
    baseSpecies: "Mg + H + H2O",
    utilisation: 0.85,
    metals: hydroxidesOf(draft, ["Ni", "Co", "Zn"]),
  });
  draft.stream("bleed liquor", "bleed iron filter.filtrate", "bleed hydroxide.feed");
  draft.unit("hydroxide filter", "liquid-filter", { liquidRecovery: 0.98 });
  draft.stream("hydroxide slurry", "bleed hydroxide.slurry", "hydroxide filter.feed");
  draft.product(
    "mixed hydroxide",
    "hydroxide filter.cake",
    "mixed hydroxide",
    Object.fromEntries(["Ni", "Co"].filter((element) => draft.has(element)).map((element) => [element, 0.75])),
  );
  draft.stream("bleed water", "hydroxide filter.filtrate", null);
}

/** Heap of copper, nickel, cobalt and zinc. */
export const heapTemplate: RouteTemplate = {
  routeId: "heap-leach",
  sections: () => [{ family: "heap" }],
  options: { bleed: ["hydroxide", "none"] },
  description:
    "Waste stacked on a liner, irrigated with acid, copper by solvent extraction and electrowinning, nickel, cobalt and zinc from the bleed.",
  sources: [watling, "Equations: docs/process-units.md"],
  build,
};
