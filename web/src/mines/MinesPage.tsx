import { Button, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { apiBase } from "../api/client.ts";
import { summaryQuery } from "../api/queries.ts";
import type { MineResult, ScreeningResult } from "../api/documents.ts";
import { useRun } from "../app/useRun.ts";
import { distinct } from "../map/mineMarks.ts";
import { Evidence } from "../parts/Evidence.tsx";
import { IntervalMark } from "../parts/IntervalMark.tsx";
import { Empty, PageError, PageLoading } from "../parts/States.tsx";
import { type Column, sortRows, VirtualTable } from "../parts/VirtualTable.tsx";
import { commodityName, formatQuantity, intervalWords, usd } from "../parts/words.ts";

const route = getRouteApi("/mines");

/** All mines of the screening in one table. */
export function MinesPage() {
  const summary = useQuery(summaryQuery(useRun()));
  return (
    <>
      <div className="page-head">
        <h1>Mines</h1>
        <p className="lede">
          What each mine puts to mill or pad in a year, what it sells, and the gross value of what it discards at list
          prices, before any cost of recovering it.
        </p>
      </div>
      {summary.isError ? (
        <PageError error={summary.error} />
      ) : summary.data ? (
        <MineTable result={summary.data.result} />
      ) : (
        <PageLoading />
      )}
    </>
  );
}

function MineTable({ result }: { readonly result: ScreeningResult }) {
  const run = useRun();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const sort = search.sort ?? "ore";
  const dir = search.dir ?? "desc";
  const columns = useMemo(() => mineColumns(oreDecades(result.mines)), [result]);
  const rows = useMemo(
    () =>
      sortRows(
        result.mines.filter((mine) => passes(mine, search.q, search.list)),
        columns.find(({ key }) => key === sort),
        dir,
      ),
    [result, search.q, search.list, columns, sort, dir],
  );
  const set = (change: { q?: string | undefined; list?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...change }) as typeof old, replace: true, resetScroll: false });
  return (
    <>
      <div className="toolbar">
        <TextInput
          label="Find a mine"
          placeholder="Name, operator, product"
          value={search.q ?? ""}
          onChange={(event) => set({ q: event.currentTarget.value || undefined })}
          w={230}
        />
        <Select
          label="State"
          placeholder="All"
          clearable
          clearButtonProps={{ "aria-label": "Clear state" }}
          value={search.list ?? null}
          data={distinct(result.mines.map((mine) => mine.state))}
          onChange={(value) => set({ list: value ?? undefined })}
          w={120}
        />
        <Button
          component="a"
          variant="default"
          href={`${apiBase}/screenings/${encodeURIComponent(run)}/download/mines.csv`}
          download
        >
          All columns as CSV
        </Button>
      </div>
      {rows.length === 0 ? (
        <Empty>No mine matches. Clear the search or the state.</Empty>
      ) : (
        <VirtualTable
          label="Mines"
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowPx={46}
          sort={sort}
          dir={dir}
          onSort={(key, direction) =>
            void navigate({
              search: (old) => ({ ...old, sort: key, dir: direction }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      )}
    </>
  );
}

function passes(mine: MineResult, query: string | undefined, state: string | undefined): boolean {
  if (state !== undefined && mine.state !== state) return false;
  if (query === undefined) return true;
  const wanted = query.trim().toLowerCase();
  return [
    mine.name,
    mine.operator,
    mine.mainCommodity,
    commodityName(mine.mainCommodity),
    mine.depositType,
    ...mine.products,
  ].some((word) => word.toLowerCase().includes(wanted));
}

function oreDecades(mines: readonly MineResult[]): [number, number] {
  const values = mines.flatMap((mine) => [mine.oreT.p05, mine.oreT.p95]).filter((value) => value > 0);
  return values.length === 0
    ? [3, 9]
    : [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
}

function mineColumns(decades: readonly [number, number]): Column<MineResult>[] {
  return [
    {
      key: "name",
      name: "name",
      head: "Mine",
      track: "minmax(120px, 1.5fr)",
      phoneTrack: "minmax(90px, 1fr)",
      sortBy: (row) => row.name,
      cell: (row) => (
        <span className="two-lines">
          <Link to="/mines/$id" params={{ id: row.id }}>
            {row.name}
          </Link>
          <span className="muted small">
            {commodityName(row.mainCommodity)}, {row.state}
          </span>
        </span>
      ),
    },
    {
      key: "type",
      name: "deposit type",
      head: "Deposit type",
      track: "minmax(130px, 1fr)",
      fromPx: 1000,
      sortBy: (row) => row.depositType,
      cell: (row) => <span className="small clip">{row.depositType}</span>,
    },
    {
      key: "oreBasis",
      name: "evidence of ore tonnage",
      head: <abbr title="Evidence of the ore tonnage">Ev.</abbr>,
      track: "34px",
      phoneTrack: "24px",
      sortBy: (row) => row.oreBasis,
      cell: (row) => <Evidence grade={row.oreBasis} note="ore tonnage" />,
    },
    {
      key: "ore",
      name: "ore",
      head: "Ore, t/yr",
      track: "minmax(92px, 120px)",
      phoneTrack: "82px",
      isNumeric: true,
      sortBy: (row) => row.oreT.mean,
      cell: (row) => <span title={intervalWords(row.oreT, "t/yr")}>{formatQuantity(row.oreT.mean)}</span>,
    },
    {
      key: "orerange",
      name: "ore range",
      head: "Range (log)",
      track: "minmax(90px, 0.800fr)",
      fromPx: 820,
      sortBy: (row) => row.oreT.mean,
      cell: (row) => (
        <IntervalMark interval={row.oreT} decades={decades} label={`Ore ${intervalWords(row.oreT, "t/yr")}`} />
      ),
    },
    {
      key: "main",
      name: "value of main products",
      head: "Main products",
      track: "120px",
      isNumeric: true,
      fromPx: 680,
      sortBy: (row) => row.mainProductValueUsd,
      cell: (row) =>
        row.mainProductValueUsd === null ? <span className="muted">not public</span> : usd(row.mainProductValueUsd),
    },
    {
      key: "byproduct",
      name: "gross value discarded",
      head: "Discarded value",
      track: "minmax(96px, 130px)",
      phoneTrack: "86px",
      isNumeric: true,
      sortBy: (row) => row.byproductValueUsd.all.mean,
      cell: (row) => (
        <span title={`Gross, ${intervalWords(row.byproductValueUsd.all, "USD/yr")}`}>
          {usd(row.byproductValueUsd.all.mean)}
        </span>
      ),
    },
    {
      key: "ratio",
      name: "discarded value at 10 % recovery against main products",
      head: (
        <abbr title="Gross value of by-products at 10 % recovery, as share of the main products' value">
          10 % / main
        </abbr>
      ),
      track: "104px",
      isNumeric: true,
      fromPx: 1100,
      sortBy: (row) =>
        row.mainProductValueUsd === null || row.mainProductValueUsd === 0
          ? null
          : row.byproductValueUsd.at10Pct / row.mainProductValueUsd,
      cell: (row) =>
        row.mainProductValueUsd ? (
          `${formatQuantity((100 * row.byproductValueUsd.at10Pct) / row.mainProductValueUsd)} %`
        ) : (
          <span className="muted">–</span>
        ),
    },
  ];
}
