import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { MineElementResult, MineResult } from "../api/documents.ts";
import { Evidence, EvidenceKey } from "../parts/Evidence.tsx";
import { IntervalMark } from "../parts/IntervalMark.tsx";
import { saveCsv } from "../parts/saveFile.ts";
import { type Column, sortRows, VirtualTable } from "../parts/VirtualTable.tsx";
import { formatQuantity, intervalWords } from "../parts/words.ts";

interface Row extends MineElementResult {
  readonly symbol: string;
}

/** Every element in what the mine discards, with range, evidence and basis. */
export function MineElements({ mine }: { readonly mine: MineResult }) {
  const [order, setOrder] = useState<{ key: string; dir: "asc" | "desc" }>({ key: "range", dir: "desc" });
  const all = useMemo<Row[]>(
    () => Object.entries(mine.elements).map(([symbol, element]) => ({ symbol, ...element })),
    [mine],
  );
  const columns = useMemo(() => rowColumns(all), [all]);
  const rows = useMemo(
    () =>
      sortRows(
        all,
        columns.find(({ key }) => key === order.key),
        order.dir,
      ),
    [all, columns, order],
  );
  return (
    <section className="panel" aria-label="Elements discarded here">
      <div className="chart-head">
        <div>
          <h2>Elements discarded here</h2>
          <p className="muted small">
            Expected mass and 5–95 % range on a log axis; basis says how the concentration was found.
          </p>
        </div>
        <Button variant="default" size="xs" onClick={() => saveCsv(`${mine.id}-elements`, csvOf(rows))}>
          Save as CSV
        </Button>
      </div>
      <EvidenceKey />
      <VirtualTable
        label="Elements discarded here"
        rows={rows}
        columns={columns}
        rowKey={(row) => row.symbol}
        rowPx={36}
        sort={order.key}
        dir={order.dir}
        onSort={(key, dir) => setOrder({ key, dir })}
      />
    </section>
  );
}

function rowColumns(all: readonly Row[]): Column<Row>[] {
  const values = all.flatMap((row) => [row.unrecoveredT.p05, row.unrecoveredT.p95]).filter((value) => value > 0);
  const decades: [number, number] =
    values.length === 0
      ? [0, 6]
      : [Math.max(-3, Math.floor(Math.log10(Math.min(...values)))), Math.ceil(Math.log10(Math.max(...values)))];
  return [
    {
      key: "symbol",
      name: "symbol",
      head: "Element",
      track: "72px",
      phoneTrack: "58px",
      sortBy: (row) => row.symbol,
      cell: (row) => (
        <Link to="/elements/$symbol" params={{ symbol: row.symbol }}>
          <b>{row.symbol}</b>
        </Link>
      ),
    },
    {
      key: "evidence",
      name: "evidence",
      head: <abbr title="Evidence of the concentration">Ev.</abbr>,
      track: "34px",
      phoneTrack: "24px",
      sortBy: (row) => row.evidence,
      cell: (row) => <Evidence grade={row.evidence} note={row.basis} />,
    },
    {
      key: "range",
      name: "discarded mass",
      head: "Discarded (log)",
      track: "minmax(90px, 1fr)",
      sortBy: (row) => row.unrecoveredT.mean,
      cell: (row) => (
        <IntervalMark
          interval={row.unrecoveredT}
          decades={decades}
          label={`Discarded ${intervalWords(row.unrecoveredT, "t/yr")}`}
        />
      ),
    },
    {
      key: "mass",
      name: "discarded mass",
      head: "t/yr",
      track: "minmax(74px, 100px)",
      isNumeric: true,
      sortBy: (row) => row.unrecoveredT.mean,
      cell: (row) => (
        <span title={intervalWords(row.unrecoveredT, "t/yr")}>{formatQuantity(row.unrecoveredT.mean)}</span>
      ),
    },
    {
      key: "grade",
      name: "grade in ore",
      head: "ppm in ore",
      track: "90px",
      isNumeric: true,
      fromPx: 560,
      sortBy: (row) => row.gradePpm.mean,
      cell: (row) => <span title={intervalWords(row.gradePpm, "ppm")}>{formatQuantity(row.gradePpm.mean)}</span>,
    },
    {
      key: "recovered",
      name: "amount sold",
      head: "Sold, t/yr",
      track: "110px",
      isNumeric: true,
      fromPx: 760,
      sortBy: (row) => row.recoveredT ?? null,
      cell: (row) =>
        row.recoveredT === undefined ? (
          <span className="muted">–</span>
        ) : row.recoveredT === null ? (
          <span className="muted">not public</span>
        ) : (
          formatQuantity(row.recoveredT)
        ),
    },
    {
      key: "basis",
      name: "basis",
      head: "Basis",
      track: "minmax(130px, 1.300fr)",
      fromPx: 900,
      sortBy: (row) => row.basis,
      cell: (row) => (
        <span className="small clip" title={`${row.basis}. ${row.source}`}>
          {row.basis}
        </span>
      ),
    },
  ];
}

function csvOf(rows: readonly Row[]) {
  return {
    columns: [
      "element",
      "discarded_mean_t",
      "discarded_p05_t",
      "discarded_p50_t",
      "discarded_p95_t",
      "grade_mean_ppm",
      "recovered_t",
      "evidence",
      "basis",
      "source",
    ],
    rows: rows.map((row) => [
      row.symbol,
      row.unrecoveredT.mean,
      row.unrecoveredT.p05,
      row.unrecoveredT.p50,
      row.unrecoveredT.p95,
      row.gradePpm.mean,
      row.recoveredT ?? null,
      row.evidence,
      row.basis,
      row.source,
    ]),
  };
}
