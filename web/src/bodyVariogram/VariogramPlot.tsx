import type { CovarianceModel } from "@relode/core/geostat";
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useElementSize } from "@mantine/hooks";
import { linearScale } from "../../../platform/src/plot/scale.ts";
import { formatTick } from "../../../platform/src/plot/format.ts";
import { countWords, formatQuantity } from "../parts/words.ts";
import { totalSill } from "./benchModel.ts";
import { type BenchDirection, type BenchPoint, modelCurve } from "./variogramWork.ts";

export type Handle = "nugget" | "sill" | "range";

interface VariogramPlotProps {
  readonly direction: BenchDirection;
  readonly points: readonly BenchPoint[];
  readonly model: CovarianceModel;
  readonly structure: number;
  /** Axis of the model along this direction: 0 major, 1 minor, 2 third. */
  readonly axis: number;
  readonly variance: number;
  /** Top of the upright axis, shared by the directions. */
  readonly top: number;
  readonly unit: string;
  readonly onHandle: (handle: Handle, value: number) => void;
}

const heightPx = 280;
const leftPx = 54;
const rightPx = 14;
const topPx = 22;
const bottomPx = 236;
/** Radius of a handle; words of the axes stay this far from them. */
const handlePx = 8;

/** Experimental points and model along one direction, with handles for nugget, sill and range. */
export function VariogramPlot(props: VariogramPlotProps) {
  const { direction, points, model, structure, axis, variance, top, unit, onHandle } = props;
  const { ref, width } = useElementSize();
  const svg = useRef<SVGSVGElement>(null);
  const widthPx = Math.max(220, Math.floor(width));
  const rangeM = model.structures[structure]?.rangesM[axis] ?? 1;
  const farthest = Math.max(direction.lagM * direction.lags, ...points.map(({ distanceM }) => distanceM)) * 1.05;
  const x = linearScale(0, farthest, [leftPx, widthPx - rightPx], widthPx < 300 ? 4 : 5);
  const y = linearScale(0, top, [bottomPx, topPx], 5);
  const distances = Array.from({ length: 81 }, (_, i) => (i === 0 ? farthest * 1e-6 : (i / 80) * farthest));
  const curve = modelCurve(model, direction, distances);
  const most = Math.max(1, ...points.map(({ pairs }) => pairs));
  const sill = totalSill(model);
  const handles: readonly { handle: Handle; px: number; py: number; value: number; words: string }[] = [
    {
      handle: "nugget",
      px: leftPx,
      py: y.toPx(model.nugget),
      value: model.nugget,
      words: `${formatQuantity(model.nugget)} ${unit}`,
    },
    { handle: "sill", px: widthPx - rightPx, py: y.toPx(sill), value: sill, words: `${formatQuantity(sill)} ${unit}` },
    {
      handle: "range",
      px: x.toPx(rangeM),
      py: y.toPx(curveAt(model, direction, rangeM)),
      value: rangeM,
      words: `${formatQuantity(rangeM)} m`,
    },
  ];
  const valueAt = (handle: Handle, event: PointerEvent): number => {
    const box = svg.current?.getBoundingClientRect();
    if (!box) return 0;
    const scale = widthPx / box.width;
    if (handle === "range") {
      const px = (event.clientX - box.left) * scale;
      return Math.max(farthest / 500, ((px - leftPx) / (widthPx - rightPx - leftPx)) * farthest);
    }
    const py = (event.clientY - box.top) * scale;
    return Math.max(0, ((bottomPx - py) / (bottomPx - topPx)) * top);
  };
  return (
    <figure className="bench-plot" ref={ref}>
      <figcaption>
        <b>{direction.name}</b> <span className="muted small">lags of {formatQuantity(direction.lagM)} m</span>
      </figcaption>
      <svg
        ref={svg}
        viewBox={`0 0 ${widthPx} ${heightPx}`}
        width="100%"
        height={heightPx}
        role="group"
        aria-label={`Variogram along ${direction.name}`}
      >
        {y.ticks.map((tick) => (
          <g key={tick}>
            <line x1={leftPx} x2={widthPx - rightPx} y1={y.toPx(tick)} y2={y.toPx(tick)} className="bench-grid" />
            <text x={leftPx - handlePx - 5} y={y.toPx(tick) + 4} textAnchor="end">
              {formatTick(tick)}
            </text>
          </g>
        ))}
        {x.ticks.map((tick) => (
          <text key={tick} x={x.toPx(tick)} y={bottomPx + handlePx + 13} textAnchor="middle">
            {formatTick(tick)}
          </text>
        ))}
        <text x={2} y={11}>
          γ, {unit}
        </text>
        <text x={widthPx - rightPx} y={bottomPx + 38} textAnchor="end">
          Distance, m
        </text>
        <line x1={leftPx} x2={widthPx - rightPx} y1={bottomPx} y2={bottomPx} className="bench-axis" />
        <line x1={leftPx} x2={widthPx - rightPx} y1={y.toPx(variance)} y2={y.toPx(variance)} className="bench-variance">
          <title>Variance of the samples: {formatQuantity(variance)}</title>
        </line>
        {points.map((point) => (
          <circle
            key={point.distanceM}
            cx={x.toPx(point.distanceM)}
            cy={y.toPx(point.value)}
            r={2 + 5 * Math.sqrt(point.pairs / most)}
            className="bench-point"
          >
            <title>
              {formatQuantity(point.distanceM)} m: {formatQuantity(point.value)}, {countWords(point.pairs)} pairs
            </title>
          </circle>
        ))}
        <path
          d={`M${distances.map((h, i) => `${x.toPx(h).toFixed(1)} ${y.toPx(curve[i] ?? 0).toFixed(1)}`).join("L")}`}
          className="bench-curve"
        />
        {handles.map(({ handle, px, py, value, words }) => (
          <circle
            key={handle}
            cx={px}
            cy={py}
            r={handlePx}
            className="bench-handle"
            data-handle={handle}
            data-testid={`${handle}-${axis}`}
            role="slider"
            tabIndex={0}
            aria-label={`${handle} along ${direction.name}`}
            aria-orientation={handle === "range" ? "horizontal" : "vertical"}
            aria-valuemin={0}
            aria-valuemax={handle === "range" ? farthest : top}
            aria-valuenow={Number(value.toPrecision(4))}
            aria-valuetext={words}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={(event) => {
              if (event.currentTarget.hasPointerCapture(event.pointerId)) onHandle(handle, valueAt(handle, event));
            }}
            onKeyDown={(event) => {
              const by = stepOf(event);
              if (by !== 0) onHandle(handle, Math.max(0, value + by * (handle === "range" ? farthest : top)));
            }}
          >
            <title>
              Drag: {handle}, {words}
            </title>
          </circle>
        ))}
      </svg>
    </figure>
  );
}

function curveAt(model: CovarianceModel, direction: BenchDirection, distanceM: number): number {
  return modelCurve(model, direction, [distanceM])[0] ?? 0;
}

/** Arrow keys move a handle by a hundredth of its axis, with Shift by a tenth. */
function stepOf(event: KeyboardEvent): number {
  const size = event.shiftKey ? 0.1 : 0.01;
  const sign =
    event.key === "ArrowUp" || event.key === "ArrowRight"
      ? 1
      : event.key === "ArrowDown" || event.key === "ArrowLeft"
        ? -1
        : 0;
  if (sign !== 0) event.preventDefault();
  return sign * size;
}
