import { Select } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { AnnualTable } from "./AnnualTable.tsx";
import { Controls } from "./Controls.tsx";
import { CashChart, FanChart, SpreadChart, SwingChart } from "./EconomicsCharts.tsx";
import { knownMoves } from "./economicsSearch.ts";
import type { Moved, OpenedProject } from "./economicsWork.ts";
import { KeyValues, ValueBar } from "./KeyValues.tsx";
import { SideBySide } from "./SideBySide.tsx";
import { type EconomicsDesk, useWork } from "./useEconomics.ts";

const route = getRouteApi("/economics");

interface WorkbenchProps {
  readonly desk: EconomicsDesk;
  readonly about: number;
  readonly project: OpenedProject;
  readonly isExample: boolean;
}

const nothing: Moved = {};

/** Sliders on one side, what they do on the other; the file as it is stands beside the file as moved. */
export function Workbench({ desk, about, project, isExample }: WorkbenchProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [variant, setVariant] = useState(() =>
    isExample && project.variants[search.variant ?? 0] !== undefined ? (search.variant ?? 0) : 0,
  );
  const controls = project.variants[variant]?.controls ?? [];
  const [moved, setMoved] = useState<Moved>(() => (isExample ? knownMoves(search.set ?? {}, controls) : nothing));
  const base = useWork(desk, about, { kind: "evaluate", variant: 0, moved: nothing }, 0);
  const now = useWork(desk, about, { kind: "evaluate", variant, moved }, 0);
  const baseRisk = useWork(desk, about, { kind: "risk", variant: 0, moved: nothing }, 0);
  const risk = useWork(desk, about, { kind: "risk", variant, moved }, 150);
  useEffect(() => {
    const timer = setTimeout(() => {
      const set = isExample && Object.keys(moved).length > 0 ? moved : undefined;
      void navigate({
        search: (old) => ({ ...old, set, variant: isExample && variant > 0 ? variant : undefined }) as typeof old,
        replace: true,
        resetScroll: false,
      });
    }, 400);
    return () => clearTimeout(timer);
  }, [moved, variant, isExample, navigate]);
  const isMoved = variant > 0 || Object.keys(moved).length > 0;
  const shared = { project, isMoved };
  return (
    <>
      <h2 className="project-name">{project.name}</h2>
      {project.declared === "synthetic" ? (
        <p className="project-declared" data-testid="synthetic">
          <b>Synthetic.</b> An invented project: no figure is a measurement.
        </p>
      ) : (
        <p className="project-declared" data-real="">
          Declared real by whoever wrote the file.
        </p>
      )}
      <p className="muted small project-terms">
        Money in {project.money}, {project.terms}.
      </p>
      {now.error !== null && (
        <p className="site-issue" role="alert">
          {now.error}
        </p>
      )}
      {now.answer && base.answer && (
        <KeyValues {...shared} now={now.answer.evaluation} base={base.answer.evaluation} risk={risk} />
      )}
      <div className="bench">
        <aside className="bench-controls" aria-label="Quantities to move">
          {project.variants.length > 1 && (
            <Select
              label="What is built and sold"
              allowDeselect={false}
              value={String(variant)}
              data={project.variants.map(({ name }, i) => ({ value: String(i), label: name }))}
              onChange={(value) => {
                setVariant(Number(value ?? 0));
                setMoved(nothing);
              }}
            />
          )}
          <Controls
            controls={controls}
            moved={moved}
            scenarios={variant === 0 ? project.scenarios : []}
            onMove={(key, value) =>
              setMoved((old) => {
                const { [key]: _before, ...others } = old;
                return value === null ? others : { ...others, [key]: value };
              })
            }
            onSet={setMoved}
          />
        </aside>
        {now.answer && base.answer && (
          <div className="stack">
            <SideBySide
              {...shared}
              base={base.answer.evaluation}
              now={now.answer.evaluation}
              baseRisk={baseRisk.answer}
              risk={risk.answer}
              variantName={project.variants[variant]?.name ?? ""}
            />
            <SwingChart project={project} swings={now.answer.swings} npv={now.answer.evaluation.npv} />
            <div className="grid-2">
              <FanChart project={project} risk={risk} />
              <SpreadChart project={project} risk={risk} />
            </div>
            <div className={isMoved ? "grid-2" : "stack"}>
              {isMoved && <CashChart project={project} evaluation={base.answer.evaluation} name="as the file has it" />}
              <CashChart
                project={project}
                evaluation={now.answer.evaluation}
                name={isMoved ? "changed" : "as the file has it"}
              />
            </div>
          </div>
        )}
      </div>
      {now.answer && <AnnualTable project={project} evaluation={now.answer.evaluation} isMoved={isMoved} />}
      {now.answer && (
        <ValueBar
          project={project}
          npv={now.answer.evaluation.npv}
          base={base.answer?.evaluation.npv ?? null}
          isMoved={isMoved}
        />
      )}
    </>
  );
}
