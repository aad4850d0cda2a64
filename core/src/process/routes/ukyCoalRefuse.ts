import type { FlowsheetDocument, StreamSpec, UnitSpec } from "../flowsheet/flowsheetDocument.ts";
import { flowsheetSchema } from "../flowsheet/flowsheetDocument.ts";
import type { ComponentSpec } from "../streams/component.ts";

/** Rate constants, extraction law, oxalate recovery and feed of one metal. */
interface UkyMetal {
  readonly metal: string;
  readonly oxide: string;
  /** A and B of the leach; B in mol/(kg h). */
  readonly leach: readonly [number, number];
  /** m0, m1, B0, B1, or the constant D alone. */
  readonly extraction: readonly [number] | readonly [number, number, number, number];
  readonly oxalatePct: number;
  readonly massFraction: number;
  /** g/mol as the published model writes it. */
  readonly atomicMass: number;
  readonly hydrateWaters: number;
}

const metals: readonly UkyMetal[] = [
  {
    metal: "Al",
    oxide: "Al2O3",
    leach: [1.4967166, 405.50507],
    extraction: [0.0531],
    oxalatePct: 0.9,
    massFraction: 0.237,
    atomicMass: 26.982,
    hydrateWaters: 1,
  },
  {
    metal: "Fe",
    oxide: "Fe2O3",
    leach: [0.90294818, 11.347107],
    extraction: [0.1496],
    oxalatePct: 2.44,
    massFraction: 0.0642,
    atomicMass: 55.845,
    hydrateWaters: 2,
  },
  {
    metal: "Ca",
    oxide: "CaO",
    leach: [0.15974441, 0.081844698],
    extraction: [0.0658],
    oxalatePct: 20.5,
    massFraction: 0.00331,
    atomicMass: 40.078,
    hydrateWaters: 1,
  },
  {
    metal: "Sc",
    oxide: "Sc2O3",
    leach: [0.76376394, 0.000755073],
    extraction: [632.4976],
    oxalatePct: 31.61,
    massFraction: 2.77966e-5,
    atomicMass: 44.946,
    hydrateWaters: 10,
  },
  {
    metal: "Y",
    oxide: "Y2O3",
    leach: [0.58070099, 0.000528612],
    extraction: [1.63166, 0.15166, -2.12601, 0.26612],
    oxalatePct: 74.46,
    massFraction: 3.28653e-5,
    atomicMass: 88.905,
    hydrateWaters: 10,
  },
  {
    metal: "La",
    oxide: "La2O3",
    leach: [0.44310143, 0.001028295],
    extraction: [0.54, 0, -1.93, 0],
    oxalatePct: 51.51,
    massFraction: 6.77769e-5,
    atomicMass: 138.905,
    hydrateWaters: 10,
  },
  {
    metal: "Ce",
    oxide: "Ce2O3",
    leach: [0.60139118, 0.007050046],
    extraction: [0.30916, 0.04816, -1.66021, -0.38599],
    oxalatePct: 68.07,
    massFraction: 0.000156161,
    atomicMass: 140.116,
    hydrateWaters: 10,
  },
  {
    metal: "Pr",
    oxide: "Pr2O3",
    leach: [0.50191612, 0.000522858],
    extraction: [0.29, 0, -1.48, 0],
    oxalatePct: 78,
    massFraction: 1.71438e-5,
    atomicMass: 140.907,
    hydrateWaters: 10,
  },
  {
    metal: "Nd",
    oxide: "Nd2O3",
    leach: [0.70295111, 0.006289942],
    extraction: [0.31183, 0.03763, -1.62372, -0.38096],
    oxalatePct: 81.55,
    massFraction: 6.76618e-5,
    atomicMass: 144.242,
    hydrateWaters: 10,
  },
  {
    metal: "Sm",
    oxide: "Sm2O3",
    leach: [0.57871737, 0.000252479],
    extraction: [0.81233, -0.02247, -2.12172, 0.17414],
    oxalatePct: 87.35,
    massFraction: 1.47926e-5,
    atomicMass: 150.36,
    hydrateWaters: 10,
  },
  {
    metal: "Gd",
    oxide: "Gd2O3",
    leach: [1.0636666, 0.013408467],
    extraction: [1.0225, 0.0195, -2.24143, 0.03065],
    oxalatePct: 88.01,
    massFraction: 1.0405e-5,
    atomicMass: 157.25,
    hydrateWaters: 10,
  },
  {
    metal: "Dy",
    oxide: "Dy2O3",
    leach: [0.42808785, 4.56708e-5],
    extraction: [1.70783, 0.06443, -2.42226, -0.02538],
    oxalatePct: 87.16,
    massFraction: 7.54827e-6,
    atomicMass: 162.5,
    hydrateWaters: 10,
  },
];

