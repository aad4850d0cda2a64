import type { ParameterSpec, Port, UnitOp } from "./unitOp.ts";

/**
 * The manual's page of a unit operation in Markdown, written from the catalogue: docs/units/<kind>.md begins with it, and notes by hand
 * may follow under a heading of their own.
 */
export function unitPage(op: UnitOp): string {
  const parameters = Object.entries(op.parameters).flatMap(([name, spec]) => parameterRows(name, spec));
  return [
    `# ${op.title}`,
    "",
    `Kind \`${op.kind}\`, group ${op.group}. All units: [process-units.md](../process-units.md).`,
    "",
    "## Equation",
    "",
    ...op.equation.split("; ").map((part) => `- ${part}`),
    "",
    "## Assumes",
    "",
    ...op.assumptions.map((assumption) => `- ${assumption}`),
    "",
    "## When not to use it",
    "",
    op.notWhen,
    "",
    "## Streams",
    "",
    "| port | side | what |",
    "| --- | --- | --- |",
    ...op.inlets.map((port) => portRow(port, "in")),
    ...op.outlets.map((port) => portRow(port, "out")),
    "",
    "## Parameters",
    "",
    ...(parameters.length === 0
      ? ["None."]
      : [
          "A value outside its bounds is refused; one outside its window is used and told (`process.outside-window`). Where no window stands the value is the user's, from test work or design.",
          "",
          "| parameter | unit | bounds | default | window (source) | meaning |",
          "| --- | --- | --- | --- | --- | --- |",
          ...parameters,
        ]),
    "",
    "## Validation",
    "",
    op.validation,
    "",
    "## Source",
    "",
    op.source,
    "",
  ].join("\n");
}

function portRow({ name, doc, isOptional }: Port, side: string): string {
  return row([`\`${name}\``, isOptional === true ? `${side}, optional` : side, doc]);
}

function parameterRows(name: string, spec: ParameterSpec): string[] {
  const { min, max, choices, window } = spec;
  const bounds =
    choices !== undefined
      ? choices.join(", ")
      : min === undefined && max === undefined
        ? ""
        : `${min ?? "-∞"} to ${max ?? "∞"}${spec.isWhole === true ? ", whole" : ""}`;
  return [
    row([
      `\`${name}\``,
      spec.unit,
      bounds,
      spec.default === undefined ? "must be given" : JSON.stringify(spec.default),
      window === undefined ? "" : `${window.min} to ${window.max} (${window.source})`,
      spec.doc,
    ]),
    ...Object.entries(spec.fields ?? {}).flatMap(([field, inner]) => parameterRows(`${name}.${field}`, inner)),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
