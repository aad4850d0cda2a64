import { fc, test as property } from "@fast-check/vitest";
import { expect, test } from "vitest";
import { CmioDecoder } from "./cmioDecode.ts";
import { RecordCounter } from "./cmioRecordCounter.ts";

function decode(bytes: Buffer, pieceLength: number): { text: string; encoding: string } {
  const decoder = new CmioDecoder("t.csv");
  let text = "";
  for (let i = 0; i < bytes.length; i += pieceLength) text += decoder.push(bytes.subarray(i, i + pieceLength));
  text += decoder.finish();
  return { text, encoding: decoder.encoding };
}

const line = fc.string({ unit: fc.constantFrom("a", "ü", "±", "鉱", "🜚", '"', ","), maxLength: 20 });

property.prop([fc.array(line, { maxLength: 8 }), fc.integer({ min: 1, max: 9 })])(
  "UTF-8 comes out whole however the bytes are cut",
  (lines, pieceLength) => {
    const text = `HEADER,OF,SOME,LENGTH\n${lines.join("\n")}`;
    expect(decode(Buffer.from(text), pieceLength)).toEqual({ text, encoding: "utf-8" });
  },
);

// 0xB1 is the plus-minus sign in Windows-1252 (WHATWG Encoding Standard, index windows-1252).
test("a line that is not UTF-8 is read as Windows-1252 and leaves the others alone", () => {
  const bytes = Buffer.concat([
    Buffer.from("HEADER,OF,SOME,LENGTH\ngold ± a\n"),
    Buffer.from([0x41, 0xb1, 0x0a]),
    Buffer.from("ü\n"),
  ]);
  for (const pieceLength of [1, 3, 1000])
    expect(decode(bytes, pieceLength)).toEqual({ text: "HEADER,OF,SOME,LENGTH\ngold ± a\nA±\nü\n", encoding: "mixed" });
});

test("records are counted by line feeds outside quotes, with or without a last line end", () => {
  const counter = new RecordCounter();
  counter.push(Buffer.from('a,b\n1,"x\ny'));
  counter.push(Buffer.from('""z"\n2,3'));
  expect(counter.records).toBe(2);
  expect(counter.total()).toBe(3);
});
