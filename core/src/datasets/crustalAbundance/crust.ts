export interface CrustalAbundance {
  readonly element: string;
  readonly upperCrustPpm: number;
  readonly upperCrustSource: string;
  readonly bulkCrustPpm: number;
  readonly bulkCrustSource: string;
}
