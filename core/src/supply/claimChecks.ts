import type { Interval } from "../evidence/estimate.ts";
import type { ElementResult, ScreeningResult } from "./result.ts";
import { evEquivalentMillion, recoveryToMeet } from "./thresholds.ts";

/** True or false at the run's figure; `straddles` where the 5-95 % interval lies on both sides; null where there is no test. */
export type Holds = boolean | "straddles" | null;

export interface ClaimCheck {
  readonly id: string;
  readonly statement: string;
  readonly expected: string;
  readonly strength: "hard" | "soft";
  /** Elements whose concentrations decide it. */
  readonly restsOn: readonly string[];
  readonly source: string;
  /** True where this run leaves out, on purpose or for want of data, what the claim is about. */
  readonly needsSamples: (result: ScreeningResult) => boolean;
  readonly evaluate: (result: ScreeningResult) => { holds: Holds; got: string; explanation: string };
}

const study = "Holley and others (2025), Science";
const figure = (value: number) => (Number.isFinite(value) ? Number(value.toPrecision(3)).toString() : "none");
const band = (interval: Interval, unit: string) =>
  `${figure(interval.mean)} ${unit} (P5-P95 ${figure(interval.p05)}-${figure(interval.p95)})`;
const percentBand = (value: { p05: number; p50: number; p95: number }) =>
  `${figure(100 * value.p50)} % (P5-P95 ${figure(100 * value.p05)}-${figure(100 * value.p95)} %)`;

/** Whether an interval lies within a band: decided where its P5 and P95 fall on the same side of every edge. */
function within({ p05, p50, p95 }: { p05: number; p50: number; p95: number }, low: number, high: number): Holds {
  if (p05 >= low && p95 <= high) return true;
  if (p95 < low || p05 > high) return false;
  return p50 >= low && p50 <= high ? true : "straddles";
}

function find(result: ScreeningResult, symbol: string): ElementResult | undefined {
  return result.elements.find((element) => element.symbol === symbol);
}

/** Evaluates a check of one element; not testable when the run left it out. */
function ofElement(
  symbol: string,
  evaluate: (element: ElementResult, result: ScreeningResult) => ReturnType<ClaimCheck["evaluate"]>,
) {
  return (result: ScreeningResult) => {
    const element = find(result, symbol);
    return element
      ? evaluate(element, result)
      : { holds: null, got: `${symbol} was not computed`, explanation: "Run without --elements to test it." };
  };
}

function vehicles(symbol: string, low: number, high: number) {
  return ofElement(symbol, (element) => {
    const kg = element.evEquivalentMillion?.kgPerVehicle ?? { Li: 8.9, Mn: 24.5 }[symbol] ?? Number.NaN;
    const scaled = (mass: number) => evEquivalentMillion(mass, kg);
    const { mean, p05, p50, p95 } = element.unrecoveredT;
    const million = { mean: scaled(mean), p05: scaled(p05), p50: scaled(p50), p95: scaled(p95) };
    return {
      holds: within(million, low, high),
      got: band(million, "million vehicles"),
      explanation: `At ${kg} kg a vehicle; average crust alone gives ${figure(scaled(element.crustOnlyT))} million.`,
    };
  });
}

/** Element rows with a need: consumption where published, else gross imports, t a year; bulk metals left out. */
function withNeed(result: ScreeningResult): { element: ElementResult; needT: number }[] {
  return result.elements.flatMap((element) => {
    const needT = element.consumptionT.value ?? element.importsT.value;
    return needT !== null && needT > 0 ? [{ element, needT }] : [];
  });
}

/** How many of the elements counted are rock mass by our own evidence. */
function rockOnlyWords(elements: readonly ElementResult[]): string {
  const count = elements.filter((element) => element.evidenceMix.D > 0.9).length;
  return `${count} of these ${elements.length} elements rest to more than 90 % on grade D.`;
}

function rankOf(element: ElementResult, id: string): number {
  return element.topMines.findIndex((mine) => mine.id === id) + 1;
}

