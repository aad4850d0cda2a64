import { type FactName, factUnits, type WasteProfile } from "./wasteProfile.ts";

/** Yes, no, or not known: a missing measurement is never taken for a yes. */
export type Answer = "yes" | "no" | "unknown";

/** What a requirement finds in a profile. */
export interface Judgement {
  readonly answer: Answer;
  /** In words, with the value and its unit. */
  readonly because: string;
  /** The test that would decide it; null where it is decided. */
  readonly test: string | null;
}

/** A condition of a route: one that must hold, or one that helps. */
export interface Requirement {
  readonly weight: "must" | "helps";
  readonly says: string;
  readonly judge: (profile: WasteProfile) => Judgement;
}

/** The test that measures each fact, as a laboratory would be asked for it. */
const tests: Readonly<Record<FactName, string>> = {
  tonnes: "survey of the surfaces and bulk density (relode survey, relode resource estimate)",
  p80: "wet screening and laser sizing of a composite",
  finesBelow20um: "wet screening at 20 µm with assays by size",
  clay: "X-ray diffraction of the fine fraction, methylene blue index",
  sulfideSulfur: "total sulfur less sulfate sulfur (LECO and hydrochloric acid leach)",
  carbonate: "carbonate carbon, or acid neutralising capacity",
  organicCarbon: "total organic carbon, preg-robbing test",
  magneticShare: "Davis tube or wet high-intensity magnetic separation",
  iron: "X-ray fluorescence",
  calcium: "X-ray fluorescence",
  chloride: "water leach with chloride assay",
  uraniumAndThorium: "assay of uranium and thorium, gamma spectrometry of a product",
  arsenic: "assay after four-acid digestion",
  mercury: "cold-vapour assay",
  waterPh: "field pH over a hydrological year",
  waterFlow: "gauging over a hydrological year",
  dissolvedOxygenDemand: "chemical oxygen demand",
  waterAvailable: "site water balance (relode energy water)",
  powerAvailable: "letter of the grid operator, or a power study",
  meanTemperature: "climate record of the nearest station",
  acidConsumption: "bottle-roll leach at the pH wanted, free acid titrated to the end",
  liberatedShare: "automated mineralogy (MLA, QEMSCAN) by size",
};

/** A fact that must reach a bound. */
export function atLeast(
  name: FactName,
  bound: number,
  why: string,
  weight: Requirement["weight"] = "must",
): Requirement {
  return bounded(name, why, weight, `at least ${bound}`, ({ low, high }) =>
    low >= bound ? "yes" : high < bound ? "no" : "unknown",
  );
}

/** A fact that must not pass a bound. */
export function atMost(
  name: FactName,
  bound: number,
  why: string,
  weight: Requirement["weight"] = "must",
): Requirement {
  return bounded(name, why, weight, `at most ${bound}`, ({ low, high }) =>
    high <= bound ? "yes" : low > bound ? "no" : "unknown",
  );
}

/** A fact that must lie between two bounds. */
export function within(
  name: FactName,
  from: number,
  to: number,
  why: string,
  weight: Requirement["weight"] = "must",
): Requirement {
  return bounded(name, why, weight, `${from} to ${to}`, ({ low, high }) =>
    low >= from && high <= to ? "yes" : high < from || low > to ? "no" : "unknown",
  );
}

function bounded(
  name: FactName,
  why: string,
  weight: Requirement["weight"],
  words: string,
  answerOf: (range: { readonly low: number; readonly high: number }) => Answer,
): Requirement {
  const unit = factUnits[name];
  const label = labelOf(name);
  const says = `${label} ${words} ${unit}: ${why}`;
  return {
    weight,
    says,
    judge: ({ facts }) => {
      const fact = facts[name];
      if (fact === undefined)
        return { answer: "unknown", because: `${label} is not known; wanted ${words} ${unit}`, test: tests[name] };
      const answer = answerOf(fact);
      const value = fact.low === fact.high ? String(fact.low) : `${fact.low} to ${fact.high}`;
      const because = `${label} is ${value} ${unit} (${fact.source}); wanted ${words}: ${why}`;
      return { answer, because, test: answer === "unknown" ? `${tests[name]}, to narrow the range` : null };
    },
  };
}

const labels: Readonly<Partial<Record<FactName, string>>> = {
  p80: "P80",
  finesBelow20um: "share below 20 µm",
  waterPh: "water pH",
  carbonate: "carbonate",
};

/** `sulfideSulfur` → `sulfide sulfur`. */
function labelOf(name: FactName): string {
  return labels[name] ?? name.replaceAll(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}
