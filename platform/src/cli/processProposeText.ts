import type { Banded, FlowsheetProposal, Swing, Unproposed, WasteDocument } from "@relode/core/matching";
import { textTable } from "../report/terminalText.ts";
import { terminalWidth } from "./print.ts";

const words = { yes: "possible", unknown: "cannot tell yet", no: "conditions fail" } as const;

interface Told {
  readonly alternatives: boolean;
  readonly swings: boolean;
  readonly rate: number;
}

/** Comparison of proposed flowsheets, then each with its products, costs and what decides. */
export function proposalText(
  waste: WasteDocument,
  proposals: readonly FlowsheetProposal[],
  without: readonly Unproposed[],
  told: Told,
): string {
  const { profile, prices, pricesSource } = waste;
  const per = profile.type === "amd-source" || profile.type === "brine" ? "m³" : "t";
  const lines = [`${profile.name}: ${profile.type}`];
  if (proposals.length > 0)
    lines.push(
      `Plant ${figure(proposals[0].tPerH)} ${per}/h for ${figure(proposals[0].lifeYears)} years; every figure is modelled from priors, no test of this waste.`,
    );
  lines.push(
    told.swings
      ? "Bands in brackets: each assumption moved to its ends, effects taken as independent (root of squares); no percentiles. relode process risk on a written file gives percentiles instead: all ranges drawn at once. Reagents, energy, water and grades carry no band: they are those of the likely values."
      : "No bands (--quick): assumptions stay at their likely values.",
  );
  const priced = Object.entries(prices).map(([element, usd]) => `${element} ${usd}`);
  if (priced.length > 0)
    lines.push(
      `Prices in USD/kg: ${priced.join(", ")} (${pricesSource}); a buyer pays a share by product. NPV before tax at ${100 * told.rate} % real, capital by six-tenths from published studies: a screen.`,
    );
  lines.push("", ...comparison(proposals, told, per), "");
  const shown = told.alternatives ? proposals.filter(({ decides }) => decides.length > 0) : proposals;
  for (const proposal of shown) lines.push(...detail(proposal, told, per), "");
  for (const { routeId, choice, why } of without)
    lines.push(`No flowsheet: ${[routeId, ...Object.values(choice)].join(", ")}: ${why}`);
  return `${lines.join("\n").trimEnd()}\n`;
}

function comparison(proposals: readonly FlowsheetProposal[], told: Told, per: string): string[] {
  if (proposals.length === 0) return ["No route gave a flowsheet."];
  const rows = proposals.map((proposal, at) => ({ proposal, at }));
  type Row = (typeof rows)[number];
  const column = (head: string, rank: number, value: (row: Row) => string) => ({ head, rank, value });
  return textTable(
    [
      column("", 0, ({ at }) => String(at + 1)),
      column("route", 0, ({ proposal }) => proposal.routeId),
      column("with", told.alternatives ? 0 : 5, ({ proposal }) => Object.values(proposal.choice).join(", ")),
      column("", 6, ({ proposal }) => words[proposal.feasible]),
      column("recovered %", 1, ({ proposal }) => recoveries(proposal)),
      column(`reagents kg/${per}`, 4, ({ proposal }) =>
        figure(Object.values(proposal.performance.reagentsKgPerT).reduce((sum, kg) => sum + kg, 0)),
      ),
      column(`kWh/${per}`, 4, ({ proposal }) => figure(proposal.performance.powerKwhPerT)),
      column(`water m³/${per}`, 4, ({ proposal }) => figure(proposal.performance.makeUpWaterM3PerT)),
      column(`margin USD/${per}`, 3, ({ proposal }) => band(proposal.margin)),
      column("capital MUSD", 3, ({ proposal }) => figure(proposal.money.capitalUsd.value / 1e6)),
      column("NPV MUSD", 2, ({ proposal }) =>
        proposal.money.npvUsd === null ? "no price" : figure(proposal.money.npvUsd / 1e6),
      ),
    ],
    rows,
    Math.max(140, terminalWidth()),
  );
}

function recoveries({ recovery }: FlowsheetProposal, most = 4): string {
  return (
    Object.entries(recovery)
      .filter(([, { value }]) => value > 5e-4)
      .sort((a, b) => b[1].value - a[1].value)
      .slice(0, most)
      .map(([element, { value }]) => `${element} ${figure(100 * value, 2)}`)
      .join(", ") || "nothing"
  );
}

