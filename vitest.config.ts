import { defineConfig } from "vitest/config";

export default defineConfig({
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
