import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { planColumnWords, type PlanName } from "../bodyPlans/planDocuments.ts";
import { planColumnQuery } from "../bodyPlans/planQueries.ts";
import type { BodyDocument } from "./bodyDocuments.ts";
import { columnQuery, mostCounted, probabilityAbove, realisationQuery } from "./bodyQueries.ts";
import {
  categoriesOf,
  type ColourChoice,
  columnWords,
  gradeColumn,
  type Scale,
  scaleOf,
  unitWords,
  variableWords,
} from "./colourChoice.ts";

export interface Coloured {
  readonly values: Float32Array;
  readonly scale: Scale;
  /** Title of the legend, with quantity. */
  readonly title: string;
  readonly unit: string;
  readonly categories: readonly string[] | null;
}

/** Values and scale of what is chosen; the last ones stay until the next are there. */
export function useColouring(
  id: string,
  document: BodyDocument,
  variable: string,
  choice: ColourChoice,
  k: number,
  cutoff: number | null,
  wantsLog: boolean,
): { coloured: Coloured | null; error: Error | null; progress: number | null; k: number | null } {
  const grade = gradeColumn(document, variable);
  const column = choice.by === "column" ? (document.columns.find(({ name }) => name === choice.name) ?? grade) : null;
  const ofColumn = useQuery({
    ...columnQuery(id, column?.name ?? grade?.name ?? ""),
    enabled: column !== null || grade !== null,
  });
  const ofGrade = useQuery({ ...columnQuery(id, grade?.name ?? ""), enabled: grade !== null });
  const ofRealisation = useQuery({
    ...realisationQuery(id, variable, k),
    enabled: choice.by === "realisation",
    placeholderData: keepPreviousData,
  });
  const planned = choice.by === "plan" ? choice : null;
  const ofPlan = useQuery({
    ...planColumnQuery(id, planned?.plan ?? "", planned?.name ?? ""),
    enabled: planned !== null,
    retry: false,
  });
  const share = useProbability(id, document, variable, choice.by === "probability" ? cutoff : null);
  const unit = document.variables.find(({ name }) => name === variable)?.unit ?? grade?.unit ?? "";
  const coloured = useMemo((): Coloured | null => {
    if (choice.by === "realisation") {
      const values = ofRealisation.data;
      if (!values || !ofGrade.data) return null;
      const scale = scaleOf(ofGrade.data, "grade", wantsLog);
      return {
        values,
        scale,
        title: `Realisation, ${variableWords(variable)}`,
        unit: unitWords(unit),
        categories: null,
      };
    }
    if (choice.by === "probability") {
      if (share.values === null) return null;
      const title = `Share of realisations with ${variableWords(variable)} at or above the cut-off`;
      return {
        values: share.values,
        scale: scaleOf(share.values, "probability", false),
        title,
        unit: "",
        categories: null,
      };
    }
    if (choice.by === "plan") return ofPlan.data ? plannedColours(choice, ofPlan.data) : null;
    if (!ofColumn.data || column === null) return null;
    const categories = categoriesOf(document, column);
    const isGrade = ["estimate", "mean", "p05", "p50", "p95"].includes(column.kind);
    const kind = categories
      ? "category"
      : column.kind === "probability"
        ? "probability"
        : isGrade
          ? "grade"
          : "quantity";
    const basis = isGrade && column.variable === variable && ofGrade.data ? ofGrade.data : ofColumn.data;
    return {
      values: ofColumn.data,
      scale: scaleOf(basis, kind, wantsLog),
      title: columnWords({ ...column, unit: "" }),
      unit: unitWords(column.unit),
      categories,
    };
  }, [
    choice,
    ofPlan.data,
    ofRealisation.data,
    ofGrade.data,
    ofColumn.data,
    share.values,
    column,
    document,
    variable,
    wantsLog,
    unit,
  ]);
  const error =
    ofColumn.error ?? ofPlan.error ?? (choice.by === "realisation" ? ofRealisation.error : null) ?? share.error;
  const isCurrent = choice.by === "realisation" && !ofRealisation.isPlaceholderData && ofRealisation.data !== undefined;
  return { coloured, error, progress: share.progress, k: isCurrent ? k : null };
}

/** A plan's column: years from the first to the last, probabilities from 0 to 1, anything else over its own percentiles. */
function plannedColours({ plan, name }: { readonly plan: string; readonly name: string }, values: Float32Array) {
  const title = planColumnWords(plan as PlanName, name);
  const base = scaleOf(values, plan === "probability" ? "probability" : "quantity", false);
  let last = 1;
  for (const value of values) if (value > last) last = value;
  const scale: Scale = plan === "schedule" ? { ...base, range: [1, Math.max(2, last)] } : base;
  return { values, scale, title, unit: plan === "schedule" ? "year" : "", categories: null };
}

interface Share {
  readonly values: Float32Array | null;
  readonly progress: number | null;
  readonly error: Error | null;
}

/** Counts the realisations in the browser once the cut-off has rested for a moment. */
function useProbability(id: string, document: BodyDocument, variable: string, cutoff: number | null): Share {
  const client = useQueryClient();
  const [share, setShare] = useState<Share>({ values: null, progress: null, error: null });
  useEffect(() => {
    if (cutoff === null) return;
    const { blocks, realisations } = document;
    if (blocks * realisations > mostCounted) {
      const error = new Error(
        `${blocks} blocks x ${realisations} realisations are too many to count in the browser (limit ${mostCounted}); colour by a probability column instead`,
      );
      setShare({ values: null, progress: null, error });
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const progress = (fraction: number) => setShare((old) => ({ ...old, progress: fraction, error: null }));
      probabilityAbove(client, { id, variable, realisations, blocks }, cutoff, progress, stop.signal)
        .then((values) => setShare({ values, progress: null, error: null }))
        .catch((error: unknown) => {
          if (stop.signal.aborted) return;
          setShare({ values: null, progress: null, error: error instanceof Error ? error : new Error(String(error)) });
        });
    }, 250);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [client, id, document, variable, cutoff]);
  return share;
}
