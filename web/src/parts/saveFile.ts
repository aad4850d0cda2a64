import { withoutVariables } from "../../../platform/src/plot/svg.ts";

/** A table behind a chart: header and rows of text or numbers. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Offers bytes to the reader as a file. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export function saveSvg(name: string, svg: string): void {
  saveBlob(`${name}.svg`, new Blob([withoutVariables(svg)], { type: "image/svg+xml" }));
}

/** Draws the picture on white at twice its size. */
export async function savePng(name: string, svg: string): Promise<void> {
  const url = URL.createObjectURL(new Blob([withoutVariables(svg)], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * 2;
  canvas.height = image.height * 2;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("this browser gives no canvas to draw on; save the chart as SVG");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  canvas.toBlob((blob) => blob && saveBlob(`${name}.png`, blob), "image/png");
}

/** RFC 4180 text; cells that a spreadsheet would run as a formula are quoted with an apostrophe. */
export function csvText(table: ChartTable): string {
  const cell = (value: string | number | null) => {
    if (value === null) return "";
    if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [table.columns, ...table.rows].map((row) => row.map(cell).join(",")).join("\r\n");
}

export function saveCsv(name: string, table: ChartTable): void {
  saveBlob(`${name}.csv`, new Blob(["\ufeff", csvText(table)], { type: "text/csv;charset=utf-8" }));
}
