/**
 * Marks with 1 the samples that share their position with another one: an open hash table over the bits of the coordinates,
 * O(n). Zero and minus zero are one place.
 * @param xyzM packed positions, length 3n, finite
 */
export function sampleTwins(xyzM: Float64Array): Uint8Array {
  const n = xyzM.length / 3;
  const marks = new Uint8Array(n);
  let size = 16;
  while (size < 2 * n) size *= 2;
  const table = new Int32Array(size).fill(-1);
  const position = new Float64Array(3);
  const words = new Int32Array(position.buffer);
  for (let i = 0; i < n; i++) {
    for (let axis = 0; axis < 3; axis++) position[axis] = xyzM[3 * i + axis] + 0;
    let hash = 0;
    for (let w = 0; w < 6; w++) {
      hash = Math.imul(hash ^ words[w], 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    let at = hash & (size - 1);
    while (table[at] >= 0 && !isSamePlace(xyzM, table[at], i)) at = (at + 1) & (size - 1);
    if (table[at] >= 0) marks[table[at]] = marks[i] = 1;
    else table[at] = i;
  }
  return marks;
}

function isSamePlace(xyzM: Float64Array, i: number, j: number): boolean {
  const [a, b] = [3 * i, 3 * j];
  return xyzM[a] === xyzM[b] && xyzM[a + 1] === xyzM[b + 1] && xyzM[a + 2] === xyzM[b + 2];
}
