import { expect, test } from "vitest";
import { createScalarKernel } from "../numerics/scalarKernel.ts";
import { createDrawCache, drawMine } from "./drawMine.ts";
import { drawnStore, exampleInputs, exampleMine, exampleOptions, examplePrior, exampleSamples } from "./fixture.ts";
import { createStore } from "./plan.ts";
import { prepareScreening } from "./prepareScreening.ts";

// Draws past one and a half of the kernel's chunks, an amount sold, a bounded grade and an unpublished recovery among them.
const draws = 3333;
const inputs = exampleInputs({
  mines: [
    exampleMine({ oreT: { low: 8e5, mid: 1e6, high: 1.3e6 } }),
    exampleMine({ id: "beta", byproductsT: { Ge: 4 }, oreBasis: "D" }),
    exampleMine({ id: "gamma", byproductsT: { Ge: null }, headGradesPpm: { Zn: 350_000 } }),
  ],
  priors: [examplePrior("Ge", 5, 2), examplePrior("Zn", 20_000, 2)],
  samples: exampleSamples(Array.from({ length: 5 }, (_, j) => Array.from({ length: 8 }, (__, i) => 1 + ((j * i) % 7)))),
});

test.each(["priors", "cmio"] as const)("with %s, both kernels draw the same bits", (geochemistry) => {
  const { plan } = prepareScreening(inputs, exampleOptions({ geochemistry, draws }));
  const vectorised = drawnStore(plan);
  const store = createStore(plan);
  const cache = { ...createDrawCache(plan), kernel: createScalarKernel() };
  for (let m = 0; m < plan.mines.length; m++) drawMine(plan, m, store, cache);
  expect(store.unrecoveredT.every((massT) => massT >= 0)).toBe(true);
  expect(store.unrecoveredT.some((massT) => massT > 0)).toBe(true);
  expect(vectorised).toEqual(store);
});

test.each(["priors", "cmio"] as const)(
  "with %s, a mine's draws depend neither on the other mines nor on their order",
  (geochemistry) => {
    const options = exampleOptions({ geochemistry, draws });
    const { plan } = prepareScreening(inputs, options);
    const all = drawnStore(plan);
    const cells = plan.elements.length * draws;
    inputs.mines.forEach((mine, m) => {
      const alone = drawnStore(prepareScreening({ ...inputs, mines: [mine] }, options).plan);
      expect(all.unrecoveredT.slice(m * cells, (m + 1) * cells)).toEqual(alone.unrecoveredT);
      expect(all.oreT.slice(m * draws, (m + 1) * draws)).toEqual(alone.oreT);
    });
  },
);

test.each(["priors", "cmio"] as const)(
  "with %s, the first draws of a long run are those of a short one",
  (geochemistry) => {
    const long = drawnStore(prepareScreening(inputs, exampleOptions({ geochemistry, draws })).plan);
    const { plan } = prepareScreening(inputs, exampleOptions({ geochemistry, draws: 500 }));
    const short = drawnStore(plan);
    for (let i = 0; i < plan.mines.length * plan.elements.length; i++)
      expect(long.unrecoveredT.slice(i * draws, i * draws + 500)).toEqual(
        short.unrecoveredT.slice(i * 500, (i + 1) * 500),
      );
  },
);
