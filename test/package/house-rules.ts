import ts from "typescript";

/** What a rule can be broken by; see `walls.ts` for the rules about imports. */
export type HouseRule =
  | "index-content"
  | "default-export"
  | "star-export"
  | "any"
  | "cast"
  | "impure"
  | "absence"
  | "length";

export type ReportBreach<Rule extends string> = (
  rule: Rule,
  node: ts.Node | undefined,
  message: string,
) => void;

type Report = ReportBreach<HouseRule>;

const MAX_LINES = 400;

/** Reports what breaks the house rules in one file of `src/`. */
export function checkHouseRules(ast: ts.SourceFile, breach: Report): void {
  if (ast.fileName.endsWith("/index.ts")) checkIndex(ast, breach);
  checkLength(ast, breach);
  const own = declaredNames(ast);
  const visit = (node: ts.Node): void => {
    checkExports(node, breach);
    checkTypes(node, ast, breach);
    checkPurity(node, ast, own, breach);
    checkZone(node, breach);
    checkAbsence(node, ast, breach);
    ts.forEachChild(node, visit);
  };
  visit(ast);
}

/** An index holds re-exports by name and nothing else. */
function checkIndex(ast: ts.SourceFile, breach: Report): void {
  for (const statement of ast.statements) {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) {
      breach("index-content", statement, "an index holds nothing but `export { … } from`");
    }
  }
}

function checkLength(ast: ts.SourceFile, breach: Report): void {
  const lines = new Set(ast.text.trimEnd().split("\n").keys());
  const visit = (node: ts.Node): void => {
    if (ts.isArrayLiteralExpression(node) && isNumberTable(node)) {
      const first = ast.getLineAndCharacterOfPosition(node.getStart(ast)).line;
      const last = ast.getLineAndCharacterOfPosition(node.getEnd()).line;
      for (let line = first + 1; line <= last; line++) lines.delete(line);
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(ast);
  if (lines.size > MAX_LINES) {
    breach("length", undefined, `${lines.size} lines beside number tables, at most ${MAX_LINES}`);
  }
}

function isNumberTable(node: ts.ArrayLiteralExpression): boolean {
  return node.elements.length > 0 && node.elements.every(isNumberCell);
}

function isNumberCell(node: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(node)) return ts.isNumericLiteral(node.operand);
  if (ts.isArrayLiteralExpression(node)) return isNumberTable(node);
  return ts.isNumericLiteral(node);
}

const IMPURE_GLOBALS = new Set([
  ...["console", "process", "performance", "crypto", "globalThis", "navigator", "Temporal"],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "fetch", "eval"],
]);

const IMPURE_MEMBERS: Readonly<Record<string, string>> = {
  "Date.now": "reads the clock",
  "Math.random": "throws dice",
};

/** Members of Date that answer in the zone of the process. */
const ZONED_MEMBER =
  /^(get|set)(FullYear|Year|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)$|^getTimezoneOffset$/;

/** Members that answer in the locale of the process unless one is named. */
const LOCALE_MEMBER = /^toLocale(Date|Time)?String$/;

function checkExports(node: ts.Node, breach: Report): void {
  if (ts.isExportAssignment(node)) breach("default-export", node, "exports a default");
  if (ts.isExportSpecifier(node) && node.name.text === "default") {
    breach("default-export", node, "exports a default");
  }
  if (
    ts.canHaveModifiers(node) &&
    ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  ) {
    breach("default-export", node, "exports a default");
  }
  if (
    ts.isExportDeclaration(node) &&
    (node.exportClause === undefined || ts.isNamespaceExport(node.exportClause))
  ) {
    breach("star-export", node, "`export *` hides what is public and defeats tree shaking");
  }
}

function checkTypes(node: ts.Node, ast: ts.SourceFile, breach: Report): void {
  if (node.kind === ts.SyntaxKind.AnyKeyword) breach("any", node, "uses `any`");
  if (ts.isNonNullExpression(node)) {
    breach("cast", node, `asserts with \`!\`: ${excerpt(node, ast)}`);
  }
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    const isConst = ts.isConstTypeReference(node.type);
    if (!isConst && !isBrandConstructor(node, ast) && !isInOverload(node)) {
      breach("cast", node, `casts: ${excerpt(node, ast)}`);
    }
  }
}

