import { fc, test } from "@fast-check/vitest";
import { DataError } from "@relode/core/evidence";
import { expect, test as plain } from "vitest";
import { parseJson } from "./jsonFile.ts";

plain.each([
  ['{\n  "a": 1,\n}', "f, line 3, column 1: is not JSON: a comma stands before the closing }; delete it"],
  ['{"a": 1 "b": 2}', "f, line 1, column 9: is not JSON: a comma or } is missing before a text"],
  ['{"a": .5}', "f, line 1, column 7: is not JSON: a number is written like 0.5 or -1e-3"],
  ['{"a": 1,5}', 'f, line 1, column 9: is not JSON: a key between double quotes is needed, not "5"'],
  ['{"a": 01}', "f, line 1, column 7: is not JSON: a number is written like 0.5 or -1e-3"],
  ["{'a': 1}", 'f, line 1, column 2: is not JSON: a key between double quotes is needed, not "\'"'],
  ['{"a": NaN}', "f, line 1, column 7: is not JSON: NaN is no value; texts stand between double quotes"],
  ['{"a": "C:\\data"}', "f, line 1, column 7: is not JSON: a text holds a backslash or a control character"],
  ['{"a": "x\n}', "f, line 1, column 7: is not JSON: a text has no closing quote on its line"],
  ['// hi\n{"a": 1}', "f, line 1, column 1: is not JSON: JSON has no comments; delete it"],
  ['{"a": 1}\r\n}', 'f, line 2, column 1: is not JSON: "}" follows the end of the document'],
  ["", "f, line 1, column 1: is not JSON: a value is missing before the end of the file"],
  ['{"a": [1, 2', "f, line 1, column 12: is not JSON: a comma or ] is missing before the end of the file"],
  ['{"a": 1, "b": 2, "a": 3}', 'f, line 1, column 18: the key "a" occurs twice in one object; keep one'],
  ["[".repeat(100_000), "f, line 1, column 502: is not JSON: objects and lists are nested deeper than 500"],
])("%j is refused at its place", (text, message) => {
  expect(() => parseJson(text, "f")).toThrow(message);
});

test.prop([fc.json()])("what the language itself writes as JSON is read as it reads it", (text) => {
  // Objects with a key twice are refused on purpose; the language's own writer makes none.
  expect(parseJson(`\uFEFF${text}`, "f")).toEqual(JSON.parse(text));
});

test.prop([fc.json(), fc.nat(), fc.string({ maxLength: 2 })])(
  "one change anywhere is read alike or refused",
  (text, at, put) => {
    const spoilt = text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1);
    let expected: unknown;
    let isJson = true;
    try {
      expected = JSON.parse(spoilt);
    } catch {
      isJson = false;
    }
    try {
      expect(parseJson(spoilt, "f")).toEqual(expected);
      expect(isJson).toBe(true);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      // The scanner names a place: never the fallback of a parser that knows none.
      expect(error.message).toMatch(/^f, line \d+, column \d+: /);
      if (isJson) expect(error.issues[0].code).toBe("json.key-twice");
    }
  },
);
