import { type DrillIssue, drillIssue } from "./drillIssue.ts";

/** Names of collars by their name in lower case without blanks around it. */
function foldedNames(collars: readonly string[]): Map<string, string> {
  return new Map(collars.map((hole) => [hole.trim().toLowerCase(), hole]));
}

/**
 * Hole names of a table that are a collar's but for upper and lower case. They are not joined: two spellings may be two
 * holes. Code `<kind>.hole-case` (error), one a table with the count and an example.
 * @returns those names, so that they are not told again one by one
 */
export function checkHoleCase(
  collars: readonly string[],
  table: { readonly file: string; readonly row: Int32Array; readonly hole: readonly string[] },
  kind: string,
  issues: DrillIssue[],
): ReadonlySet<string> {
  const known = new Set(collars);
  const folded = foldedNames(collars);
  const names = new Set<string>();
  let [rows, first] = [0, -1];
  table.hole.forEach((hole, i) => {
    if (known.has(hole) || !folded.has(hole.toLowerCase())) return;
    if (first < 0) first = i;
    names.add(hole);
    rows++;
  });
  if (names.size === 0) return names;
  const example = table.hole[first] ?? "";
  const [count, rowCount] = [
    names.size === 1 ? "1 hole name differs" : `${names.size} hole names differ`,
    rows === 1 ? "1 row" : `${rows} rows`,
  ];
  issues.push(
    drillIssue({
      file: table.file,
      row: table.row[first],
      code: `${kind}.hole-case`,
      severity: "error",
      value: names.size,
      what: `${count} from the collar table in upper and lower case alone (${rowCount}), e.g. ${example} here and ${folded.get(example.toLowerCase()) ?? ""} there`,
      remedy: "write them alike in both files; spellings are not joined, as they may be two holes",
    }),
  );
  return names;
}
