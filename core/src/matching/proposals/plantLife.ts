import { taylorRule } from "../../economics/scaledCost.ts";

/** Short tons in a tonne. */
const shortTonsPerTonne = 1.10231;

/** Life of a plant for a body by Taylor's rule, within 3 to 30 years. @see economics/scaledCost.ts */
export function taylorYears(tonnes: number): number {
  return Math.min(30, Math.max(3, taylorRule(tonnes * shortTonsPerTonne).lifeYears));
}
