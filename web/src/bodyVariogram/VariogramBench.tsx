import "./variogram.css";
import { Button, NumberInput, Select } from "@mantine/core";
import type { CovarianceModel, StructureType } from "@relode/core/geostat";
import { gridOfWorld } from "@relode/core/resource";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { BodyDocument, BodyHoles } from "../bodies/bodyDocuments.ts";
import { holesQuery } from "../bodies/bodyQueries.ts";
import { unitWords, variableWords } from "../bodies/colourChoice.ts";
import { type BodyVariogram, variogramsOf } from "../bodies/readBody.ts";
import { PageError, PageLoading } from "../parts/States.tsx";
import { countWords, formatPct, formatQuantity } from "../parts/words.ts";
import { benchShapes, firstModel, modelJson, pointed, totalSill, withRange, withStructure } from "./benchModel.ts";
import { useAnswer, useBench } from "./useBench.ts";
import { type Handle, VariogramPlot } from "./VariogramPlot.tsx";
import {
  type BenchSamples,
  type CheckAnswer,
  type ExperimentalAnswer,
  misfitOf,
  startDirections,
} from "./variogramWork.ts";

interface VariogramBenchProps {
  readonly id: string;
  readonly document: BodyDocument;
  readonly variable: string;
}

/** A bench for the variogram of a variable: points, model, handles, fit, and what the model is worth. */
export function VariogramBench({ id, document, variable }: VariogramBenchProps) {
  const holes = useQuery(holesQuery(id));
  const models = variogramsOf(document).filter((entry) => entry.variable === variable && entry.of === "grade");
  const domains = [...new Set(models.map(({ domain }) => domain))];
  const largest = [...models].sort((a, b) => b.samples - a.samples)[0]?.domain;
  const [chosen, setDomain] = useState<string | null>(null);
  const domain = chosen ?? largest ?? "*";
  const samples = useMemo(
    () => (holes.data ? benchSamples(document, holes.data, variable, domain) : null),
    [document, holes.data, variable, domain],
  );
  if (holes.isError) return <PageError error={holes.error} />;
  if (samples === null) return <PageLoading />;
  if (samples.values.length < 10)
    return (
      <p className="panel">
        {samples.values.length} composites hold {variableWords(variable)} in {domain}; a variogram needs at least 10.
      </p>
    );
  return (
    <Bench
      key={domain}
      document={document}
      variable={variable}
      domain={domain}
      samples={samples}
      stored={models.find((entry) => entry.domain === domain)?.variogram ?? null}
    >
      {domains.length > 1 && (
        <Select
          label="Domain"
          allowDeselect={false}
          value={domain}
          data={domains}
          onChange={(value) => setDomain(value)}
        />
      )}
    </Bench>
  );
}

interface BenchProps {
  readonly document: BodyDocument;
  readonly variable: string;
  readonly domain: string;
  readonly samples: BenchSamples;
  readonly stored: BodyVariogram["variogram"] | null;
  readonly children: React.ReactNode;
}

