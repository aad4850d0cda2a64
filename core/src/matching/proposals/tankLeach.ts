import { decantation, judged, remine, washingEfficiency } from "./blocks.ts";
import type { FlowsheetDraft } from "./flowsheetDraft.ts";
import type { Reaction } from "./reactions.ts";
import type { TemplateContext } from "./routeTemplate.ts";
import type { WasteFeed } from "./wasteFeed.ts";

/** Leach tank, washing; the pregnant liquor leaves by `washing.pregnant`. */
export function leachAndWash(
  { draft }: TemplateContext,
  feed: WasteFeed,
  reactions: Readonly<Record<string, Reaction>>,
  temperatureC: number,
  words: string,
): void {
  const pulp = remine(draft, feed);
  draft.unit("leach feed", "pulper", { solidsMassFraction: 0.3, powerKwhPerT: 0.3 });
  draft.stream("mined pulp", pulp, "leach feed.feed");
  // 0.3 of solids at 0.9 and 0.7 of liquor at 4.18 kJ/(kg·K): 0.89 kWh by the tonne of pulp and kelvin.
  const fresh =
    temperatureC > 50
      ? draft.figure(
          "heat not recovered",
          "share of the warming from 20 °C that comes fresh, counted at the price of power",
          judged(0.2, 0.4, 0.8, "1", "heat exchange between pulps and liquors; recalled"),
        )
      : 0;
  const powerKwhPerT = Number((2 + 0.89 * (temperatureC - 20) * fresh).toPrecision(4));
  draft.unit("leach", "reactor", { reactions, temperatureC, powerKwhPerT }, words);
  draft.stream("leach pulp", "leach feed.pulp", "leach.feed");
  draft.stream("vent", "leach.gas", null);
  decantation(draft, {
    from: "leach.product",
    stages: 5,
    underflowSolids: 0.45,
    efficiency: washingEfficiency(draft),
    waterLPerH: feed.kgPerH * 1.8,
  });
}

/** What was precipitated is filtered and sold, by the share of its price that each element is paid. */
export function filterProduct(
  draft: FlowsheetDraft,
  id: string,
  name: string,
  payable: Readonly<Record<string, number>>,
): void {
  draft.unit("product filter", "liquid-filter", { liquidRecovery: 0.98 });
  draft.stream("product slurry", "product precipitation.product", "product filter.feed");
  draft.product(id, "product filter.cake", name, payable);
}
