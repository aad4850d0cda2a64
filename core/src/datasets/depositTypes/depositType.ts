/** One type of the CMMI deposit classification (Hofstra and others 2021, USGS OFR 2021-1049). */
export interface DepositType {
  readonly type: string;
  readonly environment: string;
  readonly group: string;
}
