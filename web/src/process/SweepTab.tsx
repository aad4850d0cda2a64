import { Button, Select } from "@mantine/core";
import { findUnitOp, type FlowsheetDocument, type FlowsheetReport } from "@relode/core/process";
import { useMemo, useState } from "react";
import { xyChart } from "../../../platform/src/plot/xyChart.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { numbersIn, type Target } from "../processWork/edits.ts";
import { outputsOf } from "../processWork/outputs.ts";
import type { SweepPoint, SweepQuestion } from "../processWork/processWork.ts";
import { NumberField } from "./NumberField.tsx";

interface SweepTabProps {
  readonly document: FlowsheetDocument;
  readonly report: FlowsheetReport;
  readonly sweep: (question: SweepQuestion) => Promise<readonly SweepPoint[]>;
}

interface Input {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly target: Target;
  readonly path: readonly string[];
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
}

interface Swept {
  readonly points: readonly SweepPoint[];
  readonly input: Input;
  readonly output: string;
  readonly unit: string;
  readonly of: FlowsheetDocument;
}

/** One input against one output: any parameter or feed, any recovery, flow, grade or duty. */
export function SweepTab({ document, report, sweep }: SweepTabProps) {
  const inputs = useMemo(() => inputsOf(document), [document]);
  const outputs = useMemo(() => outputsOf(report), [report]);
  const [inputKey, setInputKey] = useState<string | null>(null);
  const [outputKey, setOutputKey] = useState<string | null>(null);
  const input = inputs.find(({ key }) => key === inputKey) ?? inputs[0];
  const output = outputs.find(({ key }) => key === outputKey) ?? outputs[0];
  const [ends, setEnds] = useState<{ readonly key: string; readonly from: number; readonly to: number } | null>(null);
  const [count, setCount] = useState(15);
  const [swept, setSwept] = useState<Swept | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isRunning, setRunning] = useState(false);
  if (!input || !output) return <p className="muted">There is no number to change in this flowsheet yet.</p>;
  const usual = usualEnds(input);
  const { from, to } = ends?.key === input.key ? ends : { ...usual };
  const run = async () => {
    setRunning(true);
    setError(null);
    const steps = Math.min(60, Math.max(2, Math.round(count)));
    const values = Array.from({ length: steps }, (_, k) => from + ((to - from) * k) / (steps - 1));
    try {
      const points = await sweep({
        document,
        target: input.target,
        path: input.path,
        values: input.isWhole ? [...new Set(values.map(Math.round))] : values,
        output: output.key,
      });
      setSwept({ points, input, output: output.label, unit: output.unit, of: document });
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : String(thrown));
    }
    setRunning(false);
  };
  return (
    <>
      <div className="pf-sweep">
        <Select
          label="Change"
          searchable
          allowDeselect={false}
          limit={80}
          value={input.key}
          data={inputs.map(({ key, label }) => ({ value: key, label }))}
          onChange={setInputKey}
        />
        <Select
          label="Against"
          searchable
          allowDeselect={false}
          limit={80}
          value={output.key}
          data={outputs.map(({ key, label }) => ({ value: key, label }))}
          onChange={setOutputKey}
        />
        <NumberField
          label="From"
          value={from}
          unit={input.unit}
          onCommit={(value) => setEnds({ key: input.key, from: value ?? usual.from, to })}
        />
        <NumberField
          label="To"
          value={to}
          unit={input.unit}
          onCommit={(value) => setEnds({ key: input.key, from, to: value ?? usual.to })}
        />
        <NumberField label="Points, 2 to 60" value={count} onCommit={(value) => setCount(value ?? 15)} />
        <Button size="xs" onClick={() => void run()} loading={isRunning}>
          Compute curve
        </Button>
      </div>
      {error !== null && (
        <p className="pf-issue" role="alert">
          {error}
        </p>
      )}
      {swept && <Curve swept={swept} isOld={swept.of !== document} />}
    </>
  );
}