/** Metals of the UKy flowsheet in the order of its tables. */
export const ukyMetals: readonly string[] = metals.map(({ metal }) => metal);

/** An acid stream: litres per hour, total acid, sulfate and chloride in mol/L. */
export interface UkyAcid {
  readonly litresPerH: number;
  readonly acidMolPerL: number;
  readonly sulfateMolPerL?: number;
  readonly chlorideMolPerL?: number;
}

/** What may be changed of the pilot's base case. */
export interface UkyOptions {
  readonly solidsKgPerH?: number;
  readonly massFraction?: Readonly<Record<string, number>>;
  readonly inertFraction?: number;
  readonly leachAcid?: UkyAcid;
  readonly scrubAcid?: UkyAcid;
  readonly roughStripAcid?: UkyAcid;
  readonly cleanStripAcid?: UkyAcid;
  readonly recycle?: Partial<Record<"load" | "scrub" | "rougher" | "cleaner" | "precipitate", number>>;
  readonly filterRecovery?: readonly [number, number];
  readonly stages?: readonly [number, number, number, number, number];
  readonly makeUpLPerH?: readonly [number, number];
  readonly tanks?: number;
  readonly tankVolumeL?: number;
  readonly oxalatePct?: Readonly<Record<string, number>>;
  /** Molar masses as the published model rounds them, to repeat its numbers. */
  readonly usesPublishedMasses?: boolean;
  /**
   * The published model makes 0.8 % acid where chloride streams become sulfate streams (hydrogen is 1.008 g/mol in one, 1.000 in the
   * other, at one mass). True repeats that by dosing the acid; false is right.
   */
  readonly copiesAcidSlip?: boolean;
  /** Every metal in the hydrochloric acid feeds, mg/L: the published model keeps concentrations above nothing. */
  readonly traceMgPerL?: number;
}

const sulfuric: UkyAcid = {
  litresPerH: 100,
  acidMolPerL: 0.277 + 25.025 / 97,
  sulfateMolPerL: 25.025 / 97 + 0.915 / 96,
};
const hydrochloric = (litresPerH: number, molPerL: number): UkyAcid => ({
  litresPerH,
  acidMolPerL: molPerL,
  chlorideMolPerL: molPerL,
});

const salt = (metal: string) => `${metal} oxalate`;
const complex = (metal: string) => `${metal}R`;
const oxideOf = new Map(metals.map(({ metal, oxide }) => [metal, oxide]));

