import { keyWords, type Project } from "@relode/core/economics";
import { formatPct } from "../plot/format.ts";
import { termLines } from "./economicsText.ts";
import { type Html, html, htmlTable, nothing, type Section } from "./html.ts";

/** `USD of 2023`. */
export const moneyOf = ({ currency, moneyYear }: Project) => `${currency} of ${moneyYear}`;

const six = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 6 });

/** A number of the file, not rounded to what a result would bear. */
const given = (value: number) => six.format(value);

/** Money, rate and basis in one line under the title. */
export function projectIntro(project: Project): string {
  return `Money: ${moneyOf(project)}; discount rate ${formatPct(project.discountRate)} ${project.basis}, inflation ${formatPct(project.inflation)} a year.`;
}

/** The frame on every page of an invented project; null for one declared real. */
export function projectWarning({ declared }: Project): Html | null {
  if (declared !== "synthetic") return null;
  return html`<strong>Synthetic project.</strong> The file declares it invented: no figure on this page is a measurement.`;
}

/** The lines of the project file from which everything follows, each as the file gives it. */
export function basisSection(project: Project): Section {
  const { currency } = project;
  const money = moneyOf(project);
  const span = (values: readonly number[]) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return low === high ? given(low) : `${given(low)} to ${given(high)} by year`;
  };
  return {
    id: "basis",
    title: "What it rests on",
    body: html`<p>Source of every line: the project file named below, by its checksum. A line has one value here; which of them are uncertain, and by how much, ${project.uncertain.length === 0 ? "the file does not declare" : "the last table says"}.</p>
<dl class="facts">${termLines(project).map(([label, words]) => html`<dt>${label}</dt><dd>${words}</dd>`)}</dl>
${htmlTable(
  "Grade of the feed",
  [
    { head: "Element", cell: ([element]) => element },
    { head: "Grade", unit: "ppm", align: "right", cell: ([, ppm]) => given(ppm) },
  ],
  [...project.gradePpm],
)}${htmlTable(
  "Capital",
  [
    { head: "Line", cell: ({ name }) => name, wraps: true },
    { head: "Found by", cell: ({ method }) => method },
    { head: "Cost", unit: money, align: "right", cell: ({ cost }) => given(cost) },
  ],
  project.capital,
)}${htmlTable(
  "Operating cost (parts add up)",
  [
    { head: "Line", cell: ({ name }) => name, wraps: true },
    { head: "A year", unit: money, align: "right", cell: ({ perYear }) => given(perYear) },
    { head: "A tonne of feed", unit: money, align: "right", cell: ({ perTonneFeed }) => given(perTonneFeed) },
    {
      head: "A kg of product",
      unit: money,
      align: "right",
      cell: ({ perKgProduct }) => given(perKgProduct),
    },
  ],
  project.operating,
)}${htmlTable(
  "Products",
  [
    { head: "Product", cell: ({ name }) => name, wraps: true },
    { head: "Of", cell: ({ element, stage }) => `${element}, ${stage}` },
    { head: "Recovery", align: "right", cell: ({ recovery }) => formatPct(recovery) },
    { head: "Price", unit: `${money}/kg`, align: "right", cell: ({ price }) => span(price) },
    { head: "Paid", align: "right", cell: ({ payable }) => formatPct(payable) },
    { head: "Treatment", unit: `${currency}/t`, align: "right", cell: (row) => given(row.treatmentPerTonne) },
    { head: "Refining", unit: `${currency}/kg`, align: "right", cell: (row) => given(row.refiningPerKg) },
    { head: "Freight", unit: `${currency}/t`, align: "right", cell: (row) => given(row.freightPerTonne) },
    { head: "Penalties", unit: `${currency}/t`, align: "right", cell: (row) => given(row.penaltyPerTonne) },
  ],
  project.products,
)}${project.uncertain.length === 0 ? nothing : lawTable(project)}`,
  };
}

function lawTable({ uncertain }: Project): Html {
  const numbers = (law: object) =>
    Object.entries(law)
      .filter((entry): entry is [string, number] => typeof entry[1] === "number")
      .map(([name, value]) => `${name} ${given(value)}`)
      .join(", ");
  return htmlTable(
    "Quantities that the file declares uncertain",
    [
      { head: "Quantity", cell: ({ key }) => keyWords(key) },
      { head: "Law", cell: ({ distribution }) => distribution.kind },
      {
        head: "With",
        cell: ({ distribution }) =>
          distribution.kind === "column" ? `${distribution.values.length} realisations` : numbers(distribution),
        wraps: true,
      },
    ],
    uncertain,
  );
}
