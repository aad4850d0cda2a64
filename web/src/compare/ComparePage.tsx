import { NumberInput, Slider } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { runQuery, summaryQuery } from "../api/queries.ts";
import type { CompareSearch } from "../app/search.ts";
import { Empty, PageError } from "../parts/States.tsx";
import { formatPct } from "../parts/words.ts";
import { type Assumptions, compareElements } from "./compareElements.ts";
import { CompareTable } from "./CompareTable.tsx";
import { ScenarioForm } from "./ScenarioForm.tsx";

const route = getRouteApi("/compare");

/** Two screenings side by side, with demand, price and recovery on top. */
export function ComparePage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: Partial<Record<keyof CompareSearch, string | number>>, replace = false) =>
    void navigate({ search: (old) => ({ ...old, ...change }) as CompareSearch, replace, resetScroll: false });
  const a = search.a ?? "default";
  const b = search.b ?? "default";
  const assumptions: Assumptions = {
    recovery: search.recovery ?? 0.1,
    demand: search.demand ?? 1,
    price: search.price ?? 1,
  };
  return (
    <>
      <div className="page-head">
        <h1>Compare two scenarios</h1>
        <p className="lede">
          Change the market edition, what is assumed where recovery is not published, or the number of draws; runs are
          made by the server. Demand, price and recovery below apply to both at once.
        </p>
      </div>
      <div className="grid-2">
        <ScenarioForm name="A" run={a} onRun={(run) => set({ a: run })} />
        <ScenarioForm name="B" run={b} onRun={(run) => set({ b: run })} />
      </div>
      <section className="panel assumptions" aria-label="Assumptions for both">
        <div className="assumption-slider">
          <span>
            Recovery of the discarded mass: <b>{formatPct(assumptions.recovery)}</b>
          </span>
          <Slider
            thumbLabel="Recovery of the discarded mass"
            thumbProps={{ "aria-valuetext": formatPct(assumptions.recovery) }}
            value={Math.log10(assumptions.recovery)}
            onChange={(value) => set({ recovery: Number((10 ** value).toPrecision(3)) }, true)}
            min={-3}
            max={0}
            step={0.05}
            label={null}
            marks={[-3, -2, -1, 0].map((value) => ({ value, label: formatPct(10 ** value) }))}
          />
        </div>
        <NumberInput
          label="US imports, times today’s"
          value={assumptions.demand}
          min={0.1}
          max={10}
          step={0.1}
          decimalScale={2}
          onChange={(value) => set({ demand: Number(value) || 1 }, true)}
          w={190}
        />
        <NumberInput
          label="Prices, times the edition’s"
          value={assumptions.price}
          min={0.1}
          max={10}
          step={0.1}
          decimalScale={2}
          onChange={(value) => set({ price: Number(value) || 1 }, true)}
          w={190}
        />
      </section>
      <Both a={a} b={b} assumptions={assumptions} />
    </>
  );
}

function Both({ a, b, assumptions }: { readonly a: string; readonly b: string; readonly assumptions: Assumptions }) {
  const statusA = useQuery(runQuery(a)).data?.status;
  const statusB = useQuery(runQuery(b)).data?.status;
  const left = useQuery({ ...summaryQuery(a), enabled: statusA === "done" });
  const right = useQuery({ ...summaryQuery(b), enabled: statusB === "done" });
  const rows = useMemo(
    () =>
      left.data && right.data
        ? compareElements(left.data.result.elements, right.data.result.elements, assumptions)
        : null,
    [left.data, right.data, assumptions.recovery, assumptions.demand, assumptions.price],
  );
  if (left.isError) return <PageError error={left.error} />;
  if (right.isError) return <PageError error={right.error} />;
  if (rows === null || statusA !== "done" || statusB !== "done")
    return <Empty>The comparison appears when both runs have finished.</Empty>;
  return <CompareTable rows={rows} assumptions={assumptions} isSame={a === b} />;
}
