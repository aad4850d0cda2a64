import { calciner } from "./calciner.ts";
import { dosing } from "./dosing.ts";
import { flotationBank } from "./flotationBank.ts";
import { liquidFilter } from "./liquidFilter.ts";
import { mixer } from "./mixer.ts";
import { oxideLeach } from "./oxideLeach.ts";
import { precipitation } from "./precipitation.ts";
import { solventExtraction } from "./solventExtraction.ts";
import { splitter } from "./splitter.ts";
import type { UnitOp } from "./unitOp.ts";

/** Every unit operation; a new one is one line here. */
export const unitCatalogue: readonly UnitOp[] = [
  mixer,
  splitter,
  dosing,
  flotationBank,
  oxideLeach,
  liquidFilter,
  solventExtraction,
  precipitation,
  calciner,
];

const byKind = new Map(unitCatalogue.map((op) => [op.kind, op]));

/** The unit operation of a kind; undefined where there is none. */
export function findUnitOp(kind: string): UnitOp | undefined {
  return byKind.get(kind);
}
