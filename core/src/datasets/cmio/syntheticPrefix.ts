/** Every DEPOSIT_UID of a generated table begins so; no survey's identifier does (theirs begin with a country code). */
export const syntheticPrefix = "SYNTHETIC.";
