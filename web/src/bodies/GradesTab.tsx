import { useMemo } from "react";
import { gradeTonnageChart, type CurveMeasure } from "../bodyCharts/bodyCharts.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import type { BodyDocument } from "./bodyDocuments.ts";
import { figures4, variableWords } from "./colourChoice.ts";
import { type Band, type BodyTotal, curvesOf, type GradeCurve, totalsOf } from "./readBody.ts";
import { CutoffControl } from "./SceneControls.tsx";

interface GradesTabProps {
  readonly document: BodyDocument;
  readonly variable: string;
  readonly cutoff: number | null;
  readonly onCutoff: (cutoff: number | null) => void;
}

const measures: readonly { readonly measure: CurveMeasure; readonly title: string; readonly unit: string }[] = [
  { measure: "massDryTonnes", title: "Tonnes above the cut-off", unit: "t dry" },
  { measure: "meanGradePpm", title: "Mean grade above the cut-off", unit: "ppm" },
  { measure: "metalTonnes", title: "Metal above the cut-off", unit: "t" },
];

/** Totals, and tonnes, grade and metal against the cut-off with their bands. */
export function GradesTab({ document, variable, cutoff, onCutoff }: GradesTabProps) {
  const curve = curvesOf(document).find((entry) => entry.variable === variable);
  const totals = totalsOf(document).filter((total) => total.variable === null || total.variable === variable);
  return (
    <div className="stack">
      <TotalsTable totals={totals} realisations={document.realisations} />
      {curve === undefined ? (
        <p className="panel">This run holds no grade-tonnage table of {variableWords(variable)}.</p>
      ) : (
        <Curves curve={curve} variable={variable} cutoff={cutoff} onCutoff={onCutoff} />
      )}
    </div>
  );
}

function Curves({
  curve,
  variable,
  cutoff,
  onCutoff,
}: Omit<GradesTabProps, "document"> & { readonly curve: GradeCurve }) {
  const name = variableWords(variable);
  const last = curve.points.at(-1)?.cutoffPpm ?? 1;
  const at = useMemo(() => bandsAt(curve, cutoff ?? 0), [curve, cutoff]);
  return (
    <>
      <section className="panel cutoff-panel" aria-label="Cut-off">
        <div>
          <CutoffControl
            label={`Cut-off, ${name}`}
            unit={curve.unit}
            range={[0, last]}
            value={cutoff}
            onChange={onCutoff}
          />
          <p className="muted small">
            The same cut-off hides blocks in the 3D view. Between the cut-offs of the table the values are joined by
            straight lines.
          </p>
        </div>
        <dl className="facts" data-testid="at-cutoff">
          {measures.map(({ measure, title, unit }) => (
            <Fact key={measure} title={title} unit={unit} band={at[measure]} />
          ))}
        </dl>
      </section>
      <div className="grid-3">
        {measures.map(({ measure, title, unit }) => (
          <ChartFrame
            key={measure}
            title={title}
            caption="Line: mean of the realisations; band: P5–P95; dashed: the estimate’s own blocks, which smoothing distorts."
            fileName={`${variable}-${measure}`}
            draw={(widthPx) =>
              gradeTonnageChart(curve, measure, `${title.split(" above")[0]}, ${unit}`, cutoff, {
                widthPx,
                title: `${title}, ${name}`,
                desc: "Mean, band of 5 to 95 per cent, and the curve of the estimate against the cut-off",
              })
            }
            table={{
              columns: [`cutoff_${curve.unit}`, "mean", "p05", "p50", "p95", "estimate"],
              rows: curve.points.map((point) => [
                point.cutoffPpm,
                point[measure].mean,
                point[measure].p05,
                point[measure].p50,
                point[measure].p95,
                point.naive?.[measure] ?? null,
              ]),
            }}
          />
        ))}
      </div>
    </>
  );
}

function Fact({ title, unit, band }: { readonly title: string; readonly unit: string; readonly band: Band }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>
        <b>
          {figures4(band.mean)} {unit}
        </b>{" "}
        (P5 {figures4(band.p05)}, P95 {figures4(band.p95)})
      </dd>
    </>
  );
}

/** The bands at a cut-off, between those of the table by straight lines. */
export function bandsAt({ points }: GradeCurve, cutoff: number): Readonly<Record<CurveMeasure, Band>> {
  const after = points.findIndex(({ cutoffPpm }) => cutoffPpm >= cutoff);
  const b = points[after < 0 ? points.length - 1 : after];
  const a = points[Math.max(0, (after < 0 ? points.length : after) - 1)];
  const span = (b?.cutoffPpm ?? 0) - (a?.cutoffPpm ?? 0);
  const t = after > 0 && span > 0 ? (cutoff - (a?.cutoffPpm ?? 0)) / span : 1;
  const none: Band = { mean: null, p05: null, p50: null, p95: null };
  const mix = (measure: CurveMeasure): Band => {
    const [low, high] = [a?.[measure] ?? none, b?.[measure] ?? none];
    const of = (q: keyof Band) => {
      const [x, y] = [low[q], high[q]];
      return t === 1 || x === null || y === null ? y : x + t * (y - x);
    };
    return { mean: of("mean"), p05: of("p05"), p50: of("p50"), p95: of("p95") };
  };
  return { massDryTonnes: mix("massDryTonnes"), meanGradePpm: mix("meanGradePpm"), metalTonnes: mix("metalTonnes") };
}

function TotalsTable({
  totals,
  realisations,
}: {
  readonly totals: readonly BodyTotal[];
  readonly realisations: number;
}) {
  return (
    <section className="panel" aria-label="Totals">
      <h2>Totals without a cut-off</h2>
      <p className="muted small">
        Mean, P5, P50 and P95 over {realisations} realisations; last column: the kriged model alone.
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Table of totals">
        <table className="plain">
          <thead>
            <tr>
              {["Of", "Quantity", "Unit", "Mean", "P5", "P50", "P95", "Kriged"].map((head, i) => (
                <th key={head} scope="col" className={i > 2 ? "num" : ""}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {totals.map(({ of, quantity, variable, unit, interval, estimate }) => (
              <tr key={`${of} ${quantity} ${variable ?? ""}`}>
                <td>{of}</td>
                <td>
                  {quantity}
                  {variable === null ? "" : `, ${variableWords(variable)}`}
                </td>
                <td>{unit}</td>
                {[interval.mean, interval.p05, interval.p50, interval.p95, estimate].map((value, i) => (
                  <td key={["mean", "p05", "p50", "p95", "kriged"][i]} className="num">
                    {figures4(value)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
