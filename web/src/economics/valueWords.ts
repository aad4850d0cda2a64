import type { ProjectEvaluation } from "@relode/core/economics";
import { formatPct, formatQuantity } from "../parts/words.ts";
import type { Control } from "./economicsWork.ts";

/** A key as a reader knows it. */
export function keyWords(key: string): string {
  const dot = key.indexOf(".");
  const [kind, of] = dot < 0 ? [key, ""] : [key.slice(0, dot), key.slice(dot + 1)];
  const known = names.get(kind) ?? kind;
  return of === "" ? known : `${known}, ${of}`;
}

const names = new Map([
  ["price", "Price"],
  ["path", "Price path"],
  ["recovery", "Recovery"],
  ["grade", "Grade of the feed"],
  ["feed", "Feed"],
  ["capital", "Capital"],
  ["operating", "Operating cost"],
  ["closure", "Closure cost"],
  ["discountRate", "Discount rate"],
]);

/** Value of a control with its unit; a factor with what it comes to. */
export function valueWords({ key, unit, of }: Control, value: number): string {
  if (key === "discountRate") return `${formatPct(value)} a year`;
  if (unit === "fraction") return formatPct(value);
  if (unit === "factor")
    return `× ${value.toFixed(2)}${of === null ? "" : ` = ${formatQuantity(of.amount * value)} ${of.unit}`}`;
  return `${formatQuantity(value)} ${unit}`;
}

/** All rates of return in words. */
export function rateList({ rates }: ProjectEvaluation["realIrr"]): string {
  return rates.length === 0 ? "none" : rates.map((rate) => formatPct(rate)).join(" and ");
}

/** Years in words; a project may never pay back. */
export function yearsWords(years: number | null): string {
  return years === null ? "never" : `${years.toFixed(1)} years`;
}
