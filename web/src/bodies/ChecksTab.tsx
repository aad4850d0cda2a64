import { Select } from "@mantine/core";
import { useState } from "react";
import { accuracyChart, scatterChart, swathChart } from "../bodyCharts/bodyCharts.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { countWords, formatPct, formatQuantity } from "../parts/words.ts";
import type { BodyDocument } from "./bodyDocuments.ts";
import { figures4, unitWords, variableWords } from "./colourChoice.ts";
import { promiseWords } from "./promisedShare.ts";
import {
  type BodyClasses,
  type BodyTruth,
  type BodyValidation,
  classesOf,
  issuesOf,
  swathsOf,
  truthOf,
  validationOf,
} from "./readBody.ts";

interface ChecksTabProps {
  readonly document: BodyDocument;
  readonly variable: string;
}

/** What speaks for and against the estimate: swaths, cross-validation, classes with their evidence, truth where it is known. */
export function ChecksTab({ document, variable }: ChecksTabProps) {
  const unit = unitWords(document.variables.find(({ name }) => name === variable)?.unit ?? "ppm");
  const name = variableWords(variable);
  const swaths = swathsOf(document).filter((swath) => swath.variable === variable);
  const validation = validationOf(document).filter((entry) => entry.variable === variable);
  const classes = classesOf(document);
  const truth = truthOf(document);
  return (
    <div className="stack">
      {truth && <Truth truth={truth} variable={variable} realisations={document.realisations} />}
      {validation.length > 0 ? (
        <Validation rows={validation} name={name} />
      ) : (
        <p className="panel">This run holds no cross-validation of {name}.</p>
      )}
      <div className="grid-3">
        {swaths.map((swath) => (
          <ChartFrame
            key={swath.axis}
            title={`Swath along ${swath.axis}`}
            caption="Circles: declustered samples, as large as their number; line: estimate; band: P5–P95 of the realisations’ means."
            fileName={`${variable}-swath-${swath.axis}`}
            draw={(widthPx) =>
              swathChart(swath, `${name}, ${unit}`, {
                widthPx,
                title: `Swath of ${name} along ${swath.axis}`,
                desc: "Means of samples, estimate and realisations in slices",
              })
            }
            table={{
              columns: ["from_m", "to_m", "samples", "data_mean", "estimate_mean", "p05", "p95"],
              rows: swath.slices.map((slice) => [
                slice.fromM,
                slice.toM,
                slice.samples,
                slice.dataMean,
                slice.estimateMean,
                slice.realisationMean?.p05 ?? null,
                slice.realisationMean?.p95 ?? null,
              ]),
            }}
          />
        ))}
      </div>
      {classes && <Classes classes={classes} variable={variable} unit={unit} />}
      <Findings document={document} />
    </div>
  );
}

function Validation({ rows, name }: { readonly rows: readonly BodyValidation[]; readonly name: string }) {
  const [domain, setDomain] = useState(rows[0]?.domain ?? "");
  const row = rows.find((entry) => entry.domain === domain) ?? rows[0];
  if (!row) return null;
  const options = { desc: "Whole holes left out in groups, their composites estimated from the others" };
  return (
    <>
      <section className="panel validation-head" aria-label="Cross-validation">
        <div>
          <h2>Cross-validation</h2>
          <p className="muted small">Whole holes are left out in {row.folds} groups and estimated from the others.</p>
        </div>
        {rows.length > 1 && (
          <Select
            label="Domain"
            allowDeselect={false}
            value={row.domain}
            data={rows.map((entry) => entry.domain)}
            onChange={(value) => setDomain(value ?? "")}
          />
        )}
        <dl className="facts">
          <dt>Composites</dt>
          <dd>{countWords(row.n)}</dd>
          <dt>Mean error</dt>
          <dd>
            {formatQuantity(row.meanError)} {row.unit}
          </dd>
          <dt>Root mean square error</dt>
          <dd>
            {formatQuantity(row.rootMeanSquaredError)} {row.unit}
          </dd>
          <dt>Correlation</dt>
          <dd>{formatQuantity(row.correlation)}</dd>
          <dt>Error² over kriging variance</dt>
          <dd>{formatQuantity(row.meanSquaredDeviationRatio)} (right: 1)</dd>
        </dl>
      </section>
      <div className="grid-2">
        <ChartFrame
          title="Measured against estimated"
          caption={`Each dot is a composite that the estimate did not see; at most 500 are drawn. ${row.domain}.`}
          fileName={`${row.variable}-cross-validation`}
          draw={(widthPx) =>
            scatterChart(row, { widthPx, title: `Cross-validation of ${name}, ${row.domain}`, ...options })
          }
          table={{
            columns: [`measured_${row.unit}`, `estimate_${row.unit}`],
            rows: row.pairs.map((pair) => [...pair]),
          }}
        />
        <ChartFrame
          title="Are the intervals as wide as they should be?"
          caption="Above the line the stated intervals are too wide, below it too narrow."
          fileName={`${row.variable}-accuracy`}
          draw={(widthPx) =>
            accuracyChart(row, { widthPx, title: `Accuracy of intervals of ${name}, ${row.domain}`, ...options })
          }
          table={{ columns: ["stated", "found"], rows: row.accuracy.map(({ stated, found }) => [stated, found]) }}
        />
      </div>
    </>
  );
}