function components(usesPublished: boolean): ComponentSpec[] {
  const mass = (molarMassGPerMol: number) => (usesPublished ? { molarMassGPerMol } : {});
  const list: ComponentSpec[] = [{ id: "inerts", phase: "solid", formula: "-", densityKgPerM3: 2400 }];
  for (const { metal, oxide, atomicMass } of metals) {
    const [count, oxygen] = metal === "Ca" ? [1, 1] : [2, 3];
    list.push({
      id: oxide,
      phase: "solid",
      formula: oxide,
      densityKgPerM3: 2400,
      ...mass(count * atomicMass + oxygen * 15.999),
    });
  }
  for (const { metal, hydrateWaters } of metals)
    list.push({
      id: salt(metal),
      phase: "solid",
      formula: `${metal === "Ca" ? "CaC2O4" : `${metal}2(C2O4)3`}·${hydrateWaters}H2O`,
      densityKgPerM3: 2200,
    });
  list.push(
    { id: "H2O", phase: "aqueous", ...mass(18) },
    { id: "H", phase: "aqueous", formula: "H+" },
    { id: "SO4", phase: "aqueous", formula: "SO4-2" },
    { id: "Cl", phase: "aqueous", formula: "Cl-" },
    { id: "C2O4", phase: "aqueous", formula: "C2O4-2" },
  );
  for (const { metal, atomicMass } of metals)
    list.push({ id: metal, phase: "aqueous", formula: metal === "Ca" ? "Ca+2" : `${metal}+3`, ...mass(atomicMass) });
  list.push(
    { id: "kerosene", phase: "organic", formula: "C12H26", densityKgPerM3: 820, isCarrier: true },
    { id: "DEHPA", phase: "organic", formula: "C16H35O4P", ...mass(322.431) },
  );
  for (const { metal } of metals)
    list.push({ id: complex(metal), phase: "organic", formula: `${metal}(C16H34O4P)${metal === "Ca" ? 2 : 3}` });
  for (const id of ["O2", "CO2", "N2"]) list.push({ id, phase: "gas" });
  list.push({ id: "steam", phase: "gas", formula: "H2O", ...mass(18) });
  return list;
}

/**
 * The University of Kentucky pilot for rare earths from coal refuse: leach in two tanks, rougher and cleaner solvent extraction, oxalate,
 * roast, four recycles. Without options the base case.
 * @see PrOMMiS (2026), UKy flowsheet; Honaker et al. (2019), DOE report DE-FE0027035
 */
