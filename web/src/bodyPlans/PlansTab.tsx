import "./plans.css";
import { useQuery } from "@tanstack/react-query";
import type { BodyDocument } from "../bodies/bodyDocuments.ts";
import { PageError, PageLoading } from "../parts/States.tsx";
import { NextHolePlan } from "./NextHolePlan.tsx";
import { MineralsPlan, ProbabilityPlan, SelectionPlan, SpacingPlan } from "./OtherPlans.tsx";
import type { PlanEntry, PlanName } from "./planDocuments.ts";
import { PlanFrame } from "./PlanFrame.tsx";
import { plansQuery } from "./planQueries.ts";
import { SchedulePlan } from "./SchedulePlan.tsx";

interface PlansTabProps {
  readonly id: string;
  readonly document: BodyDocument;
  readonly variable: string;
}

/** Plans on a body: when what is mined, where to drill next and how far apart, what pays, how sure, which minerals. */
export function PlansTab({ id, document, variable }: PlansTabProps) {
  const plans = useQuery(plansQuery(id));
  if (plans.isError) return <PageError error={plans.error} />;
  if (plans.data === undefined) return <PageLoading />;
  const entry = <P extends PlanName>(plan: P) => ({
    ...(plans.data.find((one) => one.plan === plan) ?? missing),
    plan,
  });
  const folder = `<data folder>/resources/${id}`;
  return (
    <div className="stack" data-testid="plans">
      <PlanFrame
        id={id}
        entry={entry("schedule")}
        title="Sequence of mining"
        asks="Which block is dug when, and what each year holds. A plan for scheduling, not a design."
        example={`relode resource schedule ${folder} --method hydraulic --slope 35 --tonnes 400000 --azimuth 0,90,180,270`}
      >
        {(result) => <SchedulePlan result={result} variable={variable} />}
      </PlanFrame>
      <PlanFrame
        id={id}
        entry={entry("next-hole")}
        title="The next hole"
        asks="Where one more hole is worth most: what deciding after it gains over deciding before it. Needs 100 realisations."
        example={`relode resource next-hole ${folder} --price Co=30 --recovery Co=0.6 --cost 8`}
      >
        {(result) => <NextHolePlan id={id} document={document} result={result} />}
      </PlanFrame>
      <PlanFrame
        id={id}
        entry={entry("drill-spacing")}
        title="Spacing of holes"
        asks="How well a quarter’s and a year’s production would be known if holes stood closer or wider."
        example={`relode resource drill-spacing ${folder} --tonnes 400000`}
      >
        {(result) => <SpacingPlan result={result} />}
      </PlanFrame>
      <PlanFrame
        id={id}
        entry={entry("optimise")}
        title="What pays when prices move"
        asks="Blocks whose expected margin is above nothing, for prices that are multiples of today’s."
        example={`relode resource optimise ${folder}`}
      >
        {(result) => <SelectionPlan result={result} />}
      </PlanFrame>
      <PlanFrame
        id={id}
        entry={entry("probability")}
        title="How sure a cut-off is reached"
        asks="Share of the realisations in which a block’s grade reaches a cut-off, and the tonnes that do."
        example={`relode resource probability ${folder} --cutoff 150,250`}
      >
        {(result) => <ProbabilityPlan result={result} />}
      </PlanFrame>
      <PlanFrame
        id={id}
        entry={entry("minerals")}
        title="Minerals"
        asks="Minerals of each block reckoned from its elements, given a list of minerals that are known to be there."
        example={`relode resource minerals ${folder} --minerals MINERALS.json`}
      >
        {(result) => <MineralsPlan result={result} />}
      </PlanFrame>
    </div>
  );
}

const missing: Omit<PlanEntry, "plan"> = { command: "", isMade: false, columns: [], issue: null };
