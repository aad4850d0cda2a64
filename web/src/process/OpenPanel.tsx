import { Button } from "@mantine/core";
import type { Issue } from "@relode/core/evidence";
import { type DragEvent, useRef, useState } from "react";
import { emptySheet, type Sheet, sheetFromText, sheetFromValue } from "../processWork/sheet.ts";
import { examples } from "./examples.ts";

interface OpenPanelProps {
  readonly isFull: boolean;
  readonly onOpen: (sheet: Sheet) => void;
}

/** Ways to begin: an example, a file of one's own, nothing. */
export function OpenPanel({ isFull, onOpen }: OpenPanelProps) {
  const input = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<{ name: string; issues: readonly Issue[]; isOpen: boolean } | null>(null);
  const [isOver, setOver] = useState(false);
  const take = (name: string, read: { sheet: Sheet | null; issues: readonly Issue[] }) => {
    const told = read.issues.filter(({ severity }) => severity !== "info");
    setRefused(told.length === 0 ? null : { name, issues: told, isOpen: read.sheet !== null });
    if (read.sheet) onOpen(read.sheet);
  };
  const takeFile = async (file: File | undefined) => {
    if (file) take(file.name, sheetFromText(await file.text()));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!isFull) void takeFile(event.dataTransfer.files[0]);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- dropping is one way more; the button beside does the same
    <section
      className="panel pf-open"
      aria-label="Open a flowsheet"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="pf-open-row">
        {examples.map(({ name, words, load }) => (
          <button
            key={name}
            type="button"
            className="pf-example"
            disabled={isFull}
            onClick={async () => take(name, sheetFromValue(await load()))}
          >
            <b>{name}</b>
            <span>{words}</span>
          </button>
        ))}
        <div className="pf-own">
          <Button size="xs" disabled={isFull} onClick={() => input.current?.click()}>
            Open a file
          </Button>
          <Button size="xs" variant="default" disabled={isFull} onClick={() => onOpen(emptySheet())}>
            Start empty
          </Button>
          <p className="muted small">
            Or drop a flowsheet (JSON) here. It stays in this browser; nothing is sent to a server.
          </p>
          <input
            ref={input}
            type="file"
            accept=".json,application/json"
            className="visually-hidden"
            aria-label="Flowsheet file"
            tabIndex={-1}
            onChange={({ currentTarget }) => {
              void takeFile(currentTarget.files?.[0]);
              currentTarget.value = "";
            }}
          />
        </div>
      </div>
      {isFull && <p className="muted small">Four flowsheets are open; close one to open another.</p>}
      {refused && (
        <div role="alert" data-testid="file-issues" className="pf-file-issues">
          <p>
            <b>{refused.name}</b> {refused.isOpen ? "was opened with warnings" : "cannot be opened"}:{" "}
            {refused.issues.length} finding{refused.issues.length === 1 ? "" : "s"}
          </p>
          <ul>
            {refused.issues.slice(0, 30).map((issue, i) => (
              <li key={`${i}${issue.path}`}>
                <span className="mono">{issue.path || "file"}</span>: {issue.message}
              </li>
            ))}
          </ul>
          {refused.issues.length > 30 && <p className="small">and {refused.issues.length - 30} more</p>}
        </div>
      )}
    </section>
  );
}
