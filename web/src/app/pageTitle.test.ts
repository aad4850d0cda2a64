import { expect, test } from "vitest";
import { pages } from "./pages.ts";
import { pageTitle } from "./pageTitle.ts";

test("every page has a title of its own", () => {
  const titles = pages.map(({ to }) => pageTitle(to));
  expect(new Set(titles).size).toBe(pages.length);
  expect(pageTitle("/bodies")).toBe("Bodies · Relode");
  expect(pageTitle("/")).toBe("Map · Relode");
});

test("what is shown stands before its page, by its name where it is known", () => {
  expect(pageTitle("/bodies/example-pond")).toBe("example-pond · Bodies · Relode");
  expect(pageTitle("/sites/a%20b/")).toBe("a b · Sites · Relode");
  expect(pageTitle("/mines/7", () => "Bingham Canyon")).toBe("Bingham Canyon · Mines · Relode");
  expect(pageTitle("/bodies/%E0%A4%A")).toBe("%E0%A4%A · Bodies · Relode");
});

test("an address that names no page says so", () => {
  const unknown = ["/nowhere", "/claims/7", "/bodies/a/b"];
  expect(unknown.map((path) => pageTitle(path))).toEqual(unknown.map(() => "No such page · Relode"));
});
