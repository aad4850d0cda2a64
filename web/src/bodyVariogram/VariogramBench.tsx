import "./variogram.css";
import { Button, NumberInput, Select } from "@mantine/core";
import type { CovarianceModel } from "@relode/core/geostat";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { BodyDocument } from "../bodies/bodyDocuments.ts";
import { holesQuery } from "../bodies/bodyQueries.ts";
import { unitWords, variableWords } from "../bodies/colourChoice.ts";
import { type BodyVariogram, variogramsOf } from "../bodies/readBody.ts";
import { PageError, PageLoading } from "../parts/States.tsx";
import { countWords } from "../parts/words.ts";
import { firstModel, modelJson, pointed, totalSill, withRange, withStructure } from "./benchModel.ts";
import { benchSamples, searchOf, type TakenSamples, topOf } from "./benchSamples.ts";
import { CopyModel } from "./CopyModel.tsx";
import { ModelNumbers } from "./ModelNumbers.tsx";
import { ModelWorth } from "./ModelWorth.tsx";
import { useAnswer, useBench } from "./useBench.ts";
import { type Handle, VariogramPlot } from "./VariogramPlot.tsx";
import { misfitOf, startDirections } from "./variogramWork.ts";

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
  readonly samples: TakenSamples;
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
          left, sill at the right, range on the curve. Classes beyond the axis stand at its top.{" "}
          {samples.isAlongLayers
            ? "Heights are counted along the layers of the domain, as the run counts them."
            : "Heights are those of the map; the run counts them along the layers."}
          {directions[0] && document.grid.azimuthDeg !== 0 && " Azimuths count from the grid’s own y axis."}
        </p>
      </section>
      <div className="stack">
        <section className="panel bench-worth" aria-label="What the model is worth">
          <h2>What the model is worth</h2>
          <ModelWorth
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
          <ModelNumbers
            model={model}
            at={at}
            unit={unit}
            onModel={setModel}
            onAt={setStructure}
            azimuthDeg={azimuthDeg}
          />
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

/** `ppm` as `ppm²`, the unit of a variogram. */
const squared = (unit: string) => (unit === "" ? "" : `${unit}²`);
