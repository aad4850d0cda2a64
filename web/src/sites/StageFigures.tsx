import { Evidence } from "../parts/Evidence.tsx";
import { formatQuantity } from "../parts/words.ts";
import { type Figure, figureAnchor } from "./siteDocuments.ts";
import type { Trail } from "./useTrail.ts";
import { usersOf } from "./walkBack.ts";

interface StageFiguresProps {
  readonly number: number;
  readonly title: string;
  readonly anchor: string;
  readonly figures: readonly Figure[];
  readonly all: readonly Figure[];
  readonly trail: Trail;
  readonly note: string | null;
}

/** Figures of one stage, each with unit, band, evidence, and what it was made from. */
export function StageFigures({ number, title, anchor, figures, all, trail, note }: StageFiguresProps) {
  return (
    <div className="panel">
      <h2 id={`${anchor}-h`} tabIndex={-1}>
        <span className="stage-number" aria-hidden="true">
          {number}
        </span>
        {title}
      </h2>
      {note !== null && <p className="muted small">{note}</p>}
      {figures.length === 0 ? (
        <p className="muted small">No number: the site file gives none. See “Not assessed”.</p>
      ) : (
        <ul className="figure-list">
          {figures.map((figure) => (
            <FigureRow key={figure.id} figure={figure} all={all} trail={trail} />
          ))}
        </ul>
      )}
    </div>
  );
}

function FigureRow({
  figure,
  all,
  trail,
}: {
  readonly figure: Figure;
  readonly all: readonly Figure[];
  readonly trail: Trail;
}) {
  const { id, name, unit, interval, evidence, from, how, source } = figure;
  const mark = trail.at === id ? "here" : trail.under.has(id) ? "under" : undefined;
  const users = usersOf(all, id);
  const isKnown = interval.p05 === interval.p95;
  return (
    <li id={figureAnchor(id)} className="figure-row" data-mark={mark} tabIndex={-1} data-testid={`figure-${id}`}>
      <span className="figure-name">{name.charAt(0).toUpperCase() + name.slice(1)}</span>
      <span className="figure-value">
        <b>{formatQuantity(interval.mean)}</b> <span className="muted">{unit}</span>
      </span>
      <span className="figure-band small">
        {isKnown ? (
          <span className="muted">one value, no spread taken</span>
        ) : (
          <>
            <span className="muted">P5–P95</span> {formatQuantity(interval.p05)} – {formatQuantity(interval.p95)}
          </>
        )}
      </span>
      <Evidence grade={evidence} />
      <span className="figure-origin small">
        {from.length === 0 ? (
          <span>
            <span className="muted">Source:</span> {source || "not named"}
          </span>
        ) : (
          <>
            <span>{how}</span>
            <span className="figure-from">
              <span className="muted">from</span>
              {from.map((input) => (
                <WalkButton key={input} id={input} all={all} onGo={() => trail.go(input, id)} />
              ))}
            </span>
          </>
        )}
        {mark === "here" && users.length > 0 && (
          <span className="figure-from">
            <span className="muted">used by</span>
            {users.map((user) => (
              <WalkButton key={user.id} id={user.id} all={all} onGo={() => trail.go(user.id, id)} />
            ))}
          </span>
        )}
      </span>
    </li>
  );
}

function WalkButton({
  id,
  all,
  onGo,
}: {
  readonly id: string;
  readonly all: readonly Figure[];
  readonly onGo: () => void;
}) {
  return (
    <button type="button" className="walk" onClick={onGo}>
      {all.find((figure) => figure.id === id)?.name ?? id}
    </button>
  );
}
