const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * Makes one CSV cell of a text: quoted where RFC 4180 asks for it, and with a leading apostrophe where a spreadsheet
 * would take the text for a formula (=, +, -, @, tab or carriage return in front). Numbers stay as they are.
 * @see OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection
 */
export function neutraliseCsvCell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) && !number.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
