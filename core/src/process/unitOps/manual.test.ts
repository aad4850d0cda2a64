import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { unitCatalogue } from "./catalogue.ts";

test("the page of unit operations says what the catalogue says", () => {
  const page = readFileSync(new URL("../../../../docs/process-units.md", import.meta.url), "utf8");
  for (const op of unitCatalogue) {
    const section = page.split(`\n## ${op.kind}\n`)[1]?.split("\n## ")[0] ?? "";
    for (const text of [op.title, op.equation, op.assumptions.join("; "), op.notWhen, op.validation, op.source])
      expect(section, op.kind).toContain(text);
  }
});
