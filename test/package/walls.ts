import { posix } from "node:path";
import ts from "typescript";
import { checkHouseRules, type HouseRule, type ReportBreach } from "./house-rules.ts";

/** A file of `src/`: its path from the repository root, and its text. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/** A broken rule, as a person reads it: file, line, what is there, what the wall says. */
export interface Breach {
  readonly rule: Rule;
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export type Rule =
  | "layer"
  | "types-only"
  | "door"
  | "dependency"
  | "index-import"
  | "kernel-leak"
  | "missing-file"
  | "cycle"
  | HouseRule;

type Need = "values" | "types";

const STATISTICS = ["core", "numeric", "time", "customers"] as const;
const BELOW_PROFILE = [
  ...["core", "numeric", "time", "money", "criteria", "customers"],
  ...["clv", "retention", "survey", "rfm", "loyalty"],
] as const;

/** What each folder of `src/` may import, besides itself. */
const MAY_IMPORT: Readonly<Record<string, Readonly<Record<string, Need>>>> = {
  core: {},
  numeric: values("core"),
  time: values("core"),
  money: values("core"),
  criteria: values("core"),
  customers: values("core", "numeric", "time"),
  clv: values(...STATISTICS),
  retention: values(...STATISTICS),
  survey: values(...STATISTICS),
  rfm: values(...STATISTICS),
  loyalty: values("core", "money", "time", "criteria"),
  "loyalty/analysis": values("core", "money", "time", "criteria", "numeric"),
  profile: values(...BELOW_PROFILE),
  report: {
    ...values("core", "numeric", "time", "money", "criteria", "customers"),
    ...types("clv", "retention", "survey", "rfm", "loyalty"),
  },
  // Nobody imports schema, so that it may know its neighbors: their types, and their own checks.
  schema: { ...values(...BELOW_PROFILE, "profile"), ...types("report") },
};

const KERNELS = ["numeric", "time", "money", "criteria"];

/** The one folder that may import each dependency. */
const DOORS: Readonly<Record<string, string>> = {
  zod: "schema",
};

/** Every breach of the import walls and the house rules among the files of `src/`. */
export function findBreaches(sources: readonly SourceText[]): Breach[] {
  const files = sources.map(({ path, text }) => ({
    path,
    ast: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS),
  }));
  const known = new Set(files.map(({ path }) => path));
  const breaches: Breach[] = [];
  const graph = new Map<string, Edge[]>();

  for (const { path, ast } of files) {
    const breach: Report = (rule, node, message) => {
      const position = node === undefined ? 0 : node.getStart(ast);
      const line = ast.getLineAndCharacterOfPosition(position).line + 1;
      breaches.push({ rule, path, line, message });
    };
    const edges = checkImports(path, ast, known, breach);
    graph.set(path, edges);
    checkHouseRules(ast, breach);
  }
  return [...breaches, ...findCycles(graph)];
}

/** `src/rfm/score.ts:3 [layer] …`, a breach a line. */
export function formatBreaches(breaches: readonly Breach[]): string {
  return breaches
    .map(({ rule, path, line, message }) => `${path}:${line} [${rule}] ${message}`)
    .join("\n");
}

type Report = ReportBreach<Rule>;

interface Edge {
  readonly to: string;
  readonly line: number;
}

function checkImports(
  path: string,
  ast: ts.SourceFile,
  known: ReadonlySet<string>,
  breach: Report,
): Edge[] {
  const edges: Edge[] = [];
  for (const { node, specifier, need } of findImports(ast)) {
    if (!specifier.startsWith(".")) {
      checkDependency(path, node, specifier, breach);
      continue;
    }
    const target = posix.normalize(posix.join(posix.dirname(path), specifier));
    if (!known.has(target)) {
      breach("missing-file", node, `imports "${specifier}", which is no file of src (${target})`);
      continue;
    }
    edges.push({
      to: target,
      line: ast.getLineAndCharacterOfPosition(node.getStart(ast)).line + 1,
    });
    if (isIndex(target) && !(isIndex(path) && ts.isExportDeclaration(node))) {
      breach(
        "index-import",
        node,
        `imports "${specifier}": import the file itself, never an index`,
      );
    }
    checkLayer(path, target, node, specifier, need, breach);
  }
  return edges;
}

