import { categoryColours, gradientOf } from "../bodyScene/colourScale.ts";
import { formatQuantity } from "../parts/words.ts";
import type { Coloured } from "./useColouring.ts";

/** What the colours mean, with unit. */
export function Legend({ coloured }: { readonly coloured: Coloured }) {
  const { scale, title, unit, categories } = coloured;
  if (categories)
    return (
      <div className="scene-legend" data-testid="legend">
        <b>{title}</b>
        <ul>
          {categories.map((name, code) =>
            name === "" ? null : (
              <li key={name}>
                <i style={{ background: categoryColours[code % categoryColours.length] }} />
                {name}
              </li>
            ),
          )}
        </ul>
      </div>
    );
  const [low, high] = scale.range;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((place) =>
    scale.isLog ? low * (high / low) ** place : low + place * (high - low),
  );
  const isYear = unit === "year";
  const isShare = low === 0 && high === 1 && unit === "";
  return (
    <div className="scene-legend" data-testid="legend">
      <b>
        {title}
        {unit !== "" && `, ${unit}`}
      </b>
      <div className="scene-ramp">
        <div style={{ background: gradientOf(scale.map) }} />
        <p>
          {ticks.map((tick, i) => (
            <span key={tick}>
              {!isShare && !isYear && i === 0 ? "≤ " : ""}
              {!isShare && !isYear && i === ticks.length - 1 ? "≥ " : ""}
              {isShare ? `${100 * tick} %` : isYear ? Math.round(tick) : formatQuantity(tick)}
            </span>
          ))}
        </p>
      </div>
      <span>
        <i style={{ background: "#8f8f8f" }} /> no value
      </span>
    </div>
  );
}
