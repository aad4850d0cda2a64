import type { FactName, WasteType } from "../wasteProfile.ts";

type Triple = readonly [low: number, value: number, high: number];

/** What is taken where the waste file is silent, by type; `other` for types not named. Judged, not measured. */
const table: Readonly<Partial<Record<FactName, Readonly<Partial<Record<WasteType | "other", Triple>>>>>> = {
  p80: {
    other: [60, 100, 180],
    "waste-rock": [30_000, 80_000, 200_000],
    "low-grade-stockpile": [15_000, 40_000, 100_000],
    "heap-leach-residue": [6000, 12_000, 25_000],
    "coarse-reject": [4000, 10_000, 30_000],
    "coal-ash": [25, 50, 90],
    slag: [3000, 15_000, 50_000],
    "dross-dust": [5, 20, 50],
    "red-mud": [8, 20, 60],
    "leach-residue": [30, 60, 100],
    "amd-sludge": [8, 20, 40],
    "ion-adsorption-clay": [200, 500, 1000],
  },
  sulfideSulfur: {
    other: [0, 0, 0],
    tailings: [0.3, 1, 4],
    "waste-rock": [0.2, 1, 3],
    "low-grade-stockpile": [0.5, 1.5, 4],
    "coarse-reject": [0.5, 1.5, 3],
  },
  carbonate: {
    other: [0, 1, 3],
    tailings: [0.5, 2, 6],
    "red-mud": [2, 5, 10],
    "amd-sludge": [3, 8, 20],
    slag: [0, 0, 0],
    "dross-dust": [0, 0, 0],
  },
  iron: {
    other: [2, 4, 8],
    "red-mud": [20, 30, 40],
    slag: [20, 30, 40],
    "leach-residue": [8, 15, 25],
    "amd-sludge": [8, 15, 25],
    "dross-dust": [1, 3, 8],
    phosphogypsum: [0.05, 0.2, 0.5],
    "ion-adsorption-clay": [1, 3, 5],
  },
  clay: {
    other: [0, 3, 10],
    tailings: [2, 8, 20],
    "coarse-reject": [15, 30, 50],
    "ion-adsorption-clay": [20, 40, 60],
    slag: [0, 0, 0],
    "dross-dust": [0, 0, 0],
  },
  magneticShare: { other: [0, 0, 0] },
};

/** Low, likely and high value of a fact that nobody stated for a waste of this type. */
export function wasteDefault(type: WasteType, fact: FactName): Triple {
  return table[fact]?.[type] ?? table[fact]?.other ?? [0, 0, 0];
}

/** Mineral that stands for the iron, for the silicates that take acid, and for the rest of a waste. */
export function gangueOf(type: WasteType): {
  readonly iron: string;
  readonly reactive: string;
  readonly rest: string;
  readonly reactivePct: number;
} {
  switch (type) {
    case "slag":
      return { iron: "fayalite", reactive: "anorthite", rest: "diopside", reactivePct: 20 };
    case "red-mud":
      return { iron: "hematite", reactive: "gibbsite", rest: "quartz", reactivePct: 25 };
    case "amd-sludge":
      return { iron: "ferrihydrite", reactive: "gibbsite", rest: "gypsum", reactivePct: 25 };
    case "coal-ash":
      return { iron: "hematite", reactive: "anorthite", rest: "quartz", reactivePct: 10 };
    case "phosphogypsum":
      return { iron: "goethite", reactive: "fluorapatite", rest: "gypsum", reactivePct: 2 };
    case "leach-residue":
      return { iron: "jarosite", reactive: "franklinite", rest: "quartz", reactivePct: 5 };
    default:
      return { iron: "goethite", reactive: "chlorite", rest: "quartz", reactivePct: 10 };
  }
}
