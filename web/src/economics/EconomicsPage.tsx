import "./economics.css";
import { useCallback, useEffect, useRef, useState } from "react";
import exampleText from "../../../examples/economics/cobalt-tailings.json?raw";
import { DocumentPanel } from "./DocumentPanel.tsx";
import type { OpenAnswer } from "./economicsWorker.ts";
import { useDesk } from "./useEconomics.ts";
import { Workbench } from "./Workbench.tsx";

export const exampleName = "cobalt-tailings.json";

interface Opened {
  readonly name: string;
  readonly text: string;
  /** Counts the documents opened, so that answers about an earlier one are dropped. */
  readonly number: number;
  readonly answer: OpenAnswer;
}

/** Value of a project, moved by hand, all of it computed in this browser. */
export function EconomicsPage() {
  const desk = useDesk();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const count = useRef(0);
  const open = useCallback(
    async (name: string, text: string) => {
      if (desk === null) return;
      try {
        const answer = await desk.ask({ kind: "open", name, text });
        count.current++;
        setFailure(null);
        setOpened({ name, text, number: count.current, answer });
      } catch (error) {
        setFailure(error instanceof Error ? error.message : String(error));
      }
    },
    [desk],
  );
  useEffect(() => {
    if (desk !== null) void open(exampleName, exampleText);
  }, [desk, open]);
  return (
    <>
      <div className="page-head">
        <h1>What a project is worth</h1>
        <p className="lede">
          Value, rates of return and risk of a re-mining project. Move any quantity and see what it does; the file stays
          in this browser, which computes everything itself.
        </p>
      </div>
      <DocumentPanel
        name={opened?.name ?? exampleName}
        issues={opened?.answer.issues ?? []}
        failure={failure}
        onOpen={(name, text) => void open(name, text)}
        onExample={() => void open(exampleName, exampleText)}
        onFailure={setFailure}
      />
      {opened !== null && opened.answer.opened !== null && desk !== null && (
        <Workbench
          key={opened.number}
          desk={desk}
          about={opened.number}
          project={opened.answer.opened}
          isExample={opened.name === exampleName && opened.text === exampleText}
        />
      )}
    </>
  );
}
