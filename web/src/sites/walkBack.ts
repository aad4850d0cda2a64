import type { Figure } from "./siteDocuments.ts";

/** What is shown of a site: the figure that a reader has walked to stands in the address. */
export interface SiteSearch {
  readonly figure?: string;
}

export function readSiteSearch(raw: Readonly<Record<string, unknown>>): SiteSearch {
  const figure = raw["figure"];
  return typeof figure === "string" && figure !== "" ? { figure } : {};
}

/** Everything that a figure rests on, directly or through others; without the figure itself. */
export function ancestorsOf(figures: readonly Figure[], id: string): ReadonlySet<string> {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const found = new Set<string>();
  const open = [...(byId.get(id)?.from ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(byId.get(next)?.from ?? []));
  }
  found.delete(id);
  return found;
}

/** Figures that were made from this one. */
export function usersOf(figures: readonly Figure[], id: string): readonly Figure[] {
  return figures.filter(({ from }) => from.includes(id));
}
