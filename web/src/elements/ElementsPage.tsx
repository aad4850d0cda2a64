import { Button, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo } from "react";
import { summaryQuery } from "../api/queries.ts";
import type { ElementResult, ScreeningResult } from "../api/documents.ts";
import { useRun } from "../app/useRun.ts";
import { EvidenceKey } from "../parts/Evidence.tsx";
import { Empty, PageError, PageLoading } from "../parts/States.tsx";
import { sortRows, VirtualTable } from "../parts/VirtualTable.tsx";
import { apiBase } from "../api/client.ts";
import { elementColumns, sharedDecades } from "./elementColumns.tsx";
import { ElementsFigures } from "./ElementsFigures.tsx";

const route = getRouteApi("/elements");

/** All elements of the screening in one table. */
export function ElementsPage() {
  const summary = useQuery(summaryQuery(useRun()));
  return (
    <>
      <div className="page-head">
        <h1>Elements in what is discarded</h1>
        <p className="lede">
          Expected mass of each element that leaves US metal mines unrecovered in a year, its 5–95 % range, US imports,
          and what the same ore would hold were it average crust: an element far right of its diamond is enriched, not
          just rock.
        </p>
      </div>
      {summary.isError ? (
        <PageError error={summary.error} />
      ) : summary.data ? (
        <ElementTable result={summary.data.result} />
      ) : (
        <PageLoading />
      )}
    </>
  );
}

function ElementTable({ result }: { readonly result: ScreeningResult }) {
  const run = useRun();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const columns = useMemo(() => elementColumns(sharedDecades(result.elements)), [result]);
  const lists = useMemo(
    () => [...new Set(result.elements.flatMap((element) => element.onCriticalLists))].sort(),
    [result],
  );
  const sort = search.sort ?? "enrichment";
  const dir = search.dir ?? (search.sort ? "asc" : "desc");
  const rows = useMemo(
    () =>
      sortRows(
        result.elements.filter((element) => passes(element, search.q, search.list)),
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
          label="Find an element"
          placeholder="Name or symbol"
          value={search.q ?? ""}
          onChange={(event) => set({ q: event.currentTarget.value || undefined })}
          w={210}
        />
        <Select
          label="Critical list"
          placeholder="Any"
          clearable
          clearButtonProps={{ "aria-label": "Clear critical list" }}
          value={search.list ?? null}
          data={lists}
          onChange={(value) => set({ list: value ?? undefined })}
          w={190}
        />
        <Button
          component="a"
          variant="default"
          href={`${apiBase}/screenings/${encodeURIComponent(run)}/download/elements.csv`}
          download
        >
          All columns as CSV
        </Button>
      </div>
      <div className="legend-row">
        <TableKey />
        <EvidenceKey />
      </div>
      {rows.length === 0 ? (
        <Empty>No element matches. Clear the search or the list.</Empty>
      ) : (
        <VirtualTable
          label="Elements"
          rows={rows}
          columns={columns}
          rowKey={(row) => row.symbol}
          rowPx={38}
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
      <ElementsFigures elements={rows} />
    </>
  );
}

function passes(element: ElementResult, query: string | undefined, list: string | undefined): boolean {
  if (list !== undefined && !element.onCriticalLists.includes(list)) return false;
  if (query === undefined) return true;
  const wanted = query.trim().toLowerCase();
  return (
    element.symbol.toLowerCase() === wanted ||
    element.name.toLowerCase().includes(wanted) ||
    element.symbol.toLowerCase().startsWith(wanted)
  );
}

function TableKey() {
  return (
    <div className="table-key">
      <span>
        <svg width="30" height="12" aria-hidden="true">
          <line x1="1" x2="29" y1="6" y2="6" stroke="var(--plot-accent, #0b5566)" strokeWidth="1.6" />
          <circle cx="15" cy="6" r="3.800" fill="var(--plot-accent, #0b5566)" />
        </svg>
        mean, 5–95 %
      </span>
      <span>
        <svg width="8" height="14" aria-hidden="true">
          <line x1="4" x2="4" y1="0" y2="14" stroke="var(--plot-imports, #b2480f)" strokeWidth="2.500" />
        </svg>
        US imports
      </span>
      <span>
        <svg width="12" height="12" aria-hidden="true">
          <path d="M2 6l4-4l4 4l-4 4z" fill="none" stroke="var(--plot-crust, #6b6257)" strokeWidth="1.200" />
        </svg>
        if all ore were average crust
      </span>
    </div>
  );
}
