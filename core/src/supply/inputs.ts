import type { OreSamples } from "../datasets/cmio/oreSamples.ts";
import type { CriticalListEntry } from "../datasets/criticalLists/criticalList.ts";
import type { CrustalAbundance } from "../datasets/crustalAbundance/crust.ts";
import type { DepositType } from "../datasets/depositTypes/depositType.ts";
import type { ChemicalElement } from "../datasets/elements/element.ts";
import type { EvIntensity } from "../datasets/evIntensity/evIntensity.ts";
import type { ElementMarket, MarketEdition } from "../datasets/mineralMarket/market.ts";
import type { OrePrior } from "../datasets/oreGeochemistryPriors/prior.ts";
import type { Mine } from "../datasets/usMetalMines/mine.ts";
import type { WorldProduction } from "../datasets/worldProduction/worldProduction.ts";

/** Everything the national screening reads; plain data, so it travels to a thread or a browser as it is. */
export interface ScreeningInputs {
  readonly mines: readonly Mine[];
  readonly priors: readonly OrePrior[];
  readonly crust: readonly CrustalAbundance[];
  /** All editions; the run picks one. */
  readonly markets: readonly ElementMarket[];
  readonly depositTypes: readonly DepositType[];
  readonly elements: readonly ChemicalElement[];
  readonly worldProduction: readonly WorldProduction[];
  readonly criticalLists: readonly CriticalListEntry[];
  readonly evIntensities: readonly EvIntensity[];
  /** Measured (or declared-synthetic) ore samples; null with priors alone. */
  readonly samples: OreSamples | null;
}

/** How a metal that is recovered in an unpublished amount counts: from zero to all (default), not at all, or all of it. */
export type UnpublishedRecovery = "interval" | "none" | "all";

export interface ScreeningOptions {
  readonly geochemistry: "priors" | "cmio";
  readonly seed: number;
  /** Number of realisations, 100 to 1,000,000. */
  readonly draws: number;
  readonly edition: MarketEdition;
  /** Symbols to compute; null = all elements of the priors. */
  readonly elements: readonly string[] | null;
  readonly unpublishedRecovery: UnpublishedRecovery;
}

export const defaultScreeningOptions: ScreeningOptions = {
  geochemistry: "priors",
  seed: 20250821,
  draws: 10_000,
  edition: "mcs2026",
  elements: null,
  unpublishedRecovery: "interval",
};
