import { judged } from "./blocks.ts";
import { rareEarths } from "./carriers.ts";
import { solventLoop, treatedShare } from "./solventLoop.ts";
import { addBases, hydroxidesOf } from "./refinery.ts";
import type { TemplateContext } from "./routeTemplate.ts";

/** What a separator pays for an element in a mixed oxide. */
const oxidePays = 0.65;

/** Rare earths and scandium of a draft that are in solution. */
export function dissolvedRareEarths({ draft }: TemplateContext): readonly string[] {
  return [...rareEarths, "Sc"].filter((element) => draft.has(element));
}

/**
 * From a washed, clear leach liquor to mixed oxide: limestone to pH 3.8 (iron), solvent extraction with DEHPA and acid strip (or none),
 * oxalate, calciner.
 * @param pregnant port that gives the liquor
 * @param liquorM3PerH first guess of its flow
 * @param metalMolPerH most rare earth and scandium that can be in it
 */
export function rareEarthRefinery(
  context: TemplateContext,
  pregnant: string,
  liquorM3PerH: number,
  metalMolPerH: number,
): void {
  const { draft, choice } = context;
  const elements = dissolvedRareEarths(context);
  addBases(draft);
  for (const element of ["Fe", "Al"]) if (draft.has(element)) hydroxidesOf(draft, [element]);
  const lost = draft.figure(
    "iron cake loss",
    "rare earths that the iron cake takes",
    judged(0.01, 0.04, 0.12, "1", "sorption and liquor in the cake at pH 3.8; recalled"),
  );
  const inCake = (element: string) => draft.component(`${element} in cake`, "solid", `${element}(OH)3`, 4500);
  draft.unit(
    "iron removal",
    "neutralisation",
    {
      pH: 3.8,
      base: "limestone",
      baseSpecies: "Ca + H + CO2 + H2O",
      utilisation: 0.8,
      metals: hydroxidesOf(draft, ["Fe", "Al"]),
    },
    "limestone to pH 3.8",
  );
  draft.stream("pregnant liquor", pregnant, "iron removal.feed");
  draft.unit(
    "gypsum",
    "reactor",
    {
      temperatureC: 30,
      reactions: {
        Ca: { conversion: 0.9, species: "gypsum + SO4 + H2O" },
        ...Object.fromEntries(
          elements.map((element) => [element, { conversion: lost, species: `${inCake(element)} + H + H2O` }]),
        ),
      },
    },
    "share of calcium that falls, judged",
  );
  draft.stream("iron slurry", "iron removal.slurry", "gypsum.feed");
  draft.stream("carbon dioxide", "gypsum.gas", null);
  draft.unit("iron filter", "liquid-filter", { liquidRecovery: 0.97 }, "washed on the filter (judged)");
  draft.stream("gypsum slurry", "gypsum.product", "iron filter.feed");
  draft.stream("iron and gypsum cake", "iron filter.cake", null);
  let liquor = "iron filter.filtrate";
  if (choice["purification"] !== "direct oxalate")
    liquor = solventExtraction(context, elements, liquor, liquorM3PerH, metalMolPerH);
  draft.component("oxalic acid", "aqueous", "H2C2O4");
  const fallen = draft.figure(
    "oxalate recovery",
    "rare earths that fall as oxalate",
    choice["purification"] === "direct oxalate"
      ? judged(
          0.5,
          0.75,
          0.9,
          "1",
          "dilute liquor with iron and aluminium, which hold oxalate; UKy pilot 0.74-0.88 for yttrium to gadolinium (PrOMMiS)",
        )
      : judged(0.85, 0.95, 0.99, "1", "strong strip liquor; oxalate solubility, recalled"),
  );
  const oxalate = (element: string) => draft.component(`${element} oxalate`, "solid", `${element}2(C2O4)3·10H2O`, 2200);
  const oxide = (element: string) => draft.component(`${element} oxide`, "solid", `${element}2O3`, 7000);
  draft.unit(
    "oxalate precipitation",
    "precipitation",
    {
      reagent: "oxalic acid",
      acid: "H",
      excess: 0.5,
      salts: Object.fromEntries(elements.map((element) => [element, { salt: oxalate(element), recovery: fallen }])),
    },
    "half more oxalic acid than the salt takes",
  );
  draft.stream("purified liquor", liquor, "oxalate precipitation.feed");
  draft.unit("oxalate filter", "liquid-filter", { liquidRecovery: 0.98 });
  draft.stream("oxalate slurry", "oxalate precipitation.slurry", "oxalate filter.feed");
  draft.stream("mother liquor", "oxalate filter.filtrate", null);
  draft.component("steam", "gas", "H2O");
  draft.component("O2", "gas");
  draft.unit(
    "calciner",
    "calciner",
    {
      reactions: Object.fromEntries(elements.map((element) => [oxalate(element), { product: oxide(element) }])),
      gases: ["O2", "CO2", "steam"],
      steam: "steam",
      recovery: 0.99,
      temperatureC: 750,
    },
    "dust 1 % (judged)",
  );
  draft.stream("oxalate cake", "oxalate filter.cake", "calciner.feed");
  draft.component("N2", "gas");
  draft.feed("calciner air", "calciner.gas", {
    gas: { molPerH: Math.max(1, metalMolPerH * 5), moleFraction: { O2: 0.21, N2: 0.79 } },
    temperatureC: 750,
    measuredBy: "reckoned: a third more oxygen than the oxalate burns",
  });
  draft.stream("calciner dust", "calciner.dust", null);
  draft.stream("calciner gas", "calciner.gas", null);
  draft.product(
    "mixed oxide",
    "calciner.product",
    "mixed rare-earth oxide",
    Object.fromEntries(elements.map((element) => [element, oxidePays])),
  );
}

