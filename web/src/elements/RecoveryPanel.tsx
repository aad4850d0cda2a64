import { Button, Slider } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { curve } from "../../../platform/src/plot/curve.ts";
import { relianceBar } from "../../../platform/src/plot/relianceBar.ts";
import type { ElementResult } from "../api/documents.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { figureWords, formatPct, formatQuantity, intervalWords } from "../parts/words.ts";
import { useRecovery } from "../whatIf/useWhatIf.ts";
import type { RecoveryAnswer } from "../whatIf/whatIf.ts";

const route = getRouteApi("/elements/$symbol");
const presets = [0.01, 0.1, 0.5, 0.9];
const startRecovery = 0.1;
/** The slider runs over ln(recovery) from 0.1 % to 100 %, as thresholds differ by powers of ten. */
const sliderDecades = 3;
const curveRecoveries = Array.from({ length: 25 }, (_, i) => 10 ** (-sliderDecades + (i / 24) * sliderDecades));

const toSlider = (recovery: number) => (recovery <= 0 ? 0 : 1 + 99 * (Math.log10(recovery) / sliderDecades + 1));
const fromSlider = (position: number) => (position < 1 ? 0 : 10 ** (((position - 1) / 99 - 1) * sliderDecades));

/** What recovering a share of the discarded mass does to import reliance; follows the slider from realisations in the browser. */
export function RecoveryPanel({ element, run }: { readonly element: ElementResult; readonly run: string }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [recovery, setRecovery] = useState(search.recovery ?? startRecovery);
  const recoveries = useMemo(() => [recovery, ...curveRecoveries], [recovery]);
  const timed = useRecovery(run, element.symbol, recoveries);
  const now = timed?.answer[0];
  const keep = (value: number) => {
    setRecovery(value);
    void navigate({
      search: (old) => ({ ...old, recovery: Number(value.toPrecision(3)) }),
      replace: true,
      resetScroll: false,
    });
  };
  const points = timed?.answer.slice(1) ?? [];
  const isReliance = points.some((point) => point.reliancePct !== null);
  return (
    <section
      className="grid-2 recovery"
      aria-label="What if some of it were recovered?"
      data-testid="whatif"
      data-elapsed-ms={timed?.elapsedMs.toFixed(1)}
      data-recovery={now?.recovery}
    >
      <div className="panel">
        <h2>If some of it were recovered</h2>
        <div className="recovery-line">
          <output className="recovery-now">{formatPct(recovery)}</output>
          <span className="presets">
            {presets.map((preset) => (
              <Button
                key={preset}
                size="compact-sm"
                variant={Math.abs(preset - recovery) < 1e-9 ? "filled" : "default"}
                onClick={() => keep(preset)}
              >
                {formatPct(preset)}
              </Button>
            ))}
          </span>
        </div>
        <Slider
          thumbLabel="Recovery of the discarded mass"
          thumbProps={{ "aria-valuetext": formatPct(recovery) }}
          value={toSlider(recovery)}
          onChange={(position) => setRecovery(fromSlider(position))}
          onChangeEnd={(position) => keep(fromSlider(position))}
          min={0}
          max={100}
          step={1}
          label={null}
          marks={[0.001, 0.01, 0.1, 1].map((value) => ({ value: toSlider(value), label: formatPct(value) }))}
        />
        {now ? (
          <Outcome element={element} now={now} />
        ) : (
          <p className="muted small outcome">Drawing realisations in the browser.</p>
        )}
        {timed && (
          <p className="muted small">
            From {timed.method}; answered in {timed.elapsedMs.toFixed(0)} ms.
          </p>
        )}
      </div>
      <div className="stack">
        <RelianceChart element={element} now={now} />
        {isReliance ? (
          <RelianceCurve element={element} points={points} recovery={recovery} />
        ) : (
          <ImportsCurve element={element} points={points} recovery={recovery} />
        )}
      </div>
    </section>
  );
}

/** Why no reliance after recovery can be given. */
function whyNoReliance(element: ElementResult): string {
  if (element.consumptionT.value === null) return "consumption is not published as a number";
  return "the published reliance is a bound or missing, and imports less exports do not settle it";
}

