import type { BodyEntry } from "../bodies/bodyDocuments.ts";
import type { SiteDocument } from "./siteDocuments.ts";

/** The body that a site was assessed on, and whether it is that very run or only one of its name. */
export interface SiteBody {
  readonly id: string;
  readonly isSameRun: boolean;
}

/** By the checksum of the run where both say it, else by the name of the folder, of the body or of the site. */
export function bodyOfSite(
  id: string,
  { name, resource }: Pick<SiteDocument, "name" | "resource">,
  bodies: readonly BodyEntry[],
): SiteBody | null {
  const shown = bodies.filter(({ issue }) => issue === null);
  const sha256 = resource?.sha256 ?? null;
  const exact = sha256 === null ? undefined : shown.find((body) => body.sha256 === sha256);
  if (exact) return { id: exact.id, isSameRun: true };
  const names = new Set([resource?.folder, id, name].flatMap((words) => (words ? [words.toLowerCase()] : [])));
  const alike = shown.find((body) => names.has(body.id.toLowerCase()) || names.has(body.name.toLowerCase()));
  return alike ? { id: alike.id, isSameRun: false } : null;
}
