import { Button, NumberInput, Progress, Select } from "@mantine/core";
import { drawLimits } from "@relode/core/supply";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { request } from "../api/client.ts";
import { runQuery } from "../api/queries.ts";
import type { ScreeningOptions, ScreeningRun } from "../api/documents.ts";
import { PageError } from "../parts/States.tsx";
import { formatPct } from "../parts/words.ts";
import { useRunEvents } from "./watchRun.ts";

const unpublishedChoices = [
  { value: "interval", label: "Anything from none to all" },
  { value: "none", label: "None recovered" },
  { value: "all", label: "All recovered" },
];
const editions = [
  { value: "mcs2026", label: "USGS MCS 2026" },
  { value: "mcs2025", label: "USGS MCS 2025" },
  { value: "mcs2024", label: "USGS MCS 2024" },
];
const chemistries = [
  { value: "priors", label: "Deposit statistics (priors)" },
  { value: "cmio", label: "CMiO samples and priors" },
];

interface ScenarioFormProps {
  readonly name: "A" | "B";
  readonly run: string;
  readonly onRun: (run: string) => void;
}

/** Options of one scenario, and the run they give: start, watch, cancel. */
export function ScenarioForm({ name, run, onRun }: ScenarioFormProps) {
  const client = useQueryClient();
  const state = useQuery(runQuery(run));
  const [options, setOptions] = useState<Partial<ScreeningOptions>>({});
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    if (state.data) setOptions(state.data.options);
  }, [state.data?.id]);
  const set = <K extends keyof ScreeningOptions>(key: K, value: ScreeningOptions[K]) =>
    setOptions((old) => ({ ...old, [key]: value }));
  const start = async (event: FormEvent) => {
    event.preventDefault();
    setFailure(null);
    try {
      const { seed, draws, edition, geochemistry, unpublishedRecovery } = options;
      const accepted = await request<{ id: string }>("/screenings", {
        method: "POST",
        body: { seed, draws, edition, geochemistry, unpublishedRecovery },
      });
      await client.invalidateQueries({ queryKey: runQuery(accepted.id).queryKey });
      onRun(accepted.id);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <section className="panel scenario" aria-label={`Scenario ${name}`} data-status={state.data?.status}>
      <h2>
        <span className="scenario-letter">{name}</span> Scenario {name}
      </h2>
      <form onSubmit={(event) => void start(event)}>
        <div className="scenario-fields">
          <Select
            label="Market edition"
            data={editions}
            value={options.edition ?? null}
            onChange={(value) => value && set("edition", value as ScreeningOptions["edition"])}
            allowDeselect={false}
          />
          <Select
            label="Chemistry of the ore"
            data={chemistries}
            value={options.geochemistry ?? null}
            onChange={(value) => value && set("geochemistry", value as ScreeningOptions["geochemistry"])}
            allowDeselect={false}
          />
          <Select
            label="Where recovery is not published"
            data={unpublishedChoices}
            value={options.unpublishedRecovery ?? null}
            onChange={(value) => value && set("unpublishedRecovery", value as ScreeningOptions["unpublishedRecovery"])}
            allowDeselect={false}
          />
          <NumberInput
            label="Draws"
            min={drawLimits.min}
            max={drawLimits.max}
            step={1000}
            thousandSeparator=","
            value={options.draws ?? ""}
            onChange={(value) => set("draws", Number(value))}
          />
          <NumberInput
            label="Seed"
            min={0}
            value={options.seed ?? ""}
            onChange={(value) => set("seed", Number(value))}
          />
        </div>
        <Button type="submit">Run scenario {name}</Button>
      </form>
      {failure !== null && <PageError error={failure} />}
      {state.isError ? <PageError error={state.error} /> : state.data && <RunState state={state.data} name={name} />}
    </section>
  );
}

function RunState({ state, name }: { readonly state: ScreeningRun; readonly name: string }) {
  const client = useQueryClient();
  const events = useRunEvents(state.id, state.status);
  const progress = events ?? state.progress;
  const [failure, setFailure] = useState<unknown>(null);
  const cancel = async () => {
    try {
      await request(`/screenings/${encodeURIComponent(state.id)}`, { method: "DELETE" });
      await client.invalidateQueries({ queryKey: runQuery(state.id).queryKey });
    } catch (error) {
      setFailure(error);
    }
  };
  if (state.status === "queued" || state.status === "running")
    return (
      <div className="run-state" role="status">
        <div className="run-state-line">
          <span>
            {state.status === "queued" ? "Waiting" : "Running"}: {progress.stage || "starting"},{" "}
            {formatPct(progress.fraction)}
          </span>
          <Button variant="default" size="compact-sm" onClick={() => void cancel()}>
            Cancel run {name}
          </Button>
        </div>
        <Progress value={100 * progress.fraction} aria-label={`Progress of scenario ${name}`} />
        {failure !== null && <PageError error={failure} />}
      </div>
    );
  const words = {
    done: "Finished.",
    cancelled: "Cancelled. Start it again when you like.",
    failed: `Failed. ${errorWords(state.error)}`,
  }[state.status];
  return (
    <p className="run-state small" role="status">
      {words} Run <span className="mono">{state.id.slice(0, 12)}</span>
      {state.status === "done" && (
        <>
          {" "}
          <Link to="/elements" search={{ run: state.id }}>
            See its elements
          </Link>
        </>
      )}
    </p>
  );
}

function errorWords(error: ScreeningRun["error"]): string {
  if (error === undefined) return "";
  return typeof error === "string" ? error : (error.message ?? error.detail ?? error.title ?? "");
}
