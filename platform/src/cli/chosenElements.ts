import type { ScreeningInputs } from "@relode/core/supply";
import { UsageError } from "./usageError.ts";

/**
 * Refuses elements that have no concentration in the tables, before any work.
 * @throws {UsageError} `usage.unknown-element`
 */
export function checkElements(inputs: ScreeningInputs, symbols: readonly string[] | null): void {
  const known = [...new Set(inputs.crust.map((row) => row.element))];
  const unknown = symbols?.filter((symbol) => !known.includes(symbol)) ?? [];
  if (unknown.length > 0)
    throw new UsageError(
      "usage.unknown-element",
      `no concentrations of ${unknown.join(", ")}; there are ${known.length} elements: ${known.join(" ")}`,
    );
}

/**
 * A symbol as the user wrote it, checked for its form; `REE` stands for the lanthanides together.
 * @throws {UsageError} `usage.symbol`
 */
export function askedSymbol(symbol: string): string {
  if (symbol === "REE" || /^[A-Z][a-z]?$/.test(symbol)) return symbol;
  const likely = `${symbol.slice(0, 1).toUpperCase()}${symbol.slice(1).toLowerCase()}`;
  const remedy = /^[A-Z][a-z]?$/.test(likely) ? `did you mean ${likely}?` : "write e.g. Ge, Li, or REE";
  throw new UsageError("usage.symbol", `${symbol} is no element symbol; ${remedy}`);
}
