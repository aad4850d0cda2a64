import { Button } from "@mantine/core";
import type { Figure } from "./siteDocuments.ts";
import type { Trail } from "./useTrail.ts";

interface TrailBarProps {
  readonly figures: readonly Figure[];
  readonly trail: Trail;
}

/** The way walked so far, with a way back along it. */
export function TrailBar({ figures, trail }: TrailBarProps) {
  if (trail.at === null) return null;
  const nameOf = (id: string) => figures.find((figure) => figure.id === id)?.name ?? id;
  const isSource = figures.find(({ id }) => id === trail.at)?.from.length === 0;
  return (
    <nav className="trail" aria-label="Way back to the sources">
      <ol>
        {trail.steps.map((id, at) => (
          <li key={`${id}-${at}`} {...(id === trail.at ? { "aria-current": "step" as const } : {})}>
            {id === trail.at ? (
              <b>{nameOf(id)}</b>
            ) : (
              <button type="button" className="link-button" onClick={() => trail.back(id)}>
                {nameOf(id)}
              </button>
            )}
          </li>
        ))}
      </ol>
      <span className="muted small">
        {isSource ? "a source: nothing lies behind it here" : `rests on ${trail.under.size} figures, marked`}
      </span>
      <Button size="compact-sm" variant="default" onClick={trail.end}>
        Clear
      </Button>
    </nav>
  );
}
