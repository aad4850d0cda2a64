import {
  allPaths,
  type BreakEven,
  type BreakEvenSurface,
  type CompoundValue,
  keyWords,
  losingRates,
  type MonteCarloResult,
  type Project,
  type ProjectEvaluation,
  type RightValue,
  type ScenarioValue,
  type SobolShare,
  type TableLine,
  type TornadoSwing,
} from "@relode/core/economics";
import { formatPct, formatQuantity } from "../plot/format.ts";
import {
  labelled,
  paintFor,
  safeWords,
  type TextColumn,
  type TextOptions,
  textTable,
  wrapped,
} from "./terminalText.ts";

/** What a text table needs of the terminal. */
export interface EconomicsTextOptions extends TextOptions {
  readonly width: number;
}

/** `12.3` of millions, with a sign kept. */
export const millions = (value: number) => (Math.abs(value) < 5e3 ? "0" : (value / 1e6).toFixed(1));

/** A table whose columns on the left stay longest when the terminal is narrow. */
function rankedTable<Row>(
  rows: readonly Row[],
  columns: readonly Omit<TextColumn<Row>, "rank">[],
  width: number,
): string[] {
  return textTable(
    columns.map((column, rank) => ({ ...column, rank: rank === columns.length - 1 ? 1 : rank + 1 })),
    rows,
    width,
  );
}

/** Name, kind of data, and money in words. */
export function projectHead(project: Project, options: EconomicsTextOptions): string[] {
  const { bold, dim } = paintFor(options);
  const declared =
    project.declared === "synthetic" ? "SYNTHETIC: an invented project, no figure is a measurement" : "declared real";
  return [
    bold(safeWords(project.name)),
    ...wrapped(
      `${declared}. Money: ${project.currency} of ${project.moneyYear}; discount rate ${formatPct(project.discountRate)} ${project.basis}, inflation ${formatPct(project.inflation)} a year.`,
      options.width,
    ).map(dim),
    "",
  ];
}

/** A line of the annual table; credits and grant together, and what a loan brings less its service. */
export function lineAt(table: ProjectEvaluation["table"], line: TableLine | "credits" | "loan", t: number): number {
  if (line === "credits") return table.remediationCredit[t] + table.productionCredit[t] + table.grant[t];
  if (line === "loan") return table.loanDrawn[t] - table.loanRepaid[t] - table.interest[t];
  return table[line][t];
}

/** Lines of the annual table as people read it, with their heads. */
export const annualLines = [
  ["Feed, kt", "feedTonnes"],
  ["Revenue", "revenue"],
  ["Charges", "sellingCharges"],
  ["Operating", "operating"],
  ["Royalty", "royalty"],
  ["Capital", "capital"],
  ["Sustaining", "sustaining"],
  ["Working\ncapital", "workingCapital"],
  ["Closure", "closure"],
  ["Credits", "credits"],
  ["Loan", "loan"],
  ["Tax", "tax"],
  ["Net cash", "netCash"],
] as const;

