import { Button } from "@mantine/core";
import type { ProjectEvaluation, TableLine } from "@relode/core/economics";
import { saveCsv } from "../parts/saveFile.ts";
import { formatQuantity } from "../parts/words.ts";
import type { OpenedProject } from "./economicsWork.ts";

interface AnnualTableProps {
  readonly project: OpenedProject;
  readonly evaluation: ProjectEvaluation;
  readonly isMoved: boolean;
}

const lines: readonly (readonly [line: TableLine, words: string])[] = [
  ["feedTonnes", "Feed, t dry"],
  ["revenue", "Revenue"],
  ["sellingCharges", "Selling charges"],
  ["operating", "Operating cost"],
  ["royalty", "Royalty"],
  ["remediationCredit", "Remediation credit"],
  ["productionCredit", "Production credit"],
  ["grant", "Grant"],
  ["capital", "Capital"],
  ["sustaining", "Sustaining capital"],
  ["closure", "Closure"],
  ["workingCapital", "Working capital"],
  ["depreciation", "Depreciation"],
  ["interest", "Interest"],
  ["taxableIncome", "Taxable income"],
  ["tax", "Tax"],
  ["loanDrawn", "Loan drawn"],
  ["loanRepaid", "Loan repaid"],
  ["netCash", "Net cash"],
];

/** Every line of the cash flow by project year, money of the day. */
export function AnnualTable({ project, evaluation, isMoved }: AnnualTableProps) {
  const { table, years } = evaluation;
  const shown = lines.filter(([line]) => table[line].some((value) => value !== 0));
  const save = () =>
    saveCsv("annual-table", {
      columns: ["line", ...years.map((year) => `year_${year}`)],
      rows: shown.map(([line, words]) => [words, ...table[line]]),
    });
  return (
    <section className="panel annual" aria-labelledby="annual-h">
      <div className="move-head">
        <div>
          <h2 id="annual-h">Year by year{isMoved ? ", changed" : ""}</h2>
          <p className="muted small">
            Million {project.currency} of the day (with inflation), costs positive, net cash signed; the last line in
            money of {project.money.replace(`${project.currency} of `, "")}. No band: at the quantities as they stand.
          </p>
        </div>
        <Button size="compact-sm" variant="default" onClick={save}>
          Save as CSV
        </Button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Annual table">
        <table className="plain annual-table">
          <thead>
            <tr>
              <th scope="col">Project year</th>
              {years.map((year) => (
                <th key={year} scope="col" className="num">
                  {year}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(([line, words]) => (
              <tr key={line} data-line={line}>
                <th scope="row">{words}</th>
                {table[line].map((value, year) => (
                  <td key={years[year]} className="num">
                    {line === "feedTonnes" ? formatQuantity(value) : millions(value)}
                  </td>
                ))}
              </tr>
            ))}
            <tr data-line="realNetCash">
              <th scope="row">Net cash, constant money</th>
              {evaluation.realNetCash.map((value, year) => (
                <td key={years[year]} className="num">
                  {millions(value)}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}

const twoDigits = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function millions(value: number): string {
  if (value === 0) return "0";
  return twoDigits.format(value / 1e6).replace("-", "−");
}
