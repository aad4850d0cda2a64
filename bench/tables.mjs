/** Middle of the sorted values; the mean of the two middle ones where their number is even. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** On a machine that others use too, the least time says most about the program. */
export function least(values) {
  return Math.min(...values);
}

/** Text table, first column to the left, the others to the right. */
export function table(header, rows) {
  const widths = header.map((cell, i) => Math.max(cell.length, ...rows.map((row) => String(row[i]).length)));
  const line = (row) =>
    row.map((cell, i) => (i ? String(cell).padStart(widths[i]) : String(cell).padEnd(widths[i]))).join("  ");
  return [line(header), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}

/**
 * Are the two programs' national means equal within Monte Carlo error? Each has the standard error sd / sqrt(draws); a
 * difference is counted in standard errors of the difference. The largest of 70 exceeds 5 by chance once in 25,000 runs.
 */
export function compareNational(ours, theirs, draws = 10_000) {
  const bySymbol = new Map(ours.map((row) => [row.symbol, row]));
  const errors = theirs.map(({ symbol, meanT, sdT }) => {
    const error = sdT * Math.sqrt(2 / draws);
    const difference = Math.abs((bySymbol.get(symbol)?.meanT ?? Number.NaN) - meanT);
    return {
      symbol,
      errors: error > 0 ? difference / error : difference > 1e-9 * meanT ? Number.POSITIVE_INFINITY : 0,
    };
  });
  const worst = errors.reduce((a, b) => (b.errors > a.errors ? b : a));
  const rms = Math.sqrt(errors.reduce((sum, { errors: e }) => sum + e * e, 0) / errors.length);
  const agrees = errors.every(({ errors: e }) => e < 5);
  return {
    agrees,
    worst,
    rms,
    text: `national means of both programs differ by ${rms.toFixed(2)} standard errors (root mean square of ${errors.length}), at most ${worst.errors.toFixed(1)} (${worst.symbol}): ${agrees ? "the same work" : "NOT the same work"}`,
  };
}
