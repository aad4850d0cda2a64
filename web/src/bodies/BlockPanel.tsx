import { useQuery } from "@tanstack/react-query";
import { formatPct, formatQuantity } from "../parts/words.ts";
import type { BlockAnswer, BodyDocument } from "./bodyDocuments.ts";
import { blockQuery } from "./bodyQueries.ts";
import { categoriesOf, columnWords, unitWords, variableWords } from "./colourChoice.ts";

interface BlockPanelProps {
  readonly id: string;
  readonly document: BodyDocument;
  readonly variable: string;
  readonly index: number;
  /** Shows a hole whose sample stands behind the block. */
  readonly onHole: (hole: string) => void;
}

const metres = (value: number) => value.toLocaleString("en-GB", { maximumFractionDigits: 1 });

/** What stands in the picked block, and the samples its estimate came from. */
export function BlockPanel({ id, document, variable, index, onHole }: BlockPanelProps) {
  const { data, error } = useQuery(blockQuery(id, index, variable));
  if (error) return <p role="alert">{error.message}</p>;
  if (!data) return <p className="muted small">Asking what stands in block {index}.</p>;
  return (
    <div data-testid="block" data-index={data.index}>
      <p className="muted small">
        Block {data.index} (i {data.ijk[0]}, j {data.ijk[1]}, k {data.ijk[2]}), centre {metres(data.centreM[0])} m E,{" "}
        {metres(data.centreM[1])} m N, {metres(data.centreM[2])} m; {data.sizeM.map(metres).join(" × ")} m
      </p>
      <Values answer={data} document={document} variable={variable} />
      <Samples answer={data} onHole={onHole} />
    </div>
  );
}

function Values({ answer, document, variable }: { answer: BlockAnswer; document: BodyDocument; variable: string }) {
  const ordered = [
    ...answer.values.filter((value) => value.variable === variable),
    ...answer.values.filter((value) => value.variable === null),
    ...answer.values.filter(
      (value) => value.kind === "density" && value.variable !== variable && value.variable !== null,
    ),
  ];
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
    <div className="block-values" tabIndex={0} role="region" aria-label="Values of the block">
      <table className="plain">
        <tbody>
          {ordered.map((value) => {
            const column = document.columns.find(({ name }) => name === value.name) ?? null;
            const names = categoriesOf(document, column);
            const unit = unitWords(value.unit);
            const shown =
              value.value === null
                ? "no value"
                : names
                  ? names[value.value] || `code ${value.value}`
                  : `${formatQuantity(value.value)}${unit === "" ? "" : ` ${unit}`}`;
            return (
              <tr key={value.name}>
                <th scope="row" title={value.note}>
                  {column ? columnWords({ ...column, unit: "" }) : value.name}
                </th>
                <td className="num">{shown}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Samples({ answer, onHole }: { readonly answer: BlockAnswer } & Pick<BlockPanelProps, "onHole">) {
  const { estimate, whyNot } = answer;
  if (estimate === null)
    return <p className="muted small">The samples behind this block cannot be shown: {whyNot ?? "no reason given"}.</p>;
  const unit = unitWords(estimate.unit);
  const sum = estimate.samples.reduce((total, { weight }) => total + weight, 0);
  const weighty = estimate.samples.filter(({ weight }) => Math.abs(weight) >= 0.001);
  const light = estimate.samples.length - weighty.length;
  return (
    <>
      <h3 className="block-samples-head">Where {variableWords(estimate.variable)} came from</h3>
      <p className="muted small">
        {estimate.method}: {formatQuantity(estimate.value)} {unit}
        {estimate.stored !== null && ` (stored ${formatQuantity(estimate.stored)} ${unit})`}. Weights sum to{" "}
        {sum.toFixed(2)}; red lines lead to samples with weight, blue ones to negative weights.
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <div className="block-samples" tabIndex={0} role="region" aria-label="Samples behind the estimate">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Hole</th>
              <th scope="col" className="num">
                Depth, m
              </th>
              <th scope="col" className="num">
                {variableWords(estimate.variable)}, {unit}
              </th>
              <th scope="col" className="num">
                Weight
              </th>
              <th scope="col" className="num">
                Away, m
              </th>
            </tr>
          </thead>
          <tbody>
            {weighty.map((sample) => (
              <tr key={`${sample.hole} ${sample.fromM}`}>
                <td>
                  <button type="button" className="link-button" onClick={() => onHole(sample.hole)}>
                    {sample.hole}
                  </button>
                </td>
                <td className="num">
                  {formatQuantity(sample.fromM)}–{formatQuantity(sample.toM)}
                </td>
                <td className="num">{formatQuantity(sample.value)}</td>
                <td className="num">{formatPct(sample.weight)}</td>
                <td className="num">{formatQuantity(sample.distanceM)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {light > 0 && <p className="muted small">{light} more with a weight below 0.1 % each.</p>}
    </>
  );
}
