import type { ReportedVerdict } from "./document.ts";
import { bullet, labelled, paintFor, type TextOptions } from "./terminalText.ts";

/** Published statements beside our results, grouped by verdict, for a terminal. */
export function claimsText(verdicts: readonly ReportedVerdict[], widthColumns = 80, options: TextOptions = {}): string {
  const width = Math.max(40, Math.floor(widthColumns));
  const paint = paintFor(options);
  const counts = countByVerdict(verdicts);
  const lines = [
    paint.bold("Published statements beside our results"),
    ...counts.flatMap(([verdict, count]) => labelled(verdict, String(count), width, 28)),
  ];
  for (const verdict of verdicts) {
    lines.push(
      "",
      ...bullet(`${verdict.verdict.toUpperCase()}: ${verdict.statement}`, width, `${verdict.id} `.padEnd(6)).map(
        (text, i) => (i === 0 ? paint.bold(text) : text),
      ),
      ...labelled("expected", verdict.expected, width, 10),
      ...labelled("got", verdict.got, width, 10),
      ...labelled("strength", verdict.strength, width, 10),
      ...labelled("why", verdict.explanation, width, 10),
      ...labelled("source", verdict.source, width, 10),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** How often each verdict was given, in the order of first appearance with `reproduced` first. */
export function countByVerdict(verdicts: readonly ReportedVerdict[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { verdict } of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => Number(b === "reproduced") - Number(a === "reproduced"));
}
