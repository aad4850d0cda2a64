export const bodyTabs = ["view", "grades", "plans", "checks", "variogram"] as const;
export type BodyTab = (typeof bodyTabs)[number];

/** What is shown of a body: it stands in the address, so a link shows the same. */
export interface BodySearch {
  readonly tab?: BodyTab;
  readonly variable?: string;
  /** What colours the blocks, as the choices name it. */
  readonly colour?: string;
  /** The hole that is shown. */
  readonly hole?: string;
}

export function readBodySearch(raw: Readonly<Record<string, unknown>>): BodySearch {
  const tab = bodyTabs.find((name) => name === raw["tab"]);
  const words = (name: "variable" | "colour" | "hole") => {
    const value = raw[name];
    return typeof value === "string" && value !== "" ? { [name]: value } : {};
  };
  return {
    ...(tab === undefined ? {} : { tab }),
    ...words("variable"),
    ...words("colour"),
    ...words("hole"),
  };
}
