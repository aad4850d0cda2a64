import { formatTick } from "../../../platform/src/plot/format.ts";
import { mineFamilies } from "./mineMarks.ts";

interface MapLegendProps {
  readonly title: string;
  readonly unit: string;
  readonly most: number;
  readonly radiusPx: (value: number) => number;
}

/** What size and colour of a circle mean. */
export function MapLegend({ title, unit, most, radiusPx }: MapLegendProps) {
  const power = 10 ** Math.floor(Math.log10(most > 0 ? most : 1));
  const sizes = [power, power / 10, power / 100];
  const widest = radiusPx(power);
  return (
    <div className="map-legend">
      <div>
        <b>
          {title}, {unit}
        </b>
        <div className="map-sizes">
          {sizes.map((size) => {
            const r = radiusPx(size);
            return (
              <span key={size}>
                <svg width={2 * r + 2} height={2 * Math.max(r, Math.min(widest, 10)) + 2} aria-hidden="true">
                  <circle
                    cx={r + 1}
                    cy={Math.max(r, Math.min(widest, 10)) + 1}
                    r={r}
                    fill="none"
                    stroke="currentColor"
                  />
                </svg>
                {formatTick(size)}
              </span>
            );
          })}
        </div>
      </div>
      <ul>
        {mineFamilies.map(({ name, fill }) => (
          <li key={name}>
            <span style={{ background: fill }} />
            {name}
          </li>
        ))}
      </ul>
    </div>
  );
}
