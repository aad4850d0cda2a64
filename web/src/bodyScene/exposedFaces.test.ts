import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { exposedFaces, faceMesh, faceNumbers, sectionFaces, vertexNumbers } from "./exposedFaces.ts";

/** Every unit face that the rectangles cover, as `direction:i,j,k`. */
function unitFaces(faces: Float32Array): string[] {
  const found: string[] = [];
  for (let f = 0; f < faces.length; f += faceNumbers) {
    const [i, j, k, width, height, direction] = faces.slice(f, f + faceNumbers);
    const axis = Math.floor(direction! / 2);
    for (let b = 0; b < height!; b++)
      for (let a = 0; a < width!; a++) {
        const at = [i!, j!, k!];
        at[(axis + 1) % 3]! += a;
        at[(axis + 2) % 3]! += b;
        found.push(`${direction}:${at.join(",")}`);
      }
  }
  return found;
}

/** The definition, block by block. */
function expected(count: readonly [number, number, number], shown: Uint8Array): string[] {
  const [nx, ny, nz] = count;
  const at = (i: number, j: number, k: number) =>
    i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz ? 0 : (shown[i + nx * (j + ny * k)] ?? 0);
  const sides = [
    [-1, 0, 0],
    [1, 0, 0],
    [0, -1, 0],
    [0, 1, 0],
    [0, 0, -1],
    [0, 0, 1],
  ] as const;
  const found: string[] = [];
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++)
        for (const [direction, [dx, dy, dz]] of sides.entries())
          if (at(i, j, k) === 1 && at(i + dx, j + dy, k + dz) === 0) found.push(`${direction}:${i},${j},${k}`);
  return found;
}

const models = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }))
  .chain(([nx, ny, nz]) =>
    fc
      .array(fc.constantFrom(0, 1), { minLength: nx * ny * nz, maxLength: nx * ny * nz })
      .map((cells) => ({ count: [nx, ny, nz] as const, shown: Uint8Array.from(cells) })),
  );

describe("the skin of a model", () => {
  test("of a full box is six rectangles", () => {
    const faces = exposedFaces([4, 3, 2], new Uint8Array(24).fill(1));
    expect(faces.length / faceNumbers).toBe(6);
    expect(unitFaces(faces)).toHaveLength(2 * (4 * 3 + 4 * 2 + 3 * 2));
  });
  test("of nothing is empty", () => {
    expect(exposedFaces([3, 3, 3], new Uint8Array(27))).toHaveLength(0);
  });
  test.prop([models])("covers each exposed face once and no other", ({ count, shown }) => {
    expect(unitFaces(exposedFaces(count, shown)).sort()).toEqual(expected(count, shown).sort());
  });
  test.prop([models, fc.constantFrom(0, 1, 2), fc.nat(5), fc.constantFrom(1, -1)])(
    "with a section's faces is the skin of the blocks that the section leaves",
    ({ count, shown }, axis, at, side) => {
      const a = axis as 0 | 1 | 2;
      const layer = at % count[a];
      const strides = [1, count[0], count[0] * count[1]];
      const left = shown.map((cell, b) => {
        const here = Math.floor(b / strides[a]!) % count[a];
        return side > 0 ? (here <= layer ? cell : 0) : here >= layer ? cell : 0;
      });
      const skin = unitFaces(exposedFaces(count, shown)).filter((face) => {
        const here = Number(face.split(":")[1]?.split(",")[a]);
        return side > 0 ? here <= layer : here >= layer;
      });
      const laidOpen = unitFaces(sectionFaces(count, shown, a, layer, side as 1 | -1));
      expect([...skin, ...laidOpen].sort()).toEqual(expected(count, left).sort());
    },
  );
  test("is handed on as four corners and two triangles a face", () => {
    const faces = exposedFaces([4, 3, 2], new Uint8Array(24).fill(1));
    const { vertices, index } = faceMesh(faces);
    expect(vertices).toHaveLength(6 * 4 * vertexNumbers);
    expect(index.slice(6, 12)).toEqual(Uint32Array.of(4, 5, 6, 4, 6, 7));
    // Second face, third corner: blocks and sides of the face, direction times four plus corner.
    const second = faces.slice(faceNumbers, 2 * faceNumbers);
    expect(vertices.slice(6 * vertexNumbers, 7 * vertexNumbers)).toEqual(
      Uint16Array.of(...second.slice(0, 5), 4 * second[5]! + 2),
    );
  });
});
