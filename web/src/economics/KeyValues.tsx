import type { ProjectEvaluation } from "@relode/core/economics";
import { Headline } from "../parts/Headline.tsx";
import { formatPct, formatQuantity } from "../parts/words.ts";
import type { MovedRisk, OpenedProject } from "./economicsWork.ts";
import type { Asked } from "./useEconomics.ts";
import { rateList, yearsWords } from "./valueWords.ts";

interface KeyValuesProps {
  readonly project: OpenedProject;
  readonly now: ProjectEvaluation;
  readonly base: ProjectEvaluation;
  readonly risk: Asked<MovedRisk | null>;
  readonly isMoved: boolean;
}

/** The four figures that answer first; those of the file beneath when something was moved. */
export function KeyValues({ project, now, base, risk, isMoved }: KeyValuesProps) {
  const before = (words: string) => (isMoved ? `file: ${words}. ` : "");
  const [first] = now.levelised;
  const band = risk.answer;
  const grade = project.declared === "synthetic" ? "S" : "D";
  const note = "modelled from the quantities of the file";
  return (
    <dl className="headlines" data-testid="npv" data-npv={now.npv}>
      <Headline
        name="Net present value"
        value={formatQuantity(now.npv)}
        unit={project.money}
        range={
          before(formatQuantity(base.npv)) +
          (band === null
            ? "no quantity of the file is uncertain, so no band"
            : `5–95 %: ${formatQuantity(band.interval.p05)} – ${formatQuantity(band.interval.p95)}, loss in ${formatPct(band.chanceOfLoss)}`)
        }
        evidence={grade}
        evidenceNote={note}
      />
      <Headline
        name="Internal rates of return, real"
        value={rateList(now.realIrr)}
        unit={now.realIrr.rates.length === 1 ? "a year" : ""}
        range={
          before(rateList(base.realIrr)) +
          (now.realIrr.rates.length > 1 ? now.realIrr.verdict : "at these quantities; no band")
        }
        evidence={grade}
        evidenceNote={note}
      />
      <Headline
        name="Payback"
        value={yearsWords(now.paybackYears)}
        unit=""
        range={`${before(yearsWords(base.paybackYears))}discounted: ${yearsWords(now.discountedPaybackYears)}; after project year 0`}
        evidence={grade}
        evidenceNote={note}
      />
      <Headline
        name={first === undefined ? "Levelised cost" : `Levelised cost of ${first.product}`}
        value={first === undefined ? "–" : formatQuantity(first.withCoProductCredit)}
        unit={`${project.money} per kg`}
        range={`${before(formatQuantity(base.levelised[0]?.withCoProductCredit ?? null))}other products credited; before income tax; no band`}
        evidence={grade}
        evidenceNote={note}
      />
    </dl>
  );
}

/** On a narrow screen the value stays in sight while a slider is moved. */
export function ValueBar({
  project,
  npv,
  base,
  isMoved,
}: {
  readonly project: OpenedProject;
  readonly npv: number;
  readonly base: number | null;
  readonly isMoved: boolean;
}) {
  if (!isMoved) return null;
  return (
    <p className="value-bar" aria-hidden="true">
      <b>{formatQuantity(npv)}</b> {project.money}
      {base !== null && <span className="muted"> file: {formatQuantity(base)}</span>}
    </p>
  );
}
