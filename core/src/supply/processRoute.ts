/** What is left behind: mill tailings keep what flotation or a vat leach did not take, a heap keeps nearly all of its rock. */
export type StreamKind = "mill" | "leach";

/**
 * Kind of a process stream from its route in words. A heap, dump or run-of-mine leach is `leach`;
 * flotation, tank leach (CIL), roaster, autoclave, pellet plant and unstated routes are `mill`.
 */
export function streamKind(route: string): StreamKind {
  return /heap|dump|run-of-mine|rom leach|sx-ew/i.test(route) ? "leach" : "mill";
}