function Bench({ document, variable, domain, samples, stored: fitted, children }: BenchProps) {
  const stored = fitted?.model ?? null;
  const bench = useBench(samples);
  const [azimuthDeg, setAzimuth] = useState(() => stored?.structures[0]?.anglesDeg?.[0] ?? 0);
  const [lagFactor, setLagFactor] = useState(1);
  const directions = useMemo(
    () =>
      startDirections(samples.xyzM, azimuthDeg).map((direction) => ({
        ...direction,
        lagM: direction.lagM * lagFactor,
        lags: Math.max(4, Math.round(direction.lags / lagFactor)),
      })),
    [samples, azimuthDeg, lagFactor],
  );
  const question = useMemo(() => ({ kind: "experimental" as const, directions }), [directions]);
  const experimental = useAnswer(bench, question, 0);
  const points = experimental.answer;
  const [model, setModel] = useState<CovarianceModel | null>(stored);
  const [structure, setStructure] = useState(0);
  useEffect(() => {
    if (model !== null || points === null) return;
    const [along, , up] = directions;
    setModel(pointed(firstModel(points.variance, (along?.lagM ?? 10) * 6, (up?.lagM ?? 1) * 5), azimuthDeg));
  }, [model, points, directions, azimuthDeg]);
  const search = useMemo(() => searchOf(directions), [directions]);
  const check = useMemo(() => (model === null ? null : { kind: "check" as const, model, search }), [model, search]);
  const checked = useAnswer(bench, check, 120);
  const [fitting, setFitting] = useState<string | null>(null);
  if (model === null || points === null)
    return <div className="panel">{experimental.error ?? "Gathering pairs of samples."}</div>;

  const unit = squared(unitWords(document.variables.find(({ name }) => name === variable)?.unit ?? "ppm"));
  const misfit = misfitOf(model, points);
  const top = topOf(points, totalSill(stored ?? model));
  const at = Math.min(structure, Math.max(0, model.structures.length - 1));
  const handle = (axis: number) => (which: Handle, value: number) => {
    if (which === "nugget") setModel({ ...model, nugget: value });
    else if (which === "range") setModel(withRange(model, at, axis, value));
    else {
      const rest = totalSill(model) - (model.structures[at]?.sill ?? 0);
      setModel(withStructure(model, at, { sill: Math.max(0, value - rest) }));
    }
  };
  const fit = () => {
    if (bench === null) return;
    setFitting("Fitting");
    bench.ask({ kind: "fit", start: pointed(model, azimuthDeg), experimental: points }).then(
      ({ model: found, isConverged, doubts }) => {
        setModel(found);
        setFitting(
          doubts.length > 0
            ? `Doubts: ${doubts.join("; ")}.`
            : isConverged
              ? "Fitted without a doubt raised."
              : "The search stopped early.",
        );
      },
      (error: unknown) => setFitting(error instanceof Error ? error.message : String(error)),
    );
  };
  return (
    <div className="bench" data-testid="bench" data-misfit={misfit.share.toFixed(6)}>
      <section className="panel bench-plots" aria-label="Variograms">
        {points.directions.map(({ direction, points: some }, axis) => (
          <VariogramPlot
            key={direction.name}
            direction={direction}
            points={some}
            model={model}
            structure={at}
            axis={axis}
            variance={points.variance}
            top={top}
            unit={unit}
            onHandle={handle(axis)}
          />
        ))}
        <p className="muted small bench-caption">
          Circles: half the mean squared difference of pairs, as large as their number. Dashed: variance of the{" "}
          {countWords(points.samples)} composites. Drag the handles, or move them with the arrow keys: nugget at the
          left, sill at the right, range on the curve. Classes beyond the axis stand at its top. Heights are those of
          the map; the run counts them along the layers.
          {directions[0] && document.grid.azimuthDeg !== 0 && " Azimuths count from the grid’s own y axis."}
        </p>
      </section>
      <div className="stack">
        <section className="panel bench-worth" aria-label="What the model is worth">
          <h2>What the model is worth</h2>
          <Worth
            share={misfit.share}
            fitted={fitted}
            isChanged={model !== stored}
            check={checked.answer}
            error={checked.error}
            isWorking={checked.isWorking}
            unit={unitWords(document.variables.find(({ name }) => name === variable)?.unit ?? "ppm")}
          />
        </section>
        <section className="panel bench-model" aria-label="Model">
          <h2>Model</h2>
          {children}
          <Numbers model={model} at={at} unit={unit} onModel={setModel} onAt={setStructure} azimuthDeg={azimuthDeg} />
          <div className="bench-row">
            <NumberInput
              label="Azimuth, °"
              size="xs"
              min={-180}
              max={180}
              value={azimuthDeg}
              onChange={(value) => {
                if (typeof value !== "number") return;
                setAzimuth(value);
                setModel(pointed(model, value));
              }}
            />
            <NumberInput
              label="Lag × "
              size="xs"
              min={0.25}
              max={4}
              step={0.25}
              value={lagFactor}
              onChange={(value) => typeof value === "number" && value >= 0.25 && value <= 4 && setLagFactor(value)}
            />
          </div>
          <div className="bench-buttons">
            <Button size="sm" onClick={fit}>
              Fit automatically
            </Button>
            {stored && (
              <Button size="sm" variant="default" onClick={() => setModel(stored)}>
                Back to the run’s model
              </Button>
            )}
          </div>
          {fitting !== null && (
            <p className="small" role="status">
              {fitting}
            </p>
          )}
          <CopyModel text={modelJson(model, domain, document.grid.azimuthDeg)} />
        </section>
      </div>
    </div>
  );
}

