import { aggregateMaking } from "./aggregateMaking.ts";
import { attritionScrubber } from "./attritionScrubber.ts";
import { bioleachTank } from "./bioleachTank.ts";
import { cakeFilter } from "./cakeFilter.ts";
import { calciner } from "./calciner.ts";
import { carbonation } from "./carbonation.ts";
import { ccdCircuit } from "./ccdCircuit.ts";
import { desorption } from "./desorption.ts";
import { dosing } from "./dosing.ts";
import { effluentPolishing } from "./effluentPolishing.ts";
import { electrodialysis } from "./electrodialysis.ts";
import { electrowinning } from "./electrowinning.ts";
import { equilibriumLeachTest } from "./equilibriumLeachTest.ts";
import { equilibriumReactor } from "./equilibriumReactor.ts";
import { evaporator } from "./evaporator.ts";
import { flotationBank } from "./flotationBank.ts";
import { fumingFurnace } from "./fumingFurnace.ts";
import { geopolymer } from "./geopolymer.ts";
import { gravitySeparator } from "./gravitySeparator.ts";
import { heapColumnLeach } from "./heapColumn.ts";
import { heapLeach } from "./heapLeach.ts";
import { hydrocyclone } from "./hydrocyclone.ts";
import { ionExchange } from "./ionExchange.ts";
import { liquidFilter } from "./liquidFilter.ts";
import { magneticSeparator } from "./magneticSeparator.ts";
import { membrane } from "./membrane.ts";
import { mill } from "./mill.ts";
import { mixer } from "./mixer.ts";
import { modularSkid } from "./modularSkid.ts";
import { neutralisation } from "./neutralisation.ts";
import { neutralisationStage } from "./neutralisationStage.ts";
import { oxideLeach } from "./oxideLeach.ts";
import { pasteBackfill } from "./pasteBackfill.ts";
import { precipitation } from "./precipitation.ts";
import { pressureLeach } from "./pressureLeach.ts";
import { pulper } from "./pulper.ts";
import { reactor } from "./reactor.ts";
import { roast } from "./roast.ts";
import { screen } from "./screen.ts";
import { shrinkingCoreLeach } from "./shrinkingCoreLeach.ts";
import { sizeReduction } from "./sizeReduction.ts";
import { slagTreatment } from "./slagTreatment.ts";
import { solventExtraction } from "./solventExtraction.ts";
import { splitter } from "./splitter.ts";
import { thickener } from "./thickener.ts";
import { vatLeach } from "./vatLeach.ts";
import type { UnitOp } from "./unitOp.ts";

/** Every unit operation, in the order of a plant; a new one is one line here. */
export const unitCatalogue: readonly UnitOp[] = [
  dosing,
  mixer,
  modularSkid,
  reactor,
  splitter,
  attritionScrubber,
  pulper,
  mill,
  sizeReduction,
  hydrocyclone,
  screen,
  gravitySeparator,
  magneticSeparator,
  flotationBank,
  bioleachTank,
  desorption,
  heapLeach,
  heapColumnLeach,
  vatLeach,
  oxideLeach,
  pressureLeach,
  shrinkingCoreLeach,
  calciner,
  roast,
  slagTreatment,
  fumingFurnace,
  cakeFilter,
  ccdCircuit,
  liquidFilter,
  thickener,
  solventExtraction,
  ionExchange,
  precipitation,
  equilibriumReactor,
  electrodialysis,
  membrane,
  evaporator,
  electrowinning,
  effluentPolishing,
  equilibriumLeachTest,
  neutralisation,
  neutralisationStage,
  aggregateMaking,
  carbonation,
  geopolymer,
  pasteBackfill,
];

const byKind = new Map(unitCatalogue.map((op) => [op.kind, op]));

/** The unit operation of a kind; undefined where there is none. */
export function findUnitOp(kind: string): UnitOp | undefined {
  return byKind.get(kind);
}
