/** An element or mine that the result does not hold. */
export class UnknownSubjectError extends Error {
  readonly code: "report.unknown-element" | "report.unknown-mine";
  constructor(code: "report.unknown-element" | "report.unknown-mine", message: string) {
    super(message);
    this.name = "UnknownSubjectError";
    this.code = code;
  }
}

/** A list cut to what a message can carry: `a, b, c and 40 more`. */
export function shortList(words: readonly string[], most = 12): string {
  if (words.length <= most) return words.join(", ");
  return `${words.slice(0, most).join(", ")} and ${words.length - most} more`;
}
