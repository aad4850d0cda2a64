import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useState } from "react";
import { type Figure, figureAnchor } from "./siteDocuments.ts";
import { ancestorsOf } from "./walkBack.ts";

const route = getRouteApi("/sites/$id");

/** Where a reader stands on the way back from a figure to its sources. */
export interface Trail {
  /** Figure walked to; null at the start. */
  readonly at: string | null;
  /** Figures passed, the first first; the last is `at`. */
  readonly steps: readonly string[];
  /** What `at` rests on. */
  readonly under: ReadonlySet<string>;
  readonly go: (to: string, from: string) => void;
  readonly back: (to: string) => void;
  readonly end: () => void;
}

/** The trail; its end stands in the address, so a link leads to the figure. */
export function useTrail(figures: readonly Figure[]): Trail {
  const { figure } = route.useSearch();
  const navigate = route.useNavigate();
  const known = figures.some(({ id }) => id === figure) ? (figure ?? null) : null;
  const [steps, setSteps] = useState<readonly string[]>(known === null ? [] : [known]);
  const show = useCallback(
    (id: string | null) =>
      void navigate({
        search: (old) => ({ ...old, figure: id ?? undefined }) as typeof old,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  useEffect(() => {
    if (known === null) return;
    const row = document.getElementById(figureAnchor(known));
    row?.scrollIntoView({ block: "center" });
    row?.focus({ preventScroll: true });
  }, [known]);
  return useMemo(
    () => ({
      at: known,
      steps,
      under: known === null ? new Set<string>() : ancestorsOf(figures, known),
      go: (to, from) => {
        setSteps((old) => {
          const at = old.lastIndexOf(from);
          return at < 0 ? [from, to] : [...old.slice(0, at + 1), to];
        });
        show(to);
      },
      back: (to) => {
        setSteps((old) => old.slice(0, old.lastIndexOf(to) + 1));
        show(to);
      },
      end: () => {
        setSteps([]);
        show(null);
      },
    }),
    [known, steps, figures, show],
  );
}