/** Terms of the project in words; what it does not have is said. */
export function termLines(project: Project): [label: string, words: string][] {
  const { depreciation, closure, loan, grant, royalties, products } = project;
  const money = project.currency;
  const yes = (has: boolean, words: string) => (has ? [words] : []);
  const full = Math.max(...project.feedTonnes);
  const ramp = project.feedTonnes.slice(0, 5).filter((tonnes) => tonnes < 0.999 * full);
  const support = [
    ...yes(
      project.remediationCreditPerTonne > 0,
      `${project.remediationCreditPerTonne} ${money}/t for what is cleaned up`,
    ),
    ...yes(
      project.remediationCreditPerYear > 0,
      `${millions(project.remediationCreditPerYear)} million a year for cleaning up`,
    ),
    ...yes(grant.amount > 0, `grant of ${millions(grant.amount)} million in year ${grant.year}`),
    ...yes(
      project.productionCreditShareOfCost > 0,
      `credit of ${formatPct(project.productionCreditShareOfCost)} of operating cost`,
    ),
    ...products.flatMap((product) => [
      ...yes(product.productionCredit > 0, `${product.productionCredit} ${money}/kg of ${safeWords(product.name)}`),
      ...yes(product.priceFloor > 0, `price floor of ${product.priceFloor} ${money}/kg for ${safeWords(product.name)}`),
    ]),
  ];
  const bond =
    closure.suretyFee > 0 || closure.cashShare > 0
      ? `; bond: ${formatPct(1 - closure.cashShare)} by surety at ${formatPct(closure.suretyFee)} a year, ${formatPct(closure.cashShare)} in cash`
      : "; no bond";
  return [
    [
      "Building and life",
      `${project.buildYears} years of building, ${project.feedTonnes.length} of operation; ${ramp.length === 0 ? "no ramp-up" : `ramp-up ${ramp.map((tonnes) => formatPct(tonnes / full)).join(", ")} of the full rate`}`,
    ],
    [
      "Tax",
      project.taxRate === 0
        ? "none"
        : `${formatPct(project.taxRate)} of income, depreciation ${depreciation.method}${"years" in depreciation ? ` over ${depreciation.years} years` : ""}${project.depletionRate > 0 ? `, depletion ${formatPct(project.depletionRate)}` : ""}; losses used up to ${formatPct(project.lossShareLimit)} of income`,
    ],
    [
      "Royalties",
      royalties.length === 0
        ? "none"
        : royalties.map(({ rate, basis }) => `${formatPct(rate)} of ${basis} value`).join(", "),
    ],
    ["Closure", closure.cost === 0 ? "none" : `${millions(closure.cost)} million over ${closure.years} years${bond}`],
    ["Credits and incentives", support.length === 0 ? "none" : support.join("; ")],
    [
      "Loan",
      loan === null
        ? "none"
        : `${formatPct(loan.share)} of capital at ${formatPct(loan.rate)} nominal over ${loan.years} years`,
    ],
  ];
}

/** Value, rates, payback, levelised costs and the annual table. */
export function evaluationText(
  project: Project,
  found: ProjectEvaluation,
  extra: {
    readonly scenarios: readonly ScenarioValue[];
    readonly alternatives: readonly { name: string; npv: number }[];
  },
  options: EconomicsTextOptions,
): string {
  const { width } = options;
  const { bold, dim } = paintFor(options);
  const money = `${project.currency} of ${project.moneyYear}`;
  const rates = (of: ProjectEvaluation["realIrr"], cash: readonly number[]) => {
    if (of.rates.length < 2) return of.rates.length === 0 ? "none" : formatPct(of.rates[0]);
    const losing = losingRates(cash, of.rates);
    const one = losing.length === 1 ? `; above ${formatPct(losing[0])} value is lost` : "";
    return `${of.rates.map((rate) => formatPct(rate)).join(", ")} (${of.verdict}${one})`;
  };
  const years = (value: number | null) =>
    value === null ? "never" : `${value.toFixed(1)} years from the end of year 0`;
  const table = found.table;
  const lines = [
    ...projectHead(project, options),
    ...labelled("Net present value", `${millions(found.npv)} million ${money}`, width),
    ...labelled(
      "Discount rates",
      `real ${formatPct(found.realRate)}, nominal ${formatPct(found.nominalRate)}: the same value either way`,
      width,
    ),
    ...labelled(
      "Often quoted instead",
      `${millions(found.npvOfNominalCashAtRealRate)} million: cash of the day at the real rate; not a value`,
      width,
    ),
    ...labelled(
      "Rates of return",
      `real ${rates(found.realIrr, found.realNetCash)}; nominal ${rates(found.nominalIrr, found.table.netCash)}`,
      width,
    ),
    ...labelled("Payback", `${years(found.paybackYears)}; discounted ${years(found.discountedPaybackYears)}`, width),
    "",
    bold(`Levelised cost before income tax, ${money} per kg`),
    ...rankedTable(
      found.levelised,
      [
        { head: "Product", value: (row) => safeWords(row.product) },
        { head: "Others credited", value: (row) => formatQuantity(row.withCoProductCredit), align: "right" },
        { head: "Shared by value", value: (row) => formatQuantity(row.allocatedByValue), align: "right" },
        { head: "Shared by mass", value: (row) => formatQuantity(row.allocatedByMass), align: "right" },
        { head: "Made, t", value: (row) => formatQuantity(found.productTonnes[row.product] ?? null), align: "right" },
      ],
      width,
    ),
    "",
    bold("What it rests on"),
    ...termLines(project).flatMap(([label, words]) => labelled(label, words, width)),
    "",
    bold(
      `Annual table, million ${project.currency} of the day (costs positive; revenue, credits, loan and net cash are income)`,
    ),
    ...rankedTable(
      found.years,
      [
        { head: "Year", value: (t) => String(t), align: "right" },
        ...annualLines
          .filter(([, line]) => found.years.some((t) => lineAt(table, line, t) !== 0))
          .map(([head, line]) => ({
            head,
            value: (t: number) =>
              line === "feedTonnes" ? (table[line][t] / 1000).toFixed(0) : millions(lineAt(table, line, t)),
            align: "right" as const,
          })),
      ],
      width,
    ),
  ];
  const named = (title: string, rows: readonly { name: string; npv: number }[]) =>
    rows.length === 0
      ? []
      : [
          "",
          bold(title),
          ...rows.flatMap((row) => labelled(safeWords(row.name), `${millions(row.npv)} million`, width, 44)),
        ];
  lines.push(...named("Scenarios of price, net present value", extra.scenarios));
  lines.push(...named("Alternatives along the chain of value, net present value", extra.alternatives));
  lines.push(
    "",
    ...wrapped(
      "No uncertainty is shown here: `relode economics risk` draws the quantities that the file declares uncertain.",
      width,
    ).map(dim),
  );
  return lines.join("\n");
}

