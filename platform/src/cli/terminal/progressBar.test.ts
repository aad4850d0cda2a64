import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { barLine, progressBar, wholePct } from "./progressBar.ts";

/** An output that keeps what was written to it. */
function recorder(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  return { written, isTTY, columns, write: (text: string) => written.push(text) };
}

const fractions = fc.array(fc.double({ min: -0.5, max: 1.5 }), { maxLength: 60 });

test("off a terminal a line is written at the start and at every tenth, and only once each", () => {
  const output = recorder(false);
  const bar = progressBar(output, "screening");
  for (let step = 0; step <= 1000; step++) bar.update(step / 1000, "drawing");
  bar.finish();
  const pcts = output.written.map((line) => Number(/^screening: (\d+) %, drawing\n$/.exec(line)?.[1]));
  expect(pcts).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
});

test("off a terminal a jump over several tenths writes one line", () => {
  const output = recorder(false);
  const bar = progressBar(output, "screening");
  bar.update(0, "reading");
  bar.update(0.57, "drawing");
  bar.finish();
  expect(output.written).toEqual([
    "screening: 0 %, reading\n",
    "screening: 50 %, drawing\n",
    "screening: 100 %, done\n",
  ]);
});

test("on a terminal the line is redrawn in place and closed once", () => {
  const output = recorder(true, 80);
  const bar = progressBar(output, "screening");
  bar.update(0.5, "drawing");
  bar.update(0.5, "drawing");
  bar.finish();
  bar.finish();
  bar.update(0.2, "late");
  expect(output.written).toEqual([
    `\r\u001b[2Kscreening ${"█".repeat(15)}${"░".repeat(15)}  50 % drawing`,
    `\r\u001b[2Kscreening ${"█".repeat(30)} 100 % done`,
    "\n",
  ]);
});

test("work that stops short is not shown as complete", () => {
  for (const isTTY of [true, false]) {
    const output = recorder(isTTY);
    const bar = progressBar(output, "screening");
    bar.update(0.4, "drawing");
    bar.finish(false);
    expect(output.written.join("")).toContain("40 %");
    expect(output.written.join("")).not.toContain("100 %");
  }
});

test("per cent are rounded down, so 100 means the end; 0.29 is 29 in spite of its binary form", () => {
  expect([0.999, 1, 0.29, -1, 2, Number.NaN].map(wholePct)).toEqual([99, 100, 29, 0, 100, 0]);
});

test.prop([fc.string({ maxLength: 40 }), fc.integer({ min: 0, max: 100 }), fc.string({ maxLength: 80 }), fc.nat(200)])(
  "the bar is never wider than the terminal",
  (title, pct, stage, columns) => {
    expect(barLine(title, pct, stage, columns).length).toBeLessThan(Math.max(1, columns));
  },
);

test.prop([fractions])("what is shown never goes back, whatever the fractions", (steps) => {
  const output = recorder(true, 100);
  const bar = progressBar(output, "screening");
  for (const fraction of steps) bar.update(fraction, "drawing");
  const shown = output.written.map((text) => Number(/(\d+) %/.exec(text)?.[1]));
  expect(shown).toEqual(shown.toSorted((a, b) => a - b));
});
