import type { ProjectEvaluation } from "@relode/core/economics";
import { formatPct, formatQuantity } from "../parts/words.ts";
import type { MovedRisk, OpenedProject } from "./economicsWork.ts";
import { rateList, yearsWords } from "./valueWords.ts";

interface SideBySideProps {
  readonly project: OpenedProject;
  readonly base: ProjectEvaluation;
  readonly now: ProjectEvaluation;
  readonly baseRisk: MovedRisk | null;
  readonly risk: MovedRisk | null;
  readonly variantName: string;
  readonly isMoved: boolean;
}

type Row = readonly [what: string, unit: string, of: (one: ProjectEvaluation, risk: MovedRisk | null) => string];

/** Two projects side by side: the file, and the file with what was moved. */
export function SideBySide({ project, base, now, baseRisk, risk, variantName, isMoved }: SideBySideProps) {
  const { money } = project;
  const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
  const rows: readonly Row[] = [
    ["Net present value", money, ({ npv }) => formatQuantity(npv)],
    [
      "P5–P95 of the value",
      money,
      (_, band) =>
        band === null
          ? "nothing uncertain"
          : `${formatQuantity(band.interval.p05)} – ${formatQuantity(band.interval.p95)}`,
    ],
    [
      "Mean of the realisations",
      money,
      (_, band) =>
        band === null ? "–" : `${formatQuantity(band.interval.mean)} ± ${formatQuantity(band.standardError)}`,
    ],
    ["Chance of loss", "of realisations", (_, band) => (band === null ? "–" : formatPct(band.chanceOfLoss))],
    ["Internal rates of return, real", "a year", ({ realIrr }) => rateList(realIrr)],
    ["Internal rates of return, nominal", "a year", ({ nominalIrr }) => rateList(nominalIrr)],
    ["Payback", "after year 0", ({ paybackYears }) => yearsWords(paybackYears)],
    ["Payback, discounted", "after year 0", ({ discountedPaybackYears }) => yearsWords(discountedPaybackYears)],
    ["Capital", `${project.currency} of the day`, ({ table }) => formatQuantity(sum(table.capital))],
    ...now.levelised.map(
      ({ product }): Row => [
        `Levelised cost, ${product}`,
        `${money} per kg`,
        ({ levelised }) => {
          const found = levelised.find((one) => one.product === product);
          return found === undefined
            ? "not sold"
            : `${formatQuantity(found.withCoProductCredit)} (by value ${formatQuantity(found.allocatedByValue)})`;
        },
      ],
    ),
    ...Object.keys(now.productTonnes).map(
      (product): Row => [
        `${product} made`,
        "t over the life",
        ({ productTonnes }) => formatQuantity(productTonnes[product] ?? null),
      ],
    ),
  ];
  return (
    <section className="panel" aria-labelledby="side-h">
      <h2 id="side-h">The file, and the file as you moved it</h2>
      <p className="muted small">
        {isMoved
          ? `Changed: ${variantName.toLowerCase() === "as the file has it" ? "" : `${variantName}; `}bands by ${risk?.realisations.toLocaleString("en-GB") ?? "no"} realisations, seed ${risk?.seed ?? "none"}, the same draws in both.`
          : "Nothing is moved yet: both columns are the file."}
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Table of both projects">
        <table className="plain side-table">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col" className="num">
                File
              </th>
              <th scope="col" className="num">
                Changed
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([what, unit, of]) => {
              const [before, after] = [of(base, baseRisk), of(now, risk)];
              return (
                <tr key={what} data-differs={before !== after}>
                  <th scope="row">
                    {what}
                    <span className="muted small row-unit">{unit}</span>
                  </th>
                  <td className="num">{before}</td>
                  <td className="num">{after}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {(now.realIrr.rates.length > 1 || base.realIrr.rates.length > 1) && (
        <p className="small several">Where there are several rates, judge by net present value, not by a rate.</p>
      )}
    </section>
  );
}
