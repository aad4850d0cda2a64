import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { IntervalMark } from "../parts/IntervalMark.tsx";
import { saveCsv } from "../parts/saveFile.ts";
import { type Column, sortRows, VirtualTable } from "../parts/VirtualTable.tsx";
import { formatPct, formatQuantity, intervalWords, usd } from "../parts/words.ts";
import type { Assumptions, CompareRow } from "./compareElements.ts";

interface CompareTableProps {
  readonly rows: readonly CompareRow[];
  readonly assumptions: Assumptions;
  readonly isSame: boolean;
}

/** Elements of two scenarios side by side. */
export function CompareTable({ rows, assumptions, isSame }: CompareTableProps) {
  const [order, setOrder] = useState<{ key: string; dir: "asc" | "desc" }>({ key: "a", dir: "desc" });
  const columns = useMemo(() => compareColumns(rows), [rows]);
  const sorted = useMemo(
    () =>
      sortRows(
        rows,
        columns.find(({ key }) => key === order.key),
        order.dir,
      ),
    [rows, columns, order],
  );
  const covered = (key: "a" | "b") => rows.filter((row) => (row[key].importsCovered ?? 0) >= 1).length;
  return (
    <section className="panel" aria-label="Comparison">
      <div className="chart-head">
        <div>
          <h2>
            At {formatPct(assumptions.recovery)} recovery: imports covered for {covered("a")} elements in A,{" "}
            {covered("b")} in B
          </h2>
          <p className="muted small">
            {isSame ? "Both scenarios are the same run now; change one and run it. " : ""}Imports covered is at the
            median; value is expected, gross, before cost.
          </p>
        </div>
        <Button variant="default" size="xs" onClick={() => saveCsv("relode-compare", csvOf(rows))}>
          Save as CSV
        </Button>
      </div>
      <VirtualTable
        label="Comparison by element"
        rows={sorted}
        columns={columns}
        rowKey={(row) => row.symbol}
        rowPx={48}
        sort={order.key}
        dir={order.dir}
        onSort={(key, dir) => setOrder({ key, dir })}
      />
    </section>
  );
}

const coveredWords = (share: number | null) => (share === null ? "–" : formatPct(share));

function compareColumns(rows: readonly CompareRow[]): Column<CompareRow>[] {
  const values = rows
    .flatMap(({ a, b }) => [a.discardedT.p05, a.discardedT.p95, b.discardedT.p05, b.discardedT.p95])
    .filter((value) => value > 0);
  const decades: [number, number] =
    values.length === 0
      ? [0, 6]
      : [Math.max(-3, Math.floor(Math.log10(Math.min(...values)))), Math.ceil(Math.log10(Math.max(...values)))];
  return [
    {
      key: "symbol",
      name: "symbol",
      head: "Element",
      track: "minmax(58px, 140px)",
      phoneTrack: "58px",
      sortBy: (row) => row.symbol,
      cell: (row) => (
        <Link to="/elements/$symbol" params={{ symbol: row.symbol }} className="element-link">
          <b>{row.symbol}</b> <span>{row.name}</span>
        </Link>
      ),
    },
    {
      key: "mass",
      name: "discarded mass in A",
      head: "Discarded, A above B (log)",
      track: "minmax(110px, 1fr)",
      phoneTrack: "minmax(90px, 1fr)",
      sortBy: (row) => row.a.discardedT.mean,
      cell: (row) => (
        <span className="pair">
          <IntervalMark
            interval={row.a.discardedT}
            decades={decades}
            label={`A: ${intervalWords(row.a.discardedT, "t/yr")}`}
          />
          <span className="pair-b">
            <IntervalMark
              interval={row.b.discardedT}
              decades={decades}
              label={`B: ${intervalWords(row.b.discardedT, "t/yr")}`}
            />
          </span>
        </span>
      ),
    },
    {
      key: "ratio",
      name: "B over A",
      head: "B / A",
      track: "72px",
      isNumeric: true,
      fromPx: 560,
      sortBy: (row) => row.ratio,
      cell: (row) => formatQuantity(row.ratio),
    },
    {
      key: "a",
      name: "imports covered in A",
      head: "Imports covered, A",
      track: "minmax(70px, 130px)",
      phoneTrack: "72px",
      isNumeric: true,
      sortBy: (row) => row.a.importsCovered,
      cell: (row) => coveredWords(row.a.importsCovered),
    },
    {
      key: "b",
      name: "imports covered in B",
      head: "Imports covered, B",
      track: "minmax(70px, 130px)",
      phoneTrack: "72px",
      isNumeric: true,
      sortBy: (row) => row.b.importsCovered,
      cell: (row) => coveredWords(row.b.importsCovered),
    },
    {
      key: "va",
      name: "value in A",
      head: "Value, A",
      track: "110px",
      isNumeric: true,
      fromPx: 860,
      sortBy: (row) => row.a.valueUsd,
      cell: (row) => usd(row.a.valueUsd),
    },
    {
      key: "vb",
      name: "value in B",
      head: "Value, B",
      track: "110px",
      isNumeric: true,
      fromPx: 860,
      sortBy: (row) => row.b.valueUsd,
      cell: (row) => usd(row.b.valueUsd),
    },
  ];
}

function csvOf(rows: readonly CompareRow[]) {
  return {
    columns: [
      "element",
      "a_mean_t",
      "a_p05_t",
      "a_p95_t",
      "b_mean_t",
      "b_p05_t",
      "b_p95_t",
      "a_imports_covered",
      "b_imports_covered",
      "a_value_usd",
      "b_value_usd",
    ],
    rows: rows.map(({ symbol, a, b }) => [
      symbol,
      a.discardedT.mean,
      a.discardedT.p05,
      a.discardedT.p95,
      b.discardedT.mean,
      b.discardedT.p05,
      b.discardedT.p95,
      a.importsCovered,
      b.importsCovered,
      a.valueUsd,
      b.valueUsd,
    ]),
  };
}
