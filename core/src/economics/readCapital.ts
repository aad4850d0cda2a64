import { cammCost } from "./cammModels.ts";
import type { DocumentFields } from "./documentFields.ts";
import { langFactor, scaledCost } from "./scaledCost.ts";
import type { CapitalLine } from "./project.ts";

/** A cost index of the user's own: value by year. */
export interface CostIndex {
  readonly name: string;
  readonly values: ReadonlyMap<number, number>;
}

/** A vendor's or account's machine: the cost of one size and how it scales. */
export interface AccountCost {
  readonly account: string;
  readonly referenceValue: number;
  readonly exponent: number;
  readonly referenceCostUsd: number;
  readonly moneyYear: number;
}

/** What capital is read with. */
export interface CapitalContext {
  readonly moneyYear: number;
  readonly buildYears: number;
  readonly index: CostIndex | null;
  readonly accounts: readonly AccountCost[];
}

/**
 * One line of capital: `{ name, cost }`, or by a method: `scaled` (cost, capacity, wanted, exponent), `camm` (model,
 * shortTonsPerDay), `lang` (equipment, factor), `accounts` (items [{ account, size, count }], factor), `vendor` (items
 * [{ name, cost, count }], factor). `moneyYear` moves a cost by the user's index; `contingency` adds a share; `spread` gives shares by year
 * of building.
 */
export function readCapitalLine(fields: DocumentFields, context: CapitalContext): CapitalLine {
  const name = fields.text("name");
  const method = fields.choice("method", ["given", "scaled", "camm", "lang", "accounts", "vendor"] as const, "given");
  const money = { min: 0, max: 1e15, unit: "of money" };
  const escalate = (cost: number, year: number, key: string) => cost * escalation(fields, context, year, key);
  let cost = Number.NaN;
  try {
    if (method === "given") cost = escalate(fields.number("cost", money), yearOf(fields, context), "cost");
    else if (method === "scaled")
      cost = escalate(
        scaledCost(
          { cost: fields.number("cost", money), capacity: fields.number("capacity", { min: 0 }) },
          fields.number("wanted", { min: 0 }),
          fields.number("exponent", { min: 0, max: 2 }, 0.6),
        ),
        yearOf(fields, context),
        "cost",
      );
    else if (method === "camm") {
      const found = cammCost(fields.text("model"), fields.number("shortTonsPerDay", { min: 0 }));
      if (found.caution !== "") fields.fault("model", "economics.caution", found.caution, "warning");
      cost = escalate(found.capitalUsd1989, 1989, "model");
    } else if (method === "lang")
      cost =
        escalate(fields.number("equipment", money), yearOf(fields, context), "equipment") *
        fields.number("factor", { min: 1, max: 10 }, langFactor());
    else {
      const bare = fields.list("items").reduce((sum, item) => {
        const one = method === "accounts" ? accountCost(item, context) : item.number("cost", money);
        const count = item.number("count", { min: 0, max: 1e4 }, 1);
        const year = method === "vendor" ? item.number("moneyYear", { min: 1900, max: 2200 }, context.moneyYear) : null;
        if (method === "vendor") item.text("name", "");
        item.tellUnknown();
        return sum + count * (year === null ? one : one * escalation(item, context, year, "cost"));
      }, 0);
      if (!fields.has("items")) fields.fault("items", "economics.missing", "is missing; list the machines");
      cost = bare * fields.number("factor", { min: 1, max: 10 }, method === "accounts" ? langFactor() : 1);
    }
  } catch (refusal) {
    if (!(refusal instanceof RangeError)) throw refusal;
    fields.fault("", "economics.refused", refusal.message);
  }
  cost *= 1 + fields.number("contingency", { min: 0, max: 2 }, 0);
  const spread = readSpread(fields, context.buildYears);
  fields.tellUnknown();
  return { name, method, cost, spread };
}

function readSpread(fields: DocumentFields, buildYears: number): number[] {
  const even = Array<number>(buildYears).fill(1 / buildYears);
  const spread = fields.numbers("spread", { min: 0, max: 1 }, even);
  const sum = spread.reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > 1e-6)
    fields.fault("spread", "economics.spread", `shares by year sum to ${sum}, must sum to 1`);
  if (spread.length > buildYears)
    fields.fault("spread", "economics.spread", `has ${spread.length} years, the project is built in ${buildYears}`);
  return spread;
}

function yearOf(fields: DocumentFields, { moneyYear }: CapitalContext): number {
  return fields.number("moneyYear", { min: 1900, max: 2200, unit: "a" }, moneyYear);
}

function accountCost(item: DocumentFields, context: CapitalContext): number {
  const name = item.text("account");
  const found = context.accounts.find(({ account }) => account === name);
  if (found === undefined) {
    const known = context.accounts.map(({ account }) => account).join(", ");
    item.fault("account", "economics.no-account", `no account ${name}; known: ${known || "none were loaded"}`);
    return Number.NaN;
  }
  const size = item.number("size", { min: 0 }, found.referenceValue);
  const ratio = size / found.referenceValue;
  if (ratio < 1 / 3 || ratio > 3)
    item.fault(
      "size",
      "economics.far-from-reference",
      `${size} is ${ratio.toPrecision(2)} times the machine whose cost is known (${found.referenceValue}); beyond 3 take several`,
      "warning",
    );
  return found.referenceCostUsd * ratio ** found.exponent * escalation(item, context, found.moneyYear, "account");
}

/** Index of the project's year over that of a cost; 1 in the same year. */
function escalation(fields: DocumentFields, { moneyYear, index }: CapitalContext, year: number, key: string): number {
  if (year === moneyYear || !Number.isFinite(year)) return 1;
  const [to, from] = [index?.values.get(moneyYear), index?.values.get(year)];
  if (to !== undefined && from !== undefined && from > 0) return to / from;
  fields.fault(
    key,
    "economics.no-index",
    `money of ${year} must become money of ${moneyYear}: give index.values for both years (no cost index ships with Relode)`,
  );
  return Number.NaN;
}
