/** Kind of waste, as field vocabularies name it. */
export const wasteTypes = [
  "tailings",
  "waste-rock",
  "low-grade-stockpile",
  "heap-leach-residue",
  "coarse-reject",
  "coal-ash",
  "slag",
  "dross-dust",
  "red-mud",
  "phosphogypsum",
  "leach-residue",
  "amd-source",
  "amd-sludge",
  "brine",
  "ion-adsorption-clay",
] as const;
export type WasteType = (typeof wasteTypes)[number];

/** What an element sits in. */
export const hosts = [
  "sulfide",
  "oxide",
  "iron oxyhydroxide",
  "carbonate",
  "sulfate",
  "phosphate",
  "silicate",
  "clay-adsorbed",
  "glass",
  "metal",
  "dissolved",
] as const;
export type Host = (typeof hosts)[number];

/** Facts that routes ask for, with units. */
export const factUnits = {
  tonnes: "t dry",
  p80: "µm",
  finesBelow20um: "%",
  clay: "%",
  sulfideSulfur: "%",
  carbonate: "% CaCO3 equivalent",
  organicCarbon: "%",
  magneticShare: "%",
  iron: "%",
  calcium: "%",
  chloride: "%",
  uraniumAndThorium: "ppm",
  arsenic: "ppm",
  mercury: "ppm",
  waterPh: "pH",
  waterFlow: "L/s",
  dissolvedOxygenDemand: "mg/L",
  waterAvailable: "m3/h",
  powerAvailable: "MW",
  meanTemperature: "°C",
  liberatedShare: "%",
  acidConsumption: "kg H2SO4/t",
} as const;
export type FactName = keyof typeof factUnits;

/** A fact as a range: equal ends for a value taken as known. */
export interface Fact {
  readonly low: number;
  readonly high: number;
  /** Where it comes from, for the reader: assay of 62 holes, report of 1987, assumed. */
  readonly source: string;
}

/** An element in the waste: grade and, if somebody looked, what it sits in. */
export interface ElementInWaste {
  readonly element: string;
  /** ppm of dry solids; mg/L for waters. */
  readonly gradePpm: Fact;
  /** Share of the element in each host, adding up to at most 1; null where it was not measured. */
  readonly hosts: Readonly<Partial<Record<Host, number>>> | null;
}

/** What is known of a waste body when a route is looked for. */
export interface WasteProfile {
  readonly name: string;
  readonly type: WasteType;
  readonly elements: readonly ElementInWaste[];
  readonly facts: Readonly<Partial<Record<FactName, Fact>>>;
  /** Minerals that somebody measured, % of dry mass by the names of the process mineral table; the rest is barren. */
  readonly minerals?: Readonly<Record<string, number>>;
}

/**
 * The profile, checked.
 * @throws {RangeError} an unknown type, host or fact, a range upside down or negative, hosts that add up to more than 1, an element twice
 */
export function checkedProfile(profile: WasteProfile): WasteProfile {
  const { name, type, elements, facts } = profile;
  if (!wasteTypes.includes(type))
    throw new RangeError(`${name}: waste type ${type} is not one of ${wasteTypes.join(", ")}`);
  for (const [key, fact] of Object.entries(facts)) {
    if (!(key in factUnits))
      throw new RangeError(`${name}: fact ${key} is not one of ${Object.keys(factUnits).join(", ")}`);
    checkRange(
      `${name}, ${key} (${factUnits[key as FactName]})`,
      fact,
      key === "meanTemperature" || key === "waterPh" ? -60 : 0,
    );
  }
  elements.forEach(({ element, gradePpm, hosts: found }, at) => {
    if (elements.findIndex((other) => other.element === element) !== at)
      throw new RangeError(`${name}: ${element} is listed twice`);
    checkRange(`${name}, ${element} (ppm)`, gradePpm, 0);
    if (gradePpm.high > 1e6) throw new RangeError(`${name}, ${element}: ${gradePpm.high} ppm is more than all of it`);
    let sum = 0;
    for (const [host, share] of Object.entries(found ?? {})) {
      if (!hosts.includes(host as Host))
        throw new RangeError(`${name}, ${element}: host ${host} is not one of ${hosts.join(", ")}`);
      if (!(share >= 0 && share <= 1))
        throw new RangeError(`${name}, ${element} in ${host}: share must lie in 0-1, got ${share}`);
      sum += share;
    }
    if (sum > 1 + 1e-6) throw new RangeError(`${name}, ${element}: shares of hosts add up to ${sum}, at most 1`);
  });
  return profile;
}

function checkRange(what: string, { low, high }: Fact, least: number): void {
  if (!(Number.isFinite(low) && Number.isFinite(high) && low >= least && high >= low))
    throw new RangeError(
      `${what}: low and high must be finite, at least ${least} and in order, got ${low} and ${high}`,
    );
}
