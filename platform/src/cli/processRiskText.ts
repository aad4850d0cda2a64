import type { Issue } from "@relode/core/evidence";
import type { DrawFinding, FlowsheetRisk, OutcomeBand } from "@relode/core/process";
import { formatPct, formatQuantity } from "../plot/format.ts";
import { toldRecoveries, widest } from "../report/processRiskPictures.ts";
import { paintFor, safeWords, type TextColumn, textTable, wrapped } from "../report/terminalText.ts";

/** Share of draws above which failures put the bands in question. */
const worryingShare = 0.01;

/** What draws that failed or warned come to, as findings of the run. */
export function riskIssues(risk: FlowsheetRisk): Issue[] {
  const told = (what: string, severity: Issue["severity"]) => (found: DrawFinding) => ({
    path: found.path,
    code: found.code,
    severity,
    message: `${what} ${found.draws} of ${risk.draws} draws (first: ${found.first.join(", ")}): ${found.message}`,
  });
  const isWorrying = risk.failed > worryingShare * risk.draws;
  return [
    ...(risk.failed === 0
      ? []
      : [
          {
            path: "draws",
            code: "process.draws-failed",
            severity: "warning" as const,
            message: `${risk.failed} of ${risk.draws} draws could not be solved; the bands are those of the other ${risk.solved}${isWorrying ? " and hold only where the plant works: look at the reasons before using them" : ""}`,
          },
        ]),
    ...risk.failures.map(told("not solved in", "warning")),
    ...risk.warnings.map(told("in", "warning")),
    ...(risk.sobol !== null && risk.sobol.baseRunsLeftOut > 0
      ? [leftOut("Sobol", risk.sobol.baseRunsLeftOut, risk.sobol.baseRuns, "base runs")]
      : []),
    ...(risk.morris !== null && risk.morris.runsLeftOut > 0
      ? [leftOut("Morris", risk.morris.runsLeftOut, risk.morris.runs, "runs")]
      : []),
  ];
}

function leftOut(method: string, left: number, all: number, what: string): Issue {
  return {
    path: method,
    code: "process.runs-left-out",
    severity: "warning",
    message: `${left} of ${all} ${what} of ${method} could not be solved and are left out of its shares`,
  };
}

interface Options {
  readonly width: number;
  readonly colour?: boolean;
}

/** Bands of recoveries, reagents, power and streams, and which quantity they come from. */
export function riskText(risk: FlowsheetRisk, options: Options): string {
  const { width } = options;
  const { bold, dim } = paintFor(options);
  const table = <Row>(rows: readonly Row[], columns: readonly Omit<TextColumn<Row>, "rank">[]) =>
    textTable(
      columns.map((column, rank) => ({ ...column, rank })),
      rows,
      Math.max(width, 100),
    );
  const right = "right" as const;
  const bands = (title: string, rows: readonly OutcomeBand[], scale = 1, unit?: string) => {
    if (rows.length === 0) return [];
    const number = (of: (one: OutcomeBand) => number) => (one: OutcomeBand) => formatQuantity(scale * of(one));
    return [
      bold(title),
      ...table(rows, [
        { head: "Result", value: ({ what }) => safeWords(what) },
        { head: "Base", value: number(({ base }) => base), align: right },
        { head: "P5", value: number(({ p05 }) => p05), align: right },
        { head: "P50", value: number(({ p50 }) => p50), align: right },
        { head: "P95", value: number(({ p95 }) => p95), align: right },
        { head: "Unit", value: (one) => unit ?? one.unit },
      ]),
      "",
    ];
  };
  const { outcomes } = risk;
  return [
    bold(safeWords(risk.name)),
    ...wrapped(
      `MODELLED. ${risk.draws} draws, seed ${risk.seed}: ${risk.solved} solved (${risk.solvedCold} of them only from nothing), ${risk.failed} not. Weakest grade of evidence among the laws: ${risk.evidence}. The spread is that of the figures declared uncertain; the form of the models is taken as true. P5 to P95 are percentiles with all figures drawn at once; the brackets of process propose move one assumption at a time to its ends and are none.`,
      width,
    ).map(dim),
    "",
    bold("Figures drawn"),
    ...table(risk.quantities, [
      { head: "Figure", value: ({ name }) => safeWords(name) },
      { head: "Base", value: ({ base }) => formatQuantity(base), align: right },
      { head: "P5", value: ({ drawn }) => formatQuantity(drawn.p05), align: right },
      { head: "P95", value: ({ drawn }) => formatQuantity(drawn.p95), align: right },
      { head: "Unit", value: ({ unit }) => unit },
      { head: "Law", value: ({ law }) => law },
      { head: "Grade", value: ({ grade }) => grade },
    ]),
    "",
    ...bands("Recovery: share of what enters, by outlet", toldRecoveries(risk), 100, "%"),
    ...bands(
      "Reagents, power and heat",
      outcomes.filter(({ kind }) => kind === "reagent" || kind === "duty"),
    ),
    ...bands(
      "Streams",
      outcomes.filter(({ kind, id }) => kind === "stream" && id.endsWith(".totalTPerH")),
    ),
    ...rankLines(risk, table, bold, dim, width),
    ...sobolLines(risk, table, bold),
    ...morrisLines(risk, table, bold),
    ...wrapped(
      "Flows of components, grades of products and results of units, each with its band: --out FOLDER or --json.",
      width,
    ).map(dim),
  ].join("\n");
}

