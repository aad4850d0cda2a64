import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { apiBase } from "../api/client.ts";
import { runQuery } from "../api/queries.ts";
import type { RunProgress, RunStatus } from "../api/documents.ts";

/** Follows a run by server-sent events until it ends; null while nothing has come. */
export function useRunEvents(run: string | null, status: RunStatus | undefined): RunProgress | null {
  const client = useQueryClient();
  const [progress, setProgress] = useState<RunProgress | null>(null);
  const isOpen = run !== null && (status === "queued" || status === "running");
  useEffect(() => {
    if (!isOpen || run === null) return;
    setProgress(null);
    const events = new EventSource(`${apiBase}/screenings/${encodeURIComponent(run)}/events`);
    events.addEventListener("progress", (event) => setProgress(JSON.parse(event.data) as RunProgress));
    const end = () => {
      events.close();
      void client.invalidateQueries({ queryKey: runQuery(run).queryKey });
    };
    for (const name of ["done", "failed", "cancelled"]) events.addEventListener(name, end);
    return () => events.close();
  }, [run, isOpen, client]);
  return progress;
}
