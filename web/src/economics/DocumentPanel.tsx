import { Alert, Button, FileButton } from "@mantine/core";
import type { Issue } from "@relode/core/evidence";
import { type DragEvent, useState } from "react";

interface DocumentPanelProps {
  readonly name: string;
  readonly issues: readonly Issue[];
  readonly failure: string | null;
  readonly onOpen: (name: string, text: string) => void;
  readonly onExample: () => void;
  readonly onFailure: (message: string) => void;
}

const mostBytes = 8 * 1024 * 1024;

/** Which file is open, how to open another, and what was found in it. */
export function DocumentPanel({ name, issues, failure, onOpen, onExample, onFailure }: DocumentPanelProps) {
  const [isOver, setIsOver] = useState(false);
  const take = async (file: File | null | undefined) => {
    if (!file) return;
    if (file.size > mostBytes)
      return onFailure(
        `${file.name} has ${file.size.toLocaleString("en-GB")} bytes, limit 8 MiB; use relode economics`,
      );
    try {
      onOpen(file.name, await file.text());
    } catch (error) {
      onFailure(`${file.name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const errors = issues.filter(({ severity }) => severity === "error");
  return (
    <section
      className="document-panel"
      aria-label="Project file"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <p>
        Open: <b className="mono-name">{name}</b>
        <span className="muted small"> (relode.economics/1; drop another file here)</span>
      </p>
      <div className="document-buttons">
        <FileButton
          accept="application/json,.json"
          onChange={(file) => void take(file)}
          inputProps={{ "aria-label": "Project file" }}
        >
          {(props) => (
            <Button {...props} size="xs" variant="default">
              Choose a file
            </Button>
          )}
        </FileButton>
        <Button size="xs" variant="default" onClick={onExample}>
          Open the example
        </Button>
      </div>
      {failure !== null && (
        <Alert color="red" variant="outline" role="alert" title="The file was not opened">
          {failure}
        </Alert>
      )}
      {issues.length > 0 && (
        <div className="document-issues" role={errors.length > 0 ? "alert" : "status"} data-testid="issues">
          <b>
            {errors.length > 0
              ? `${errors.length} ${errors.length === 1 ? "error" : "errors"}: correct the file and open it again`
              : `${issues.length} ${issues.length === 1 ? "finding" : "findings"}; the file is used`}
          </b>
          <ul className="sources small">
            {issues.slice(0, 50).map((issue) => (
              <li key={issue.path + issue.message}>
                {issue.severity}: <span className="mono">{issue.path}</span>: {issue.message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
