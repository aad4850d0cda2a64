import type { EvidenceGrade, Interval } from "@relode/core/evidence";
import type {
  ElementResult,
  Figure,
  MineElementResult,
  MineResult,
  ScreeningResult,
} from "../../core/src/supply/result.ts";

/** A declared-synthetic screening for developing and testing pages without the model: every number is invented, grade S. */
export function syntheticResult(draws: number, seed: number): ScreeningResult {
  const random = generator(seed);
  const mines = places.map((place, i) => syntheticMine(place, i, random));
  const elements = symbols.map((symbol) => syntheticElement(symbol, mines, random));
  const full = mines.map((mine) => ({ ...mine, elements: chemistry(mine, elements, random) }));
  return {
    elements,
    mines: full,
    totals: {
      mines: mines.length,
      elements: elements.length,
      oreT: spread(917e6, 1.15),
      mainProductValueUsd: 29e9,
      byproductValueUsd: spread(9.6e9, 1.9),
      valueWithinNeedUsd: spread(4.1e9, 1.5),
      minesWhere10PctBeatsMain: 3,
      minesWithBothValues: 41,
    },
    geochemistry: "priors",
    edition: "mcs2026",
    draws,
    censoring: [],
  };
}

const symbols =
  "Ag Al As Au B Ba Be Bi Ca Cd Ce Co Cr Cs Cu Dy Er Eu F Fe Ga Gd Ge Hf Hg Ho In Ir K La Li Lu Mg Mn Mo Na Nb Nd Ni Os P Pb Pd Pr Pt Rb Re Rh Ru S Sb Sc Se Si Sm Sn Sr Ta Tb Te Th Ti Tl Tm U V W Y Yb Zn Zr".split(
    " ",
  );

const places: readonly (readonly [string, string, number, number, string, number])[] = [
  ["Synthetic Ridge", "AZ", -109.4, 33.1, "Copper", 160e6],
  ["Synthetic Basin", "AZ", -111.0, 31.9, "Copper", 70e6],
  ["Synthetic Bench", "UT", -112.15, 40.5, "Copper", 55e6],
  ["Synthetic Terrace", "NM", -108.1, 32.8, "Copper", 40e6],
  ["Synthetic Valley", "NV", -117.1, 39.4, "Copper", 22e6],
  ["Synthetic Trend", "NV", -116.3, 40.9, "Gold", 36e6],
  ["Synthetic Flat", "NV", -116.6, 40.2, "Gold", 30e6],
  ["Synthetic Heap", "CO", -105.1, 38.7, "Gold", 20e6],
  ["Synthetic Dome", "AK", -147.4, 65.0, "Gold", 14e6],
  ["Synthetic Vein", "AK", -134.6, 58.1, "Silver", 0.8e6],
  ["Synthetic Shelf", "AK", -162.9, 68.1, "Zinc", 4.3e6],
  ["Synthetic Range", "MN", -92.6, 47.5, "Iron", 45e6],
  ["Synthetic Pellet", "MN", -91.9, 47.6, "Iron", 38e6],
  ["Synthetic Taconite", "MI", -87.7, 46.4, "Iron", 20e6],
  ["Synthetic Belt", "MO", -91.1, 37.5, "Lead", 4.6e6],
  ["Synthetic Lens", "TN", -83.6, 36.0, "Zinc", 2.4e6],
  ["Synthetic Climax", "CO", -106.2, 39.4, "Molybdenum", 9e6],
  ["Synthetic Reef", "MT", -109.9, 45.4, "Platinum", 1.3e6],
  ["Synthetic Pass", "CA", -115.5, 35.5, "Rare earths", 0.8e6],
  ["Synthetic Dunite", "MI", -87.9, 46.7, "Nickel", 0.7e6],
];

function syntheticMine(place: (typeof places)[number], i: number, random: () => number): MineResult {
  const [name, state, lon, lat, mainCommodity, oreT] = place;
  return {
    id: name.toLowerCase().replace(" ", "-"),
    name: `${name} (synthetic)`,
    operator: "Invented operator",
    state,
    lon,
    lat,
    mineClass: mainCommodity === "Iron" ? "iron" : mainCommodity === "Gold" ? "gold" : "base metal",
    mainCommodity,
    depositType: "Porphyry copper",
    depositTypeUsed: "Porphyry copper",
    processRoute: i % 3 === 0 ? "mill flotation" : "heap leach",
    referenceYear: "2023",
    oreBasis: "D",
    oreT: spread(oreT, 1.25),
    streams: [{ route: "mill flotation", kind: "mill", oreT }],
    products: [mainCommodity.slice(0, 2)],
    elements: {},
    mainProductValueUsd: i % 5 === 4 ? null : oreT * (5 + 40 * random()),
    byproductValueUsd: {
      all: spread(oreT * 14 * random(), 2.2),
      at1Pct: oreT * 0.1,
      at10Pct: oreT * 1.1,
      at90Pct: oreT * 9,
    },
    method: "synthetic",
    sources: "generated for tests",
    note: "Invented mine, no such place.",
  };
}

