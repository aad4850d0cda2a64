import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { BodyScene, type SceneCallbacks, type SceneGrid } from "./BodyScene.ts";
import type { Bounds } from "./sceneBounds.ts";

interface BodyCanvasProps {
  readonly grid: SceneGrid;
  readonly bounds: Bounds;
  readonly label: string;
  readonly onReady: (scene: BodyScene | null) => void;
  readonly onPick: SceneCallbacks["onPick"];
  readonly onPickHole: SceneCallbacks["onPickHole"];
  readonly onHover: SceneCallbacks["onHover"];
}

/** The canvas of a body. Arrow keys turn the camera, plus and minus zoom, O, P, N, E take the views. */
export function BodyCanvas({ grid, bounds, label, onReady, onPick, onPickHole, onHover }: BodyCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const scene = useRef<BodyScene | null>(null);
  const calls = useRef<SceneCallbacks>({ onPick, onPickHole, onHover, onError: () => undefined });
  const [failure, setFailure] = useState<string | null>(null);
  calls.current = { onPick, onPickHole, onHover, onError: setFailure };
  useEffect(() => {
    if (host.current === null) return;
    try {
      scene.current = new BodyScene(host.current, grid, bounds, {
        onPick: (index) => calls.current.onPick(index),
        onPickHole: (hole) => calls.current.onPickHole(hole),
        onHover: (index, hole) => calls.current.onHover(index, hole),
        onError: (message) => calls.current.onError(message),
      });
    } catch (error) {
      setFailure(
        `This browser cannot draw in three dimensions (${error instanceof Error ? error.message : String(error)}). The tables and charts hold the same numbers.`,
      );
      return;
    }
    onReady(scene.current);
    return () => {
      onReady(null);
      scene.current?.dispose();
      scene.current = null;
    };
  }, [grid, bounds, onReady]);
  return (
    <div
      ref={host}
      className="scene"
      data-testid="scene"
      role="application"
      aria-label={`${label}. Arrow keys turn, plus and minus zoom, O, P, N and E change the view.`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a drawing that the keyboard turns
      tabIndex={0}
      onKeyDown={(event) => scene.current && act(event, scene.current)}
    >
      {failure !== null && (
        <div className="scene-failure" role="alert">
          {failure}
        </div>
      )}
    </div>
  );
}

const turns: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-7.5, 0],
  ArrowRight: [7.5, 0],
  ArrowUp: [0, 5],
  ArrowDown: [0, -5],
};
const views = { o: "orbit", p: "plan", n: "north", e: "east" } as const;

function act(event: KeyboardEvent, scene: BodyScene): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const turn = turns[event.key];
  const view = Object.entries(views).find(([key]) => key === event.key.toLowerCase());
  if (turn) scene.turn(...turn);
  else if (event.key === "+" || event.key === "=") scene.zoom(1.2);
  else if (event.key === "-") scene.zoom(1 / 1.2);
  else if (view) scene.view(view[1]);
  else return;
  event.preventDefault();
}
