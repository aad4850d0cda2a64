import { isBuiltin } from "node:module";
import ts from "typescript";
import { importsOf, isTest, parse, place, type SourceTree, walk } from "./sourceTree.ts";

/** Names that reach outside a function's arguments, when the file does not declare them itself. */
const outside = new Set(
  [
    "fetch XMLHttpRequest WebSocket EventSource Worker setTimeout setInterval setImmediate performance crypto console",
    "window document navigator location localStorage sessionStorage indexedDB self globalThis",
    "process require Buffer __dirname __filename",
  ].flatMap((names) => names.split(" ")),
);
/** Packages that turn bytes into values and back; only the readers and writers of file formats use them. */
const bytePackages = new Set(["fflate", "geotiff", "hyparquet", "hyparquet-writer"]);
const impureMembers = new Set(["Math.random", "Date.now"]);

/** What makes core impure: packages, Node, the DOM, network, clock, chance. Tests may read files. */
export function purityFindings(tree: SourceTree): string[] {
  const findings: string[] = [];
  for (const [path, text] of tree) {
    if (!path.startsWith("core/src/") || isTest(path)) continue;
    for (const { specifier, place: where } of importsOf(path, text)) {
      if (specifier.startsWith(".") && !isBuiltin(specifier)) continue;
      if (path.startsWith("core/src/formats/") && bytePackages.has(specifier)) continue;
      findings.push(`${where} imports ${specifier}: core has no packages and knows neither Node nor the DOM`);
    }
    findings.push(...reachesOutside(parse(path, text)));
  }
  return findings;
}

function reachesOutside(source: ts.SourceFile): string[] {
  const declared = declaredNames(source);
  const findings: string[] = [];
  walk(source, (node) => {
    const name = outsideName(node, declared);
    if (name !== null) findings.push(`${place(source, node)} uses ${name}: take it as an argument`);
  });
  return findings;
}

function outsideName(node: ts.Node, declared: ReadonlySet<string>): string | null {
  if (ts.isPropertyAccessExpression(node) && impureMembers.has(node.getText())) return node.getText();
  const isClockCall = ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length;
  if (isClockCall || (ts.isCallExpression(node) && node.expression.getText() === "Date")) return "the clock (Date)";
  if (!ts.isIdentifier(node) || !outside.has(node.text) || declared.has(node.text)) return null;
  return isValueUse(node) ? node.text : null;
}

/** An identifier that reads a variable: not a member's name, not a key, not part of a type. */
function isValueUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isTypeNode(parent) || ts.isTypeElement(parent) || ts.isQualifiedName(parent)) return false;
  return !(ts.isClassElement(parent) || ts.isBindingElement(parent) || ts.isLiteralTypeNode(parent));
}

function declaredNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  walk(source, (node) => {
    const isDeclaration =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isImportSpecifier(node);
    if (isDeclaration && node.name !== undefined && ts.isIdentifier(node.name)) names.add(node.name.text);
  });
  return names;
}
