import { Button, Select } from "@mantine/core";
import { useMemo } from "react";
import { holeStrip } from "../bodyCharts/holeStrip.ts";
import { ChartFrame } from "../parts/ChartFrame.tsx";
import { countWords, formatQuantity } from "../parts/words.ts";
import type { BodyDocument, BodyHoles } from "./bodyDocuments.ts";
import { type Scale, unitWords, variableWords } from "./colourChoice.ts";
import { blockAt, domainOf, type HoleFacts, holeFacts, stripPieces } from "./holeFacts.ts";

interface HolePanelProps {
  readonly document: BodyDocument;
  readonly holes: BodyHoles;
  readonly variable: string;
  /** The hole that is chosen; null = none. */
  readonly chosen: string | null;
  /** Colours of the holes in the picture. */
  readonly scale: Scale | null;
  readonly onChoose: (hole: string | null) => void;
  readonly onBlock: (index: number) => void;
}

const metres = (value: number) => countWords(value, 1);

/** Holes by name, and what is down the chosen one. */
export function HolePanel({ document, holes, variable, chosen, scale, onChoose, onBlock }: HolePanelProps) {
  const names = useMemo(() => [...new Set(holes.holes.map(({ hole }) => hole))], [holes]);
  const facts = useMemo(() => (chosen === null ? null : holeFacts(holes, chosen)), [holes, chosen]);
  if (names.length === 0) return null;
  return (
    <section className="panel" aria-label="Hole">
      <h2>Hole</h2>
      <div className="hole-choice">
        <Select
          label={`One of ${countWords(names.length)}`}
          size="xs"
          searchable
          placeholder="name"
          maxDropdownHeight={260}
          value={facts?.hole ?? null}
          data={names}
          onChange={onChoose}
        />
        <Button size="xs" variant="default" disabled={chosen === null} onClick={() => onChoose(null)}>
          No hole
        </Button>
      </div>
      {chosen === null ? (
        <p className="muted small">Click a hole’s trace in the picture, or choose one by name.</p>
      ) : facts === null ? (
        <p className="small" role="alert">
          There is no hole {chosen} in this body.
        </p>
      ) : (
        <Down document={document} facts={facts} variable={variable} scale={scale} onBlock={onBlock} />
      )}
    </section>
  );
}

interface DownProps extends Pick<HolePanelProps, "document" | "variable" | "scale" | "onBlock"> {
  readonly facts: HoleFacts;
}

function Down({ document, facts, variable, scale, onBlock }: DownProps) {
  const { hole, collar, depthM, composites } = facts;
  const unit = unitWords(document.variables.find(({ name }) => name === variable)?.unit ?? "ppm");
  const name = variableWords(variable);
  const pieces = useMemo(() => stripPieces(document, facts, variable), [document, facts, variable]);
  const colouring = scale ?? { map: "viridis" as const, range: [0, 1] as const, isLog: false };
  return (
    <div data-testid="hole" data-hole={hole}>
      <p className="muted small">
        Collar {metres(collar[0])} m E, {metres(collar[1])} m N, {metres(collar[2])} m; {metres(depthM)} m deep;{" "}
        {composites.length} composites, {pieces.filter(({ value }) => value !== null).length} of them with {name}.
      </p>
      <ChartFrame
        title={`${name} down ${hole}`}
        caption="Bars: composites, as the run used them, in the colours of the picture; beside the depth: domains."
        fileName={`${hole}-${variable}`}
        draw={(widthPx) =>
          holeStrip(pieces, depthM, name, unit, colouring, {
            widthPx,
            title: `${name} down hole ${hole}`,
            desc: `${name} of each composite against depth, with the domains`,
          })
        }
        table={{
          columns: ["from_m", "to_m", `${variable}_${unit}`, "domain"],
          rows: pieces.map(({ fromM, toM, value, domain }) => [fromM, toM, value, domain?.name ?? null]),
        }}
      />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <div className="block-samples" tabIndex={0} role="region" aria-label={`Composites of ${hole}`}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col" className="num">
                Depth, m
              </th>
              <th scope="col" className="num">
                {name}, {unit}
              </th>
              <th scope="col">Domain</th>
              <th scope="col">Block</th>
            </tr>
          </thead>
          <tbody>
            {composites.map((composite) => {
              const { fromM, toM, at, values, domain } = composite;
              const block = blockAt(document.grid, at);
              return (
                <tr key={`${fromM}-${toM}`}>
                  <td className="num">
                    {metres(fromM)}–{metres(toM)}
                  </td>
                  <td className="num">
                    {typeof values[variable] === "number" ? formatQuantity(values[variable]) : "–"}
                  </td>
                  <td>{domainOf(document, domain)?.name ?? "–"}</td>
                  <td>
                    {block === null ? (
                      "outside"
                    ) : (
                      <button
                        type="button"
                        className="link-button"
                        aria-label={`Block ${block}, at ${metres((fromM + toM) / 2)} m of ${hole}`}
                        onClick={() => onBlock(block)}
                      >
                        {block}
                      </button>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
