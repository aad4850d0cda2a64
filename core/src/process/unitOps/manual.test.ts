import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { unitCatalogue } from "./catalogue.ts";
import { unitPage } from "./unitPage.ts";

const docs = new URL("../../../../docs/", import.meta.url);
const pageOf = (kind: string) => new URL(`units/${kind}.md`, docs);
/** What a person wrote on a page, below what the catalogue says. */
const notesOf = (page: string) => /\n## Notes\n[\s\S]*$/.exec(page)?.[0] ?? "";

/** RELODE_WRITE_UNITS=1 writes the pages anew from the catalogue and keeps their notes. */
if (process.env["RELODE_WRITE_UNITS"] === "1") {
  mkdirSync(new URL("units/", docs), { recursive: true });
  for (const op of unitCatalogue) {
    const notes = existsSync(pageOf(op.kind)) ? notesOf(readFileSync(pageOf(op.kind), "utf8")) : "";
    writeFileSync(pageOf(op.kind), unitPage(op) + notes);
  }
}

test.each(unitCatalogue.map((op) => [op.kind, op] as const))(
  "the page of %s says what the catalogue says",
  (kind, op) => {
    const page = readFileSync(pageOf(kind), "utf8");
    expect(page.startsWith(unitPage(op)), "write it anew: RELODE_WRITE_UNITS=1 npx vitest run manual").toBe(true);
    for (const name of Object.keys(op.parameters)) expect(page).toContain(`| \`${name}\` |`);
  },
);

test("every page is of a unit of the catalogue, and the list of units links each", () => {
  const kinds = unitCatalogue.map(({ kind }) => kind).sort();
  expect(readdirSync(new URL("units/", docs)).sort()).toEqual(kinds.map((kind) => `${kind}.md`).sort());
  const list = readFileSync(new URL("process-units.md", docs), "utf8");
  for (const kind of kinds) expect(list).toContain(`(units/${kind}.md)`);
});
