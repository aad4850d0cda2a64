import type { ElementResult, Figure, MineShare } from "@relode/core/supply";
import type { ScreeningDocument } from "./document.ts";
import {
  evidenceMixText,
  fractionText,
  integerText,
  intervalText,
  isShown,
  massIntervalText,
  massText,
  numberText,
  publishedMassText,
  publishedPctText,
  recoveryText,
  usdIntervalText,
} from "./figures.ts";
import { rockReading } from "./telling.ts";
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
import { shortList, UnknownSubjectError } from "./unknownSubject.ts";

/** What the spread of a national total comes from, in words; shares of variance. */
export const varianceNames: readonly (readonly [keyof ElementResult["varianceByQuantity"], string])[] = [
  ["ore", "ore tonnage"],
  ["elementDoubt", "element, in all deposit types"],
  ["depositType", "deposit type"],
  ["mineGrade", "single mine"],
  ["recovery", "recovery"],
  ["interaction", "interaction"],
];

/**
 * One element of a screening for a terminal: masses, market, thresholds, mines, spread, sources.
 * @param symbol element symbol as in the result, e.g. `Co`
 * @throws {UnknownSubjectError} `report.unknown-element`
 */
export function elementText(
  document: ScreeningDocument,
  symbol: string,
  widthColumns = 80,
  options: TextOptions = {},
): string {
  const { result, manifest } = document;
  const element = result.elements.find((candidate) => candidate.symbol === symbol);
  if (element === undefined)
    throw new UnknownSubjectError(
      "report.unknown-element",
      `element ${symbol}: not in the result, which has ${shortList(
        result.elements.map((known) => known.symbol),
        90,
      )}; write the symbol as in chemistry`,
    );
  const width = Math.max(40, Math.floor(widthColumns));
  const paint = paintFor(options);
  const line = (label: string, value: string) => labelled(label, value, width, 30);
  const nameOf = new Map(result.mines.map((mine) => [mine.id, `${mine.name}, ${mine.state}`]));
  const lines = [
    ...wrapped(`${element.symbol} (${element.name}): what US metal mines do not recover in a year`, width).map(
      paint.bold,
    ),
    ...wrapped(
      `Relode ${manifest.version}; ${result.geochemistry}; market ${result.edition}; ${integerText(result.draws)} draws, seed ${integerText(manifest.seed)}; mean, in brackets the 5th to 95th percentile`,
      width,
    ).map(paint.dim),
    "",
    ...massLines(element, line),
    "",
    ...marketLines(element, line),
    "",
    paint.bold("Mines with the largest share"),
    ...textTable(mineColumns(nameOf), element.topMines.slice(0, 10), width),
    ...wrapped(
      "Share of the expected mass; share of the variance that comes with the mine; share removed by measuring it.",
      width,
    ).map(paint.dim),
    "",
    paint.bold("Where the spread comes from (share of variance)"),
    ...varianceNames.flatMap(([key, name]) => line(name, fractionText(element.varianceByQuantity[key]))),
    "",
    paint.bold("Sources"),
    ...element.sources.flatMap((source) => bullet(source, width)),
  ];
  return `${lines.join("\n")}\n`;
}

function perYear(figure: Figure): string {
  const text = publishedMassText(figure);
  return isShown(figure.value) || isShown(figure.lower) || isShown(figure.upper) ? `${text} a year` : text;
}

type Line = (label: string, value: string) => string[];

function massLines(element: ElementResult, line: Line): string[] {
  const { unrecoveredByStreamT, unpublishedBoundsT } = element;
  return [
    ...line("In ore processed", `${massIntervalText(element.containedT)} a year`),
    ...line("Not recovered", `${massIntervalText(element.unrecoveredT)} a year`),
    ...line(
      "  in concentrates",
      `${massText(unrecoveredByStreamT.concentrate)} a year, expected: leaves the mine with its carrier`,
    ),
    ...line("  in mill tailings", `${massText(unrecoveredByStreamT.mill)} a year, expected`),
    ...line("  in leach residue", `${massText(unrecoveredByStreamT.leach)} a year, expected`),
    ...line("  if unpublished is nothing", `${massText(unpublishedBoundsT.noneRecovered)} a year`),
    ...line("  if unpublished is everything", `${massText(unpublishedBoundsT.allRecovered)} a year`),
    ...line("Average upper crust instead", `${massText(element.crustOnlyT)} a year: ${rockReading(element)}`),
    ...line("Evidence, % of the mass", `${evidenceMixText(element.evidenceMix)} (weakest ${element.evidence})`),
    ...(element.sampleWeight > 0 ? line("Weight of ore samples", fractionText(element.sampleWeight)) : []),
  ];
}

function marketLines(element: ElementResult, line: Line): string[] {
  const { concentration, evEquivalentMillion: vehicles } = element;
  return [
    ...line("Imports", perYear(element.importsT)),
    ...line("Net imports", perYear(element.netImportsT)),
    ...line("Consumption", perYear(element.consumptionT)),
    ...line("Net import reliance", publishedPctText(element.netImportReliancePct)),
    ...line("Market figures count", [element.marketForm, element.marketBasisNote].filter((words) => words).join("; ")),
    ...line("Recovery to replace imports", recoveryText(element.recoveryToReplaceImports)),
    ...line("  to replace net imports", recoveryText(element.recoveryToReplaceNetImports)),
    ...line("  to meet consumption", recoveryText(element.recoveryToMeetConsumption)),
    ...line(
      "Price",
      isShown(element.usdPerKg) ? `USD ${numberText(element.usdPerKg)} per kg (${element.priceForm})` : "–",
    ),
    ...line("Gross value not recovered", `${usdIntervalText(element.grossValueUsd)} a year`),
    ...(vehicles
      ? line(
          "Enough for",
          `${intervalText(vehicles.million)} million vehicles (${vehicles.model}, ${numberText(vehicles.kgPerVehicle)} kg each)`,
        )
      : []),
    ...line("On critical lists", element.onCriticalLists.join(", ")),
    ...(concentration
      ? line(
          "World production",
          `HHI ${numberText(concentration.hhi)} to ${numberText(concentration.hhiUpper)}; ${concentration.largestCountry} ${fractionText(concentration.largestShare)} (${concentration.basis})`,
        )
      : []),
  ];
}

function mineColumns(nameOf: ReadonlyMap<string, string>): TextColumn<MineShare>[] {
  return [
    { head: "Mine", value: (mine) => shortened(nameOf.get(mine.id) ?? mine.id, 40), rank: 0 },
    { head: "Share", value: (mine) => fractionText(mine.share), align: "right", rank: 1 },
    { head: "Variance", value: (mine) => fractionText(mine.varianceShare), align: "right", rank: 3 },
    { head: "Measuring it", value: (mine) => fractionText(mine.samplingValue), align: "right", rank: 2 },
  ];
}
