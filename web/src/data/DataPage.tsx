import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { apiBase } from "../api/client.ts";
import { datasetsQuery, summaryQuery } from "../api/queries.ts";
import type { Dataset } from "../api/documents.ts";
import { useRun } from "../app/useRun.ts";
import { Empty, PageError, PageLoading } from "../parts/States.tsx";
import { BringCmio } from "./BringCmio.tsx";
import { DatasetRows } from "./DatasetRows.tsx";

const route = getRouteApi("/data");

/** All tables behind the numbers, where they come from, and how to add the ore samples. */
export function DataPage() {
  const datasets = useQuery(datasetsQuery);
  const { dataset } = route.useSearch();
  return (
    <>
      <div className="page-head">
        <h1>Data</h1>
        <p className="lede">
          Every table the numbers rest on: its source, licence and checksum, what each column holds, and what to beware
          of. Figures that a publisher withholds stay withheld.
        </p>
      </div>
      <div className="stack">
        <Downloads />
        <BringCmio />
      </div>
      {datasets.isError ? (
        <PageError error={datasets.error} />
      ) : datasets.data ? (
        datasets.data.length === 0 ? (
          <Empty>The server lists no tables.</Empty>
        ) : (
          <div className="stack datasets">
            {datasets.data.map((table) => (
              <DatasetPanel key={table.id} table={table} isOpen={table.id === dataset} />
            ))}
          </div>
        )
      ) : (
        <PageLoading />
      )}
    </>
  );
}

const files = [
  { file: "elements.csv", name: "Elements (CSV)" },
  { file: "mines.csv", name: "Mines (CSV)" },
  { file: "mine_elements.csv", name: "Elements by mine (CSV)" },
  { file: "elements.parquet", name: "Elements (Parquet)" },
  { file: "mine_elements.parquet", name: "Elements by mine (Parquet)" },
  { file: "report.html", name: "Report for printing (HTML)" },
];

function Downloads() {
  const run = useRun();
  const summary = useQuery({ ...summaryQuery(run), retry: false });
  const manifest = summary.data?.manifest;
  return (
    <section className="panel downloads">
      <h2>Results of this run</h2>
      <ul>
        {files.map(({ file, name }) => (
          <li key={file}>
            <a
              href={`${apiBase}/screenings/${encodeURIComponent(run)}/download/${file}`}
              {...(file.endsWith("html") ? { target: "_blank", rel: "noreferrer" } : { download: true })}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
      {manifest && (
        <p className="small muted">
          Relode {manifest.version}, seed {manifest.seed ?? "none"}, finished{" "}
          {manifest.finishedAt.slice(0, 16).replace("T", " ")} UTC in {manifest.elapsedSeconds.toFixed(1)} s. The same
          seed and tables give the same numbers to the last bit.
        </p>
      )}
    </section>
  );
}

function DatasetPanel({ table, isOpen }: { readonly table: Dataset; readonly isOpen: boolean }) {
  return (
    <section className="panel dataset" id={table.id} aria-labelledby={`title-${table.id}`}>
      <h2 id={`title-${table.id}`}>{table.title}</h2>
      <p className="small muted">
        <span className="mono">{table.id}</span> · edition {table.edition} · {table.rows.toLocaleString("en-GB")} rows ·{" "}
        {table.columns.length} columns · {table.licence}
      </p>
      <p className="small">{table.citation}</p>
      <Link
        to="/data"
        search={(old) => ({ ...old, dataset: isOpen ? undefined : table.id }) as typeof old}
        resetScroll={false}
        className="dataset-toggle small"
        aria-expanded={isOpen}
        role="button"
      >
        {isOpen ? "Close" : "Columns, caveats and rows"}
      </Link>
      {isOpen && <Details table={table} />}
    </section>
  );
}

function Details({ table }: { readonly table: Dataset }) {
  return (
    <div className="stack dataset-details">
      <dl className="facts small">
        <dt>SHA-256</dt>
        <dd className="mono">{table.sha256}</dd>
        <dt>Retrieved</dt>
        <dd>{table.retrieved}</dd>
      </dl>
      {table.caveats.length > 0 && (
        <div>
          <h3>Beware</h3>
          <ul className="small sources">
            {table.caveats.map((caveat) => (
              <li key={caveat}>{caveat}</li>
            ))}
          </ul>
        </div>
      )}
      <div>
        <h3>Columns</h3>
        <div className="scroll-x" tabIndex={0} role="region" aria-label={`Columns of ${table.title}`}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Column</th>
                <th scope="col">Unit</th>
                <th scope="col">Holds</th>
              </tr>
            </thead>
            <tbody>
              {table.columns.map((column) => (
                <tr key={column.name}>
                  <td className="mono">{column.name}</td>
                  <td>{column.unit}</td>
                  <td>{column.doc}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <DatasetRows id={table.id} title={table.title} />
    </div>
  );
}
