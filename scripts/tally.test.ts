import { describe, expect, test } from "vitest";
import { knownRemedy } from "./remedy.mjs";
import { one, playwrightCount, total, vitestCount } from "./tally.mjs";

const vitest = (changes: object = {}) =>
  JSON.stringify({
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ status: "passed", assertionResults: [{}, {}] }],
    ...changes,
  });
const playwright = (changes: object = {}) =>
  JSON.stringify({ stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0, ...changes } });

describe("a run that went wrong never counts as clean", () => {
  test.each([
    ["no report was written", vitestCount(null, 1)],
    ["an error outside any test", vitestCount(vitest(), 1)],
    [
      "a file that could not be loaded",
      vitestCount(vitest({ testResults: [{ status: "failed", assertionResults: [] }] }), 1),
    ],
    ["a failed test", vitestCount(vitest({ numFailedTests: 1 }), 1)],
    ["no tests at all", vitestCount(vitest({ numPassedTests: 0, testResults: [] }), 0)],
    ["no browser report", playwrightCount(null, 1)],
    ["a browser run that ended badly", playwrightCount(playwright(), 1)],
    ["a browser test that passed only when repeated", playwrightCount(playwright({ flaky: 1 }), 0)],
    ["no browser tests at all", playwrightCount(playwright({ expected: 0 }), 0)],
  ])("%s is one failure", (_what, count) => expect(count.failed).toBe(1));
});

test("a clean run counts what passed and what was left out", () => {
  expect(vitestCount(vitest({ numPendingTests: 2, numTodoTests: 1 }), 0)).toEqual({ passed: 5, failed: 0, skipped: 3 });
  expect(playwrightCount(playwright({ skipped: 1 }), 0)).toEqual({ passed: 3, failed: 0, skipped: 1 });
});

test("counts add up", () => {
  expect(total([one(true), one(false), { passed: 2, failed: 3, skipped: 4 }])).toEqual({
    passed: 3,
    failed: 4,
    skipped: 4,
  });
});

test.each([
  ["npm error code ENOSPC", "disk"],
  ["npm error syscall mkdir EACCES: permission denied", "written"],
  ["npm error code ENOTFOUND registry.npmjs.org", "registry"],
  ["npm error network request failed, reason: connect ECONNREFUSED 127.0.0.1:9", "registry"],
])("%s is said plainly", (output, word) => expect(knownRemedy(output)?.message).toContain(word));

test("an unknown reason is not explained away", () => expect(knownRemedy("npm error code ERESOLVE")).toBeNull());
