import type { ElementResult, Figure, MineResult } from "@relode/core/supply";
import type { ScreeningDocument } from "./document.ts";
import {
  countText,
  evidenceMixText,
  fractionText,
  integerText,
  isShown,
  massIntervalText,
  massText,
  publishedPctText,
  recoveryText,
  usdIntervalText,
  usdText,
} from "./figures.ts";
import { honestNotes } from "./notes.ts";
import { elementsReplacedAt, minesByValue, tellingElements } from "./telling.ts";
import {
  bullet,
  labelled,
  paintFor,
  shortened,
  type TextColumn,
  type TextOptions,
  textTable,
  wrapped,
} from "./terminalText.ts";

const shownElements = 20;
const shownMines = 10;

/**
 * The readable summary of a screening for a terminal: headline, the most telling elements, the mines with the most
 * unrecovered value, and what must be known before a number is repeated.
 *
 * @param widthColumns characters of a line; columns are left out below about 75
 */
export function summaryText(document: ScreeningDocument, widthColumns: number, options: TextOptions = {}): string {
  const { result, manifest } = document;
  const width = Math.max(40, Math.floor(widthColumns));
  const paint = paintFor(options);
  const nameOf = new Map(result.mines.map((mine) => [mine.id, mine.name]));
  const elements = tellingElements(result, shownElements);
  const lines = [
    ...wrapped(`What ${countText(result.totals.mines)} US metal mines dig up and do not recover in a year`, width).map(
      paint.bold,
    ),
    ...wrapped(
      `Relode ${manifest.version}; concentrations from ${result.geochemistry === "priors" ? "priors" : "ore samples and priors"}; market ${result.edition}; ${countText(result.draws)} draws, seed ${integerText(manifest.seed)}`,
      width,
    ).map(paint.dim),
    "",
    ...headline(document, width),
    "",
    ...wrapped(
      `${elements.length} of ${result.elements.length} elements: those with published imports on most critical-minerals lists, by the recovery that would replace imports`,
      width,
    ).map(paint.bold),
    ...textTable(elementColumns(nameOf), elements, width),
    ...wrapped(
      "Mean with 5th to 95th percentile; recovery: median. Crust: the same tonnage of average upper crust. Recovery: of what is discarded, to equal gross imports. Evidence: per cent of the mass by grade (A measured, B published, C recalled, D modelled, S synthetic). W withheld, NA not available, – none.",
      width,
    ).map(paint.dim),
    "",
    paint.bold("Mines by gross value of what is not recovered"),
    ...textTable(mineColumns, minesByValue(result).slice(0, shownMines), width),
    ...wrapped(
      "Gross: mass times price, before any cost of recovery. Basis of the ore tonnage: A reported for the year, B another year, C arithmetic on sourced figures, D assumed.",
      width,
    ).map(paint.dim),
    "",
    paint.bold("Read before you repeat a number"),
    ...honestNotes(document).flatMap((note) => bullet(note, width)),
  ];
  return `${lines.join("\n")}\n`;
}

function headline({ result }: ScreeningDocument, width: number): string[] {
  const { totals } = result;
  const replaced = [0.01, 0.1, 0.9].map((recovery) => ({ recovery, ...elementsReplacedAt(result, recovery) }));
  return [
    ...labelled("Ore processed", `${massIntervalText(totals.oreT)} a year`, width),
    ...labelled(
      "Value not recovered",
      `${usdIntervalText(totals.byproductValueUsd)} a year, gross, at list prices whatever the market takes`,
      width,
    ),
    ...labelled(
      "  within US use",
      `${usdIntervalText(totals.valueWithinNeedUsd)} a year, gross, each element up to what the US uses`,
      width,
    ),
    ...labelled(
      "Value of main products",
      totals.minesWithBothValues === 0
        ? "no published amount with a price"
        : `${usdText(totals.mainProductValueUsd)} a year, where published`,
      width,
    ),
    ...replaced.flatMap(({ recovery, published, byMedian, by95 }) =>
      labelled(
        `${fractionText(recovery)} recovery replaces`,
        `imports of ${byMedian} of ${published} elements (${by95} by the 95th percentile)`,
        width,
      ),
    ),
    ...labelled(
      "By-products beat main",
      `at ${countText(totals.minesWhere10PctBeatsMain)} of ${countText(totals.minesWithBothValues)} mines if 10 % were recovered, gross`,
      width,
    ),
  ];
}

function elementColumns(nameOf: ReadonlyMap<string, string>): TextColumn<ElementResult>[] {
  return [
    { head: "El", value: (element) => element.symbol, rank: 0 },
    { head: "Element", value: (element) => shortened(element.name, 14), rank: 7 },
    {
      head: "Not recovered\na year",
      value: (element) => massIntervalText(element.unrecoveredT),
      align: "right",
      rank: 1,
    },
    { head: "Crust\nalone", value: (element) => massText(element.crustOnlyT, 2), align: "right", rank: 4 },
    { head: "Imports\na year", value: (element) => shortMass(element.importsT), align: "right", rank: 3 },
    {
      head: "Recovery to\nreplace, %",
      value: (element) => recoveryText(element.recoveryToReplaceImports, ""),
      align: "right",
      rank: 2,
    },
    { head: "Evidence\n%", value: (element) => evidenceMixText(element.evidenceMix, " ", ""), rank: 5 },
    {
      head: "Import\nreliance",
      value: (element) => publishedPctText(element.netImportReliancePct),
      align: "right",
      rank: 6,
    },
    {
      head: "Gross value\na year",
      value: (element) => usdIntervalText(element.grossValueUsd),
      align: "right",
      rank: 8,
    },
    { head: "Largest mine", value: (element) => largestMine(element, nameOf), rank: 9 },
  ];
}

function largestMine(element: ElementResult, nameOf: ReadonlyMap<string, string>): string {
  const top = element.topMines[0];
  if (top === undefined) return "–";
  return `${shortened(nameOf.get(top.id) ?? top.id, 20)} ${fractionText(top.share)}`;
}

function shortMass(figure: Figure): string {
  if (isShown(figure.value)) return massText(figure.value);
  if (isShown(figure.lower)) return `>${massText(figure.lower)}`;
  if (isShown(figure.upper)) return `<${massText(figure.upper)}`;
  return figure.printed.trim() || "–";
}

const mineColumns: readonly TextColumn<MineResult>[] = [
  { head: "Mine", value: (mine) => shortened(mine.name, 24), rank: 0 },
  { head: "State", value: (mine) => shortened(mine.state, 12), rank: 5 },
  { head: "Class", value: (mine) => shortened(mine.mineClass, 12), rank: 6 },
  { head: "Ore\na year", value: (mine) => massText(mine.oreT.mean), align: "right", rank: 3 },
  {
    head: "Not recovered\ngross, a year",
    value: (mine) => usdIntervalText(mine.byproductValueUsd.all).replace("USD ", "$"),
    align: "right",
    rank: 1,
  },
  {
    head: "Main products\na year",
    value: (mine) => usdText(mine.mainProductValueUsd).replace("USD ", "$"),
    align: "right",
    rank: 2,
  },
  { head: "Ore\nbasis", value: (mine) => mine.oreBasis, rank: 4 },
  { head: "Operator", value: (mine) => shortened(mine.operator, 28), rank: 7 },
];
