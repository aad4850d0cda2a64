import type { CategoryAdapter } from "./adapter.ts";
import { geochemistry } from "./geochemistry.ts";
import { supply } from "./supply.ts";

/** Every category with an adapter; a new one is one line here. */
export const adapters: readonly CategoryAdapter[] = [supply, geochemistry];
