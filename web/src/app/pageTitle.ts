import { pages } from "./pages.ts";

/** Title of the page at a path for tabs and bookmarks: what is shown, its page, the program. */
export function pageTitle(path: string, nameOf: (page: string, id: string) => string | null = () => null): string {
  const [first = "", id = "", ...rest] = path.replace(/\/+$/, "").slice(1).split("/");
  const page = pages.find(({ to }) => to === `/${first}`);
  if (page === undefined || rest.length > 0 || (id !== "" && !withParts.includes(page.to)))
    return "No such page · Relode";
  if (id === "") return `${page.label} · Relode`;
  return `${nameOf(page.to, decoded(id)) ?? decoded(id)} · ${page.label} · Relode`;
}

/** Pages with a page for each of what they list. */
const withParts: readonly string[] = ["/elements", "/mines", "/bodies", "/sites"];

/** A part of an address as written; one that is badly escaped stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