/** The study's public statements and the checks they allow; figures of the study as read in the press and its summary. */
const checks: readonly (Omit<ClaimCheck, "needsSamples"> & Partial<Pick<ClaimCheck, "needsSamples">>)[] = [
  {
    id: "K20",
    statement: "54 active US metal mines",
    expected: "50-60 mines",
    strength: "soft",
    restsOn: [],
    source: study,
    evaluate: ({ totals }) => ({
      holds: null,
      got: `${totals.mines} mines with new ore`,
      explanation:
        "An input of ours, no test: the study's list is not public; ours keeps small mines and splits some complexes.",
    }),
  },
  {
    id: "K21",
    statement: "70 elements quantified",
    expected: "70",
    strength: "soft",
    restsOn: [],
    source: study,
    evaluate: ({ totals }) => ({
      holds: null,
      got: `${totals.elements} elements`,
      explanation: "An input of ours, no test: their list is not public.",
    }),
  },
  {
    id: "K22a",
    statement: "Platinum and palladium demand is not met at 90 % recovery",
    expected: "Pt and Pd unmet",
    strength: "hard",
    restsOn: ["Pt", "Pd"],
    source: study,
    evaluate: (result) => {
      const rows = withNeed(result).filter(({ element }) => element.symbol === "Pt" || element.symbol === "Pd");
      if (rows.length < 2)
        return { holds: null, got: "no published need for Pt and Pd in this edition", explanation: "" };
      const unmet = rows.filter(({ element, needT }) => 0.9 * element.unrecoveredT.p95 < needT);
      return {
        holds: unmet.length === 2,
        got: rows
          .map(
            ({ element, needT }) => `${element.symbol} ${band(element.unrecoveredT, "t")} against ${figure(needT)} t`,
          )
          .join("; "),
        explanation: "Unmet even at P95 and 90 % recovery.",
      };
    },
  },
  {
    id: "K22b",
    statement: "Platinum and palladium are the only exceptions: all other demand can be met at 90 % recovery",
    expected: "at most 4 others unmet",
    strength: "soft",
    restsOn: [],
    source: study,
    evaluate: (result) => {
      const rows = withNeed(result).filter(({ element }) => !["Pt", "Pd"].includes(element.symbol));
      const unmet = rows
        .filter(({ element, needT }) => 0.9 * element.unrecoveredT.mean < needT)
        .map(({ element }) => element.symbol);
      return {
        holds: rows.length === 0 ? null : unmet.length <= 4,
        got: `${unmet.length} of ${rows.length} with a published need unmet: ${unmet.join(" ")}`,
        explanation: `Need is consumption where published, else gross imports; main metals, which the US mines too, are included. ${rockOnlyWords(rows.map(({ element }) => element))}`,
      };
    },
  },
  {
    id: "K23",
    statement: "Lithium in one year of waste equals 10 million electric vehicles",
    expected: "5-20 million",
    strength: "soft",
    restsOn: ["Li"],
    source: `${study}, as read by laist.com`,
    evaluate: vehicles("Li", 5, 20),
  },
  {
    id: "K24",
    statement: "Manganese in one year of waste equals 99 million electric vehicles",
    expected: "50-200 million",
    strength: "soft",
    restsOn: ["Mn"],
    source: `${study}, as read by laist.com`,
    evaluate: vehicles("Mn", 50, 200),
  },
  {
    id: "K25",
    statement: "About 4 % recovery of lithium offsets imports",
    expected: "2-8 % of gross imports",
    strength: "soft",
    restsOn: ["Li"],
    source: `${study}, as read by the press`,
    evaluate: ofElement("Li", (element) => {
      const need = element.recoveryToReplaceImports;
      return need
        ? {
            holds: within(need, 0.02, 0.08),
            got: percentBand(need),
            explanation: `Gross imports ${figure(element.importsT.value ?? Number.NaN)} t.`,
          }
        : { holds: null, got: "no published imports", explanation: "" };
    }),
  },
  {
    id: "K26",
    statement: "Less than 1 % recovery of germanium removes the need to import",
    expected: "< 1 %",
    strength: "hard",
    restsOn: ["Ge"],
    source: `${study}, press release`,
    evaluate: ofElement("Ge", (element) => {
      const need = element.recoveryToReplaceImports;
      return need
        ? {
            holds: within(need, 0, 0.01),
            got: percentBand(need),
            explanation: `Gross imports ${figure(element.importsT.value ?? Number.NaN)} t; average crust alone would need ${figure((100 * (element.importsT.value ?? 0)) / element.crustOnlyT)} %.`,
          }
        : { holds: null, got: "no published imports", explanation: "" };
    }),
  },
  {
    id: "K27",
    statement: "Less than 10 % recovery of cobalt supplies the US battery market",
    expected: "< 10 % for 2,000 t (the market's size is not published)",
    strength: "hard",
    restsOn: ["Co"],
    source: `${study}, press release`,
    evaluate: ofElement("Co", (element) => {
      const need = recoveryToMeet(2000, element.unrecoveredT);
      if (!need) return { holds: null, got: "no unrecovered cobalt", explanation: "" };
      const whole = recoveryToMeet(element.consumptionT.value, element.unrecoveredT);
      return {
        holds: within(need, 0, 0.1),
        got: percentBand(need),
        explanation: whole ? `For the whole apparent consumption ${percentBand(whole)}.` : "",
      };
    }),
  },
  {
    id: "K28",
    statement: "1 % recovery cuts import reliance substantially for most elements",
    expected: "at least 10 % of imports replaced for more than half of the elements with published imports",
    strength: "soft",
    restsOn: [],
    source: `${study}; the meaning of substantially is ours`,
    evaluate: ({ elements }) => {
      const rows = elements.filter((element) => element.importsT.value !== null && element.importsT.value > 0);
      const helped = rows.filter((element) => 0.01 * element.unrecoveredT.mean >= 0.1 * (element.importsT.value ?? 0));
      return {
        holds: rows.length === 0 ? null : helped.length > rows.length / 2,
        got: `${helped.length} of ${rows.length}: ${helped.map((element) => element.symbol).join(" ")}`,
        explanation: `Means of the run. ${rockOnlyWords(rows)}`,
      };
    },
  },
  {
    id: "K29",
    statement: "In most cases less than 10 % by-product recovery is worth more than the main products",
    expected: "more than half of the mines",
    strength: "soft",
    restsOn: [],
    source: `${study}; a case is taken as a mine`,
    evaluate: ({ totals }) => ({
      holds: totals.minesWithBothValues === 0 ? null : totals.minesWhere10PctBeatsMain > totals.minesWithBothValues / 2,
      got: `${totals.minesWhere10PctBeatsMain} of ${totals.minesWithBothValues} mines at 10 %`,
      explanation: "Gross value at one edition's prices, no cost; rock-forming elements carry no value.",
    }),
  },
  {
    id: "K30",
    statement: "Red Dog holds some of the largest germanium potential",
    expected: "top 3 by mass",
    strength: "soft",
    restsOn: ["Ge"],
    needsSamples: (result) => result.geochemistry === "priors",
    source: `${study}, as read by zmescience.com`,
    evaluate: ofElement("Ge", (element, result) => {
      const rank = rankOf(element, "red-dog");
      const byGrade = [...result.mines].sort(
        (a, b) => (b.elements["Ge"]?.gradePpm.mean ?? 0) - (a.elements["Ge"]?.gradePpm.mean ?? 0),
      );
      return rank === 0
        ? { holds: null, got: "Red Dog is not in the mine table", explanation: "" }
        : {
            holds: rank <= 3,
            got: `rank ${rank} by mass, ${byGrade.findIndex((mine) => mine.id === "red-dog") + 1} by concentration`,
            explanation:
              "The prior leaves out on purpose what is known of Red Dog sphalerite, so that it stays a prediction. Its germanium leaves in zinc concentrate; the part recovered abroad is not published and counts between none and all.",
          };
    }),
  },
  {
    id: "K31",
    statement: "Stillwater and East Boulder are nickel by-product sites",
    expected: "both in the top 10 by unrecovered nickel",
    strength: "soft",
    restsOn: ["Ni"],
    source: `${study}, as read by zmescience.com`,
    evaluate: ofElement("Ni", (element) => {
      const ranks = ["stillwater", "east-boulder"].map((id) => rankOf(element, id));
      return ranks.includes(0)
        ? { holds: null, got: "not both in the mine table", explanation: "" }
        : {
            holds: Math.max(...ranks) <= 10,
            got: `ranks ${ranks.join(" and ")}`,
            explanation: "Their nickel is recovered in an unpublished amount.",
          };
    }),
  },
  {
    id: "K32",
    statement: "Ore of the study's mines (bounds from USGS totals)",
    expected: "0.8-1.5 Gt a year",
    strength: "soft",
    restsOn: [],
    source: "USGS crude ore 2011; our bounds",
    evaluate: ({ totals }) => ({
      holds: null,
      got: `${figure(totals.oreT.mean / 1e9)} Gt (P5-P95 ${figure(totals.oreT.p05 / 1e9)}-${figure(totals.oreT.p95 / 1e9)})`,
      explanation: "An input of the model, no test: it lies in the band or not by our table.",
    }),
  },
  {
    id: "K33",
    statement: "Unrecovered platinum and palladium stay below what 90 % recovery would need",
    expected: "Pt < 75 t, Pd < 98 t",
    strength: "hard",
    restsOn: ["Pt", "Pd"],
    source: `${study}, implied`,
    evaluate: (result) => {
      const pt = find(result, "Pt");
      const pd = find(result, "Pd");
      if (!pt || !pd) return { holds: null, got: "Pt and Pd were not both computed", explanation: "" };
      return {
        holds: pt.unrecoveredT.p95 < 75 && pd.unrecoveredT.p95 < 98,
        got: `Pt ${band(pt.unrecoveredT, "t")}; Pd ${band(pd.unrecoveredT, "t")}`,
        explanation: "P95 against the bound. The same fact as K22a, divided by 0.9.",
      };
    },
  },
];

export const claimChecks: readonly ClaimCheck[] = checks.map((check) => ({ needsSamples: () => false, ...check }));
