import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The seed of property tests is kept here, and seconds a file are saved: see scripts/propertyTest.ts.
  resolve: { alias: { "@fast-check/vitest": fileURLToPath(new URL("scripts/propertyTest.ts", import.meta.url)) } },
  test: {
    include: [
      "architecture.test.ts",
      "core/src/**/*.test.ts",
      "platform/src/**/*.test.ts",
      "validation/**/*.test.ts",
      "web/src/**/*.test.ts",
    ],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ["default"],
    maxWorkers: 2,
  },
});
