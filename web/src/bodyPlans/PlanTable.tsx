import type { ReactNode } from "react";

interface PlanTableProps<R> {
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly {
    readonly head: string;
    readonly cell: (row: R) => ReactNode;
    readonly isWords?: boolean;
  }[];
}

/** A table that scrolls within itself where it is too wide. */
export function PlanTable<R>({ label, rows, columns }: PlanTableProps<R>) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
    <div className="scroll-x plan-table" tabIndex={0} role="region" aria-label={label}>
      <table className="plain">
        <thead>
          <tr>
            {columns.map(({ head, isWords }) => (
              <th key={head} scope="col" className={isWords ? "" : "num"}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {columns.map(({ head, cell, isWords }) => (
                <td key={head} className={isWords ? "" : "num"}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
