/** True for the symbol of an element, false for a substance of unknown make-up. */
export function elementSymbol(text: string): boolean {
  return /^[A-Z][a-z]?$/.test(text);
}
