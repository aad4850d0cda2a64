import { useCallback, useEffect, useMemo, useReducer, useState } from "react";
import type { Selection } from "../processCanvas/FlowsheetCanvas.tsx";
import { type Sheet, sheetFromValue, sheetText } from "../processWork/sheet.ts";

/** One open flowsheet with the way back. */
export interface Case {
  readonly id: string;
  readonly sheet: Sheet;
  readonly past: readonly Sheet[];
  readonly future: readonly Sheet[];
}

export interface CasesState {
  readonly cases: readonly Case[];
  readonly active: string | null;
  readonly selection: Selection;
  readonly next: number;
}

type Action =
  | { readonly do: "open"; readonly sheet: Sheet }
  | { readonly do: "close"; readonly id: string }
  | { readonly do: "show"; readonly id: string }
  | { readonly do: "select"; readonly selection: Selection }
  | { readonly do: "edit"; readonly sheet: Sheet; readonly selection?: Selection }
  | { readonly do: "undo" }
  | { readonly do: "redo" }
  | { readonly do: "reset" };

export const mostCases = 4;
const mostPast = 60;
const storageKey = "relode.process";
/** What is kept in the browser at most; larger flowsheets stay open but are not kept. */
const mostKept = 2_000_000;

const nothing: CasesState = { cases: [], active: null, selection: null, next: 1 };

function reduce(state: CasesState, action: Action): CasesState {
  const active = state.cases.find(({ id }) => id === state.active);
  const put = (changed: Case, selection: Selection = state.selection): CasesState => ({
    ...state,
    cases: state.cases.map((one) => (one.id === changed.id ? changed : one)),
    selection,
  });
  switch (action.do) {
    case "open": {
      if (state.cases.length >= mostCases) return state;
      const opened: Case = { id: `case ${state.next}`, sheet: action.sheet, past: [], future: [] };
      return { cases: [...state.cases, opened], active: opened.id, selection: null, next: state.next + 1 };
    }
    case "close": {
      const cases = state.cases.filter(({ id }) => id !== action.id);
      const isActive = state.active === action.id;
      return {
        ...state,
        cases,
        active: isActive ? (cases.at(-1)?.id ?? null) : state.active,
        selection: isActive ? null : state.selection,
      };
    }
    case "show":
      return { ...state, active: action.id, selection: null };
    case "select":
      return { ...state, selection: action.selection };
    case "edit":
      if (!active) return state;
      return put(
        { ...active, sheet: action.sheet, past: [...active.past, active.sheet].slice(-mostPast), future: [] },
        action.selection === undefined ? state.selection : action.selection,
      );
    case "undo": {
      const before = active?.past.at(-1);
      if (!active || !before) return state;
      return put(
        { ...active, sheet: before, past: active.past.slice(0, -1), future: [active.sheet, ...active.future] },
        null,
      );
    }
    case "redo": {
      const [after, ...future] = active?.future ?? [];
      if (!active || !after) return state;
      return put({ ...active, sheet: after, past: [...active.past, active.sheet], future }, null);
    }
    case "reset":
      return { ...nothing, next: state.next };
  }
}

/** The open flowsheets; they outlive a reload in this browser, up to a size. */
export function useCases() {
  const [state, dispatch] = useReducer(reduce, nothing, restored);
  const [isKept, setKept] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setKept(keep(state)), 250);
    return () => clearTimeout(timer);
  }, [state]);
  const active = useMemo(() => state.cases.find(({ id }) => id === state.active) ?? null, [state]);
  const edit = useCallback((sheet: Sheet, selection?: Selection) => {
    dispatch(selection === undefined ? { do: "edit", sheet } : { do: "edit", sheet, selection });
  }, []);
  return { state, active, dispatch, edit, isKept };
}

function keep(state: CasesState): boolean {
  try {
    if (state.cases.length === 0) {
      localStorage.removeItem(storageKey);
      return true;
    }
    const cases = state.cases.map(({ id, sheet }) => ({ id, sheet: JSON.parse(sheetText(sheet)) as unknown }));
    const text = JSON.stringify({ active: state.active, next: state.next, cases });
    if (text.length > mostKept) {
      localStorage.removeItem(storageKey);
      return false;
    }
    localStorage.setItem(storageKey, text);
    return true;
  } catch {
    // A full or forbidden storage: the page goes on without it and says so.
    return false;
  }
}

function restored(): CasesState {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? "null") as {
      active?: unknown;
      next?: unknown;
      cases?: { id?: unknown; sheet?: unknown }[];
    } | null;
    const cases = (kept?.cases ?? []).slice(0, mostCases).flatMap(({ id, sheet }): Case[] => {
      const read = sheetFromValue(sheet).sheet;
      return read && typeof id === "string" ? [{ id, sheet: read, past: [], future: [] }] : [];
    });
    if (cases.length === 0) return nothing;
    const active = cases.find(({ id }) => id === kept?.active)?.id ?? cases[0]?.id ?? null;
    return { cases, active, selection: null, next: typeof kept?.next === "number" ? kept.next : cases.length + 1 };
  } catch {
    return nothing;
  }
}
