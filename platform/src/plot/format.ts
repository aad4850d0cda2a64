const grouped = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 3 });
const precise = new Intl.NumberFormat("en-GB", { minimumSignificantDigits: 2, maximumSignificantDigits: 2 });

/**
 * A quantity in words: two significant digits below 10, three above, with thousands separated; millions and billions are spelt.
 * Null and NaN give an en dash, infinity the sign. No unit is added.
 */
export function formatQuantity(value: number | null): string {
  if (value === null || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  if (value < 0) return `−${formatQuantity(-value)}`;
  if (value >= 0.9995e12) return `${digits(value / 1e12)} trillion`;
  if (value >= 0.9995e9) return `${digits(value / 1e9)} billion`;
  if (value >= 0.9995e6) return `${digits(value / 1e6)} million`;
  if (value < 0.001) return exponential(value);
  return digits(value);
}

/** A tick of an axis, short: 0.01, 5, 1k, 20k, 3M, 1G, and 1e-6 for what is very small. */
export function formatTick(value: number): string {
  if (value < 0) return `−${formatTick(-value)}`;
  if (value === 0) return "0";
  if (value >= 1e15 || value < 1e-3) return exponential(value);
  if (value >= 1e12) return `${grouped.format(value / 1e12)}T`;
  if (value >= 1e9) return `${grouped.format(value / 1e9)}G`;
  if (value >= 1e6) return `${grouped.format(value / 1e6)}M`;
  if (value >= 1e3) return `${grouped.format(value / 1e3)}k`;
  return grouped.format(value);
}

/** A fraction as per cent: `12 %`, `0.34 %`, `< 0.01 %`; infinity stays the sign. */
export function formatPct(fraction: number | null): string {
  if (fraction === null || Number.isNaN(fraction)) return "–";
  const pct = fraction * 100;
  if (!Number.isFinite(pct)) return pct > 0 ? "∞ %" : "−∞ %";
  if (pct !== 0 && Math.abs(pct) < 0.01) return pct > 0 ? "< 0.01 %" : "> −0.01 %";
  return `${formatQuantity(pct)} %`;
}

function digits(value: number): string {
  return value < 9.95 ? precise.format(value) : grouped.format(value);
}

function exponential(value: number): string {
  const [mantissa = "0", power = "0"] = value.toExponential(1).split("e");
  return `${mantissa.replace(/\.0$/, "")}e${power.replace("+", "")}`;
}
