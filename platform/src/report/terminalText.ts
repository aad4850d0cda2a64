import Table from "cli-table3";

/** Bold and dim words on a terminal that shows them; plain words elsewhere. */
export interface TextOptions {
  readonly colour?: boolean;
}

export interface Paint {
  readonly bold: (words: string) => string;
  readonly dim: (words: string) => string;
}

export function paintFor(options: TextOptions): Paint {
  const wrap = (code: number) => (words: string) => (options.colour ? `\u001b[${code}m${words}\u001b[0m` : words);
  return { bold: wrap(1), dim: wrap(2) };
}

/** Words of others on one line without control characters, so that no name can move the cursor or colour the screen. */
export function safeWords(words: string): string {
  // Cc: control; Zl, Zp: line and paragraph separators; Bidi_Control: turns the direction of what follows.
  return words.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, " ").trim();
}

/** Words cut to a length, with an ellipsis. */
export function shortened(words: string, length: number): string {
  const safe = safeWords(words);
  return safe.length <= length ? safe : `${safe.slice(0, Math.max(1, length - 1)).trimEnd()}…`;
}

/** Words broken into lines of at most `width` characters, each indented; a longer single word is cut into pieces. */
export function wrapped(words: string, width: number, indent = ""): string[] {
  const room = Math.max(8, width - indent.length);
  const lines: string[] = [];
  let line = "";
  for (const word of safeWords(words).split(/\s+/)) {
    let rest = word;
    if (line !== "" && line.length + 1 + rest.length > room) {
      lines.push(line);
      line = "";
    }
    while (rest.length > room) {
      if (line !== "") lines.push(line);
      lines.push(rest.slice(0, room));
      rest = rest.slice(room);
      line = "";
    }
    line = line === "" ? rest : rest === "" ? line : `${line} ${rest}`;
  }
  if (line !== "") lines.push(line);
  return lines.map((text) => indent + text);
}

/** A paragraph that starts with a mark; following lines are indented under the first. */
export function bullet(words: string, width: number, mark = "- "): string[] {
  const indent = " ".repeat(mark.length);
  return wrapped(words, width, indent).map((line, i) => (i === 0 ? mark + line.slice(mark.length) : line));
}

/** Label and value in two columns; a long value goes on under itself. */
export function labelled(label: string, value: string, width: number, labelWidth = 26): string[] {
  const lead = `  ${label.padEnd(labelWidth)} `;
  return wrapped(value === "" ? "–" : value, width, " ".repeat(lead.length)).map((line, i) =>
    i === 0 ? lead + line.slice(lead.length) : line,
  );
}

/** One column of a terminal table. */
export interface TextColumn<Row> {
  readonly head: string;
  readonly value: (row: Row) => string;
  readonly align?: "left" | "right";
  /** The smaller, the longer it stays when the terminal is narrow. */
  readonly rank: number;
}

const gap = 2;

/**
 * A table without frames that fits the width: columns of the highest rank numbers are left out until it does.
 * The first-ranked column is always shown.
 */
export function textTable<Row>(columns: readonly TextColumn<Row>[], rows: readonly Row[], width: number): string[] {
  const drafts = columns.map((column) => {
    const cells = rows.map((row) => safeWords(column.value(row)));
    const lengths = [...column.head.split("\n"), ...cells].map((text) => text.length);
    return { column, cells, length: Math.max(...lengths) };
  });
  let room = width;
  const kept = new Set<(typeof drafts)[number]>();
  for (const draft of [...drafts].sort((a, b) => a.column.rank - b.column.rank)) {
    const needed = draft.length + (kept.size > 0 ? gap : 0);
    if (kept.size > 0 && needed > room) break;
    room -= needed;
    kept.add(draft);
  }
  const shown = drafts.filter((draft) => kept.has(draft));
  const table = new Table({
    head: shown.map(({ column }) => column.head),
    colAligns: shown.map(({ column }) => column.align ?? "left"),
    chars: noFrame,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  for (let i = 0; i < rows.length; i++) table.push(shown.map(({ cells }) => cells[i] ?? ""));
  const lines = table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  const headLines = Math.max(...shown.map(({ column }) => column.head.split("\n").length));
  const total = shown.reduce((sum, { length }) => sum + length, gap * (shown.length - 1));
  return [...lines.slice(0, headLines), "─".repeat(Math.min(width, total)), ...lines.slice(headLines)];
}

const noFrame = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: " ".repeat(gap),
} as const;