/** Share of the paths on which a right is used, by date; the rest never uses it. */
export function usedWhen({ kind, dates, exercised }: Pick<RightValue, "kind" | "dates" | "exercised">): string {
  const at = (date: number) =>
    kind !== "defer" ? `operating year ${date}` : date === 0 ? "at once" : `after ${date} year${date === 1 ? "" : "s"}`;
  const never = Math.max(0, 1 - exercised.reduce((sum, share) => sum + share, 0));
  return [
    ...dates.map((date, i) => `${at(date)} ${formatPct(exercised[i] ?? 0)}`),
    `never ${formatPct(never < 1e-9 ? 0 : never)}`,
  ].join(", ");
}

/** What low and high of a swing mean: quantiles of declared laws, or a fifth either way. */
export function swingMeaning(project: Project): readonly [string, string] {
  return project.uncertain.length > 0 ? ["10 % quantile", "90 % quantile"] : ["− 20 %", "+ 20 %"];
}

/** What a quantity itself is at either end of a swing: `0.592 to 0.747 fraction`. */
export function swingRange({ lowInput, highInput, unit }: TornadoSwing): string {
  return `${formatQuantity(lowInput)} to ${formatQuantity(highInput)} ${unit}`;
}

/** Everything that a risk run finds. */
export interface RiskFindings {
  readonly result: MonteCarloResult;
  readonly base: number;
  readonly swings: readonly TornadoSwing[];
  readonly sobol: readonly SobolShare[];
  readonly breakEvens: readonly BreakEven[];
  readonly rights: readonly RightValue[];
  readonly together: CompoundValue | null;
  readonly surface: BreakEvenSurface | null;
}

/** The line on which two quantities together break even, and what lies beside it. */
function surfaceLines({ x, y, npv, breakEvenY }: BreakEvenSurface, options: EconomicsTextOptions): string[] {
  const { bold } = paintFor(options);
  const beyond = (i: number) => (npv[0][i] > 0 ? "a gain throughout the range" : "a loss throughout the range");
  return [
    bold(`Break-even of ${keyWords(x.key)} and ${keyWords(y.key)} together`),
    ...rankedTable(
      [...x.values.keys()],
      [
        { head: `${keyWords(x.key)}, ${x.unit}`, value: (i) => formatQuantity(x.values[i]), align: "right" },
        {
          head: `${keyWords(y.key)} that breaks even, ${y.unit}`,
          value: (i) => (breakEvenY[i] === null ? beyond(i) : formatQuantity(breakEvenY[i])),
          align: "right",
        },
      ],
      options.width,
    ),
  ];
}

/** All rights at once, where there are several. */
function togetherLines({ rights, together }: RiskFindings, money: string, options: EconomicsTextOptions): string[] {
  const { width } = options;
  if (rights.length < 2) return [];
  if (together === null)
    return wrapped("All together: not valued, the tree of decisions is too large; give the rights fewer dates.", width);
  const sum = rights.reduce((total, { added }) => total + added, 0);
  const used = together.used.map(({ name, share }) => `${safeWords(name)} ${formatPct(share)}`).join(", ");
  return wrapped(
    `All together: ${millions(together.base)} without them, they add ${millions(together.added)} ± ${millions(together.standardError)} ${money}, where the sum of each alone is ${millions(sum)}. One right a date, each once, ${together.paths} paths. Used on the paths: ${used}.`,
    width,
  );
}

