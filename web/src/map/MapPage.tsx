import { Button, SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { summaryQuery } from "../api/queries.ts";
import type { ScreeningResult } from "../api/documents.ts";
import { type MapMeasure, type MapSearch, mapMeasures } from "../app/search.ts";
import { useRun } from "../app/useRun.ts";
import { PageError, PageLoading } from "../parts/States.tsx";
import { MapLegend } from "./MapLegend.tsx";
import { MineCard } from "./MineCard.tsx";
import { MineList } from "./MineList.tsx";
import { distinct, filterMines, measureNames, mineMarks } from "./mineMarks.ts";
import { NationalHeadlines } from "./NationalHeadlines.tsx";

const MineMap = lazy(async () => ({ default: (await import("./MineMap.tsx")).MineMap }));
const route = getRouteApi("/");
const largestPx = 34;

/** The start page: national figures, and mines on the map by one element. */
export function MapPage() {
  const run = useRun();
  const summary = useQuery(summaryQuery(run));
  return (
    <>
      <div className="page-head">
        <h1>What US metal mines dig up and throw away</h1>
        <p className="lede">
          Ore is mined for one or two metals; the rest of its chemistry goes to tailings and leach residue. This
          screening estimates how much of each element that is every year, and what recovering some of it would mean for
          imports.
        </p>
      </div>
      {summary.isError ? (
        <PageError error={summary.error} />
      ) : summary.data ? (
        <Screening result={summary.data.result} run={run} />
      ) : (
        <PageLoading />
      )}
    </>
  );
}

function Screening({ result, run }: { readonly result: ScreeningResult; readonly run: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [hovered, setHovered] = useState<string | null>(null);
  const set = useCallback(
    (change: Partial<Record<keyof MapSearch, string | undefined>>) =>
      void navigate({
        search: (old) => ({ ...old, ...change }) as MapSearch,
        replace: !("mine" in change),
        resetScroll: false,
      }),
    [navigate],
  );
  const element = result.elements.find(({ symbol }) => symbol === (search.element ?? "Co")) ?? result.elements[0];
  const measure: MapMeasure = search.measure ?? "mass";
  const mines = useMemo(() => filterMines(result.mines, search), [result, search]);
  const marks = useMemo(() => (element ? mineMarks(mines, element, measure) : []), [mines, element, measure]);
  const most = marks.reduce((largest, mark) => Math.max(largest, mark.value ?? 0), 0);
  const radiusPx = useCallback(
    (value: number) => Math.max(2.5, largestPx * Math.sqrt(Math.max(0, value) / (most || 1))),
    [most],
  );
  const selected = search.mine ?? null;
  const shown = marks.find(({ mine }) => mine.id === (hovered ?? selected));
  const select = useCallback((mine: string | null) => set({ mine: mine ?? undefined }), [set]);
  if (!element) return <p>This run holds no elements.</p>;
  const isFiltered = mines.length !== result.mines.length;
  return (
    <>
      <NationalHeadlines result={result} run={run} mines={isFiltered ? mines.map(({ id }) => id) : null} />
      <div className="toolbar map-tools">
        <Select
          label="Element"
          searchable
          allowDeselect={false}
          value={element.symbol}
          data={result.elements.map(({ symbol, name }) => ({ value: symbol, label: `${symbol} – ${name}` }))}
          onChange={(value) => set({ element: value ?? undefined })}
          w={190}
        />
        <div className="field">
          <span id="measure-label">Circle size</span>
          <SegmentedControl
            aria-labelledby="measure-label"
            value={measure}
            fullWidth
            onChange={(value) => set({ measure: value })}
            data={mapMeasures.map((value) => ({ value, label: measureNames[value].name }))}
          />
        </div>
        <Filter
          label="Mine class"
          value={search.class}
          words={result.mines.map((mine) => mine.mineClass)}
          onChange={(value) => set({ class: value })}
        />
        <Filter
          label="State"
          value={search.state}
          words={result.mines.map((mine) => mine.state)}
          onChange={(value) => set({ state: value })}
        />
        <Filter
          label="Product"
          value={search.product}
          words={result.mines.flatMap((mine) => mine.products)}
          onChange={(value) => set({ product: value })}
        />
        {isFiltered && (
          <Button variant="default" onClick={() => set({ class: undefined, state: undefined, product: undefined })}>
            Clear filters
          </Button>
        )}
      </div>
      <div className="map-layout">
        <section className="map-frame" aria-label={`Map of mines by ${element.name}`}>
          <Suspense fallback={<div className="map-box map-waiting">Drawing the map</div>}>
            <MineMap marks={marks} selected={selected} onSelect={select} onHover={setHovered} radiusPx={radiusPx} />
          </Suspense>
          {shown && (
            <MineCard
              mark={shown}
              element={element}
              measure={measure}
              onClose={() => select(null)}
              isPinned={shown.mine.id === selected}
            />
          )}
          <MapLegend
            title={`${measure === "mass" ? "Discarded mass" : measureNames[measure].name} of ${element.name.toLowerCase()}`}
            unit={measureNames[measure].unit}
            most={most}
            radiusPx={radiusPx}
          />
        </section>
        <MineList marks={marks} element={element} measure={measure} selected={selected} onSelect={select} />
      </div>
    </>
  );
}

interface FilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly words: readonly string[];
  readonly onChange: (value: string | undefined) => void;
}

function Filter({ label, value, words, onChange }: FilterProps) {
  return (
    <Select
      label={label}
      placeholder="All"
      clearable
      searchable
      clearButtonProps={{ "aria-label": `Clear ${label.toLowerCase()}` }}
      value={value ?? null}
      data={distinct(words)}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      w={label === "Mine class" ? 200 : 110}
    />
  );
}
