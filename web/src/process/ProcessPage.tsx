import "./process.css";
import { Button, Modal, Tabs } from "@mantine/core";
import type { FlowsheetDocument, FlowsheetReport } from "@relode/core/process";
import { useMemo, useState } from "react";
import { placesOf } from "../processCanvas/drawing.ts";
import { FlowsheetCanvas, type Selection } from "../processCanvas/FlowsheetCanvas.tsx";
import { saveBlob } from "../parts/saveFile.ts";
import {
  addFeed,
  addProduct,
  addUnit,
  connect,
  type Edited,
  moveUnit,
  removeStream,
  removeUnit,
  renameStream,
  renameUnit,
  setAt,
  setComponents,
} from "../processWork/edits.ts";
import type { SolveAnswer } from "../processWork/processWork.ts";
import { type Sheet, sheetText } from "../processWork/sheet.ts";
import { CatalogueDialog } from "./CatalogueDialog.tsx";
import { NameField } from "./NumberField.tsx";
import { labelKinds, type LabelKind, streamLabels } from "./labels.ts";
import { CompareTab } from "./CompareTab.tsx";
import { ComponentsTab } from "./ComponentsTab.tsx";
import { OpenPanel } from "./OpenPanel.tsx";
import { DutyTable, RecoveryTable, StreamTable } from "./ResultTables.tsx";
import { SankeyTab } from "./SankeyTab.tsx";
import { StatusLine } from "./StatusLine.tsx";
import { StreamPanel } from "./StreamPanel.tsx";
import { SweepTab } from "./SweepTab.tsx";
import { UnitPanel } from "./UnitPanel.tsx";
import { mostCases, useCases } from "./useCases.ts";
import { useSolver } from "./useSolver.ts";

/** Flowsheets: drawn, edited, solved in the browser. */
export function ProcessPage() {
  const { state, active, dispatch, edit, isKept } = useCases();
  const { resultOf, isWorking, sweep } = useSolver(state.cases);
  const [isOpening, setOpening] = useState(false);
  const [isResetting, setResetting] = useState(false);
  const open = (sheet: Sheet) => {
    dispatch({ do: "open", sheet });
    setOpening(false);
  };
  return (
    <>
      <div className="page-head">
        <h1>Process flowsheets</h1>
        <p className="lede">
          Draw a plant from unit operations, solve its balances and recycles, and follow every element to where it
          leaves. All of it is computed in this browser.
        </p>
      </div>
      {state.cases.length > 0 && (
        <div className="toolbar pf-cases">
          <div role="group" aria-label="Open flowsheets" className="pf-case-list">
            {state.cases.map(({ id, sheet }) => (
              <span key={id} className="pf-case" data-active={id === state.active || undefined}>
                <button type="button" aria-pressed={id === state.active} onClick={() => dispatch({ do: "show", id })}>
                  {sheet.document.name}
                </button>
                <button
                  type="button"
                  aria-label={`Close ${sheet.document.name}`}
                  onClick={() => dispatch({ do: "close", id })}
                >
                  ✕
                </button>
              </span>
            ))}
          </div>
          <Button size="xs" variant="default" aria-expanded={isOpening} onClick={() => setOpening(!isOpening)}>
            Open another
          </Button>
          <Button size="xs" variant="default" onClick={() => setResetting(true)}>
            Reset
          </Button>
          {!isKept && (
            <p className="small pf-issue">Too large to be kept in this browser: save the file before you leave.</p>
          )}
        </div>
      )}
      {(state.cases.length === 0 || isOpening) && <OpenPanel isFull={state.cases.length >= mostCases} onOpen={open} />}
      {active && <Editor key={active.id} page={{ state, active, dispatch, edit, resultOf, isWorking, sweep }} />}
      <Modal
        opened={isResetting}
        onClose={() => setResetting(false)}
        title="Close all flowsheets?"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <p>All open flowsheets and what this browser keeps of them are deleted. Files that you saved stay.</p>
        <Button
          mt="md"
          onClick={() => {
            dispatch({ do: "reset" });
            setResetting(false);
          }}
        >
          Delete and begin again
        </Button>
      </Modal>
    </>
  );
}

type Cases = ReturnType<typeof useCases>;
type Solver = ReturnType<typeof useSolver>;

/** What the editor of one case shares with the page. */
export interface PageParts {
  readonly state: Cases["state"];
  readonly active: NonNullable<Cases["active"]>;
  readonly dispatch: Cases["dispatch"];
  readonly edit: Cases["edit"];
  readonly resultOf: Solver["resultOf"];
  readonly isWorking: boolean;
  readonly sweep: Solver["sweep"];
}

