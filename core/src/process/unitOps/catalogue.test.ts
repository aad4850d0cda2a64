import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { Issue } from "../../evidence/issue.ts";
import { streamBasis } from "../streams/basis.ts";
import { elementMolPerH, emptyStream, type Stream, slotOf } from "../streams/stream.ts";
import { unitCatalogue } from "./catalogue.ts";
import { Parameters } from "./parameters.ts";
import type { UnitOp } from "./unitOp.ts";

/** Runs a unit on its example, every inlet times its factor. */
function runExample(op: UnitOp, factor: (port: number) => number, memory = new Map<string, Float64Array>()) {
  const basis = streamBasis(op.example.components, op.example.sizeUm);
  const issues: Issue[] = [];
  const parameters = new Parameters(op.parameters, op.example.parameters, basis, op.kind, issues);
  const inlets: Record<string, Stream> = {};
  for (const [p, { name }] of op.inlets.entries()) {
    inlets[name] = emptyStream(basis);
    for (const [id, kg] of Object.entries(op.example.inlets[name] ?? {})) {
      const c = basis.index.get(id) ?? -1;
      const width = basis.components[c].phase === "solid" ? basis.classes : 1;
      // Mass spread over the classes, more in the coarse ones.
      const whole = (width * (width + 1)) / 2;
      for (let k = 0; k < width; k++) inlets[name].kgPerH[slotOf(basis, id, k)] = (kg * factor(p) * (k + 1)) / whole;
    }
  }
  const before = Object.values(inlets).map(({ kgPerH }) => Float64Array.from(kgPerH));
  const result = op.run({ basis, inlets, parameters, memory, path: op.kind });
  return { basis, inlets, result, issues, before };
}

/** Σ out − Σ in − dosed by element, over the whole flow of it. */
function imbalance({ basis, inlets, result }: ReturnType<typeof runExample>): number {
  const sum = new Float64Array(basis.elements.length);
  const size = new Float64Array(basis.elements.length);
  const add = (stream: Stream, sign: number) => {
    for (const [e, mol] of elementMolPerH(stream).entries()) {
      sum[e] += sign * mol;
      size[e] += Math.abs(mol);
    }
  };
  for (const stream of Object.values(inlets)) add(stream, 1);
  for (const stream of Object.values(result.outlets)) add(stream, -1);
  const dosed = emptyStream(basis);
  for (const [id, kg] of Object.entries(result.duties?.dosedKgPerH ?? {})) dosed.kgPerH[slotOf(basis, id)] += kg;
  add(dosed, 1);
  const charge = basis.elements.length - 1;
  const largest = Math.max(...size);
  return Math.max(...sum.map((value, e) => Math.abs(value) / Math.max(size[e], e === charge ? largest : 0, 1e-300)));
}

test("kinds are unique and every unit states equation, source, limits and validation", () => {
  expect(new Set(unitCatalogue.map(({ kind }) => kind)).size).toBe(unitCatalogue.length);
  for (const op of unitCatalogue) {
    for (const text of [op.title, op.equation, op.notWhen, op.validation, op.source])
      expect(text.length).toBeGreaterThan(4);
    for (const { unit, doc } of Object.values(op.parameters)) expect(unit.length * doc.length).toBeGreaterThan(0);
  }
});

describe.each(unitCatalogue.map((op) => [op.kind, op] as const))("%s", (_kind, op) => {
  test("its example has no issue in its parameters and conserves every element to 1e-9", () => {
    const run = runExample(op, () => 1);
    expect(run.issues.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(Object.keys(run.result.outlets).sort()).toEqual(op.outlets.map(({ name }) => name).sort());
    expect(imbalance(run)).toBeLessThan(1e-9);
  });

  test("leaves its inlets as they are", () => {
    const { inlets, before } = runExample(op, () => 1);
    expect(Object.values(inlets).map(({ kgPerH }) => kgPerH)).toEqual(before);
  });

  test("runs on nothing and gives nothing", () => {
    const { result } = runExample(op, () => 0);
    for (const stream of Object.values(result.outlets)) expect(stream.kgPerH.every((kg) => kg === 0)).toBe(true);
  });

  test("gives the same twice with the same memory", () => {
    const memory = new Map<string, Float64Array>();
    const first = runExample(op, () => 1, memory).result.outlets;
    const second = runExample(op, () => 1, memory).result.outlets;
    for (const port of Object.keys(first))
      for (const [i, kg] of first[port].kgPerH.entries())
        expect(Math.abs(second[port].kgPerH[i] - kg)).toBeLessThanOrEqual(1e-9 * kg + 1e-15);
  });

  test("each of its numbers out of bounds, of another kind or not finite is one error that names it", () => {
    const basis = streamBasis(op.example.components, op.example.sizeUm);
    for (const [name, { kind, min, max }] of Object.entries(op.parameters)) {
      if (kind !== "number") continue;
      const hostile = [
        "1",
        true,
        [],
        Number.NaN,
        Number.POSITIVE_INFINITY,
        (min ?? 0) - 1,
        10 * Math.abs(max ?? 1) + 1,
      ];
      for (const value of hostile) {
        const issues: Issue[] = [];
        const given = { ...op.example.parameters, [name]: value };
        const read = new Parameters(op.parameters, given, basis, `unit ${op.kind}`, issues);
        expect(read.number(name)).toBeUndefined();
        const errors = issues.filter(({ severity }) => severity === "error");
        expect(errors.map(({ path }) => path)).toEqual([`unit ${op.kind}, parameter ${name}`]);
      }
    }
  });

  property.prop(
    [
      fc.array(
        fc.oneof(
          fc.constant(0),
          fc.double({ min: -6, max: 4, noNaN: true }).map((e) => 10 ** e),
        ),
        { minLength: 4, maxLength: 4 },
      ),
    ],
    { numRuns: 25 },
  )("for any flows conserves elements, has no negative or undefined flow, or refuses with a sentence", (factors) => {
    let run: ReturnType<typeof runExample>;
    try {
      run = runExample(op, (port) => factors[port]);
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
      expect((error as Error).message.length).toBeGreaterThan(20);
      expect(error instanceof RangeError || "code" in (error as Error)).toBe(true);
      return;
    }
    for (const stream of Object.values(run.result.outlets))
      expect(stream.kgPerH.every((kg) => kg >= 0 && Number.isFinite(kg))).toBe(true);
    expect(imbalance(run)).toBeLessThan(1e-9);
    for (const value of [run.result.duties?.powerKw ?? 0, run.result.duties?.heatKw ?? 0])
      expect(Number.isFinite(value)).toBe(true);
  });
});