interface WorthProps {
  readonly share: number;
  readonly fitted: BodyVariogram["variogram"] | null;
  readonly isChanged: boolean;
  readonly check: CheckAnswer | null;
  readonly error: string | null;
  readonly isWorking: boolean;
  readonly unit: string;
}

function Worth({ share, fitted, isChanged, check, error, isWorking, unit }: WorthProps) {
  return (
    <>
      {fitted && <RunsVerdict fitted={fitted} isChanged={isChanged} />}
      <dl className="facts" aria-busy={isWorking}>
        <dt>Weighted misfit</dt>
        <dd>
          <b>{formatPct(share)}</b> of a horizontal line’s
        </dd>
        {check && (
          <>
            <dt>Left out in turn</dt>
            <dd>
              {countWords(check.n)} of {countWords(check.tried)}
            </dd>
            <dt>Mean error</dt>
            <dd>
              {formatQuantity(check.meanError)} {unit}
            </dd>
            <dt>Root mean square error</dt>
            <dd data-testid="rmse">
              {formatQuantity(check.rootMeanSquaredError)} {unit}
            </dd>
            <dt>Error² over variance</dt>
            <dd>{formatQuantity(check.meanSquaredDeviationRatio)} (right: 1)</dd>
            <dt>Correlation</dt>
            <dd>{formatQuantity(check.correlationObservedEstimate)}</dd>
          </>
        )}
      </dl>
      {error !== null && (
        <p className="small" role="alert">
          Cross-validation: {error}
        </p>
      )}
      <p className="muted small facts-note">
        Misfit: Σ pairs / h² × (point − model)²; a small one says that the curve meets the points, not that the points
        are right. Cross-validation: each composite kriged from the others, also of its own hole, by ordinary kriging;
        computed in this browser.
      </p>
    </>
  );
}