function Outcome({ element, now }: { readonly element: ElementResult; readonly now: RecoveryAnswer }) {
  const { importsReplaced, reliancePct, chanceOfReplacingImports, valueUsd } = now;
  return (
    <dl className="facts outcome" aria-live="polite">
      <dt>Recovered (mean)</dt>
      <dd>{intervalWords(now.recoveredT, "t/yr")}</dd>
      <dt>Of US imports (median)</dt>
      <dd>
        {importsReplaced === null
          ? `imports: ${figureWords(element.importsT, "t")}`
          : `${formatPct(importsReplaced.p50)} (5–95 %: ${formatPct(importsReplaced.p05)} – ${formatPct(importsReplaced.p95)})`}
      </dd>
      <dt>Net import reliance</dt>
      <dd>
        {figureWords(element.netImportReliancePct, "%")}
        {reliancePct !== null && (
          <>
            {" → "}
            <b>{formatQuantity(reliancePct.p50)} %</b> ({formatQuantity(reliancePct.p05)} to{" "}
            {formatQuantity(reliancePct.p95)} %)
          </>
        )}
        {reliancePct === null && <span className="muted"> (after: {whyNoReliance(element)})</span>}
      </dd>
      {chanceOfReplacingImports !== null && (
        <>
          <dt>Chance of covering all imports</dt>
          <dd>
            {chanceOfReplacingImports === 0
              ? "in none of the realisations"
              : `${formatPct(chanceOfReplacingImports)} of realisations`}
          </dd>
        </>
      )}
      <dt>Gross value</dt>
      <dd>
        {valueUsd === null ? "no price in this edition" : `$${intervalWords(valueUsd, "/yr").replace(" /yr", "/yr")}`}
      </dd>
    </dl>
  );
}

function RelianceChart({
  element,
  now,
}: {
  readonly element: ElementResult;
  readonly now: RecoveryAnswer | undefined;
}) {
  const { netImportReliancePct: figure } = element;
  const draw = (widthPx: number) =>
    relianceBar(
      {
        nowPct: figure.value,
        nowPrinted: figureWords(figure, "%"),
        nowLowerPct: figure.lower,
        afterPct: now?.reliancePct ?? null,
      },
      {
        widthPx,
        title: `Net import reliance of ${element.name}`,
        desc: `Published: ${figureWords(figure, "%")}; after recovery: see the table`,
      },
    );
  return (
    <ChartFrame
      title="Net import reliance"
      caption="Published figure against what would be left after recovery: median and 5–95 % range."
      fileName={`${element.symbol}-reliance`}
      draw={draw}
      table={{
        columns: ["recovery_fraction", "published_pct", "after_p05_pct", "after_p50_pct", "after_p95_pct"],
        rows: [
          [
            now?.recovery ?? null,
            figureWords(figure, "%"),
            now?.reliancePct?.p05 ?? null,
            now?.reliancePct?.p50 ?? null,
            now?.reliancePct?.p95 ?? null,
          ],
        ],
      }}
    />
  );
}

interface CurveProps {
  readonly element: ElementResult;
  readonly points: readonly RecoveryAnswer[];
  readonly recovery: number;
}

function RelianceCurve({ element, points, recovery }: CurveProps) {
  const rows = points.flatMap((point) =>
    point.reliancePct === null ? [] : [{ recovery: point.recovery, ...point.reliancePct }],
  );
  const lowest = Math.min(0, ...rows.map((row) => row.p05));
  const draw = (widthPx: number) =>
    curve(rows, {
      widthPx,
      title: `Net import reliance of ${element.name} against recovery`,
      desc: "Median and 5 to 95 per cent band",
      yTitle: "Net import reliance, % of consumption",
      level: { value: 0, label: "no net imports" },
      markRecovery: recovery,
      yDomain: [lowest < -100 ? -100 : lowest, 100],
    });
  return (
    <ChartFrame
      title="Reliance at any recovery"
      caption="Median and 5–95 % band; below zero the country would export. Cut at −100 %."
      fileName={`${element.symbol}-reliance-curve`}
      draw={draw}
      table={{
        columns: ["recovery_fraction", "p05_pct", "p50_pct", "p95_pct"],
        rows: rows.map((row) => [row.recovery, row.p05, row.p50, row.p95]),
      }}
    />
  );
}

function ImportsCurve({ element, points, recovery }: CurveProps) {
  const rows = points.map(({ recovery: at, recoveredT }) => ({
    recovery: at,
    p05: recoveredT.p05,
    p50: recoveredT.p50,
    p95: recoveredT.p95,
  }));
  const imports = element.importsT.value;
  const draw = (widthPx: number) =>
    curve(rows, {
      widthPx,
      title: `Recovered ${element.name} against recovery`,
      desc: "Median and 5 to 95 per cent band, t a year",
      yTitle: "Recovered, t of element a year",
      markRecovery: recovery,
      ...(imports !== null && imports > 0 ? { level: { value: imports, label: "US imports" } } : {}),
    });
  return (
    <ChartFrame
      title="Recovered mass at any recovery"
      caption={`Median and 5–95 % band. Import reliance cannot be drawn: ${whyNoReliance(element)}.`}
      fileName={`${element.symbol}-recovered-curve`}
      draw={draw}
      table={{
        columns: ["recovery_fraction", "p05_t", "p50_t", "p95_t"],
        rows: rows.map((row) => [row.recovery, row.p05, row.p50, row.p95]),
      }}
    />
  );
}
