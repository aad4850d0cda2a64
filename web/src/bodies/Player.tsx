import { Button, SegmentedControl, Slider } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { realisationQuery } from "./bodyQueries.ts";

interface PlayerProps {
  readonly id: string;
  readonly variable: string;
  readonly count: number;
  readonly k: number;
  /** The realisation that is on the screen; null while one is on its way. */
  readonly drawn: number | null;
  readonly onK: (k: number) => void;
}

/** Plays the realisations one after another. Each is an equally likely picture of the ground; only the colours change. */
export function Player({ id, variable, count, k, drawn, onK }: PlayerProps) {
  const client = useQueryClient();
  const [isPlaying, setPlaying] = useState(false);
  const [perSecond, setPerSecond] = useState(4);
  const next = (k + 1) % count;
  useEffect(() => {
    void client.prefetchQuery(realisationQuery(id, variable, next));
  }, [client, id, variable, next]);
  useEffect(() => {
    if (!isPlaying || drawn !== k) return;
    const timer = setTimeout(() => onK(next), 1000 / perSecond);
    return () => clearTimeout(timer);
  }, [isPlaying, drawn, k, next, perSecond, onK]);
  const step = (by: number) => {
    setPlaying(false);
    onK((k + by + count) % count);
  };
  return (
    <div className="player" role="group" aria-label="Realisations" data-testid="player" data-k={drawn ?? ""}>
      <Button size="compact-md" variant="default" onClick={() => step(-1)} aria-label="Previous realisation">
        ‹
      </Button>
      <Button size="compact-md" onClick={() => setPlaying(!isPlaying)} w={74}>
        {isPlaying ? "Pause" : "Play"}
      </Button>
      <Button size="compact-md" variant="default" onClick={() => step(1)} aria-label="Next realisation">
        ›
      </Button>
      <Slider
        className="player-track"
        thumbLabel="Realisation"
        label={null}
        min={0}
        max={count - 1}
        value={k}
        onChange={(value) => {
          setPlaying(false);
          onK(value);
        }}
      />
      <span className="small player-count">
        {k + 1} of {count}
      </span>
      <SegmentedControl
        size="xs"
        aria-label="Realisations a second"
        value={String(perSecond)}
        onChange={(value) => setPerSecond(Number(value))}
        data={[
          { value: "1", label: "1/s" },
          { value: "4", label: "4/s" },
          { value: "12", label: "12/s" },
        ]}
      />
    </div>
  );
}