function checkLayer(
  path: string,
  target: string,
  node: ts.Node,
  specifier: string,
  need: Need,
  breach: Report,
): void {
  const from = folderOf(path);
  const to = folderOf(target);
  if (isIndex(path) && need === "values" && KERNELS.includes(to)) {
    breach("kernel-leak", node, `an index re-exports values of the private kernel ${to}`);
  }
  if (from === "" && to === "schema") {
    breach("layer", node, `the root imports "${specifier}": never schema, which loads zod`);
  }
  if (from === "" || from === to) return;
  const allowed = MAY_IMPORT[roomOf(path)] ?? MAY_IMPORT[from];
  if (allowed === undefined) {
    breach("layer", node, `the folder src/${from} is unknown to the layout`);
    return;
  }
  const granted = allowed[to];
  if (granted === undefined) {
    const names = Object.keys(allowed).join(", ") || "nothing";
    breach("layer", node, `${from} imports "${specifier}" from ${to}; it may import: ${names}`);
  } else if (granted === "types" && need === "values") {
    breach("types-only", node, `${from} imports values from "${specifier}"; use \`import type\``);
  }
}

function checkDependency(path: string, node: ts.Node, specifier: string, breach: Report): void {
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  const door = DOORS[name];
  if (door === undefined) {
    breach("dependency", node, `imports "${specifier}", which is no dependency of src`);
  } else if (folderOf(path) !== door) {
    breach("door", node, `imports "${specifier}": only src/${door} may`);
  }
}

interface Import {
  readonly node: ts.Node;
  readonly specifier: string;
  readonly need: Need;
}

/** Static, re-exporting, dynamic, `require` and `import("…")` type imports of a file. */
function findImports(ast: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, literal: ts.Node | undefined, need: Need) => {
    if (literal === undefined) return;
    const specifier = ts.isStringLiteralLike(literal) ? literal.text : literal.getText(ast);
    found.push({ node, specifier, need });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, needOfImport(node.importClause));
    } else if (ts.isExportDeclaration(node)) {
      add(node, node.moduleSpecifier, needOfExport(node));
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, "types");
    } else if (
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        node.expression.getText(ast) === "require")
    ) {
      add(node, node.arguments[0], "values");
    }
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return found;
}

function needOfImport(clause: ts.ImportClause | undefined): Need {
  if (clause === undefined) return "values";
  if (clause.isTypeOnly) return "types";
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings)) {
    return "values";
  }
  return bindings.elements.every((element) => element.isTypeOnly) ? "types" : "values";
}

function needOfExport(node: ts.ExportDeclaration): Need {
  if (node.isTypeOnly) return "types";
  const clause = node.exportClause;
  if (clause === undefined || !ts.isNamedExports(clause)) return "values";
  return clause.elements.every((element) => element.isTypeOnly) ? "types" : "values";
}

function findCycles(graph: ReadonlyMap<string, readonly Edge[]>): Breach[] {
  const breaches: Breach[] = [];
  const state = new Map<string, "open" | "done">();
  const trail: string[] = [];

  const visit = (path: string): void => {
    state.set(path, "open");
    trail.push(path);
    for (const { to, line } of graph.get(path) ?? []) {
      if (state.get(to) === "open") {
        const loop = [...trail.slice(trail.indexOf(to)), to].join(" → ");
        breaches.push({ rule: "cycle", path, line, message: `imports in a circle: ${loop}` });
      } else if (!state.has(to)) visit(to);
    }
    trail.pop();
    state.set(path, "done");
  };
  for (const path of graph.keys()) if (!state.has(path)) visit(path);
  return breaches;
}

/** `src/clv/bg-nbd/fit.ts` → `clv`; `src/index.ts` → ``. */
function folderOf(path: string): string {
  const parts = path.split("/");
  return parts.length > 2 ? (parts[1] ?? "") : "";
}

/** `src/loyalty/analysis/liability.ts` → `loyalty/analysis`. */
function roomOf(path: string): string {
  return path.split("/").slice(1, 3).join("/");
}

function isIndex(path: string): boolean {
  return posix.basename(path) === "index.ts";
}

function values(...folders: readonly string[]): Record<string, Need> {
  return Object.fromEntries(folders.map((folder) => [folder, "values"]));
}

function types(...folders: readonly string[]): Record<string, Need> {
  return Object.fromEntries(folders.map((folder) => [folder, "types"]));
}
