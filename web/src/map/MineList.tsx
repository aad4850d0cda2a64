import type { ElementResult } from "../api/documents.ts";
import type { MapMeasure } from "../app/search.ts";
import { Empty } from "../parts/States.tsx";
import { formatPct } from "../parts/words.ts";
import { measureWords } from "./measureWords.ts";
import { type MineMark, measureNames, mineFill } from "./mineMarks.ts";

interface MineListProps {
  readonly marks: readonly MineMark[];
  readonly element: ElementResult;
  readonly measure: MapMeasure;
  readonly selected: string | null;
  readonly onSelect: (mine: string | null) => void;
}

/** The mines of the map as a list, largest first: the same for eyes, keyboard and screen reader. */
export function MineList({ marks, element, measure, selected, onSelect }: MineListProps) {
  const most = marks[0]?.share || 1;
  return (
    <section className="mine-list panel" aria-labelledby="mine-list-title">
      <h2 id="mine-list-title">
        {marks.length} mines by {element.name.toLowerCase()}
      </h2>
      <p className="small muted">
        {measure === "mass" ? "Discarded mass" : measureNames[measure].name}, expected value; share of the national
        total
      </p>
      {marks.length === 0 && <Empty>No mine passes these filters. Clear one of them.</Empty>}
      <ol>
        {marks.map(({ mine, value, share }) => (
          <li key={mine.id}>
            <button
              type="button"
              aria-pressed={mine.id === selected}
              onClick={() => onSelect(mine.id === selected ? null : mine.id)}
            >
              <span className="mine-list-name">
                {mine.name} <span className="muted">{mine.state}</span>
              </span>
              <span className="mine-list-value">{measureWords(value, measure, element)}</span>
              <span className="mine-list-bar" aria-hidden="true">
                <span style={{ width: `${(100 * share) / most}%`, background: mineFill(mine.mainCommodity) }} />
              </span>
              <span className="mine-list-share muted">{formatPct(share)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