export function ukyCoalRefuse(options: UkyOptions = {}): FlowsheetDocument {
  const units: UnitSpec[] = [];
  const streams: StreamSpec[] = [];
  const ends = (end: string) => {
    const [unit, port] = end.split(":");
    return { unit, port };
  };
  const unit = (id: string, kind: string, parameters: object = {}) => units.push({ id, kind, parameters });
  const stream = (id: string, from: string | null, to: string | null, feed?: StreamSpec["feed"]) =>
    streams.push({
      id,
      from: from === null ? null : ends(from),
      to: to === null ? null : ends(to),
      ...(feed === undefined ? {} : { feed }),
    });
  const acid = (a: UkyAcid): StreamSpec["feed"] => ({
    aqueous: {
      litresPerH: a.litresPerH,
      ...(options.traceMgPerL === undefined || a.chlorideMolPerL === undefined
        ? {}
        : { mgPerL: Object.fromEntries(ukyMetals.map((metal) => [metal, options.traceMgPerL ?? 0])) }),
      molPerL: {
        H: a.acidMolPerL,
        ...(a.sulfateMolPerL === undefined ? {} : { SO4: a.sulfateMolPerL }),
        ...(a.chlorideMolPerL === undefined ? {} : { Cl: a.chlorideMolPerL }),
      },
    },
  });
  const solvent = (litresPerH: number): StreamSpec["feed"] => ({ organic: { litresPerH, mgPerL: { DEHPA: 195_160 } } });
  const extraction = (stages: number, sulfate: string) => ({
    stages,
    sulfate,
    extractant: "DEHPA",
    metals: Object.fromEntries(
      metals.map(({ metal, extraction: law }) => [
        metal,
        {
          complex: complex(metal),
          valence: metal === "Ca" ? 2 : 3,
          ...(law.length === 1 ? { distribution: law[0] } : { m0: law[0], m1: law[1], b0: law[2], b1: law[3] }),
        },
      ]),
    ),
  });
  const [loads, scrubs, roughStrips, cleanLoads, cleanStrips] = options.stages ?? [3, 1, 2, 3, 3];
  const share = (name: "load" | "scrub" | "rougher" | "cleaner" | "precipitate") => options.recycle?.[name] ?? 0.9;
  const [filter1, filter2] = options.filterRecovery ?? [0.7, 0.9];
  const slips = options.copiesAcidSlip === true;
  const slip = () => ({ ratios: { H: 0.008 }, key: "H" });

  unit("leach mixer", "mixer");
  unit("leach", "oxide-leach", {
    tanks: options.tanks ?? 2,
    tankVolumeL: options.tankVolumeL ?? 100 * 3.7854118,
    sulfate: "SO4",
    oxides: Object.fromEntries(
      metals.map(({ metal, oxide, leach }) => [oxide, { order: leach[0], rateMolPerKgH: leach[1], ion: metal }]),
    ),
  });
  unit("filter 1", "liquid-filter", { liquidRecovery: filter1 });
  unit("rougher feed mixer", "mixer");
  unit("rougher load", "solvent-extraction", extraction(loads, "SO4"));
  unit("load split", "splitter", { share: share("load") });
  unit("rougher scrub", "solvent-extraction", extraction(scrubs, ""));
  unit("scrub split", "splitter", { share: share("scrub") });
  unit("rougher strip", "solvent-extraction", extraction(roughStrips, ""));
  unit("rougher solvent split", "splitter", { share: share("rougher") });
  unit("rougher solvent mixer", "mixer");
  unit("cleaner feed mixer", "mixer");
  unit("cleaner load", "solvent-extraction", extraction(cleanLoads, ""));
  unit("cleaner strip", "solvent-extraction", extraction(cleanStrips, ""));
  unit("cleaner solvent split", "splitter", { share: share("cleaner") });
  unit("cleaner solvent mixer", "mixer");
  unit("precipitator", "precipitation", {
    reagent: "C2O4",
    salts: Object.fromEntries(
      metals.map(({ metal, oxalatePct }) => [
        metal,
        { salt: salt(metal), recovery: (options.oxalatePct?.[metal] ?? oxalatePct) / 100 },
      ]),
    ),
  });
  unit("filter 2", "liquid-filter", { liquidRecovery: filter2 });
  unit("mother liquor split", "splitter", { share: share("precipitate") });
  unit("roaster", "calciner", {
    reactions: Object.fromEntries(metals.map(({ metal }) => [salt(metal), { product: oxideOf.get(metal) ?? "" }])),
    gases: ["O2", "CO2", "steam"],
    steam: "steam",
    recovery: 0.95,
    temperatureC: 600,
  });
  if (slips) {
    unit("slip of scrub", "dosing", slip());
    unit("slip of cleaner", "dosing", slip());
  }

  const fractions = Object.fromEntries(metals.map(({ oxide, massFraction }) => [oxide, massFraction]));
  stream("refuse", null, "leach:feed", {
    solids: {
      kgPerH: options.solidsKgPerH ?? 22.68,
      massFraction: { inerts: options.inertFraction ?? 0.6952, ...fractions, ...options.massFraction },
    },
  });
  stream("leach acid", null, "leach mixer:in", acid(options.leachAcid ?? sulfuric));
  stream("leach liquor", "leach mixer:out", "leach:feed");
  stream("leach slurry", "leach:slurry", "filter 1:feed");
  stream("filtrate", "filter 1:filtrate", "rougher feed mixer:in");
  stream("leach cake", "filter 1:cake", null);
  stream("rougher feed", "rougher feed mixer:out", "rougher load:aqueous");
  stream("rougher raffinate", "rougher load:aqueous", "load split:in");
  stream("raffinate recycle", "load split:first", "leach mixer:in");
  stream("raffinate purge", "load split:second", null);
  stream("rougher loaded", "rougher load:organic", "rougher scrub:organic");
  stream("scrub acid", null, "rougher scrub:aqueous", acid(options.scrubAcid ?? hydrochloric(0.1, 981.44 / 1008)));
  stream("scrub liquor", "rougher scrub:aqueous", "scrub split:in");
  if (slips) {
    stream("scrub recycle", "scrub split:first", "slip of scrub:in");
    stream("scrub recycle with slip", "slip of scrub:out", "leach mixer:in");
  } else stream("scrub recycle", "scrub split:first", "leach mixer:in");
  stream("scrub purge", "scrub split:second", null);
  stream("rougher scrubbed", "rougher scrub:organic", "rougher strip:organic");
  stream("rougher strip acid", null, "rougher strip:aqueous", acid(options.roughStripAcid ?? hydrochloric(3.375, 1)));
  stream("rougher strip liquor", "rougher strip:aqueous", "cleaner feed mixer:in");
  stream("rougher stripped", "rougher strip:organic", "rougher solvent split:in");
  stream("rougher solvent recycle", "rougher solvent split:first", "rougher solvent mixer:in");
  stream("rougher solvent purge", "rougher solvent split:second", null);
  stream("rougher solvent make-up", null, "rougher solvent mixer:in", solvent(options.makeUpLPerH?.[0] ?? 12.89));
  stream("rougher solvent", "rougher solvent mixer:out", "rougher load:organic");
  stream("cleaner feed", "cleaner feed mixer:out", "cleaner load:aqueous");
  if (slips) {
    stream("cleaner raffinate", "cleaner load:aqueous", "slip of cleaner:in");
    stream("cleaner raffinate with slip", "slip of cleaner:out", "rougher feed mixer:in");
  } else stream("cleaner raffinate", "cleaner load:aqueous", "rougher feed mixer:in");
  stream("cleaner loaded", "cleaner load:organic", "cleaner strip:organic");
  stream("cleaner strip acid", null, "cleaner strip:aqueous", acid(options.cleanStripAcid ?? hydrochloric(3.517, 1)));
  stream("cleaner strip liquor", "cleaner strip:aqueous", "precipitator:feed");
  stream("cleaner stripped", "cleaner strip:organic", "cleaner solvent split:in");
  stream("cleaner solvent recycle", "cleaner solvent split:first", "cleaner solvent mixer:in");
  stream("cleaner solvent purge", "cleaner solvent split:second", null);
  stream("cleaner solvent make-up", null, "cleaner solvent mixer:in", solvent(options.makeUpLPerH?.[1] ?? 60.33));
  stream("cleaner solvent", "cleaner solvent mixer:out", "cleaner load:organic");
  stream("oxalate slurry", "precipitator:slurry", "filter 2:feed");
  stream("mother liquor", "filter 2:filtrate", "mother liquor split:in");
  stream("mother liquor recycle", "mother liquor split:first", "cleaner feed mixer:in");
  stream("mother liquor purge", "mother liquor split:second", null);
  stream("oxalate cake", "filter 2:cake", "roaster:feed");
  stream("flue gas", null, "roaster:gas", {
    gas: { molPerH: 0.00781 * 3600, moleFraction: { O2: 0.1118, steam: 0.1005, CO2: 0.0431, N2: 0.7446 } },
    temperatureC: 1056.85,
  });
  stream("rare earth oxides", "roaster:product", null);
  stream("roaster dust", "roaster:dust", null);
  stream("off-gas", "roaster:gas", null);

  return {
    schema: flowsheetSchema,
    name: "UKy coal refuse pilot",
    description:
      "Rare earths from West Kentucky No. 13 coal refuse: acid leach, rougher and cleaner solvent extraction with DEHPA, oxalate, roast. Acid set free by oxalic acid is left out, as in the published model: oxalate is dosed as the ion.",
    sources: [
      "PrOMMiS (prommis/prommis, commit 9beba554, 2026-07-21), src/prommis/uky/uky_flowsheet.py: constants and topology",
      "Honaker et al. (2019), Pilot-scale testing of an integrated circuit for the extraction of rare earth minerals and elements from coal and coal byproducts, DOE DE-FE0027035",
    ],
    components: components(options.usesPublishedMasses === true),
    units,
    streams,
  };
}
