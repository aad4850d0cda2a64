import type { Interval } from "@relode/core/evidence";

interface IntervalMarkProps {
  readonly interval: Interval;
  /** Decades at the ends of the axis, as exponents of ten. */
  readonly decades: readonly [number, number];
  readonly imports?: number | null;
  readonly crustOnly?: number | null;
  readonly label: string;
}

const heightPx = 18;

/** One row's interval on a logarithmic axis shared by the rows of a table: dot, whisker, tick at imports, diamond at crust. */
export function IntervalMark({ interval, decades, imports, crustOnly, label }: IntervalMarkProps) {
  const [first, last] = decades;
  const at = (value: number) => {
    const decade = value > 0 ? Math.min(last, Math.max(first, Math.log10(value))) : first;
    return `${(2 + ((decade - first) / (last - first)) * 96).toFixed(2)}%`;
  };
  const middle = heightPx / 2;
  return (
    <svg width="100%" height={heightPx} role="img" aria-label={label} className="interval-mark">
      <title>{label}</title>
      {interval.p95 > 0 && (
        <>
          <line
            x1={at(interval.p05)}
            x2={at(interval.p95)}
            y1={middle}
            y2={middle}
            stroke="var(--plot-accent, #0b5566)"
            strokeWidth={1.6}
          />
          <circle cx={at(interval.mean)} cy={middle} r={3.8} fill="var(--plot-accent, #0b5566)" />
        </>
      )}
      {imports !== undefined && imports !== null && imports > 0 && (
        <line
          x1={at(imports)}
          x2={at(imports)}
          y1={2}
          y2={heightPx - 2}
          stroke="var(--plot-imports, #b2480f)"
          strokeWidth={2.5}
        />
      )}
      {crustOnly !== undefined && crustOnly !== null && crustOnly > 0 && (
        <svg x={at(crustOnly)} y={middle} overflow="visible">
          <path d="M-4 0L0 -4L4 0L0 4Z" fill="none" stroke="var(--plot-crust, #6b6257)" strokeWidth={1.2} />
        </svg>
      )}
    </svg>
  );
}
