import type { RouteTemplate } from "./routeTemplate.ts";
import { acidLeachTemplates } from "./templates/acidLeach.ts";
import { ammoniaTemplate } from "./templates/ammonia.ts";
import { causticTemplate } from "./templates/caustic.ts";
import { cyanideTemplates } from "./templates/cyanide.ts";
import { dustTemplate } from "./templates/dust.ts";
import { flotationTemplates } from "./templates/flotation.ts";
import { heapTemplate } from "./templates/heap.ts";
import { ionAdsorptionTemplate } from "./templates/ionAdsorption.ts";
import { manganeseTemplate } from "./templates/manganese.ts";
import { physicalTemplates } from "./templates/physical.ts";
import { roastTemplate } from "./templates/roast.ts";
import { slagFumingTemplate } from "./templates/slagFuming.ts";
import { waterTemplates } from "./templates/waters.ts";

/** Every route that has a flowsheet template. */
export const routeTemplates: readonly RouteTemplate[] = [
  ...flotationTemplates,
  ...physicalTemplates,
  ...acidLeachTemplates,
  ammoniaTemplate,
  causticTemplate,
  roastTemplate,
  manganeseTemplate,
  heapTemplate,
  ...cyanideTemplates,
  slagFumingTemplate,
  dustTemplate,
  ionAdsorptionTemplate,
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
