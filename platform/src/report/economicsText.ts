import {
  allPaths,
  type BreakEven,
  type CompoundValue,
  keyWords,
  type MonteCarloResult,
  type Project,
  type ProjectEvaluation,
  type RightValue,
  type ScenarioValue,
  type SobolShare,
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
const millions = (value: number) => (Math.abs(value) < 5e3 ? "0" : (value / 1e6).toFixed(1));

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
  const rates = (of: ProjectEvaluation["realIrr"]) =>
    of.rates.length === 0
      ? "none"
      : of.rates.map((rate) => formatPct(rate)).join(", ") + (of.rates.length > 1 ? ` (${of.verdict})` : "");
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
    ...labelled("Rates of return", `real ${rates(found.realIrr)}; nominal ${rates(found.nominalIrr)}`, width),
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
    bold(`Annual table, million ${project.currency} of the day (costs positive)`),
    ...rankedTable(
      found.years,
      [
        { head: "Year", value: (t) => String(t), align: "right" },
        ...(
          [
            ["Feed, kt", "feedTonnes"],
            ["Revenue", "revenue"],
            ["Charges", "sellingCharges"],
            ["Operating", "operating"],
            ["Royalty", "royalty"],
            ["Capital", "capital"],
            ["Closure", "closure"],
            ["Tax", "tax"],
            ["Net cash", "netCash"],
          ] as const
        ).map(([head, line]) => ({
          head,
          value: (t: number) => (line === "feedTonnes" ? (table[line][t] / 1000).toFixed(0) : millions(table[line][t])),
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
