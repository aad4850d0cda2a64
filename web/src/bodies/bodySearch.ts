export const bodyTabs = ["view", "grades", "checks", "variogram"] as const;
export type BodyTab = (typeof bodyTabs)[number];

/** What is shown of a body: it stands in the address, so a link shows the same. */
export interface BodySearch {
  readonly tab?: BodyTab;
  readonly variable?: string;
}

export function readBodySearch(raw: Readonly<Record<string, unknown>>): BodySearch {
  const tab = bodyTabs.find((name) => name === raw["tab"]);
  const variable = raw["variable"];
  return {
    ...(tab === undefined ? {} : { tab }),
    ...(typeof variable === "string" && variable !== "" ? { variable } : {}),
  };
}
