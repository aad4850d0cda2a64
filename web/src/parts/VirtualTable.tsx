import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { navIcons } from "../app/icons.tsx";

/** A column of a long table. */
export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  /** Plain words for the sort button. */
  readonly name: string;
  /** CSS grid track. */
  readonly track: string;
  /** CSS grid track on a phone; `track` when absent. */
  readonly phoneTrack?: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the column sorts by; null sorts last. */
  readonly sortBy: (row: Row) => number | string | null;
  readonly isNumeric?: boolean;
  /** Left out below this window width. */
  readonly fromPx?: number;
  /** Drawn under the button of the header, e.g. an axis. */
  readonly under?: ReactNode;
}

interface VirtualTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly rowPx: number;
  readonly sort: string;
  readonly dir: "asc" | "desc";
  readonly onSort: (key: string, dir: "asc" | "desc") => void;
}

const phonePx = 700;

/** A sortable table of which only the rows in view are in the page; it scrolls with the window under a standing header. */
export function VirtualTable<Row>({ label, rows, columns, rowKey, rowPx, sort, dir, onSort }: VirtualTableProps<Row>) {
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [width, setWidth] = useState(() => window.innerWidth);
  useLayoutEffect(() => {
    const measure = () => {
      setWidth(window.innerWidth);
      if (body.current) setTop(body.current.getBoundingClientRect().top + window.scrollY);
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  const shown = columns.filter((column) => (column.fromPx ?? 0) <= width);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowPx,
    overscan: 12,
    scrollMargin: top,
  });
  const template = {
    gridTemplateColumns: shown.map((column) => (width < phonePx && column.phoneTrack) || column.track).join(" "),
  };
  return (
    <div
      className="vtable"
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={shown.length}
    >
      <div role="rowgroup" className="vtable-head">
        <div role="row" aria-rowindex={1} className="vtable-row" style={template}>
          {shown.map((column) => {
            const isSorted = column.key === sort;
            const next = isSorted && dir === "desc" ? "asc" : isSorted ? "desc" : column.isNumeric ? "desc" : "asc";
            return (
              <div
                key={column.key}
                role="columnheader"
                aria-sort={isSorted ? (dir === "asc" ? "ascending" : "descending") : "none"}
                className={column.isNumeric ? "num" : ""}
              >
                <button type="button" onClick={() => onSort(column.key, next)} title={`Sort by ${column.name}`}>
                  {column.head}
                  {isSorted && <span className="vtable-arrow">{dir === "asc" ? navIcons.Up : navIcons.Down}</span>}
                </button>
                {column.under}
              </div>
            );
          })}
        </div>
      </div>
      <div role="rowgroup" ref={body} style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={rowKey(row)}
              role="row"
              aria-rowindex={item.index + 2}
              className="vtable-row"
              style={{
                ...template,
                position: "absolute",
                insetInline: 0,
                height: rowPx,
                transform: `translateY(${item.start - top}px)`,
              }}
            >
              {shown.map((column) => (
                <div key={column.key} role="cell" className={column.isNumeric ? "num" : ""}>
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Rows in the order of a column; what has no value comes last in both directions. */
export function sortRows<Row>(rows: readonly Row[], column: Column<Row> | undefined, dir: "asc" | "desc"): Row[] {
  if (!column) return [...rows];
  const sign = dir === "asc" ? 1 : -1;
  return [...rows].sort((a, b) => {
    const x = column.sortBy(a);
    const y = column.sortBy(b);
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    if (typeof x === "number" && typeof y === "number") return sign * (x - y);
    return sign * String(x).localeCompare(String(y), "en");
  });
}
