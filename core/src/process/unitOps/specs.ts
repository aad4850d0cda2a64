import type { ParameterSpec, ValidityWindow } from "./unitOp.ts";

/** A number with unit and bounds; without `otherwise` it must be given. */
export function number(
  unit: string,
  doc: string,
  min: number,
  max: number,
  otherwise?: number,
  window?: ValidityWindow,
): ParameterSpec {
  return {
    kind: "number",
    unit,
    doc,
    min,
    max,
    ...(otherwise === undefined ? {} : { default: otherwise }),
    ...(window === undefined ? {} : { window }),
  };
}

/** A whole number. */
export function count(doc: string, min: number, max: number, otherwise?: number): ParameterSpec {
  return { ...number("1", doc, min, max, otherwise), isWhole: true };
}

/** The name of a component; without `otherwise` it must be given, `""` stands for none. */
export function component(doc: string, otherwise?: string): ParameterSpec {
  return {
    kind: "word",
    unit: "component",
    doc,
    namesComponents: true,
    ...(otherwise === undefined ? {} : { default: otherwise }),
  };
}

/** Numbers by component, empty where not given. */
export function byComponent(unit: string, doc: string, min: number, max: number): ParameterSpec {
  return { kind: "table", unit, doc, min, max, default: {}, namesComponents: true };
}

/** Species of a reaction in one text, `A + B + C`. */
export function speciesOf(text: string): string[] {
  return text
    .split(" + ")
    .map((id) => id.trim())
    .filter((id) => id !== "");
}

/** Words of a record that name the species of a reaction. */
export const speciesField = {
  kind: "word",
  unit: "species",
  doc: "what the reaction uses and sets free, as `A + B + C`; amounts follow from the elements and the charge",
} as const;
