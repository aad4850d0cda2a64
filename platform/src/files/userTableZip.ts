import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { UserTableError } from "./userTableError.ts";
import { sizeText, type UserTableLimits } from "./userTableLimits.ts";

/** Cells that the defined names of a workbook may cover: the spreadsheet reader visits each one. */
const maxNamedCells = 5_000_000;

/**
 * Checks that a ZIP package is an XLSX workbook and stays within bounds before anything opens it:
 * first the sizes that its directory declares, then the true ones by unpacking each part into a counter.
 *
 * @throws {UserTableError} `file.not-a-spreadsheet`, `file.too-large`
 */
export async function checkWorkbookPackage(bytes: Buffer, path: string, limits: UserTableLimits): Promise<void> {
  const refuse = (code: "file.not-a-spreadsheet" | "file.too-large", message: string) =>
    new UserTableError(code, path, `${path}: ${message}`);
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true, autoClose: false });
  } catch (error) {
    throw refuse("file.not-a-spreadsheet", `the package is damaged (${reason(error)}); save the table again as .xlsx`);
  }
  try {
    if (zip.entryCount > limits.maxParts)
      throw refuse("file.too-large", `the package has ${zip.entryCount} parts, limit ${limits.maxParts}`);
    const entries: Entry[] = [];
    let declared = 0;
    for await (const entry of zip.eachEntry()) {
      entries.push(entry);
      declared += entry.uncompressedSize;
      if (declared > limits.maxUnpackedBytes)
        throw refuse(
          "file.too-large",
          `the package declares more than ${sizeText(limits.maxUnpackedBytes)} unpacked (${sizeText(declared)} at part ${entry.fileName}); ` +
            "delete unused sheets or save the table as CSV",
        );
    }
    if (!entries.some((entry) => entry.fileName === "xl/workbook.xml"))
      throw refuse("file.not-a-spreadsheet", "the package holds no xl/workbook.xml; save the table as .xlsx or .csv");
    let unpacked = 0;
    for (const entry of entries) {
      const keep: Buffer[] = [];
      const stream = await zip.openReadStreamPromise(entry);
      for await (const piece of stream as AsyncIterable<Buffer>) {
        unpacked += piece.length;
        if (unpacked > limits.maxUnpackedBytes)
          throw refuse("file.too-large", `the package unpacks to more than ${sizeText(limits.maxUnpackedBytes)}`);
        if (entry.fileName === "xl/workbook.xml") keep.push(piece);
      }
      const named = namedCells(Buffer.concat(keep).toString("utf8"));
      if (named > maxNamedCells)
        throw refuse(
          "file.too-large",
          `the defined names of the workbook cover ${named} cells, limit ${maxNamedCells}; delete them (Formulas, Name Manager)`,
        );
    }
  } catch (error) {
    if (error instanceof UserTableError) throw error;
    throw refuse("file.not-a-spreadsheet", `the package is damaged (${reason(error)}); save the table again as .xlsx`);
  } finally {
    zip.close();
  }
}

function namedCells(workbookXml: string): number {
  let cells = 0;
  for (const [, names = ""] of workbookXml.matchAll(/<definedName\b[^>]*>([^<]*)</g))
    for (const [, left = "", top = "", right = "", bottom = ""] of names.matchAll(
      /\$?([A-Z]{1,3})\$?(\d{1,9}):\$?([A-Z]{1,3})\$?(\d{1,9})/g,
    ))
      cells += (Math.abs(columnNumber(right) - columnNumber(left)) + 1) * (Math.abs(Number(bottom) - Number(top)) + 1);
  return cells;
}

function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : "unknown reason";
}
