import { Button } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { datasetRowsQuery } from "../api/queries.ts";
import { PageError } from "../parts/States.tsx";

const pageRows = 20;

/** Rows of a table as printed in its file, a page at a time. */
export function DatasetRows({ id, title }: { readonly id: string; readonly title: string }) {
  const [offset, setOffset] = useState(0);
  const answer = useQuery({ ...datasetRowsQuery(id, offset, pageRows), placeholderData: keepPreviousData });
  if (answer.isError) return <PageError error={answer.error} />;
  if (!answer.data) return <p className="muted small">Loading rows.</p>;
  const { columns, rows, total } = answer.data;
  const names = columns.map((column) => (typeof column === "string" ? column : column.name));
  return (
    <div>
      <h3>Rows</h3>
      <div className="scroll-x rows-box" tabIndex={0} role="region" aria-label={`Rows of ${title}`}>
        <table className="plain">
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={offset + i}>
                {row.map((value, j) => (
                  <td key={names[j]}>
                    <span className="cell-text" title={value.length > 60 ? value : undefined}>
                      {value}
                    </span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="pager small">
        <Button
          variant="default"
          size="compact-sm"
          disabled={offset === 0}
          onClick={() => setOffset(Math.max(0, offset - pageRows))}
        >
          Previous rows
        </Button>
        <span>
          {total === 0
            ? "no rows"
            : `${(offset + 1).toLocaleString("en-GB")}–${Math.min(total, offset + pageRows).toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}`}
        </span>
        <Button
          variant="default"
          size="compact-sm"
          disabled={offset + pageRows >= total}
          onClick={() => setOffset(offset + pageRows)}
        >
          Next rows
        </Button>
      </div>
    </div>
  );
}
