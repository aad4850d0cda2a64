import { defineConfig } from "@playwright/test";
import { chromiumLaunch } from "./web/browser/chromium.ts";

/**
 * Browser tests against a running server with the built app: its address comes from RELODE_URL.
 * Debian's Chromium, one worker: the machine's cores belong to the server and the software renderer.
 */
export default defineConfig({
  testDir: "web/browser",
  testMatch: "*.spec.ts",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  outputDir: "test-results",
  reporter: [["list"]],
  use: {
    baseURL: process.env["RELODE_URL"] ?? "http://127.0.0.1:4173",
    browserName: "chromium",
    launchOptions: chromiumLaunch,
    viewport: { width: 1440, height: 900 },
  },
});
