import type { MineElementResult } from "@relode/core/supply";
import type { ScreeningDocument } from "./document.ts";
import { integerText, intervalText, isShown, massIntervalText, massText, usdIntervalText, usdText } from "./figures.ts";
import {
  labelled,
  paintFor,
  shortened,
  type TextColumn,
  type TextOptions,
  textTable,
  wrapped,
} from "./terminalText.ts";
import { shortList, UnknownSubjectError } from "./unknownSubject.ts";

interface Row {
  readonly symbol: string;
  readonly found: MineElementResult;
}

/**
 * One mine of a screening for a terminal: what it is, its value, and every element by mass not recovered.
 * @param id identifier of the mine in the result, e.g. `red-dog`
 * @throws {UnknownSubjectError} `report.unknown-mine`
 */
export function mineText(
  document: ScreeningDocument,
  id: string,
  widthColumns = 80,
  options: TextOptions = {},
): string {
  const { result, manifest } = document;
  const mine = result.mines.find((candidate) => candidate.id === id);
  if (mine === undefined)
    throw new UnknownSubjectError(
      "report.unknown-mine",
      `mine ${id}: not in the result, which has ${shortList(result.mines.map((known) => known.id))}; use the identifier of the mine table`,
    );
  const width = Math.max(40, Math.floor(widthColumns));
  const paint = paintFor(options);
  const line = (label: string, value: string) => labelled(label, value, width, 28);
  const rows: Row[] = Object.entries(mine.elements)
    .map(([symbol, found]) => ({ symbol, found }))
    .sort((a, b) => mass(b) - mass(a));
  const depositType =
    mine.depositTypeUsed === mine.depositType
      ? mine.depositType
      : `${mine.depositType} (statistics of ${mine.depositTypeUsed})`;
  const lines = [
    ...wrapped(`${mine.name}, ${mine.state} (${mine.operator})`, width).map(paint.bold),
    ...wrapped(
      `Relode ${manifest.version}; ${result.geochemistry}; market ${result.edition}; seed ${integerText(manifest.seed)}`,
      width,
    ).map(paint.dim),
    "",
    ...line("Deposit type", depositType),
    ...line("Main commodity, class", `${mine.mainCommodity}, ${mine.mineClass}`),
    ...line("Process", mine.processRoute),
    ...line("Reference year", mine.referenceYear),
    ...line(
      "Ore processed",
      `${massIntervalText(mine.oreT)} a year (evidence ${mine.oreBasis}; ${mine.method || "method not stated"})`,
    ),
    ...mine.streams.flatMap((stream) => line(`  ${stream.kind}`, `${massText(stream.oreT)} a year, ${stream.route}`)),
    ...line("Products", mine.products.join(", ")),
    ...line(
      "Main product value",
      isShown(mine.mainProductValueUsd)
        ? `${usdText(mine.mainProductValueUsd)} a year`
        : "no published price or amount",
    ),
    ...line(
      "Not recovered, gross",
      `${usdIntervalText(mine.byproductValueUsd.all)} a year, by-products among ${Object.keys(mine.elements).length} elements, at list prices`,
    ),
    ...line("  at 10 % recovery", `${usdText(mine.byproductValueUsd.at10Pct)} a year, gross`),
    "",
    paint.bold("Not recovered, a year"),
    ...(rows.length === 0
      ? wrapped("The result is a summary and holds no elements of this mine; ask for it in full.", width)
      : textTable(columns, rows, width)),
    "",
    ...line("Sources", mine.sources),
    ...(mine.note ? line("Note", mine.note) : []),
  ];
  return `${lines.join("\n")}\n`;
}

const mass = ({ found }: Row) => (isShown(found.unrecoveredT.mean) ? found.unrecoveredT.mean : -1);

const columns: readonly TextColumn<Row>[] = [
  { head: "El", value: (row) => row.symbol, rank: 0 },
  { head: "Not recovered\na year", value: (row) => massIntervalText(row.found.unrecoveredT), align: "right", rank: 1 },
  { head: "Grade\nppm of dry ore", value: (row) => intervalText(row.found.gradePpm), align: "right", rank: 2 },
  { head: "Ev.", value: (row) => row.found.evidence, rank: 3 },
  { head: "Basis", value: (row) => shortened(row.found.basis, 30), rank: 4 },
  { head: "Recovered\na year", value: recovered, align: "right", rank: 5 },
];

function recovered({ found }: Row): string {
  if (found.recoveredT === undefined) return "none known";
  return found.recoveredT === null ? "not public" : massText(found.recoveredT);
}
