import { escapeXml } from "../plot/svg.ts";

/** Markup that is escaped already; plain strings are escaped wherever they are put into it. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | readonly Html[] | null;

/** Markup from a template: every value put in is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  let text = strings[0] ?? "";
  values.forEach((value, i) => {
    text += markup(value) + (strings[i + 1] ?? "");
  });
  return { html: text };
}

/** Text or markup, safe to put into a page. */
export function markup(value: Part): string {
  if (value === null) return "";
  if (typeof value === "string") return escapeXml(value);
  if (typeof value === "number") return Number.isFinite(value) ? escapeXml(String(value)) : "–";
  if ("html" in value) return value.html;
  return value.map((part) => part.html).join("");
}

/** Trusted markup as it is: only for pictures that our own plot functions made. */
export function trusted(svg: string): Html {
  return { html: svg };
}

export const nothing: Html = { html: "" };

/** One column of a report's table. */
export interface HtmlColumn<Row> {
  readonly head: string;
  /** Unit under the head; empty where the cells carry their own. */
  readonly unit?: string;
  readonly cell: (row: Row) => string | Html;
  readonly align?: "right";
  /** Words wrap in this column; others stay on one line. */
  readonly wraps?: boolean;
}

/** A table with a caption, in a frame that scrolls sideways on a narrow screen. The first column heads its row. */
export function htmlTable<Row>(caption: string, columns: readonly HtmlColumn<Row>[], rows: readonly Row[]): Html {
  if (rows.length === 0) return html`<p class="none">${caption}: none.</p>`;
  const classOf = (column: HtmlColumn<Row>) =>
    [column.align === "right" ? "r" : "", column.wraps ? "w" : ""].filter((name) => name).join(" ");
  const head = columns.map(
    (column) =>
      html`<th scope="col" class="${classOf(column)}">${column.head}${column.unit ? html`<small>${column.unit}</small>` : nothing}</th>`,
  );
  const body = rows.map((row) => {
    const cells = columns.map((column, i) =>
      i === 0
        ? html`<th scope="row" class="${classOf(column)}">${cellMarkup(column, row)}</th>`
        : html`<td class="${classOf(column)}">${cellMarkup(column, row)}</td>`,
    );
    return html`<tr>${cells}</tr>\n`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table></div>`;
}

/** A figure with its range: on paper the line may break before the bracket, nowhere else. */
function cellMarkup<Row>(column: HtmlColumn<Row>, row: Row): string | Html {
  const cell = column.cell(row);
  if (typeof cell !== "string" || column.wraps) return cell;
  const bracket = cell.indexOf(" (");
  const kept = (words: string) => words.replaceAll(" ", "\u00a0");
  if (bracket < 0) return kept(cell);
  return html`${kept(cell.slice(0, bracket))} <span class="nb">${kept(cell.slice(bracket + 1))}</span>`;
}

/** A picture drawn twice: for paper and wide screens, and for a phone; a caption below. */
export function htmlFigure(caption: string, draw: (widthPx: number) => string): Html {
  return html`<figure><div class="wide">${trusted(draw(680))}</div><div class="narrow">${trusted(draw(342))}</div><figcaption>${caption}</figcaption></figure>`;
}

/** A section with a heading that the table of contents links to. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}
