import ts from "typescript";
import { parse, place, type SourceTree, walk } from "./sourceTree.ts";

const vagueFolders = new Set(["utils", "helpers", "common", "misc", "types", "services", "shared"]);
const toolConfig = /\.config\.m?ts$/; // Vite, tsdown and Playwright read a default export

/** Parts of the language that the code does without. */
export function languageFindings(tree: SourceTree): string[] {
  const findings: string[] = [];
  for (const [path, text] of tree) {
    const source = parse(path, text);
    walk(source, (node) => {
      const fault = languageFault(node);
      if (fault === null || (fault === "a default export" && toolConfig.test(path))) return;
      findings.push(`${place(source, node)} has ${fault}`);
    });
  }
  return findings;
}

function languageFault(node: ts.Node): string | null {
  if (ts.isExportAssignment(node)) return "a default export";
  if (node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent)) return "a default export";
  if (ts.isExportSpecifier(node) && node.name.text === "default") return "a default export";
  if (ts.isExportDeclaration(node) && !(node.exportClause && ts.isNamedExports(node.exportClause))) return "export *";
  if (ts.isEnumDeclaration(node)) return "an enum";
  // `declare module "x"` and `declare global` describe code from outside; a namespace has a name of its own.
  if (ts.isModuleDeclaration(node) && ts.isIdentifier(node.name) && node.name.text !== "global") return "a namespace";
  if (node.kind === ts.SyntaxKind.AnyKeyword) return "the type any";
  return null;
}

/** Folders whose name says nothing: a function lives where its meaning lives. */
export function folderNameFindings(paths: Iterable<string>): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    const parts = path.split("/").slice(0, -1);
    parts.forEach((part, i) => {
      if (vagueFolders.has(part)) folders.add(parts.slice(0, i + 1).join("/"));
    });
  }
  return [...folders].map((folder) => `${folder}/: name the folder for its subject`);
}
