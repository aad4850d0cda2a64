import type { RouteTemplate } from "./routeTemplate.ts";
import { acidLeachTemplates } from "./templates/acidLeach.ts";
import { alkalineTemplates } from "./templates/alkaline.ts";
import { flotationTemplates } from "./templates/flotation.ts";
import { heapTemplates } from "./templates/heap.ts";
import { physicalTemplates } from "./templates/physical.ts";
import { residueTemplates } from "./templates/residues.ts";
import { waterTemplates } from "./templates/waters.ts";

/** Every route that has a flowsheet template. */
export const routeTemplates: readonly RouteTemplate[] = [
  ...flotationTemplates,
  ...physicalTemplates,
  ...acidLeachTemplates,
  ...alkalineTemplates,
  ...heapTemplates,
  ...residueTemplates,
  ...waterTemplates,
];

/** Combinations of a template's options that mean something, the usual one for the waste first. */
export function choicesOf(
  template: RouteTemplate,
  usual: Readonly<Record<string, string>>,
): readonly Readonly<Record<string, string>>[] {
  let all: Readonly<Record<string, string>>[] = [{}];
  for (const [name, words] of Object.entries(template.options)) {
    const first = usual[name] ?? words[0];
    const order = [first, ...words.filter((word) => word !== first)];
    all = all.flatMap((choice) => order.map((word) => ({ ...choice, [name]: word })));
  }
  return all.filter((choice) => template.isApplicable?.(choice) ?? true);
}