function Curve({ swept, isOld }: { readonly swept: Swept; readonly isOld: boolean }) {
  const { points, input, output, unit } = swept;
  const y = points.map((point) => point.output ?? Number.NaN);
  const x = points.map(({ value }) => value);
  const failed = points.filter((point) => point.output === null);
  const xTitle = `${input.label}${input.unit === "" ? "" : `, ${input.unit}`}`;
  const yTitle = `${output}${unit === "" ? "" : `, ${unit}`}`;
  return (
    <div data-testid="sweep">
      <ChartFrame
        title={output}
        caption={`Each dot is a solve of the whole flowsheet; now ${input.label} is ${input.value}.${isOld ? " Computed before the latest edit." : ""}`}
        fileName="sweep"
        draw={(widthPx) =>
          xyChart(
            [
              { kind: "line", label: "", colour: "var(--plot-accent, #0b5566)", x, y },
              { kind: "dots", label: "", colour: "var(--plot-accent, #0b5566)", x, y },
            ],
            {
              widthPx,
              heightPx: 320,
              title: output,
              desc: `${yTitle} against ${xTitle}`,
              xTitle,
              yTitle,
              xDomain: [Math.min(...x), Math.max(...x)],
            },
          )
        }
        table={{
          columns: [xTitle, yTitle, "reason"],
          rows: points.map(({ value, output: number, reason }) => [value, number, reason]),
        }}
      />
      {failed.length > 0 && (
        <p className="pf-issue small">
          {failed.length} of {points.length} points could not be solved; the first: {failed[0]?.reason ?? "no number"}
        </p>
      )}
    </div>
  );
}

/** Every number that may be changed: given parameters, parameters at their usual value, feeds. */
function inputsOf(document: FlowsheetDocument): Input[] {
  const ofUnits = document.units.flatMap(({ id, kind, parameters }) => {
    const specs = findUnitOp(kind)?.parameters ?? {};
    const usual = Object.entries(specs).flatMap(([name, spec]) =>
      spec.kind === "number" && typeof spec.default === "number" ? [[name, spec.default] as const] : [],
    );
    return numbersIn({ ...Object.fromEntries(usual), ...(parameters as object | undefined) }).flatMap(
      ({ path, value }): Input[] => {
        const spec = specs[path[0] ?? ""];
        if (!spec) return [];
        const field = spec.kind === "records" ? spec.fields?.[path.at(-1) ?? ""] : spec;
        return [
          {
            key: JSON.stringify(["unit", id, ...path]),
            label: `${id}: ${path.join(" ")}`,
            unit: field?.unit === "1" ? "" : (field?.unit ?? ""),
            target: { kind: "unit", id },
            path,
            value,
            min: field?.min ?? Number.NEGATIVE_INFINITY,
            max: field?.max ?? Number.POSITIVE_INFINITY,
            isWhole: field?.isWhole === true,
          },
        ];
      },
    );
  });
  const ofFeeds = document.streams.flatMap(({ id, feed }) =>
    numbersIn(feed ?? {})
      .filter(
        ({ path }) =>
          path[0] === "kgPerH" || path.includes("litresPerH") || path.at(-1) === "kgPerH" || path[0] === "temperatureC",
      )
      .map(
        ({ path, value }): Input => ({
          key: JSON.stringify(["stream", id, ...path]),
          label: `${id}: ${path.join(" ")}`,
          unit: path.includes("litresPerH") ? "L/h" : path[0] === "temperatureC" ? "°C" : "kg/h",
          target: { kind: "stream", id },
          path,
          value,
          min: path[0] === "temperatureC" ? -273 : 0,
          max: Number.POSITIVE_INFINITY,
          isWhole: false,
        }),
      ),
  );
  return [...ofUnits, ...ofFeeds];
}

/** Half to one and a half of the value, within the bounds. */
function usualEnds({ value, min, max }: Input): { from: number; to: number } {
  const spread = value === 0 ? (Number.isFinite(max) ? Math.min(1, max) : 1) : Math.abs(value) / 2;
  const short = (number: number) => Number(number.toPrecision(4));
  return { from: short(Math.max(min, value - spread)), to: short(Math.min(max, value + spread)) };
}
