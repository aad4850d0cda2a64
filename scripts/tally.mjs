/**
 * Tests passed, failed and left out.
 * @typedef {{ passed: number, failed: number, skipped: number }} Count
 */

/** @param {boolean} isGood @returns {Count} one test */
export function one(isGood) {
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 };
}

/** @param {readonly Count[]} counts @returns {Count} */
export function total(counts) {
  return counts.reduce(
    (sum, count) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/**
 * Reads Vitest's JSON report. A file that could not be loaded counts as one failed test; so does a run that ended badly
 * with no failed test in the report (an error outside any test), and a run without tests.
 * @param {string | null} json null when there is no report
 * @param {number} exitCode
 * @returns {Count}
 */
export function vitestCount(json, exitCode) {
  if (json === null) return one(false);
  /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
   *   testResults: { status: string, assertionResults: unknown[] }[] }} */
  const report = JSON.parse(json);
  const notLoaded = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const count = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + notLoaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return atLeastOneFailure(count, exitCode);
}

/**
 * Reads Playwright's JSON report by the same rules. A test that passed only when repeated counts as failed.
 * @param {string | null} json null when there is no report
 * @param {number} exitCode
 * @returns {Count}
 */
export function playwrightCount(json, exitCode) {
  if (json === null) return one(false);
  /** @type {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} */
  const { stats } = JSON.parse(json);
  const count = { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
  return atLeastOneFailure(count, exitCode);
}

/** @param {Count} count @param {number} exitCode @returns {Count} */
function atLeastOneFailure(count, exitCode) {
  const isEmpty = count.passed + count.failed === 0;
  return (exitCode !== 0 || isEmpty) && count.failed === 0 ? { ...count, failed: 1 } : count;
}
