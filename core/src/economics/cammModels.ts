import { positive } from "./scaledCost.ts";

/** Capital A X^B, USD 1989; operating C X^D, USD 1989 per short ton; X short tons a day. */
export interface CammModel {
  readonly kind: "mill" | "mine";
  readonly capital: readonly [a: number, b: number];
  readonly operating: readonly [c: number, d: number];
  /** What to beware of. */
  readonly caution: string;
}

const model = (kind: CammModel["kind"], a: number, b: number, c: number, d: number, caution = ""): CammModel => ({
  kind,
  capital: [a, b],
  operating: [c, d],
  caution,
});

/**
 * Cost models of US mines and mills in 1989 dollars.
 * @see Camm (1991), Simplified cost models for prefeasibility mineral evaluations, USBM Information Circular 9298 (US government
 *   work); coefficients as in the USGS RAEF scripts inside gtkfi/MapWizard
 */
export const cammModels: ReadonlyMap<string, CammModel> = new Map([
  ["Autoclave_CIL_EW", model("mill", 96_500, 0.77, 78.1, -0.196)],
  ["CIL_EW", model("mill", 50_000, 0.745, 84.2, -0.281)],
  ["CIP_EW", model("mill", 372_000, 0.54, 105, -0.303)],
  ["CCD_MC", model("mill", 414_000, 0.584, 128, -0.3)],
  ["Float_roast_leach", model("mill", 481_000, 0.552, 101, -0.246)],
  ["Flotation_1_product", model("mill", 92_600, 0.667, 121, -0.335)],
  ["Flotation_2_product", model("mill", 82_500, 0.702, 149, -0.356)],
  ["Flotation_3_product", model("mill", 83_600, 0.708, 153, -0.344)],
  ["Gravity", model("mill", 135_300, 0.529, 67.8, -0.364)],
  ["Heap_leach", model("mill", 296_500, 0.512, 31.5, -0.223)],
  ["Solvent_extraction_EW", model("mill", 14_600, 0.596, 3.0, -0.145)],
  ["Open_pit_small", model("mine", 160_000, 0.515, 71.0, -0.414)],
  ["Open_pit_large", model("mine", 2_670, 0.917, 5.14, -0.148)],
  ["Shrinkage", model("mine", 179_000, 0.62, 74.9, -0.16)],
  ["Sublevel_longhole", model("mine", 115_000, 0.552, 41.9, -0.181)],
  ["Vertical_crater_retreat", model("mine", 45_200, 0.747, 51.0, -0.206)],
  ["Room_and_pillar", model("mine", 97_600, 0.644, 35.5, -0.171)],
  ["Block_caving", model("mine", 64_800, 0.759, 48.4, -0.217)],
  [
    "Cut_and_fill",
    model(
      "mine",
      1_250_000,
      0.644,
      279.9,
      -0.294,
      "coefficients look high beside the other methods; check IC 9298 before use",
    ),
  ],
]);

/**
 * Capital and operating cost of a mine or mill by Camm's equations.
 * @param shortTonsPerDay X, above 0
 * @returns USD of 1989; move them by an index of your own
 * @throws {RangeError} no such model, or X not above 0
 */
export function cammCost(
  name: string,
  shortTonsPerDay: number,
): { readonly capitalUsd1989: number; readonly operatingUsd1989PerShortTon: number; readonly caution: string } {
  const found = cammModels.get(name);
  if (found === undefined)
    throw new RangeError(`no Camm model ${name.slice(0, 60)}; use one of ${[...cammModels.keys()].join(", ")}`);
  positive(shortTonsPerDay, "short tons a day");
  const [a, b] = found.capital;
  const [c, d] = found.operating;
  return {
    capitalUsd1989: a * shortTonsPerDay ** b,
    operatingUsd1989PerShortTon: c * shortTonsPerDay ** d,
    caution: found.caution,
  };
}

/**
 * Area and cost of a new tailings pond, USD 1989: acres = k X / 1000, k 17 below 7.5 years of life, 32 to 15, 62 above;
 * pond 146,000 + 1,783 acres; dam 161 × 4 √(43,560 acres); liner 5 × 4 √(43,560 acres) + 35,790 acres.
 * @throws {RangeError} X or life not above 0
 * @see Camm (1991), as above
 */
export function cammTailingsPond(
  shortTonsPerDay: number,
  lifeYears: number,
): {
  readonly acres: number;
  readonly pondUsd1989: number;
  readonly damUsd1989: number;
  readonly linerUsd1989: number;
} {
  positive(shortTonsPerDay, "short tons a day");
  positive(lifeYears, "life");
  const acresPerKiloton = lifeYears < 7.5 ? 17 : lifeYears <= 15 ? 32 : 62;
  const acres = (acresPerKiloton * shortTonsPerDay) / 1000;
  const perimeterFt = 4 * Math.sqrt(43_560 * acres);
  return {
    acres,
    pondUsd1989: 146_000 + 1_783 * acres,
    damUsd1989: 161 * perimeterFt,
    linerUsd1989: 5 * perimeterFt + 35_790 * acres,
  };
}
