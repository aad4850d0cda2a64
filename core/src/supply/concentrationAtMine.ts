import type { Mine } from "../datasets/usMetalMines/mine.ts";
import { weakerGrade } from "../evidence/estimate.ts";
import type { ScreeningInputs } from "./inputs.ts";
import type { GradeModel, PriorTable } from "./priorSource.ts";
import { type KnownRecovery, knownRecovery } from "./recovery.ts";

/** Standard deviation of ln(head grade) by the basis of the mine's row: our judgement, stated in docs/screening.md. */
const headGradeSd = { A: 0.05, B: 0.1, C: 0.15, D: 0.25 } as const;

/**
 * Concentration of an element at a mine, the best evidence first: the mine's own head grade; its published recovery
 * figures; a mass ratio to the head grade of the carrying metal; the prior of its type.
 */
export function concentration(
  mine: Mine,
  element: string,
  known: KnownRecovery,
  table: PriorTable,
  inputs: ScreeningInputs,
): { model: GradeModel | undefined; isMeasured: boolean; carrier?: string } {
  const prior = table.gradeModel(mine, element);
  const streams = streamGrade(mine, element, prior);
  if (streams) return { model: streams, isMeasured: false };
  const head = mine.headGradesPpm[element];
  const isMagnetiteIron = element === "Fe" && mine.processRoute === "pellet plant";
  if (head !== undefined && head > 0 && !isMagnetiteIron)
    return { model: headGradeModel(mine, head, "head grade"), isMeasured: true };
  if (
    !Number.isNaN(known.fraction) &&
    known.fraction > 0 &&
    known.fraction < 1 &&
    typeof known.publishedT === "number" &&
    known.publishedT > 0
  ) {
    const backCalculated = (known.publishedT / known.fraction / mine.oreT.mid) * 1e6;
    return { model: headGradeModel(mine, backCalculated, "back-calculated from metal and recovery"), isMeasured: true };
  }
  const row = table.row(mine.depositType, mine.priorVariant, element);
  if (prior && row && row.scalesWith !== "" && !Number.isNaN(row.ratioToHost)) {
    const hostHead = mine.headGradesPpm[row.scalesWith];
    const hostRow = table.row(mine.depositType, mine.priorVariant, row.scalesWith);
    if (hostHead !== undefined && hostRow) {
      // The row's median holds carrier metal and host rock; what the ratio does not explain at the type's grade is rock.
      const rockPpm = Math.max(0, row.medianPpm - row.ratioToHost * hostRow.medianPpm);
      // The row's spread holds that of the carrier's grade, which the head grade takes away.
      const sdRow = Math.log(row.gsd);
      const sdCarrier = Math.log(hostRow.gsd);
      const sd = sdCarrier < 0.9 * sdRow ? Math.sqrt(sdRow ** 2 - sdCarrier ** 2) : sdRow;
      const shrink = sd / sdRow;
      const medianPpm = row.ratioToHost * hostHead + rockPpm;
      const sdHost = headGradeSd[mine.oreBasis];
      const model = {
        ...prior,
        meanPpm: medianPpm * Math.exp(0.5 * sd * sd),
        sdElement: prior.sdElement * shrink,
        sdType: prior.sdType * shrink,
        sdMine: Math.hypot(prior.sdMine * shrink, sdHost),
        basis: `ratio to ${row.scalesWith} head grade`,
      };
      return { model, isMeasured: false, carrier: row.scalesWith };
    }
  }
  if (prior) return { model: prior, isMeasured: false };
  const crust = inputs.crust.find((candidate) => candidate.element === element);
  if (!crust || !(crust.upperCrustPpm > 0)) return { model: undefined, isMeasured: false };
  const sd = Math.LN2;
  const fallback: GradeModel = {
    meanPpm: crust.upperCrustPpm,
    sdElement: 0.5 * sd,
    sdType: Math.SQRT1_2 * sd,
    sdMine: 0.5 * sd,
    typeKey: "crust",
    evidence: "D",
    basis: "average upper crust (no prior for this deposit type)",
    source: crust.upperCrustSource,
    depositTypeUsed: "average upper crust",
    priorDeposits: 1,
  };
  return { model: fallback, isMeasured: false };
}

/**
 * Grade of a mine whose streams are assayed only in part: known streams at their head grade, the rest at the prior, with
 * the spread of the prior on its part only. Undefined where no stream or every stream gives the element.
 */
function streamGrade(mine: Mine, element: string, prior: GradeModel | undefined): GradeModel | undefined {
  let known = 0;
  let knownOreT = 0;
  let oreT = 0;
  for (const stream of mine.streams) {
    oreT += stream.oreT;
    const grade = stream.gradesPpm[element];
    if (grade === undefined) continue;
    knownOreT += stream.oreT;
    known += stream.oreT * grade;
  }
  if (!prior || knownOreT === 0 || knownOreT === oreT) return undefined;
  const rest = (oreT - knownOreT) * prior.meanPpm;
  const priorShare = rest / (known + rest);
  const own = headGradeModel(mine, known / knownOreT, "");
  return {
    ...prior,
    meanPpm: (known + rest) / oreT,
    sdElement: prior.sdElement * priorShare,
    sdType: prior.sdType * priorShare,
    sdMine: Math.hypot(prior.sdMine * priorShare, own.sdMine * (1 - priorShare)),
    evidence: priorShare > 0.5 ? prior.evidence : weakerGrade(own.evidence, "C"),
    basis: `streams: ${(100 * (knownOreT / oreT)).toFixed(0)} % of the ore at its head grade, the rest ${prior.basis}`,
    source: `${mine.source}; ${prior.source}`,
  };
}

/** Part of an element that leaves with the concentrate of its carrier: the carrier's recovery; 0 where that is unknown. */
export function concentrateShare(mine: Mine, carrier: string): number {
  const { fraction, amountT } = knownRecovery(mine, carrier);
  if (!Number.isNaN(fraction)) return fraction;
  const heldT = (mine.oreT.mid * (mine.headGradesPpm[carrier] ?? 0)) / 1e6;
  return heldT > 0 && amountT > 0 ? Math.min(1, amountT / heldT) : 0;
}

function headGradeModel(mine: Mine, gradePpm: number, basis: string): GradeModel {
  return {
    meanPpm: gradePpm,
    sdElement: 0,
    sdType: 0,
    sdMine: headGradeSd[mine.oreBasis],
    typeKey: "head",
    evidence: mine.oreBasis === "D" ? "C" : "B",
    basis,
    source: mine.source,
    depositTypeUsed: mine.depositType,
    priorDeposits: Number.POSITIVE_INFINITY,
  };
}
