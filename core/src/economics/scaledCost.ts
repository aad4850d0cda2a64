/**
 * Cost of a plant of another size and another year: C = C_ref (S / S_ref)^e (I / I_ref), the six-tenths rule where e is 0.6.
 * @param reference cost, capacity (any unit, the same for both) and index of the plant that is known
 * @param exponent 0.6 for whole plants; 0.1 to 1.3 for single machines
 * @param index of the year wanted, of the same cost index; leave both out for money of the reference year
 * @throws {RangeError} a cost, capacity or index that is not above 0, an exponent outside −1 to 3, or one index without the other
 * @see Williams (1947), Six-tenths factor aids in approximating costs, Chemical Engineering 54(12), 124-125
 */
export function scaledCost(
  reference: { readonly cost: number; readonly capacity: number; readonly index?: number },
  capacity: number,
  exponent = 0.6,
  index?: number,
): number {
  positive(reference.cost, "reference cost");
  positive(reference.capacity, "reference capacity");
  positive(capacity, "capacity");
  if (!(exponent >= -1 && exponent <= 3)) throw new RangeError(`scale exponent must lie in -1 to 3, got ${exponent}`);
  if ((reference.index === undefined) !== (index === undefined))
    throw new RangeError("an index of one year alone moves no money; give the index of both years, or of neither");
  const escalation =
    index === undefined ? 1 : positive(index, "index") / positive(reference.index ?? 0, "reference index");
  return reference.cost * (capacity / reference.capacity) ** exponent * escalation;
}

/**
 * Life and capacity of a mine from its tonnage.
 * life = 0.2 T^0.25 years; capacity = T^0.75 / 70 short tons a day at 350 days a year, / 52 at 260.
 * @param shortTons T, reserve in short tons
 * @see Taylor (1986), Rates of working of mines: a simple rule of thumb, Trans. IMM 95, A203-A204, as used in USBM IC 9298 (1991)
 */
export function taylorRule(shortTons: number): {
  readonly lifeYears: number;
  readonly capacity350ShortTonsPerDay: number;
  readonly capacity260ShortTonsPerDay: number;
} {
  positive(shortTons, "tonnage");
  return {
    lifeYears: 0.2 * shortTons ** 0.25,
    capacity350ShortTonsPerDay: shortTons ** 0.75 / 70,
    capacity260ShortTonsPerDay: shortTons ** 0.75 / 52,
  };
}

/** One part of a factored estimate, as a fraction of purchased equipment. */
export type LangParts = Readonly<Record<string, number>>;

/**
 * Parts of the factor 2.97 of the University of Kentucky rare-earth study; purchased equipment itself is 1.
 * @see NETL (2022) rare-earth costing method in prommis/prommis, src/prommis/costing (BSD-3-Clause), facts
 */
export const ukyLangParts: LangParts = {
  piping: 0.2,
  electrical: 0.2,
  instruments: 0.08,
  services: 0.1,
  processBuildings: 0.4,
  auxiliaryBuildings: 0.15,
  site: 0.1,
  installation: 0.17,
  fieldExpenses: 0.12,
  engineeringAndConstruction: 0.3,
  contingency: 0.15,
};

/** Total plant cost over purchased equipment: 1 + Σ parts. @see Lang (1948), Chemical Engineering 55(6), 112-113 */
export function langFactor(parts: LangParts = ukyLangParts): number {
  return Object.values(parts).reduce((sum, part) => sum + part, 1);
}

/** The value, when above 0 and finite. @throws {RangeError} otherwise */
export function positive(value: number, what: string): number {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`${what} must be finite and above 0, got ${value}`);
  return value;
}
