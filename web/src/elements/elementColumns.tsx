import { Link } from "@tanstack/react-router";
import type { ElementResult } from "../api/documents.ts";
import { EvidenceStrip, modelledShare } from "../parts/Evidence.tsx";
import { IntervalMark } from "../parts/IntervalMark.tsx";
import type { Column } from "../parts/VirtualTable.tsx";
import { figureWords, finiteOr, formatPct, formatQuantity, intervalWords } from "../parts/words.ts";
import { formatTick } from "../../../platform/src/plot/format.ts";

/** Decades that hold every interval, import and crust mark of the table. */
export function sharedDecades(elements: readonly ElementResult[]): [number, number] {
  const values = elements
    .flatMap((element) => [element.unrecoveredT.p05, element.unrecoveredT.p95, element.importsT.value ?? 0])
    .filter((value) => value > 0);
  if (values.length === 0) return [0, 6];
  return [Math.max(-3, Math.floor(Math.log10(Math.min(...values)))), Math.ceil(Math.log10(Math.max(...values)))];
}

function Axis({ decades: [first, last] }: { readonly decades: readonly [number, number] }) {
  const ticks: number[] = [];
  for (let decade = first; decade <= last; decade += 3) ticks.push(decade);
  return (
    <span className="interval-axis" aria-hidden="true">
      {ticks.map((decade) => (
        <span key={decade} style={{ left: `${2 + ((decade - first) / (last - first)) * 96}%` }}>
          {formatTick(10 ** decade)}
        </span>
      ))}
    </span>
  );
}

/** Columns of the table of elements. */
export function elementColumns(decades: readonly [number, number]): Column<ElementResult>[] {
  return [
    {
      key: "symbol",
      name: "symbol",
      head: "Element",
      track: "minmax(84px, 150px)",
      phoneTrack: "58px",
      sortBy: (row) => row.symbol,
      cell: (row) => (
        <Link to="/elements/$symbol" params={{ symbol: row.symbol }} className="element-link">
          <b>{row.symbol}</b> <span>{row.name}</span>
        </Link>
      ),
    },
    {
      key: "evidence",
      name: "share of modelled evidence",
      head: (
        <abbr title="Weakest grade of evidence in the sum; the strip shows the mix by mass">
          <span className="wide-only">Evidence</span>
          <span className="narrow-only">Ev.</span>
        </abbr>
      ),
      track: "minmax(24px, 84px)",
      phoneTrack: "26px",
      sortBy: (row) => modelledShare(row.evidenceMix),
      cell: (row) => <EvidenceStrip grade={row.evidence} mix={row.evidenceMix} />,
    },
    {
      key: "range",
      name: "expected discarded mass",
      head: "Range, t/yr (log)",
      track: "minmax(120px, 1fr)",
      phoneTrack: "minmax(100px, 1fr)",
      under: <Axis decades={decades} />,
      sortBy: (row) => row.unrecoveredT.mean,
      cell: (row) => (
        <IntervalMark
          interval={row.unrecoveredT}
          imports={row.importsT.value}
          crustOnly={row.crustOnlyT}
          decades={decades}
          label={`Discarded ${intervalWords(row.unrecoveredT, "t/yr")}; imports ${figureWords(row.importsT, "t")}; if average crust ${formatQuantity(row.crustOnlyT)} t`}
        />
      ),
    },
    {
      key: "unrecovered",
      name: "discarded mass, mean",
      head: "Discarded",
      track: "104px",
      isNumeric: true,
      fromPx: 560,
      sortBy: (row) => row.unrecoveredT.mean,
      cell: (row) => (
        <span title={intervalWords(row.unrecoveredT, "t/yr")}>{formatQuantity(row.unrecoveredT.mean)} t</span>
      ),
    },
    {
      key: "imports",
      name: "US imports",
      head: "Imports",
      track: "100px",
      isNumeric: true,
      fromPx: 760,
      sortBy: (row) => row.importsT.value,
      cell: (row) => figureWords(row.importsT, "t"),
    },
    {
      key: "reliance",
      name: "net import reliance",
      head: <abbr title="Net import reliance, per cent of apparent consumption">Reliance</abbr>,
      track: "116px",
      isNumeric: true,
      fromPx: 900,
      sortBy: (row) =>
        row.netImportReliancePct.value ?? row.netImportReliancePct.lower ?? row.netImportReliancePct.upper,
      cell: (row) => figureWords(row.netImportReliancePct, "%"),
    },
    {
      key: "recovery",
      name: "recovery that would replace imports",
      head: (
        <abbr title="Recovery of the discarded mass that would equal gross imports; median, 5–95 % range on hover">
          Recovery to replace
        </abbr>
      ),
      track: "96px",
      phoneTrack: "80px",
      isNumeric: true,
      sortBy: (row) => (row.recoveryToReplaceImports === null ? null : finiteOr(row.recoveryToReplaceImports.p50)),
      cell: (row) => <Threshold row={row} />,
    },
    {
      key: "enrichment",
      name: "enrichment over average crust",
      head: (
        <abbr title="Expected discarded mass over what the same ore would hold were it average crust">× crust</abbr>
      ),
      track: "62px",
      isNumeric: true,
      fromPx: 1000,
      sortBy: (row) => enrichment(row),
      cell: (row) => formatQuantity(enrichment(row)),
    },
    {
      key: "value",
      name: "gross value",
      head: "Gross value",
      track: "100px",
      isNumeric: true,
      fromPx: 1080,
      sortBy: (row) => row.grossValueUsd?.mean ?? null,
      cell: (row) =>
        row.grossValueUsd === null ? <span className="muted">none</span> : `$${formatQuantity(row.grossValueUsd.mean)}`,
    },
    {
      key: "concentration",
      name: "concentration of world production",
      head: <abbr title="Herfindahl-Hirschman index of world production by country, 0–10,000">World HHI</abbr>,
      track: "66px",
      isNumeric: true,
      fromPx: 1180,
      sortBy: (row) => row.concentration?.hhi ?? null,
      cell: (row) =>
        row.concentration === null ? <span className="muted">–</span> : formatQuantity(row.concentration.hhi),
    },
  ];
}

/** Discarded over crust-only mass; null where the crust is not known. */
function enrichment(row: ElementResult): number | null {
  return row.crustOnlyT > 0 ? row.unrecoveredT.mean / row.crustOnlyT : null;
}

/** Why no recovery can be told. */
function withoutThreshold({ importsT }: ElementResult): string {
  if (importsT.value === 0) return "no imports";
  return importsT.printed === "" ? "no figure" : `imports ${importsT.printed}`;
}

function Threshold({ row }: { readonly row: ElementResult }) {
  const recovery = row.recoveryToReplaceImports;
  if (recovery === null) return <span className="muted">{withoutThreshold(row)}</span>;
  const median = finiteOr(recovery.p50);
  const range = `5–95 %: ${formatPct(finiteOr(recovery.p05))} – ${formatPct(finiteOr(recovery.p95))}`;
  if (median > 1)
    return (
      <span className="not-enough" title={`The discarded mass is less than imports. ${range}`}>
        not enough
      </span>
    );
  return <b title={range}>{formatPct(median)}</b>;
}
