import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Section } from "../bodyScene/pickBlock.ts";
import { formatQuantity } from "../parts/words.ts";
import type { BodyDocument } from "./bodyDocuments.ts";
import { columnQuery } from "./bodyQueries.ts";
import { figures4, unitWords, variableWords } from "./colourChoice.ts";
import { shownTotals } from "./shownBlocks.ts";

interface ShownTableProps {
  readonly id: string;
  readonly document: BodyDocument;
  readonly variable: string;
  readonly shown: Uint8Array;
  readonly section: Section;
  readonly grade: Float32Array;
  readonly cutoff: number | null;
}

/** What the picture adds up to, in numbers. */
export function ShownTable({ id, document, variable, shown, section, grade, cutoff }: ShownTableProps) {
  const { count, sizeM } = document.grid;
  const massColumn = document.columns.find(({ name, unit }) => name === "massDryTonnes" && unit === "t dry");
  const density = document.columns.find(({ kind, unit }) => kind === "density" && unit.startsWith("t"));
  const column = massColumn ?? density;
  const tonnes = useQuery({ ...columnQuery(id, column?.name ?? ""), enabled: column !== undefined });
  const perColumn = massColumn ? 1 : sizeM[0] * sizeM[1] * sizeM[2];
  const totals = useMemo(
    () => shownTotals(shown, section, count, sizeM[0] * sizeM[1] * sizeM[2], grade, tonnes.data ?? null, perColumn),
    [shown, section, count, sizeM, grade, tonnes.data, perColumn],
  );
  const unit = unitWords(document.variables.find(({ name }) => name === variable)?.unit ?? "ppm");
  const name = variableWords(variable);
  const { massDryTonnes: mass, meanGrade } = totals;
  return (
    <section className="panel" aria-label="On the screen" data-testid="shown" data-blocks={totals.blocks}>
      <h2>On the screen</h2>
      <dl className="facts">
        <dt>Blocks</dt>
        <dd>
          {totals.blocks.toLocaleString("en-GB")} of {document.blocks.toLocaleString("en-GB")}
        </dd>
        <dt>Volume of whole blocks</dt>
        <dd>{figures4(totals.volumeM3)} m³</dd>
        <dt>Mass</dt>
        <dd>{mass === null ? "no column of tonnes or density" : `${figures4(mass)} t dry`}</dd>
        <dt>Mean {name}</dt>
        <dd>{meanGrade === null ? "–" : `${figures4(meanGrade)} ${unit}`}</dd>
        {mass !== null && meanGrade !== null && unit === "ppm" && (
          <>
            <dt>{name} contained</dt>
            <dd>{figures4((mass * meanGrade) / 1e6)} t</dd>
          </>
        )}
      </dl>
      <p className="muted small facts-note">
        Of the estimate, {cutoff === null ? "without a cut-off" : `at or above ${formatQuantity(cutoff)} ${unit}`}; an
        estimate is smoother than the ground, so ranges and curves stand under “Grade and tonnage”.
      </p>
    </section>
  );
}
