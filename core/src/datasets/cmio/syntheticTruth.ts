/**
 * Parameters of the synthetic table. They are invented round numbers of a plausible order, not measurements and not
 * estimates: they exist so that a test can ask whether a method finds them again.
 */

/** Lognormal model of one element in the ore of one deposit type. */
export interface SyntheticElement {
  readonly medianPpm: number;
  /** Standard deviation of ln grade between deposits of the type. */
  readonly betweenLogSd: number;
  /** Standard deviation of ln grade between samples of one deposit. */
  readonly withinLogSd: number;
}

export interface SyntheticType {
  readonly type: string;
  readonly group: string;
  readonly environment: string;
  readonly deposits: number;
  /** Share of the table's rows. */
  readonly rowShare: number;
  readonly elements: ReadonlyMap<string, SyntheticElement>;
}

/** A generation of laboratory methods: what it analyses and how low it sees. */
export interface SyntheticEra {
  readonly method: string;
  readonly date: string;
  readonly rowShare: number;
  /** Detection limit over the background median of the element. */
  readonly limitOverBackground: number;
  /** Probability that an element is analysed. */
  readonly analysedShare: number;
  /** Rock-forming elements are given as oxides. */
  readonly oxides: boolean;
}

export interface SyntheticTruth {
  readonly types: readonly SyntheticType[];
  readonly eras: readonly SyntheticEra[];
  readonly backgroundPpm: ReadonlyMap<string, number>;
  /** Correlation of ln grades of two elements within a deposit: one shared factor per sample. */
  readonly withinCorrelation: number;
  /** Elements given as oxides by the older eras; every era sees them well below background. */
  readonly rockForming: readonly string[];
  readonly rockFormingLimitOverBackground: number;
  /** Row shares of SAMPLE_DEPOSIT_RELATION; the two ore labels share one distribution. */
  readonly relations: readonly (readonly [string, number])[];
  readonly materials: readonly (readonly [string, number])[];
  /** Natural log of the weight of a deposit in the table has this standard deviation: unequal sampling. */
  readonly samplingLogSd: number;
  /** Rows that are not ore have the ore elements of their type at background. */
  readonly barrenAtBackground: true;
}

const backgrounds =
  "Ag 0.1,Al 60000,As 5,Au 0.01,Ba 400,Be 2,Bi 0.3,Br 1,B 15,Ca 20000,Cd 0.2,Ce 60,Cl 200,Co 15,Cr 80,Cs 4,Cu 40,C 2000," +
  "Dy 4,Er 2.5,Eu 1,Fe 40000,F 500,Ga 16,Gd 4,Ge 1.5,Hf 5,Hg 0.05,Ho 0.8,In 0.1,Ir 0.02,K 20000,La 30,Li 20,Lu 0.4," +
  "Mg 12000,Mn 700,Mo 2,Na 15000,Nb 12,Nd 27,Ni 40,Os 0.001,Pb 20,Pd 0.005,Pr 7,Pt 0.005,P 700,Rb 80,Re 0.002,Rh 0.001," +
  "Ru 0.001,Sb 1,Sc 14,Se 0.3,Si 280000,Sm 5,Sn 3,Sr 250,S 1500,Ta 1,Tb 0.7,Te 0.1,Th 10,Ti 4000,Tl 0.7,Tm 0.3,U 3," +
  "V 100,W 2,Yb 2,Y 22,Zn 80,Zr 180";

