import type { Issue } from "../../evidence/issue.ts";

/** PDF, zip, gzip. */
const binaryStarts = ["%PDF", "PK\u0003\u0004", "\u001f"];
const longestShown = 300;

/**
 * Says what a text is when it is plainly not the table: a web page, a service's exception report, GML, JSON,
 * or bytes in the wrong encoding. Null when it may be CSV.
 * @param head first characters of the text, some thousand
 * @param name file name or address for the issue
 * @see OGC 09-025r2 (2014), Web Feature Service 2.0, section 7.5: ows:ExceptionReport
 */
export function notCmio(head: string, name: string): Issue | null {
  const text = head.replace(/^\uFEFF/, "").trimStart();
  const issue = (code: string, message: string): Issue => ({ path: name, code, severity: "error", message });
  if (text === "") return null;
  if (head.includes("\u0000"))
    return issue(
      "cmio.encoding",
      "the text holds NUL characters: it is UTF-16 read as UTF-8, or binary; save it as CSV in UTF-8",
    );
  if (binaryStarts.some((start) => text.startsWith(start)))
    return issue("cmio.not-csv", "this is a binary file, not CSV; import accepts .csv, .zip and .gz");
  if (text.startsWith("{") || text.startsWith("["))
    return issue("cmio.json", `the answer is JSON, not CSV: ${shown(text)}; ask the service for outputFormat=csv`);
  if (!text.startsWith("<")) return null;
  if (/ExceptionReport|ServiceException/.test(text))
    return issue(
      "cmio.service-exception",
      `the service answered with an exception report: ${shown(exceptionText(text))}; check --service and the layer name, or try again later`,
    );
  if (/^<(!doctype\s+html|html|head|body)/i.test(text) || /<html[\s>]/i.test(text)) {
    const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1]?.trim() ?? "";
    const titled = title === "" ? "" : ` titled "${shown(title)}"`;
    return issue(
      "cmio.html-page",
      `this is a web page${titled}, not the table; the service may be down or behind a sign-in page`,
    );
  }
  if (/FeatureCollection/.test(text))
    return issue("cmio.gml", "this is GML, not CSV; ask the service for outputFormat=csv");
  return issue("cmio.not-csv", `the text begins with "${shown(text.slice(0, 40))}" and is XML, not CSV`);
}

function exceptionText(xml: string): string {
  const text = /<(?:\w+:)?(?:ExceptionText|ServiceException)[^>]*>([\s\S]*?)<\//.exec(xml)?.[1] ?? "";
  const code = /exceptionCode="([^"]*)"/.exec(xml)?.[1] ?? /\scode="([^"]*)"/.exec(xml)?.[1] ?? "no code";
  return `${code}: ${text.trim() === "" ? "no text" : text.trim()}`;
}

function shown(text: string): string {
  const plain = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return plain.length > longestShown ? `${plain.slice(0, longestShown - 3)}...` : plain;
}
