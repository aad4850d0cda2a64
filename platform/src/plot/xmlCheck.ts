/**
 * Finds the first fault in a small XML document: an unclosed or mismatched element, a bare `&` or `<`, an attribute
 * without quotes or given twice. Null when it is well-formed as far as these plots go (no comments, CDATA or DTD).
 * @see W3C (2008), Extensible Markup Language (XML) 1.0, fifth edition, section 2.1
 */
export function xmlFault(xml: string): string | null {
  const open: string[] = [];
  const token = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)|(<)/g;
  for (const match of xml.matchAll(token)) {
    const [whole, closing, name = "", attributes = "", selfClosing, words, stray] = match;
    if (stray !== undefined) return `a stray < at character ${match.index}`;
    const text = words ?? attributes;
    if (/&(?!(amp|lt|gt|quot|#39);)/.test(text)) return `a bare & in ${JSON.stringify(whole.slice(0, 40))}`;
    if (words !== undefined) continue;
    const names = [...attributes.matchAll(/([\w:-]+)="/g)].map((found) => found[1]);
    if (new Set(names).size !== names.length) return `an attribute given twice in ${whole.slice(0, 60)}`;
    if (closing) {
      const last = open.pop();
      if (last !== name) return `</${name}> closes <${last ?? "nothing"}>`;
    } else if (!selfClosing) open.push(name);
  }
  return open.length > 0 ? `<${open.at(-1) ?? ""}> is never closed` : null;
}
