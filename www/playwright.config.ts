import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "tests",
  fullyParallel: true,
  forbidOnly: true,
  reporter: "list",
  // axe reads a long report for half a minute on a busy machine.
  timeout: 120_000,
  workers: 2,
  outputDir: "node_modules/.cache/test-results",
  use: {
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      // Chromium has no sandbox for root, which is what containers usually run tests as.
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
    },
  },
  projects: [
    { name: "unit", testDir: "tests/unit" },
    { name: "e2e", testDir: "tests/e2e" },
  ],
});