/** What the run said of its own model: it stands beside the misfit, which alone sounds too good. */
function RunsVerdict({
  fitted,
  isChanged,
}: Pick<WorthProps, "isChanged"> & { readonly fitted: BodyVariogram["variogram"] }) {
  return (
    <div className="bench-verdict" data-testid="verdict">
      The run’s verdict{isChanged && " on its own model, not on the one shown"}: <b>{fitted.verdict}</b>
      {fitted.doubts.length === 0 ? (
        "; no doubt raised."
      ) : (
        <ul className="bench-doubts small">
          {fitted.doubts.map((doubt) => (
            <li key={doubt}>{doubt}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface NumbersProps {
  readonly model: CovarianceModel;
  readonly at: number;
  readonly unit: string;
  readonly azimuthDeg: number;
  readonly onModel: (model: CovarianceModel) => void;
  readonly onAt: (at: number) => void;
}

const axisNames = ["Range along, m", "Range across, m", "Range up, m"];

function Numbers({ model, at, unit, azimuthDeg, onModel, onAt }: NumbersProps) {
  const structure = model.structures[at];
  const number = (value: number) => Number(value.toPrecision(5));
  const add = () => {
    const last = model.structures.at(-1);
    const rangesM = (last?.rangesM ?? [100, 100, 5]).map((range) => 2 * range) as [number, number, number];
    const sill = 0.3 * totalSill(model);
    onModel({
      ...model,
      structures: [...model.structures, { type: "spherical", sill, rangesM, anglesDeg: [azimuthDeg, 0, 0] }],
    });
    onAt(model.structures.length);
  };
  return (
    <>
      <div className="bench-row">
        <Select
          label="Structure"
          size="xs"
          allowDeselect={false}
          value={String(at)}
          data={model.structures.map(({ type }, i) => ({ value: String(i), label: `${i + 1}: ${type}` }))}
          onChange={(value) => onAt(Number(value ?? 0))}
        />
        <Button size="xs" variant="default" onClick={add} disabled={model.structures.length >= 3}>
          Add
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={model.structures.length < 2}
          onClick={() => {
            onModel({ ...model, structures: model.structures.filter((_, i) => i !== at) });
            onAt(0);
          }}
        >
          Remove
        </Button>
      </div>
      <div className="bench-row">
        <NumberInput
          label={`Nugget, ${unit}`}
          size="xs"
          thousandSeparator=","
          min={0}
          value={number(model.nugget)}
          onChange={(value) => typeof value === "number" && value >= 0 && onModel({ ...model, nugget: value })}
        />
        {structure && (
          <>
            <NumberInput
              label={`Sill ${at + 1}, ${unit}`}
              size="xs"
              thousandSeparator=","
              min={0}
              value={number(structure.sill)}
              onChange={(value) =>
                typeof value === "number" && value >= 0 && onModel(withStructure(model, at, { sill: value }))
              }
            />
            <Select
              label="Shape"
              size="xs"
              allowDeselect={false}
              value={structure.type}
              data={[...new Set([structure.type, ...benchShapes])]}
              onChange={(value) => onModel(withStructure(model, at, { type: (value ?? "spherical") as StructureType }))}
            />
          </>
        )}
      </div>
      {structure && (
        <div className="bench-row">
          {axisNames.map((name, axis) => (
            <NumberInput
              key={name}
              label={name}
              size="xs"
              thousandSeparator=","
              min={0.01}
              value={number(structure.rangesM[axis] ?? 1)}
              onChange={(value) => typeof value === "number" && value > 0 && onModel(withRange(model, at, axis, value))}
            />
          ))}
        </div>
      )}
    </>
  );
}

function CopyModel({ text }: { readonly text: string }) {
  const [said, setSaid] = useState("");
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setSaid("Copied."),
      () => setSaid("The browser did not allow it; copy the text below."),
    );
  };
  return (
    <details className="bench-json">
      <summary>Model as JSON for PROJECT.json</summary>
      <pre className="mono" data-testid="model-json">
        {text}
      </pre>
      <Button size="xs" variant="default" onClick={copy}>
        Copy
      </Button>{" "}
      <span className="small" role="status">
        {said}
      </span>
      <p className="muted small">Goes under the variable’s “variogram”; then run the estimate again.</p>
    </details>
  );
}

/** Top of the upright axis: above the sill, the variance and every class with a fair number of pairs; thin classes may reach beyond. */
function topOf({ directions, variance }: ExperimentalAnswer, sill: number): number {
  const most = Math.max(1, ...directions.flatMap(({ points }) => points.map(({ pairs }) => pairs)));
  const fair = directions.flatMap(({ points }) => points.filter(({ pairs }) => pairs >= most / 25));
  return 1.15 * Math.max(sill, variance, ...fair.map(({ value }) => value));
}

/** `ppm` as `ppm²`, the unit of a variogram. */
const squared = (unit: string) => (unit === "" ? "" : `${unit}²`);

/** Samples of the variable along the grid's axes; heights over the layers' reference where the run gives them. */
function benchSamples(
  document: BodyDocument,
  { composites }: BodyHoles,
  variable: string,
  domain: string,
): BenchSamples {
  const numbers = new Map<string, number>();
  const code = document.domains?.find(({ name }) => name === domain)?.code;
  const taken = composites.filter(
    (composite) =>
      typeof composite.values[variable] === "number" &&
      (composite.domain === undefined || domain === "*" || composite.domain === domain || composite.domain === code),
  );
  return {
    xyzM: Float64Array.from(
      taken.flatMap(({ at, layerM }) => {
        const [u, v, w] = gridOfWorld(document.grid, [...at]);
        return [u, v, layerM ?? w];
      }),
    ),
    values: Float64Array.from(taken, ({ values }) => values[variable] ?? Number.NaN),
    holes: Int32Array.from(taken, ({ hole }) => {
      const known = numbers.get(hole) ?? numbers.size;
      numbers.set(hole, known);
      return known;
    }),
  };
}

/** As far as the variograms reach, 16 samples. */
function searchOf(directions: readonly { readonly lagM: number; readonly lags: number }[]) {
  const reach = directions.map(({ lagM, lags }) => 1.5 * lagM * lags);
  return { radiiM: [reach[0] ?? 1, reach[1] ?? 1, reach[2] ?? 1] as const, maxSamples: 16 };
}
