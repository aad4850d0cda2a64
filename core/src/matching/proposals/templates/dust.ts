import { remine } from "../blocks.ts";
import { dustLeach, moskalyk } from "../dustLeach.ts";
import type { RouteTemplate, TemplateContext } from "../routeTemplate.ts";
import { wasteFeed } from "../wasteFeed.ts";

function buildDust(context: TemplateContext): void {
  const { draft, profile, tPerH, issues } = context;
  const feed = wasteFeed(draft, profile, () => ["sulfate", "oxide"], tPerH, issues);
  const pulp = remine(draft, feed, 0.05);
  dustLeach(draft, { ...feed, from: pulp, isSized: false });
}

/** Acid leach of dust. */
export const dustTemplate: RouteTemplate = {
  routeId: "dust-leach",
  sections: () => [{ family: "leach" }],
  options: {},
  description:
    "Dust or residue leached in acid; germanium with tannin, zinc as hydroxide, lead and silver in the residue.",
  sources: [moskalyk],
  build: buildDust,
};
