import * as THREE from "three";
import type { Triple } from "./pickBlock.ts";

/** A surface as heights on a grid; null where it has none. */
export interface HeightGrid {
  readonly name: string;
  readonly grid: {
    readonly origin: readonly [number, number];
    readonly spacing: readonly [number, number];
    readonly count: readonly [number, number];
    readonly azimuthDeg?: number;
  };
  readonly z: readonly (number | null)[];
}

/** A translucent sheet relative to a centre; cells with a missing corner are left open. */
export function surfaceSheet({ grid, z }: HeightGrid, centre: Triple, colour: number, opacity: number): THREE.Mesh {
  const [nx, ny] = grid.count;
  const turn = ((grid.azimuthDeg ?? 0) * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
  const position = new Float32Array(3 * nx * ny);
  for (let j = 0; j < ny; j++)
    for (let i = 0; i < nx; i++) {
      const at = i + nx * j;
      const [u, v] = [i * grid.spacing[0], j * grid.spacing[1]];
      position[3 * at] = grid.origin[0] + u * cosine + v * sine - centre[0];
      position[3 * at + 1] = grid.origin[1] - u * sine + v * cosine - centre[1];
      position[3 * at + 2] = (z[at] ?? centre[2]) - centre[2];
    }
  const isThere = (at: number) => Number.isFinite(z[at] ?? Number.NaN);
  const index: number[] = [];
  for (let j = 0; j + 1 < ny; j++)
    for (let i = 0; i + 1 < nx; i++) {
      const [a, b, c, d] = [i + nx * j, i + 1 + nx * j, i + 1 + nx * (j + 1), i + nx * (j + 1)];
      if ([a, b, c, d].every(isThere)) index.push(a, b, c, a, c, d);
    }
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute("position", new THREE.BufferAttribute(position, 3));
  geometry.setIndex(index);
  geometry.computeVertexNormals();
  const material = new THREE.MeshLambertMaterial({
    color: colour,
    transparent: true,
    opacity,
    side: THREE.DoubleSide,
    depthWrite: false,
  });
  return new THREE.Mesh(geometry, material);
}
