export interface EvIntensity {
  readonly model: string;
  readonly element: string;
  /** kg of element in one vehicle, as published or at 75 kWh. */
  readonly kgPerVehicle: number;
  /** kg in a comparable conventional car; NaN when not stated. */
  readonly conventionalCarKg: number;
  readonly source: string;
}