/** `raw as Points` in a function that returns `Points`, an intersection type of the same file. */
function isBrandConstructor(node: ts.AssertionExpression, ast: ts.SourceFile): boolean {
  const brand = node.type.getText(ast);
  const returned = enclosingFunction(node)?.type;
  if (returned?.getText(ast) !== brand) return false;
  return ast.statements.some(
    (statement) =>
      ts.isTypeAliasDeclaration(statement) &&
      statement.name.text === brand &&
      ts.isIntersectionTypeNode(statement.type),
  );
}

/** Inside the implementation of an overloaded function. */
function isInOverload(node: ts.Node): boolean {
  for (let at = enclosingFunction(node); at !== undefined; at = enclosingFunction(at)) {
    const declaration = at;
    if (!ts.isFunctionDeclaration(declaration) || !ts.isSourceFile(declaration.parent)) continue;
    const overloads = declaration.parent.statements.filter(
      (statement) =>
        ts.isFunctionDeclaration(statement) &&
        statement.body === undefined &&
        statement.name?.text === declaration.name?.text,
    );
    if (overloads.length > 0) return true;
  }
  return false;
}

function enclosingFunction(node: ts.Node): ts.SignatureDeclaration | undefined {
  return ts.findAncestor(node.parent, ts.isFunctionLike);
}

function checkPurity(
  node: ts.Node,
  ast: ts.SourceFile,
  own: ReadonlySet<string>,
  breach: Report,
): void {
  if (ts.isIdentifier(node) && IMPURE_GLOBALS.has(node.text)) {
    if (isUse(node) && !own.has(node.text)) breach("impure", node, `reaches for \`${node.text}\``);
  }
  if (ts.isPropertyAccessExpression(node)) {
    const why = IMPURE_MEMBERS[node.getText(ast)];
    if (why !== undefined) breach("impure", node, `\`${node.getText(ast)}\` ${why}`);
    if (node.name.text === "resolvedOptions") {
      breach("impure", node, "`.resolvedOptions` reads the zone and locale of the process");
    }
  }
  if (ts.isNewExpression(node) && node.expression.getText(ast) === "Date") {
    const count = node.arguments?.length ?? 0;
    if (count === 0) breach("impure", node, "`new Date()` reads the clock");
    if (count > 1) breach("impure", node, "`new Date(y, m, …)` reads the zone of the process");
  }
  if (ts.isCallExpression(node)) checkCallPurity(node, ast, breach);
}

function checkZone(node: ts.Node, breach: Report): void {
  if (ts.isPropertyAccessExpression(node) && ZONED_MEMBER.test(node.name.text)) {
    breach("impure", node, `\`.${node.name.text}\` reads the zone of the process`);
  }
}

function checkCallPurity(node: ts.CallExpression, ast: ts.SourceFile, breach: Report): void {
  if (node.expression.getText(ast) === "Date") breach("impure", node, "`Date()` reads the clock");
  if (!ts.isPropertyAccessExpression(node.expression)) return;
  const member = node.expression.name.text;
  const readsLocale =
    (LOCALE_MEMBER.test(member) && node.arguments.length === 0) ||
    (member === "localeCompare" && node.arguments.length < 2);
  if (readsLocale) breach("impure", node, `\`.${member}\` reads the locale of the process`);
}

/** Callers write `{ level: form.level }`: what may be left out of options may be `undefined` too. */
function checkAbsence(node: ts.Node, ast: ts.SourceFile, breach: Report): void {
  if (!ts.isPropertySignature(node) || node.questionToken === undefined) return;
  const holder = ts.findAncestor(node.parent, ts.isInterfaceDeclaration);
  if (holder === undefined || !/(Options|Inputs|Parts)$/.test(holder.name.text)) return;
  const words = node.type?.getText(ast).split(/\W+/) ?? [];
  if (!words.includes("undefined")) {
    breach(
      "absence",
      node,
      `\`${node.name.getText(ast)}\` of ${holder.name.text} may not be undefined`,
    );
  }
}

/** A use of the name, not a member, a key or a declaration that happens to share it. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isBindingElement(parent) && parent.propertyName === node) return false;
  return !("name" in parent && parent.name === node);
}

/** Names that the file declares itself: a parameter called `process` is not the global. */
function declaredNames(ast: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node);
    if (declares && node.name !== undefined && ts.isIdentifier(node.name)) {
      names.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return names;
}

function excerpt(node: ts.Node, ast: ts.SourceFile): string {
  const text = node.getText(ast).replaceAll(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