type Table = <Row>(rows: readonly Row[], columns: readonly Omit<TextColumn<Row>, "rank">[]) => string[];
type Paint = (words: string) => string;

/** Results whose shares are told. */
const mostExplained = 12;

function rankLines(risk: FlowsheetRisk, table: Table, bold: Paint, dim: Paint, width: number): string[] {
  if (risk.ranks.length === 0) return [];
  const what = new Map(risk.outcomes.map(({ id, what: words }) => [id, words]));
  const rows = widest(risk, risk.ranks, mostExplained).flatMap(({ outcome, explained, shares }) =>
    shares
      .filter(({ share }, at) => at === 0 || (at < 3 && share >= 0.01))
      .map((share, at) => ({ name: at === 0 ? (what.get(outcome) ?? outcome) : "", explained, share, at })),
  );
  return [
    bold("Where the spread comes from: squared rank regression coefficients, with their sign"),
    ...table(rows, [
      { head: "Result", value: ({ name }) => safeWords(name) },
      {
        head: "Share",
        value: ({ share }) => `${share.coefficient < 0 ? "−" : "+"}${formatPct(share.share)}`,
        align: "right",
      },
      { head: "Figure", value: ({ share }) => safeWords(share.key) },
      { head: "Explained", value: ({ at, explained }) => (at === 0 ? formatPct(explained) : ""), align: "right" },
    ]),
    ...(risk.ranks.some(({ explained }) => explained < 0.7)
      ? wrapped("Where less than 70 % is explained the result is not monotone: trust Sobol shares there.", width).map(
          dim,
        )
      : []),
    "",
  ];
}

function sobolLines(risk: FlowsheetRisk, table: Table, bold: Paint): string[] {
  if (risk.sobol === null) return [];
  const what = new Map(risk.outcomes.map(({ id, what: words }) => [id, words]));
  const rows = widest(risk, risk.sobol.outcomes, mostExplained).flatMap(({ outcome, shares }) =>
    shares
      .filter(({ total }) => total >= 0.01)
      .toSorted((a, b) => b.total - a.total)
      .slice(0, 3)
      .map((share) => ({ outcome, share })),
  );
  const value = (one: number, error: number) => `${one.toFixed(2)} ± ${error.toFixed(2)}`;
  return [
    bold(
      `Sobol shares of variance from ${risk.sobol.runs} runs, quantities taken as independent (± one standard error)`,
    ),
    ...table(rows, [
      { head: "Result", value: ({ outcome }) => safeWords(what.get(outcome) ?? outcome) },
      { head: "Figure", value: ({ share }) => safeWords(share.key) },
      { head: "First", value: ({ share }) => value(share.first, share.firstError), align: "right" },
      { head: "Total", value: ({ share }) => value(share.total, share.totalError), align: "right" },
    ]),
    "",
  ];
}

function morrisLines(risk: FlowsheetRisk, table: Table, bold: Paint): string[] {
  if (risk.morris === null) return [];
  const outcomes = new Map(risk.outcomes.map((one) => [one.id, one]));
  const rows = widest(risk, risk.morris.outcomes, mostExplained).flatMap(({ outcome, effects }) =>
    effects
      .filter(({ meanSize }) => meanSize > 0)
      .toSorted((a, b) => b.meanSize - a.meanSize)
      .slice(0, 3)
      .map((effect, at) => ({ outcome: outcomes.get(outcome), effect, at })),
  );
  return [
    bold(
      `Morris screening, ${risk.morris.trajectories} trajectories: change of a result over the P5-P95 range of one figure`,
    ),
    ...table(rows, [
      { head: "Result", value: ({ outcome, at }) => (at === 0 ? safeWords(outcome?.what ?? "") : "") },
      { head: "Size μ*", value: ({ effect }) => formatQuantity(effect.meanSize), align: "right" },
      {
        head: "σ",
        value: ({ effect }) => formatQuantity(effect.sd > 1e-9 * effect.meanSize ? effect.sd : 0),
        align: "right",
      },
      { head: "Figure", value: ({ effect }) => safeWords(effect.key) },
      { head: "Unit", value: ({ outcome }) => (outcome?.kind === "recovery" ? "fraction" : (outcome?.unit ?? "")) },
    ]),
    "",
  ];
}