const types =
  "Porphyry copper-molybdenum|Porphyry|Magmatic hydrothermal|24|0.14|Cu 4000,Mo 150,Re 0.1,Ag 2,Se 3,Te 0.5,S 20000;" +
  "Porphyry copper ± gold|Porphyry|Magmatic hydrothermal|18|0.08|Cu 5000,Au 0.3,Ag 2,Pd 0.02,Te 0.6,S 20000;" +
  "Skarn copper|Skarn|Magmatic hydrothermal|14|0.05|Cu 9000,Co 40,Zn 800,Ag 8,Bi 20,In 2,W 40;" +
  "Climax-type porphyry molybdenum|Porphyry|Magmatic hydrothermal|6|0.03|Mo 1800,W 60,Sn 15,F 5000,Nb 40;" +
  "Carlin-type gold|Carlin-type|Magmatic hydrothermal|22|0.13|Au 3,As 800,Sb 60,Hg 8,Tl 12;" +
  "Distal-disseminated silver-gold|Distal-disseminated|Magmatic hydrothermal|9|0.03|Au 1,Ag 40,As 500,Sb 80,Te 1;" +
  "Low-sulfidation (LS) epithermal gold-silver|Epithermal|Magmatic hydrothermal|16|0.08|Au 3,Ag 30,As 80,Sb 20,Se 6,Te 2;" +
  "Alkalic epithermal gold ± Ag|Epithermal|Magmatic hydrothermal|6|0.02|Au 4,Ag 15,Te 40,V 200;" +
  "Replacement polymetallic|Replacement|Magmatic hydrothermal|12|0.04|Zn 50000,Pb 40000,Ag 150,Cd 250,Mn 9000,Bi 30,In 4;" +
  "Mesozonal orogenic gold|Orogenic|Metamorphic hydrothermal|20|0.08|Au 5,As 1500,W 60,Te 2,Sb 15;" +
  "MVT zinc-lead|Mississippi Valley-type (MVT)|Basin hydrothermal|14|0.06|Zn 50000,Pb 12000,Cd 250,Ge 40,Ga 30,Co 60,Ni 60;" +
  "Siliciclastic-mafic zinc-lead|Sediment-hosted|Basin hydrothermal|12|0.05|Zn 90000,Pb 40000,Ag 70,Cd 300,Ge 40,Ba 4000,Tl 15;" +
  "Bimodal felsic VMS|Volcanogenic massive sulfide (VMS)|Volcanic basin hydrothermal|20|0.08|Zn 40000,Cu 9000,Pb 12000,Ag 60,Au 0.8,Cd 150,In 6,Ga 20,Sn 40;" +
  "U-M layered intrusion PGE|Ultramafic and (or) mafic-layered intrusion|Magmatic|5|0.04|Pd 9,Pt 3,Rh 0.2,Ni 600,Cu 400,Cr 1500,Co 60;" +
  "U-M conduit nickel-copper-PGE|Ultramafic and (or) mafic conduit|Magmatic|8|0.04|Ni 9000,Cu 7000,Co 300,Pt 0.4,Pd 0.4,Cr 800;" +
  "Superior-type banded iron formation|Iron formation|Basin chemical|8|0.03|Fe 300000,Mn 3000,Ge 6;" +
  "Carbonatite REE|Carbonatite|Magmatic|6|0.02|La 15000,Ce 24000,Nd 8000,Pr 2600,Sm 900,Eu 180,Ba 40000,Sr 8000,Nb 300,Th 150";

const rockForming = ["Al", "Ca", "Fe", "K", "Mg", "Mn", "Na", "P", "Si", "Ti"];

function grades(list: string): Map<string, number> {
  return new Map(
    list.split(",").map((pair): [string, number] => {
      const [symbol, ppm] = pair.split(" ");
      return [symbol, Number(ppm)];
    }),
  );
}

function elementsOf(ore: ReadonlyMap<string, number>, background: ReadonlyMap<string, number>) {
  return new Map(
    [...background].map(([symbol, backgroundPpm]): [string, SyntheticElement] => {
      const medianPpm = ore.get(symbol);
      if (symbol === "Si") return [symbol, { medianPpm: backgroundPpm, betweenLogSd: 0.04, withinLogSd: 0.05 }];
      if (rockForming.includes(symbol))
        return [symbol, { medianPpm: medianPpm ?? backgroundPpm, betweenLogSd: 0.15, withinLogSd: 0.2 }];
      if (medianPpm !== undefined) return [symbol, { medianPpm, betweenLogSd: 0.6, withinLogSd: 0.7 }];
      return [symbol, { medianPpm: backgroundPpm, betweenLogSd: 0.4, withinLogSd: 0.6 }];
    }),
  );
}

const backgroundPpm = grades(backgrounds);

/** The parameters from which `syntheticCmio` draws: the truth a test compares with. */
export const syntheticTruth: SyntheticTruth = {
  types: types.split(";").map((line) => {
    const [type, group, environment, deposits, rowShare, ore] = line.split("|");
    const elements = elementsOf(grades(ore), backgroundPpm);
    return { type, group, environment, deposits: Number(deposits), rowShare: Number(rowShare), elements };
  }),
  eras: [
    {
      method: "SYNTHETIC-AAS",
      date: "1975-12-31",
      rowShare: 0.25,
      limitOverBackground: 3,
      analysedShare: 0.2,
      oxides: true,
    },
    {
      method: "SYNTHETIC-ICP-OES",
      date: "1992-12-31",
      rowShare: 0.35,
      limitOverBackground: 0.5,
      analysedShare: 0.5,
      oxides: true,
    },
    {
      method: "SYNTHETIC-ICP-MS",
      date: "2015-12-31",
      rowShare: 0.4,
      limitOverBackground: 0.05,
      analysedShare: 0.9,
      oxides: false,
    },
  ],
  backgroundPpm,
  withinCorrelation: 0.25,
  rockForming,
  rockFormingLimitOverBackground: 0.01,
  relations: [
    ["high grade ore", 0.25],
    ["low grade ore", 0.35],
    ["gangue", 0.05],
    ["alteration halo", 0.1],
    ["host rock", 0.1],
    ["unknown", 0.15],
  ],
  materials: [
    ["rock", 0.93],
    ["regolith", 0.02],
    ["concentrate", 0.02],
    ["tailings", 0.02],
    ["soil", 0.01],
  ],
  samplingLogSd: 1.2,
  barrenAtBackground: true,
};
