import { InvalidArgumentError } from "commander";

/** Parser of numbers between commas, each within bounds, at most 100. */
export function numberList(min: number, max: number): (text: string) => number[] {
  return (text) => {
    const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
    if (numbers.length > 100 || !numbers.every((value) => value >= min && value <= max))
      throw new InvalidArgumentError(`must be numbers from ${min} to ${max} between commas, at most 100.`);
    if (new Set(numbers).size !== numbers.length && min < 0) throw new InvalidArgumentError("holds a number twice.");
    return numbers;
  };
}

/** Parser of `Co=33,Cu=9`: a number within bounds for each name, no name twice. */
export function namedNumbers(min: number, max: number): (text: string) => ReadonlyMap<string, number> {
  return (text) => {
    const found = new Map<string, number>();
    for (const part of text.split(",")) {
      const match = /^\s*([A-Za-z][\w-]*)\s*=\s*([-+.\deE]+)\s*$/.exec(part);
      const value = Number(match?.[2] ?? Number.NaN);
      if (match === null || !(value >= min && value <= max))
        throw new InvalidArgumentError(`must be NAME=NUMBER between commas, from ${min} to ${max}; "${part}" is not.`);
      if (found.has(match[1])) throw new InvalidArgumentError(`names ${match[1]} twice.`);
      found.set(match[1], value);
    }
    return found;
  };
}
