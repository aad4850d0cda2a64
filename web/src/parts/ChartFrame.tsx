import { ActionIcon, Menu } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { type ReactNode, useMemo, useState } from "react";
import { navIcons } from "../app/icons.tsx";
import { formatQuantity } from "../../../platform/src/plot/format.ts";
import { type ChartTable, saveCsv, savePng, saveSvg } from "./saveFile.ts";

interface ChartFrameProps {
  readonly title: string;
  /** How to read the chart, in a sentence. */
  readonly caption: ReactNode;
  /** File name without ending. */
  readonly fileName: string;
  readonly draw: (widthPx: number) => string;
  readonly table: ChartTable;
  readonly children?: ReactNode;
}

/** Width below which margins and words leave no room for a plot; met only while a page or tab is laid out. */
const leastPx = 200;

/** A chart with its words, the table behind it, and a menu that saves it as SVG, PNG or CSV. */
export function ChartFrame({ title, caption, fileName, draw, table, children }: ChartFrameProps) {
  const { ref, width } = useElementSize();
  const [asTable, setAsTable] = useState(false);
  const svg = useMemo(() => (width > 0 ? draw(Math.max(leastPx, Math.floor(width))) : ""), [draw, width]);
  return (
    <figure className="chart panel">
      <div className="chart-head">
        <figcaption>
          <h2>{title}</h2>
          <p className="muted small">{caption}</p>
        </figcaption>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="default" size={32} aria-label={`Save or show as table: ${title}`}>
              {navIcons.More}
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => saveSvg(fileName, svg)}>Save picture as SVG</Menu.Item>
            <Menu.Item onClick={() => void savePng(fileName, svg)}>Save picture as PNG</Menu.Item>
            <Menu.Item onClick={() => saveCsv(fileName, table)}>Save data as CSV</Menu.Item>
            <Menu.Divider />
            <Menu.Item onClick={() => setAsTable(!asTable)}>{asTable ? "Show as chart" : "Show as table"}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {children}
      <div ref={ref}>
        {asTable ? (
          <FrameTable table={table} />
        ) : (
          // The string comes from our own plot functions, which escape every word.
          <div style={{ minHeight: 40 }} dangerouslySetInnerHTML={{ __html: svg }} />
        )}
      </div>
    </figure>
  );
}

function FrameTable({ table }: { readonly table: ChartTable }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Data of the chart">
      <table className="plain">
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={`${i}-${String(row[0])}`}>
              {row.map((value, j) => (
                <td key={table.columns[j]}>{typeof value === "number" ? formatQuantity(value) : (value ?? "–")}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