function Editor({ page }: { readonly page: PageParts }) {
  const { state, active, dispatch, edit, resultOf } = page;
  const { sheet } = active;
  const { selection } = state;
  const result = resultOf(active.id);
  const [isAdding, setAdding] = useState(false);
  const [labelKind, setLabelKind] = useState<LabelKind>("solids");
  const [refused, setRefused] = useState<string | null>(null);
  const [tab, setTab] = useState<string | null>("streams");
  const good = result.good;
  const report = good?.report ?? null;
  const isStale = good !== null && result.goodOf !== sheet.document;
  const labels = useMemo(() => streamLabels(sheet.document, good, labelKind), [sheet.document, good, labelKind]);
  const marks = useMemo(() => {
    const found = new Map<string, "error" | "warning">();
    for (const { path, severity } of result.latest?.issues ?? []) {
      const unit = /^unit (.+?)(?:, parameter .*)?$/.exec(path)?.[1];
      if (unit === undefined || severity === "info" || found.get(unit) === "error") continue;
      found.set(unit, severity);
    }
    return found;
  }, [result.latest]);

  /** Places stay as they are seen when the structure changes. */
  const frozen = (): Sheet => ({ ...sheet, layout: Object.fromEntries(placesOf(sheet)) });
  const apply = (edited: Edited, kind: "unit" | "stream") => {
    if ("refused" in edited) setRefused(edited.refused);
    else {
      setRefused(null);
      edit(edited.sheet, { kind, id: edited.made });
    }
  };
  const remove = (chosen: NonNullable<Selection>) => {
    edit(chosen.kind === "unit" ? removeUnit(frozen(), chosen.id) : removeStream(frozen(), chosen.id), null);
  };
  const set = (kind: "unit" | "stream", id: string) => (path: readonly string[], value: unknown) =>
    edit({ ...sheet, document: setAt(sheet.document, { kind, id }, path, value) });
  const show = (kind: "unit" | "stream", id: string) => dispatch({ do: "select", selection: { kind, id } });
  const add = (kind: string) => {
    const now = frozen();
    const places = Object.values(now.layout);
    const right = Math.max(-200, ...places.map(([x]) => x));
    const low = Math.max(0, ...places.filter(([x]) => x === right).map(([, y]) => y));
    apply(addUnit(now, kind, places.length === 0 ? [0, 0] : [right, low + 130]), "unit");
  };
  const panel = {
    sheet,
    latest: result.latest,
    good,
    onDelete: () => selection && remove(selection),
  };
  return (
    <>
      <div className="toolbar">
        <Button size="xs" onClick={() => setAdding(true)}>
          Add a unit
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={active.past.length === 0}
          onClick={() => dispatch({ do: "undo" })}
        >
          Undo
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={active.future.length === 0}
          onClick={() => dispatch({ do: "redo" })}
        >
          Redo
        </Button>
        <label className="pf-inline">
          Words on streams
          <select value={labelKind} onChange={({ currentTarget }) => setLabelKind(currentTarget.value as LabelKind)}>
            {labelKinds(good).map(({ kind, words }) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            saveBlob(`${sheet.document.name}.json`, new Blob([sheetText(sheet)], { type: "application/json" }))
          }
        >
          Save flowsheet
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={state.cases.length >= mostCases}
          onClick={() => dispatch({ do: "open", sheet: copyOf(sheet) })}
        >
          Copy as new case
        </Button>
      </div>
      <StatusLine active={active} result={result} onShow={show} />
      {refused !== null && (
        <p className="pf-issue" role="alert">
          {refused}
        </p>
      )}
      <div className="pf-layout">
        <div className="pf-main">
          <FlowsheetCanvas
            sheet={sheet}
            selection={selection}
            labels={labels}
            marks={marks}
            onSelect={(chosen) => dispatch({ do: "select", selection: chosen })}
            onMove={(id, at) => edit(moveUnit(frozen(), id, at))}
            onConnect={(from, to) => apply(connect(frozen(), from, to), "stream")}
            onDelete={remove}
            onLayOut={() => edit({ ...sheet, layout: {} })}
          />
          <p className="muted small pf-hint">
            Drag units or move them with the arrow keys; drag from an outlet to an inlet, or press Enter on one and then
            on the other; Delete removes; Ctrl and wheel zoom.
          </p>
        </div>
        {selection?.kind === "unit" && (
          <UnitPanel
            key={selection.id}
            {...panel}
            id={selection.id}
            onSet={set("unit", selection.id)}
            onRename={(name) => apply(renameUnit(frozen(), selection.id, name), "unit")}
            onFeed={(to) => apply(addFeed(frozen(), to), "stream")}
            onProduct={(from) => apply(addProduct(frozen(), from), "stream")}
            onConnect={(from, to) => apply(connect(frozen(), from, to), "stream")}
            onShowStream={(id) => show("stream", id)}
          />
        )}
        {selection?.kind === "stream" && (
          <StreamPanel
            key={selection.id}
            {...panel}
            id={selection.id}
            onSet={set("stream", selection.id)}
            onRename={(name) => apply(renameStream(sheet, selection.id, name), "stream")}
          />
        )}
        {selection === null && (
          <CasePanel sheet={sheet} onRename={(name) => edit({ ...sheet, document: { ...sheet.document, name } })} />
        )}
      </div>
      <Tabs value={tab} onChange={setTab} keepMounted={false} className="pf-tabs">
        <Tabs.List>
          {tabs.map(([value, words]) => (
            <Tabs.Tab key={value} value={value}>
              {words}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {isStale && (
          <p className="pf-issue small">Results are those of the last good solve, not of the flowsheet as it stands.</p>
        )}
        {tabs.map(([value]) => (
          <Tabs.Panel key={value} value={value}>
            {value === "components" ? (
              <ComponentsTab
                components={sheet.document.components}
                onChange={(components) => edit(setComponents(sheet, components))}
              />
            ) : good && report && result.goodOf ? (
              <ResultTab tab={value} page={page} good={good} report={report} solved={result.goodOf} onShow={show} />
            ) : (
              <p className="muted">No result yet: the flowsheet has not been solved.</p>
            )}
          </Tabs.Panel>
        ))}
      </Tabs>
      <CatalogueDialog isOpen={isAdding} onClose={() => setAdding(false)} onAdd={add} />
    </>
  );
}

const tabs = [
  ["streams", "Streams"],
  ["recoveries", "Recoveries"],
  ["duties", "Duties"],
  ["sankey", "Sankey"],
  ["sweep", "Sweep"],
  ["compare", "Compare"],
  ["components", "Components"],
] as const;

interface ResultTabProps {
  readonly tab: (typeof tabs)[number][0];
  readonly page: PageParts;
  readonly good: SolveAnswer;
  readonly report: FlowsheetReport;
  /** The flowsheet that the result belongs to. */
  readonly solved: FlowsheetDocument;
  readonly onShow: (kind: "unit" | "stream", id: string) => void;
}

function ResultTab({ tab, page, good, report, solved, onShow }: ResultTabProps) {
  switch (tab) {
    case "streams":
      return <StreamTable answer={good} report={report} onShow={(id) => onShow("stream", id)} />;
    case "recoveries":
      return <RecoveryTable report={report} />;
    case "duties":
      return <DutyTable report={report} />;
    case "sankey":
      return <SankeyTab document={solved} answer={good} report={report} />;
    case "sweep":
      return <SweepTab document={page.active.sheet.document} report={report} sweep={page.sweep} />;
    case "compare":
      return <CompareTab cases={page.state.cases} active={page.active} resultOf={page.resultOf} />;
    case "components":
      return null;
  }
}

function copyOf(sheet: Sheet): Sheet {
  return { ...sheet, document: { ...sheet.document, name: `${sheet.document.name}, changed` } };
}

/** What the flowsheet is and rests on, where nothing is selected. */
function CasePanel({ sheet, onRename }: { readonly sheet: Sheet; readonly onRename: (name: string) => void }) {
  const { name, description, sources, units, streams, components } = sheet.document;
  const hasRanges = [...units, ...streams].some(({ uncertainty }) => uncertainty !== undefined);
  return (
    <section className="panel pf-panel" aria-label="Flowsheet">
      <p className="eyebrow">flowsheet</p>
      <h2>{name}</h2>
      <NameField label="Name" value={name} onCommit={(changed) => changed !== "" && onRename(changed)} />
      {description !== undefined && description !== "" && <p className="small">{description}</p>}
      <p className="small muted">
        {units.length} units, {streams.length} streams, {components.length} components. Steady state; the numbers are
        model results without a range
        {hasRanges
          ? ": relode process risk draws those that this file declares."
          : ", because the parameters carry none."}
      </p>
      {sources && sources.length > 0 && (
        <>
          <h3>Sources</h3>
          <ul className="small pf-sources">
            {sources.map((source) => (
              <li key={source}>{source}</li>
            ))}
          </ul>
        </>
      )}
      <p className="small muted">Choose a unit or a stream on the drawing to see and change it.</p>
    </section>
  );
}