function syntheticElement(symbol: string, mines: readonly MineResult[], random: () => number): ElementResult {
  const total = 10 ** (1 + 5.5 * random());
  const weights = mines.map((mine) => mine.oreT.mean * 10 ** (random() * 2 - 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  const topMines = mines
    .map((mine, i) => ({
      id: mine.id,
      share: (weights[i] ?? 0) / sum,
      varianceShare: (weights[i] ?? 0) / sum,
      samplingValue: ((weights[i] ?? 0) / sum) * 0.8,
    }))
    .sort((a, b) => b.share - a.share);
  const imports = random() < 0.75 ? total * 10 ** (random() * 3 - 1.5) : null;
  const gsd = 1.4 + random() * 1.4;
  const unrecoveredT = spread(total, gsd);
  const threshold =
    imports === null
      ? null
      : { p05: imports / unrecoveredT.p95, p50: imports / unrecoveredT.p50, p95: imports / unrecoveredT.p05 };
  const price = random() < 0.7 ? 10 ** (random() * 4) : null;
  return {
    symbol,
    name: `Element ${symbol}`,
    containedT: spread(total * 1.2, gsd),
    unrecoveredT,
    unrecoveredByStreamT: { concentrate: 0, mill: total * 0.7, leach: total * 0.3 },
    unpublishedBoundsT: { noneRecovered: total * 1.05, allRecovered: total * 0.8 },
    crustOnlyT: total * 10 ** (random() - 0.9),
    evidence: "S",
    evidenceMix: { A: 0, B: 0, C: 0, D: 0, S: 1 },
    sampleWeight: 0,
    importsT:
      imports === null ? figure("W") : { value: imports, printed: imports.toFixed(0), lower: null, upper: null },
    exportsT: figure("NA"),
    netImportsT: imports === null ? figure("W") : { value: imports * 0.9, printed: "", lower: null, upper: null },
    consumptionT: imports === null ? figure("W") : { value: imports * 1.25, printed: "", lower: null, upper: null },
    netImportReliancePct:
      imports === null
        ? { value: null, printed: ">50", lower: 50, upper: null }
        : { value: 72, printed: "72", lower: null, upper: null },
    marketForm: "content",
    marketBasisNote: "synthetic",
    usdPerKg: price,
    priceForm: "metal",
    recoveryToReplaceImports: threshold,
    recoveryToReplaceNetImports: threshold,
    recoveryToMeetConsumption: threshold,
    relianceAfter: [0.01, 0.1, 0.5, 0.9].map((recovery) => ({
      recovery,
      recoveredT: spread(total * recovery, gsd),
      netImportReliancePct:
        imports === null
          ? null
          : {
              p05: 72 - (unrecoveredT.p95 * recovery * 80) / imports,
              p50: 72 - (unrecoveredT.p50 * recovery * 80) / imports,
              p95: 72 - (unrecoveredT.p05 * recovery * 80) / imports,
            },
      importsReplaced:
        imports === null
          ? null
          : {
              p05: (unrecoveredT.p05 * recovery) / imports,
              p50: (unrecoveredT.p50 * recovery) / imports,
              p95: (unrecoveredT.p95 * recovery) / imports,
            },
    })),
    grossValueUsd: price === null ? null : spread(total * 1000 * price, gsd),
    onCriticalLists: random() < 0.6 ? ["US-2025", "EU-CRM-2024"] : [],
    concentration:
      random() < 0.7
        ? {
            hhi: 1000 + 6000 * random(),
            largestCountry: "Country X",
            largestShare: 0.6,
            hhiUpper: 8000,
            basis: "mine production 2024",
          }
        : null,
    topMines,
    byMineClass: [
      { key: "base metal", share: 0.7 },
      { key: "gold", share: 0.3 },
    ],
    byState: [
      { key: "AZ", share: 0.6 },
      { key: "NV", share: 0.4 },
    ],
    varianceByQuantity: {
      ore: 0.05,
      elementDoubt: 0.3,
      depositType: 0.35,
      mineGrade: 0.15,
      recovery: 0.05,
      interaction: 0.1,
    },
    sources: ["Synthetic generator of the test suite"],
  };
}

function chemistry(
  mine: MineResult,
  elements: readonly ElementResult[],
  random: () => number,
): Record<string, MineElementResult> {
  const grade: EvidenceGrade = "S";
  return Object.fromEntries(
    elements.map((item) => {
      const share = item.topMines.find((entry) => entry.id === mine.id)?.share ?? 0;
      const mean = share * item.unrecoveredT.mean;
      const amount = spread(mean, 1.8 + random());
      return [
        item.symbol,
        {
          containedT: amount,
          unrecoveredT: amount,
          gradePpm: spread((mean / mine.oreT.mean) * 1e6, 1.8),
          evidence: grade,
          basis: "synthetic",
          sampleWeight: 0,
          source: "generated for tests",
        },
      ];
    }),
  );
}

function figure(printed: string): Figure {
  return { value: null, printed, lower: null, upper: null };
}

/** Mean and percentiles of a lognormal quantity with a given mean and geometric standard deviation. */
function spread(mean: number, gsd: number): Interval {
  const sigma = Math.log(gsd);
  const p50 = mean / Math.exp((sigma * sigma) / 2);
  return { mean, p05: p50 / gsd ** 1.645, p50, p95: p50 * gsd ** 1.645 };
}

function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
