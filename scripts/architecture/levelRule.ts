import levels from "./levels.json" with { type: "json" };
import { importedPath, importsOf, isTest, type SourceTree } from "./sourceTree.ts";

interface Home {
  readonly workspace: string;
  readonly folder: string;
  readonly level: number;
}

const webLevel = 100;
const entryLevel = 99; // a file directly in platform/src: the bundle's entry

const homes = new Map<string, Home>();
let level = 0;
for (const [workspace, rows] of Object.entries(levels)) {
  for (const row of rows) {
    level++;
    for (const folder of row) homes.set(`${workspace}/src/${folder}`, { workspace, folder, level });
  }
}

/** Where a file stands; undefined in a folder that the level table does not know. */
export function homeOf(path: string): Home | undefined {
  if (path.startsWith("web/")) return { workspace: "web", folder: "web", level: webLevel };
  if (/^platform\/src\/[^/]+$/.test(path)) return { workspace: "platform", folder: "src", level: entryLevel };
  return homes.get(path.split("/", 3).join("/"));
}

/** A folder imports only from lower levels, never sideways; the web app only from core and the pure plots. */
export function levelFindings(tree: SourceTree): string[] {
  const findings: string[] = [];
  for (const [path, text] of tree) {
    const home = homeOf(path);
    if (home === undefined) {
      findings.push(`${path}: its folder has no level; add it to scripts/architecture/levels.json`);
      continue;
    }
    for (const { specifier, place } of importsOf(path, text)) {
      const target = importedPath(path, specifier);
      if (target === null) continue;
      const fault = arrowFault(home, homeOf(target), target);
      if (fault !== null) findings.push(`${place} imports ${specifier}: ${fault}`);
    }
  }
  return findings;
}

function arrowFault(from: Home, to: Home | undefined, target: string): string | null {
  // Example files are data that the app carries along.
  if (/^examples\/.*\.json$/.test(target)) return from.workspace === "web" ? null : "only the web app carries examples";
  if (to === undefined) return `${target} stands outside the folders with a level`;
  if (from.workspace === to.workspace && from.folder === to.folder) return null;
  if (from.workspace === "web" && to.workspace === "platform" && to.folder !== "plot")
    return "the web app imports only core and the pure plots; it asks the API for the rest";
  if (to.level < from.level) return null;
  return `${from.folder} (level ${from.level}) may not import ${to.folder} (level ${to.level})`;
}

const workspaceOf = (path: string) => path.split("/", 1)[0];

/** Inside a workspace's src a file imports the defining file; a folder's public face is for other workspaces. */
export function indexImportFindings(tree: SourceTree): string[] {
  return [...tree].flatMap(([path, text]) =>
    importsOf(path, text)
      .filter(({ specifier }) => specifier.startsWith(".") && /(^|\/)index(\.tsx?)?$/.test(specifier))
      .filter(({ specifier }) => workspaceOf(importedPath(path, specifier) ?? "") === workspaceOf(path))
      .map(({ specifier, place }) => `${place} imports ${specifier}: import the file that defines the name`),
  );
}

/** Relative imports name their extension and a file that is there. */
export function missingFileFindings(tree: SourceTree): string[] {
  return [...tree].flatMap(([path, text]) =>
    importsOf(path, text)
      .filter(({ specifier }) => specifier.startsWith(".") && !/\.(css|json|csv|svg|mjs)(\?|$)/.test(specifier))
      .filter(({ specifier }) => !tree.has(importedPath(path, specifier) ?? ""))
      .map(({ specifier, place }) => `${place} imports ${specifier}: no such file; is the extension missing?`),
  );
}

/** Cycles of imports, types included; each is given once, as the road round it. */
export function cycleFindings(tree: SourceTree): string[] {
  const next = new Map<string, string[]>();
  for (const [path, text] of tree) {
    if (isTest(path)) continue;
    const targets = importsOf(path, text).map(({ specifier }) => importedPath(path, specifier));
    next.set(
      path,
      targets.filter((target) => target !== null),
    );
  }
  const findings: string[] = [];
  const done = new Set<string>();
  const road: string[] = [];
  const visit = (path: string) => {
    const start = road.indexOf(path);
    if (start >= 0) findings.push([...road.slice(start), path].join(" -> "));
    if (start >= 0 || done.has(path)) return;
    road.push(path);
    for (const target of next.get(path) ?? []) visit(target);
    road.pop();
    done.add(path);
  };
  for (const path of next.keys()) visit(path);
  return findings;
}
