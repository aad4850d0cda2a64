import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";

/** Text of source files by path from the checkout, with forward slashes. */
export type SourceTree = ReadonlyMap<string, string>;

const skippedFolders = new Set(["node_modules", "dist", "test-results", "playwright-report", ".vite", ".relode"]);

/** Every TypeScript file below some folders of the checkout. */
export function readSourceTree(root: string, folders: readonly string[]): SourceTree {
  const tree = new Map<string, string>();
  const visit = (folder: string) => {
    if (!existsSync(join(root, folder))) return;
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) visit(path);
      else if (entry.isFile() && /\.(ts|tsx|mts)$/.test(entry.name))
        tree.set(path, readFileSync(join(root, path), "utf8"));
    }
  };
  folders.forEach(visit);
  return tree;
}

export function isTest(path: string): boolean {
  return /\.(test|bench|spec)\.tsx?$/.test(path);
}

const parsed = new Map<string, ts.SourceFile>();

/** Syntax tree of a file; each is made once, since every rule asks for it. */
export function parse(path: string, text: string): ts.SourceFile {
  const key = `${path}\0${text}`;
  const kind = path.endsWith(".tsx") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = parsed.get(key) ?? ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  parsed.set(key, source);
  return source;
}

/** Calls `see` for every node of a file. */
export function walk(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => walk(child, see));
}

/** `path:line`, for a message. */
export function place(source: ts.SourceFile, node: ts.Node): string {
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
}

export interface Import {
  readonly specifier: string;
  readonly place: string;
}

/** Everything a file names as a module: imports, re-exports, dynamic imports and `import("...")` types. */
export function importsOf(path: string, text: string): Import[] {
  const source = parse(path, text);
  const found: Import[] = [];
  walk(source, (node) => {
    const literal = moduleLiteral(node);
    if (literal !== undefined) found.push({ specifier: literal.text, place: place(source, node) });
  });
  return found;
}

function moduleLiteral(node: ts.Node): ts.StringLiteralLike | undefined {
  let named: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) named = node.moduleSpecifier;
  else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) named = node.argument.literal;
  else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) named = node.arguments[0];
  return named !== undefined && ts.isStringLiteralLike(named) ? named : undefined;
}

/** Path of the file meant by an import, or null for a package from outside. `@relode/core/x` is core's folder x. */
export function importedPath(from: string, specifier: string): string | null {
  const bare = specifier.replace(/\?.*$/, "");
  if (bare.startsWith(".")) return posix.join(posix.dirname(from), bare);
  const own = /^@relode\/core\/([^/]+)$/.exec(bare);
  return own ? `core/src/${own[1]}/index.ts` : null;
}
