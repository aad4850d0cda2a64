import type { SurfaceGrid } from "@relode/core/survey";
import { cellMap } from "../plot/cellMap.ts";
import type { SurveyPicture } from "./surveyPage.ts";
import type { VolumeConfig } from "./surveyVolumeConfig.ts";

const mostDrawn = 12_000;

/** Map of the thickness; joined cells show the mean of the counted ones. */
export function thicknessPicture(
  top: SurfaceGrid,
  base: SurfaceGrid,
  isCounted: Uint8Array,
  { top: { file } }: VolumeConfig,
): SurveyPicture {
  const { columns, rows, cellM } = top;
  const every = Math.max(1, Math.ceil(Math.sqrt((columns * rows) / mostDrawn)));
  const cells: (readonly [number, number, number, number, number])[] = [];
  let highest = 0;
  for (let row = 0; row < rows; row += every)
    for (let column = 0; column < columns; column += every) {
      let [sum, n] = [0, 0];
      for (let j = row; j < Math.min(rows, row + every); j++)
        for (let i = column; i < Math.min(columns, column + every); i++) {
          const at = j * columns + i;
          if (isCounted[at] === 0) continue;
          sum += top.elevationM[at] - base.elevationM[at];
          n++;
        }
      if (n === 0) continue;
      highest = Math.max(highest, sum / n);
      const side = every * cellM;
      cells.push([column * cellM, row * cellM, side, side, sum / n]);
    }
  return {
    name: "thickness",
    caption: `Thickness between ${file} and the base, metres, where the top lies above the base. Axes run from east ${top.eastM.toFixed(1)} m, north ${top.northM.toFixed(1)} m.`,
    draw: (widthPx) =>
      cellMap(
        { cells, lines: [], dots: [] },
        {
          widthPx,
          title: "Thickness",
          desc: "Cells coloured by the thickness between the surfaces",
          xTitle: "East, m",
          yTitle: "North, m",
          valueTitle: "Thickness, m",
          xDomain: [0, columns * cellM],
          yDomain: [0, rows * cellM],
          valueDomain: [0, highest > 0 ? highest : 1],
          exaggeration: 1,
        },
      ),
  };
}
