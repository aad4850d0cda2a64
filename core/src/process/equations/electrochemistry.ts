import { faradayConstant, gasConstant } from "./kinetics.ts";

/** Metal in kg by Faraday's law, I CE t M/(z F). */
export function faradayKg(
  currentA: number,
  hours: number,
  molarMassGPerMol: number,
  electrons: number,
  efficiency: number,
): number {
  return (currentA * efficiency * hours * 3600 * molarMassGPerMol) / (electrons * faradayConstant) / 1000;
}

/** Specific energy of deposition in kWh/kg, V z F/(3600 M CE). */
export function depositionKwhPerKg(
  cellV: number,
  molarMassGPerMol: number,
  electrons: number,
  efficiency: number,
): number {
  return (cellV * electrons * faradayConstant) / (3600 * molarMassGPerMol * efficiency);
}

/**
 * Tafel overpotential in V, η = (R T/(α z F)) ln(i/i₀) above the exchange current density, else 0.
 * @see Bard and Faulkner (2001), Electrochemical Methods, 2nd ed., section 3.4
 */
export function tafelV(
  densityAPerM2: number,
  exchangeAPerM2: number,
  alpha: number,
  electrons = 1,
  temperatureK = 298.15,
): number {
  if (!(densityAPerM2 > exchangeAPerM2)) return 0;
  return (
    ((gasConstant * temperatureK) / (alpha * electrons * faradayConstant)) * Math.log(densityAPerM2 / exchangeAPerM2)
  );
}

/** A cell as its voltage budget. */
export interface CellBudget {
  readonly currentA: number;
  readonly currentEfficiency: number;
  readonly voltageEfficiency: number;
  readonly anodeV: number;
  readonly cathodeV: number;
  readonly anodeOverV: number;
  readonly cathodeOverV: number;
}

/**
 * Cell voltage from the reversible one over the voltage efficiency, the ohmic resistance that this leaves, power, electrons and
 * power efficiency.
 * @see WaterTAP, electrolyzer model
 */
export function cellBudget(cell: CellBudget) {
  const reversibleV = cell.anodeV - cell.cathodeV;
  const cellV = reversibleV / cell.voltageEfficiency;
  return {
    reversibleV,
    cellV,
    resistanceOhm: (cellV - reversibleV - cell.anodeOverV - cell.cathodeOverV) / cell.currentA,
    powerW: cellV * cell.currentA,
    electronMolPerS: (cell.currentA * cell.currentEfficiency) / faradayConstant,
    powerEfficiency: cell.currentEfficiency * cell.voltageEfficiency,
  };
}