function Classes({
  classes,
  variable,
  unit,
}: {
  readonly classes: BodyClasses;
  readonly variable: string;
  readonly unit: string;
}) {
  return (
    <section className="panel" aria-label="Classes">
      <h2>Classes</h2>
      <p className="small">
        Rule: {classes.rule.replace(/\d+\.\d{3,}/g, (digits) => formatQuantity(Number(digits)))}. Limits:{" "}
        {classes.basis}. A proposal; a competent person decides.
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Tables of classes">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col" className="num">
                Blocks
              </th>
              <th scope="col" className="num">
                Mass, t dry
              </th>
              <th scope="col" className="num">
                {variableWords(variable)}, {unit}
              </th>
              <th scope="col">Evidence (least, mean, greatest)</th>
            </tr>
          </thead>
          <tbody>
            {classes.classes.map((row) => (
              <tr key={row.class}>
                <td>{row.class}</td>
                <td className="num">{row.blocks.toLocaleString("en-GB")}</td>
                <td className="num">{figures4(row.massDryTonnes)}</td>
                <td className="num">{formatQuantity(row.meanGrade[variable] ?? null)}</td>
                <td>
                  {classes.evidence
                    .filter((line) => line.class === row.class)
                    .map((line) => (
                      <span key={line.measure} className="pair small">
                        {line.measure}: {formatQuantity(line.least)}, {formatQuantity(line.mean)},{" "}
                        {formatQuantity(line.greatest)} {line.unit}
                      </span>
                    ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface TruthProps {
  readonly truth: BodyTruth;
  readonly variable: string;
  readonly realisations: number;
}

function Truth({ truth, variable, realisations }: TruthProps) {
  const blocks = truth.blocks.find((entry) => entry.variable === variable);
  return (
    <section className="panel" aria-label="Truth">
      <h2>Against the known truth</h2>
      <p className="small">
        {truth.note} {truth.covered} of {truth.compared} totals lie within their P5–P95 {promiseWords(realisations)}.
        {blocks &&
          ` Blocks of ${variableWords(variable)}: the truth lies within P5–P95 in ${formatPct(blocks.shareCovered)} of ${blocks.blocks.toLocaleString("en-GB")}; mean error ${formatQuantity(blocks.meanErrorPpm)} ppm, root mean square error ${formatQuantity(blocks.rootMeanSquaredErrorPpm)} ppm, correlation ${formatQuantity(blocks.correlation)}.`}
      </p>
      {realisations < 100 && (
        <p className="muted small">
          P5 and P95 are rough below 100 realisations: here they lie near the least and the greatest of {realisations}.
        </p>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Table of truth and estimate">
        <table className="plain">
          <thead>
            <tr>
              {["Quantity", "Unit", "Truth", "P5", "Mean", "P95", "Within"].map((head, i) => (
                <th key={head} scope="col" className={i > 1 && i < 6 ? "num" : ""}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {truth.rows.map((row) => (
              <tr key={row.what}>
                <td>{row.what}</td>
                <td>{row.unit}</td>
                <td className="num">{figures4(row.truth)}</td>
                <td className="num">{figures4(row.interval.p05)}</td>
                <td className="num">{figures4(row.interval.mean)}</td>
                <td className="num">{figures4(row.interval.p95)}</td>
                <td>{row.isCovered ? "yes" : <b className="not-enough">no</b>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Findings({ document }: { readonly document: BodyDocument }) {
  const issues = issuesOf(document);
  return (
    <section className="panel" aria-label="Findings">
      <h2>Findings in the data</h2>
      {issues.length === 0 ? (
        <p className="muted small">None.</p>
      ) : (
        <ul className="sources small">
          {issues.map((issue) => (
            <li key={issue.path + issue.message}>
              <b>{issue.severity}</b>: {issue.path}: {issue.message}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