/** Distribution of the value, what drives it, where it breaks even, what rights add. */
export function riskText(project: Project, found: RiskFindings, options: EconomicsTextOptions): string {
  const { width } = options;
  const { bold, dim } = paintFor(options);
  const { result } = found;
  const money = `million ${project.currency} of ${project.moneyYear}`;
  const lines = [
    ...projectHead(project, options),
    ...labelled("Base case", `${millions(found.base)} ${money}`, width),
    ...labelled(
      "Net present value",
      `mean ${millions(result.interval.mean)} ± ${millions(result.standardError)} (standard error), median ${millions(result.interval.p50)}, 5–95 % ${millions(result.interval.p05)} to ${millions(result.interval.p95)} ${money}`,
      width,
    ),
    ...labelled("Chance of a loss", formatPct(result.chanceOfLoss), width),
    ...labelled("Realisations", `${result.realisations}, seed ${result.seed}`, width),
    "",
    bold(`One at a time, ${swingMeaning(project).join(" and ")}, ${money}`),
    ...rankedTable(
      found.swings,
      [
        { head: "Quantity", value: (row) => safeWords(keyWords(row.key)) },
        { head: "Low input", value: (row) => formatQuantity(row.lowInput), align: "right" },
        { head: "High input", value: (row) => `${formatQuantity(row.highInput)} ${row.unit}`, align: "right" },
        { head: "At low", value: (row) => millions(row.npvAtLow), align: "right" },
        { head: "At high", value: (row) => millions(row.npvAtHigh), align: "right" },
      ],
      width,
    ),
  ];
  const hasPaths = project.products.some(({ priceModel }) => priceModel !== null);
  if (hasPaths)
    lines.push(
      ...wrapped(
        "A price path moves over the whole life, the other products at the deck: 10 and 90 % quantile of the value over 2,000 paths; its input is the mean price of the operating years of the paths there. Low and high lie about the mean of the paths, which need not be the base.",
        width,
      ).map(dim),
    );
  if (found.sobol.length > 0)
    lines.push(
      "",
      bold(
        `Sobol shares of variance (quantities taken as independent${hasPaths ? `; ${allPaths}: those of all products as one` : ""})`,
      ),
      ...rankedTable(
        found.sobol,
        [
          { head: "Quantity", value: (row) => safeWords(keyWords(row.key)) },
          { head: "First", value: (row) => row.first.toFixed(2), align: "right" },
          { head: "Total", value: (row) => row.total.toFixed(2), align: "right" },
        ],
        width,
      ),
    );
  lines.push(
    "",
    bold("Break-even of each quantity alone"),
    ...rankedTable(
      found.breakEvens,
      [
        { head: "Quantity", value: (row) => safeWords(keyWords(row.key)) },
        { head: "Base", value: (row) => `${formatQuantity(row.base)} ${row.unit}`, align: "right" },
        {
          head: "Breaks even at",
          value: (row) =>
            row.value === null ? "no value up to 10 times it" : `${formatQuantity(row.value)} ${row.unit}`,
          align: "right",
        },
      ],
      width,
    ),
  );
  if (found.surface !== null) lines.push("", ...surfaceLines(found.surface, options));
  if (found.rights.length > 0)
    lines.push(
      "",
      bold(`Rights, each alone, ${money}`),
      ...rankedTable(
        found.rights,
        [
          { head: "Right", value: (row) => `${row.kind}: ${safeWords(row.name)}` },
          { head: "Without it", value: (row) => millions(row.base), align: "right" },
          { head: "Adds", value: (row) => `${millions(row.added)} ± ${millions(row.standardError)}`, align: "right" },
        ],
        width,
      ),
      ...found.rights.flatMap((row) => wrapped(`${safeWords(row.name)}: ${usedWhen(row)}`, width, "  ")),
      ...wrapped(
        "What a deferral adds is counted from the better of starting now and never, the others from starting now and running to plan: the mean over the same price paths with all other quantities at the base. The mean above also draws the other quantities, so it differs.",
        width,
      ).map(dim),
      ...wrapped(
        "Lower bounds by least-squares Monte Carlo at the project's discount rate; not to be added up: rights take from one another (what is stopped cannot grow) or add to one another (a larger plant makes a better product worth more).",
        width,
      ).map(dim),
      ...togetherLines(found, money, options),
    );
  for (const [key, count] of result.heldAtBound)
    lines.push(
      "",
      `${count} of ${result.realisations} values of ${safeWords(key)} lay above their bound and were held at it`,
    );
  return lines.join("\n");
}
