import { InvalidArgumentError } from "commander";

/** Parser of a whole number within bounds, for an option. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < min || value > max)
      throw new InvalidArgumentError(`must be a whole number from ${min} to ${max}.`);
    return value;
  };
}

/** Parser of a decimal number within bounds. */
export function decimal(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isFinite(value) || value < min || value > max)
      throw new InvalidArgumentError(`must be a number from ${min} to ${max}.`);
    return value;
  };
}

/** Parser of a comma-separated list of element symbols, e.g. `Li,Ge`. */
export function symbolList(text: string): string[] {
  const symbols = text
    .split(",")
    .map((symbol) => symbol.trim())
    .filter((symbol) => symbol !== "");
  const wrong = symbols.find((symbol) => !/^[A-Z][a-z]?$/.test(symbol));
  if (symbols.length === 0 || wrong !== undefined)
    throw new InvalidArgumentError(
      `must be element symbols such as Li,Ge${wrong ? `; ${wrong} is none` : ", at least one"}.`,
    );
  return symbols;
}
