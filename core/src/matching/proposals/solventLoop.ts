import type { LiquidSpec } from "../../process/flowsheet/flowsheetDocument.ts";
import type { FlowsheetDraft } from "./flowsheetDraft.ts";

/** Share of the solvent that goes through clay treatment on each pass; what comes back from there is a feed. */
export const treatedShare = 0.2;
/** Share lost on each pass: entrainment, crud, degradation. */
const lostShare = 0.002;

/**
 * Takes the solvent from `strip.organic` back to `loading.organic`: a little is lost, a part goes through clay treatment and comes back clean.
 * Only `solvent make-up` is used up; `solvent to treatment` and `treated solvent` are the two ends of one tank.
 * @param circulating flow and strength of the whole solvent
 */
export function solventLoop(draft: FlowsheetDraft, circulating: LiquidSpec, says: string): void {
  draft.unit(
    "solvent losses",
    "splitter",
    { share: 1 - lostShare },
    "entrainment, crud and degradation 0.2 % a pass (judged)",
  );
  draft.unit(
    "solvent treatment",
    "splitter",
    { share: 1 - treatedShare },
    "a fifth of the solvent goes through clay treatment on each pass (design)",
  );
  draft.stream("stripped solvent", "strip.organic", "solvent losses.in");
  draft.stream("solvent lost", "solvent losses.second", null);
  draft.stream("solvent kept", "solvent losses.first", "solvent treatment.in");
  draft.stream("solvent to treatment", "solvent treatment.second", null);
  draft.stream("solvent returned", "solvent treatment.first", "loading.organic");
  const part = (share: number) => ({
    organic: { ...circulating, litresPerH: circulating.litresPerH * share },
    temperatureC: 25,
    measuredBy: `design: ${says}`,
  });
  draft.feed("treated solvent", "loading.organic", part((1 - lostShare) * treatedShare));
  draft.feed("solvent make-up", "loading.organic", part(lostShare));
}
