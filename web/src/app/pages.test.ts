import { expect, test } from "vitest";
import { isOfScreening } from "./pages.ts";

test("pages with numbers of their own are not of the screening, nor what lies below them", () => {
  const own = ["/bodies", "/bodies/pond", "/sites", "/sites/a/b", "/economics", "/process", "/process/"];
  expect(own.filter(isOfScreening)).toEqual([]);
});

test("map, elements, mines, claims, compare and data are of the screening", () => {
  const paths = ["/", "/elements", "/elements/Co", "/mines/7", "/claims", "/compare", "/data"];
  expect(paths.filter(isOfScreening)).toEqual(paths);
});
