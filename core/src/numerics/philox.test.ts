import { expect, test } from "vitest";
import { philoxBlock } from "./philox.ts";

const hex = (words: Uint32Array) => [...words].map((word) => word.toString(16).padStart(8, "0"));

const ones = (x: number) => (x >>> 0).toString(2).replaceAll("0", "").length;

// Random123 1.14, tests/kat_vectors, rows `philox4x32 10`: counter, key, answer (D. E. Shaw Research, BSD licence).
const knownAnswers = [
  { name: "zeros", counter: [0, 0, 0, 0], key: [0, 0], answer: ["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"] },
  {
    name: "ones",
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    answer: ["408f276d", "41c83b0e", "a20bc7c6", "6d5451fd"],
  },
  {
    name: "the digits of pi",
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    answer: ["d16cfe09", "94fdcceb", "5001e420", "24126ea1"],
  },
] as const;

test.each(knownAnswers)("the block at counter and key of $name is the published one", ({ counter, key, answer }) => {
  const words = new Uint32Array(4);
  philoxBlock(words, counter[0], counter[1], counter[2], counter[3], key[0], key[1]);
  expect(hex(words)).toEqual(answer);
});

test("one bit of the counter or of the key changes about half of the bits of the block", () => {
  const base = new Uint32Array(4);
  const other = new Uint32Array(4);
  philoxBlock(base, 7, 11, 13, 17, 19, 23);
  for (let word = 0; word < 6; word++) {
    let changed = 0;
    for (let bit = 0; bit < 32; bit++) {
      const input = [7, 11, 13, 17, 19, 23];
      input[word] = (input[word] ^ (1 << bit)) >>> 0;
      philoxBlock(other, input[0], input[1], input[2], input[3], input[4], input[5]);
      for (let i = 0; i < 4; i++) changed += ones(base[i] ^ other[i]);
    }
    // 32 trials of 128 bits: 2048 expected, standard deviation 32; six of them are allowed.
    expect(Math.abs(changed - 2048)).toBeLessThan(192);
  }
});
