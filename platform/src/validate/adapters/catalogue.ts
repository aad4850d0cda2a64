import type { CategoryAdapter } from "./adapter.ts";
import { economics } from "./economics.ts";
import { energy } from "./energy.ts";
import { geochemistry } from "./geochemistry.ts";
import { phreeqc } from "./phreeqc.ts";
import { processAdapters } from "./processCatalogue.ts";
import { publishedEconomics } from "./publishedEconomics.ts";
import { supply } from "./supply.ts";

/** Every category with an adapter; a new one is one line here. */
export const adapters: readonly CategoryAdapter[] = [
  supply,
  geochemistry,
  economics,
  energy,
  publishedEconomics,
  phreeqc,
  ...processAdapters,
];