/** DEHPA loading and stripping; the solvent goes round with a small purge. @returns port of the strip liquor */
function solventExtraction(
  { draft }: TemplateContext,
  elements: readonly string[],
  liquor: string,
  guessM3PerH: number,
  metalMolPerH: number,
): string {
  draft.component("kerosene", "organic", "C12H26", 820, { isCarrier: true });
  draft.component("DEHPA", "organic", "C16H35O4P");
  draft.component("Cl", "aqueous", "Cl-");
  const load = draft.figure(
    "distribution",
    "distribution of rare earths to the solvent at loading",
    judged(5, 20, 100, "1", "DEHPA at pH 2-4 in sulfate; UKy pilot law gives 1-100 over that range (PrOMMiS)"),
  );
  const strip = draft.figure(
    "strip distribution",
    "distribution in the strip acid",
    judged(0.02, 0.08, 0.4, "1", "hydrochloric acid 2 mol/L; heavy rare earths strip worse, recalled"),
  );
  const others = ["Fe", "Al"].filter((element) => draft.has(element));
  const complex = (element: string) => draft.component(`${element} in solvent`, "organic", `${element}(C16H34O4P)3`);
  const records = (of: (element: string) => number) =>
    Object.fromEntries(
      [...elements, ...others].map((element) => [
        element,
        { complex: complex(element), valence: 3, distribution: of(element) },
      ]),
    );
  const usual: Readonly<Record<string, number>> = { Fe: 0.15, Al: 0.053 };
  const flow = draft.sized(
    "clear liquor",
    guessM3PerH,
    (report) => report.streams.find(({ stream }) => stream === "clear liquor")?.aqueousM3PerH ?? 0,
  );
  const window = { freeVolPctWindow: [0, 40] };
  // A fifth of the liquor, and enough that the tenth which comes from treatment alone could carry the metal.
  const solventLPerH = Number(
    Math.max(1e-3, flow * 200, (metalMolPerH * 3 * 1.3) / (0.6 * treatedShare)).toPrecision(3),
  );
  draft.unit(
    "loading",
    "solvent-extraction",
    { stages: 4, sulfate: "SO4", extractant: "DEHPA", ...window, metals: records((element) => usual[element] ?? load) },
    "one of solvent to five of liquor (design); iron and aluminium as in the UKy pilot",
  );
  draft.unit("strip", "solvent-extraction", {
    stages: 4,
    sulfate: "SO4",
    extractant: "DEHPA",
    ...window,
    metals: records((element) => (usual[element] === undefined ? strip : 0.05)),
  });
  draft.stream("clear liquor", liquor, "loading.aqueous");
  draft.stream("raffinate", "loading.aqueous", null);
  draft.stream("loaded solvent", "loading.organic", "strip.organic");
  // Three of acid for each rare earth twice over, and never less than an eighth of the solvent.
  const stripLPerH = Number(Math.max(solventLPerH / 8, metalMolPerH * 3).toPrecision(3));
  draft.feed("strip acid", "strip.aqueous", {
    aqueous: { litresPerH: stripLPerH, molPerL: { H: 2, Cl: 2 } },
    temperatureC: 25,
    measuredBy: "design: 2 mol/L",
  });
  solventLoop(draft, { litresPerH: solventLPerH, mgPerL: { DEHPA: 195_160 } }, "20 vol % DEHPA");
  return "strip.aqueous";
}