function detail(proposal: FlowsheetProposal, told: Told, per: string): string[] {
  const { performance, money, recovery, decides } = proposal;
  const lines = [
    `${proposal.routeName}  [${words[proposal.feasible]}]  ${[proposal.routeId, ...Object.values(proposal.choice)].join(", ")}`,
  ];
  for (const product of performance.products) {
    const grades = Object.entries(product.gradePct)
      .filter(([element, pct]) => pct > 1e-4 && (product.recovery[element] ?? 0) > 1e-4)
      .sort((a, b) => b[1] - a[1])
      .map(([element, pct]) => `${figure(pct)} % ${element}`);
    const taken = Object.entries(product.recovery)
      .filter(([, share]) => share > 5e-4)
      .sort((a, b) => b[1] - a[1])
      .slice(0, 8)
      .map(([element, share]) => `${element} ${figure(100 * share, 3)} %`);
    const mass = product.dryTPerH > 0 ? `${figure(product.dryTPerH * 1000)} kg/h dry` : "no solids";
    lines.push(
      `  ${product.name}: ${mass}${grades.length === 0 ? "" : `, ${grades.join(", ")}`}; takes ${taken.join(", ") || "nothing"}`,
    );
  }
  const bands = Object.entries(recovery).filter(([, { value, high }]) => value > 5e-4 || high > 5e-3);
  if (bands.length > 0)
    lines.push(
      `  recovered: ${bands.map(([element, one]) => `${element} ${percentBand(one, told.swings)}`).join(", ")}`,
    );
  const reagents = Object.entries(performance.reagentsKgPerT).filter(([, kg]) => kg > 1e-4);
  lines.push(`  reagents kg/${per}: ${reagents.map(([name, kg]) => `${name} ${figure(kg)}`).join(", ") || "none"}`);
  lines.push(
    `  ${figure(performance.powerKwhPerT)} kWh/${per}, make-up water ${figure(performance.makeUpWaterM3PerT)} m³/${per}, largest balance error ${performance.worstBalance.toExponential(1)}`,
  );
  const revenue =
    money.revenueUsdPerT === null
      ? "no price given"
      : `paid ${figure(money.revenueUsdPerT)} after freight and treatment of products`;
  lines.push(
    `  USD/${per}: ${revenue}; operating ${figure(money.operatingUsdPerT)} (reagents ${figure(money.reagentsUsdPerT)}, power ${figure(money.powerUsdPerT)}, water ${figure(money.waterUsdPerT)}, people and upkeep ${figure(money.fixedUsdPerT)})${proposal.margin === null ? "" : `; margin ${band(proposal.margin)}`}`,
    `  capital ${figure(money.capitalUsd.value / 1e6)} MUSD (${figure(money.capitalUsd.low / 1e6)}–${figure(money.capitalUsd.high / 1e6)}: the studies' spread)${money.npvUsd === null ? "" : `, NPV ${figure(money.npvUsd / 1e6)} MUSD`}`,
  );
  for (const { product, paidUsdPerT, chargeUsdPerT } of money.unsold)
    lines.push(
      `  not worth its freight and treatment, so not sold: ${product} (paid ${figure(paidUsdPerT)}, charged ${figure(chargeUsdPerT)} USD/${per} of feed)`,
    );
  for (const swing of decides.slice(0, 4)) {
    const moved = moves(swing, per);
    if (moved !== null) lines.push(`  decides: ${moved}`);
  }
  const lost = decides.find(({ unsolved }) => unsolved !== null);
  if (lost !== undefined) lines.push(`  does not solve at an end of a range: ${lost.unsolved}`);
  for (const { severity, path, message } of proposal.issues.filter((issue) => issue.severity !== "info").slice(0, 4))
    lines.push(`  ${severity}: ${path}: ${message}`);
  return lines;
}

function moves({ assumption, margin, recovery }: Swing, per: string): string | null {
  const head = `${assumption.says} ${figure(assumption.low)}–${figure(assumption.high)} ${assumption.unit === "1" ? "" : `${assumption.unit} `}[${assumption.grade}: ${assumption.source}]`;
  const elements = Object.entries(recovery)
    .map(([element, ends]) => ({ element, ends, size: Math.abs(ends[1] - ends[0]) }))
    .sort((a, b) => b.size - a.size);
  const best = elements[0];
  const parts = [
    ...(margin === null || Math.abs(margin[1] - margin[0]) < 0.005
      ? []
      : [`margin ${figure(margin[0])} to ${figure(margin[1])} USD/${per}`]),
    ...(best === undefined || best.size < 0.002
      ? []
      : [`${best.element} ${figure(100 * best.ends[0], 2)} to ${figure(100 * best.ends[1], 2)} %`]),
  ];
  return parts.length === 0 ? null : `${head}: ${parts.join(", ")}`;
}

const percentBand = ({ value, low, high }: Banded, isBanded: boolean) =>
  `${figure(100 * value, 3)} %${isBanded ? ` (${figure(100 * low, 2)}–${figure(100 * high, 2)})` : ""}`;
const band = (one: Banded | null) =>
  one === null
    ? "no price"
    : one.low === one.high
      ? figure(one.value)
      : `${figure(one.value)} (${figure(one.low)} to ${figure(one.high)})`;

function figure(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "-";
  if (Math.abs(value) < 1e-9) return "0";
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e6 ? String(Number(value.toPrecision(digits))) : value.toExponential(1);
}
