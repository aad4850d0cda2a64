/** A waste from which no flowsheet can be made by a route; says what is lacking or contradicts itself. */
export class ProposalError extends RangeError {
  readonly code = "matching.no-proposal";
  constructor(message: string) {
    super(message);
    this.name = "ProposalError";
  }
}
