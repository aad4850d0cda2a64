import { expect, test } from "vitest";
import type { Figure } from "./siteDocuments.ts";
import { ancestorsOf, readSiteSearch, usersOf } from "./walkBack.ts";

const figure = (id: string, ...from: string[]) => ({ id, from }) as unknown as Figure;
const figures = [figure("a"), figure("b"), figure("c", "a", "b"), figure("d", "c", "a"), figure("e", "e", "lost")];

test("a figure rests on its inputs and on theirs, each once", () => {
  expect([...ancestorsOf(figures, "d")].sort()).toEqual(["a", "b", "c"]);
  expect(ancestorsOf(figures, "a").size).toBe(0);
});
test("a circle ends, and an input that is not there is kept by name", () => {
  expect([...ancestorsOf(figures, "e")]).toEqual(["lost"]);
});
test("what was made from a figure is found", () => {
  expect(usersOf(figures, "a").map(({ id }) => id)).toEqual(["c", "d"]);
});
test("only words in the address name a figure", () => {
  expect(readSiteSearch({ figure: "won.Co" })).toEqual({ figure: "won.Co" });
  expect(readSiteSearch({ figure: 3 })).toEqual({});
});
