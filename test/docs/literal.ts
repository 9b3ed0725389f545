import ts from "typescript";

const RELATIVE_TOLERANCE = 1e-9;

/** The value of a JavaScript literal: numbers, strings, booleans, null, undefined, arrays, objects. */
export function parseLiteral(text: string): unknown {
  const ast = ts.createSourceFile("literal.ts", `(${text}\n);`, ts.ScriptTarget.Latest, true);
  const [statement, ...more] = ast.statements;
  if (
    statement === undefined ||
    more.length > 0 ||
    !ts.isExpressionStatement(statement) ||
    !ts.isParenthesizedExpression(statement.expression)
  ) {
    throw new Error(`no literal: ${text}`);
  }
  return evaluate(statement.expression.expression, text);
}

function evaluate(node: ts.Expression, text: string): unknown {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  if (node.kind === ts.SyntaxKind.NullKeyword) return null;
  if (ts.isIdentifier(node) && node.text === "undefined") return undefined;
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((item) => evaluate(item, text));
  if (ts.isObjectLiteralExpression(node)) return Object.fromEntries(entriesOf(node, text));
  if (
    ts.isPrefixUnaryExpression(node) &&
    node.operator === ts.SyntaxKind.MinusToken &&
    ts.isNumericLiteral(node.operand)
  ) {
    return -Number(node.operand.text);
  }
  throw new Error(`no literal: ${text}`);
}

function entriesOf(node: ts.ObjectLiteralExpression, text: string): [string, unknown][] {
  return node.properties.map((property) => {
    if (!ts.isPropertyAssignment(property)) throw new Error(`no literal: ${text}`);
    const { name } = property;
    if (!ts.isIdentifier(name) && !ts.isStringLiteral(name) && !ts.isNumericLiteral(name)) {
      throw new Error(`no literal: ${text}`);
    }
    return [name.text, evaluate(property.initializer, text)];
  });
}

/** Where and how a value departs from what was expected; undefined where it does not. */
export function difference(actual: unknown, expected: unknown, path = ""): string | undefined {
  if (typeof actual === "number" && typeof expected === "number") {
    const scale = Math.max(Math.abs(actual), Math.abs(expected));
    const close = Math.abs(actual - expected) <= RELATIVE_TOLERANCE * scale;
    return close ? undefined : mismatch(actual, expected, path);
  }
  if (Array.isArray(expected)) {
    const items = toArray(actual);
    if (items === undefined || items.length !== expected.length) {
      return mismatch(actual, expected, path);
    }
    return firstDefined(expected, (item, index) =>
      difference(items[index], item, `${path}[${index}]`),
    );
  }
  if (isRecord(actual) && isRecord(expected)) {
    const [left, right] = [Object.keys(actual).sort(), Object.keys(expected).sort()];
    if (left.join() !== right.join()) return mismatch(actual, expected, path);
    return firstDefined(right, (key) => difference(actual[key], expected[key], `${path}.${key}`));
  }
  return Object.is(actual, expected) ? undefined : mismatch(actual, expected, path);
}

export function show(value: unknown): string {
  if (value === undefined) return "undefined";
  const items = Array.isArray(value) ? undefined : toArray(value);
  return JSON.stringify(items ?? value) ?? String(value);
}

function mismatch(actual: unknown, expected: unknown, path: string): string {
  return `expected ${show(expected)}, got ${show(actual)}${path === "" ? "" : ` at ${path}`}`;
}

/** An array, or a typed array as one; a literal cannot tell them apart. */
function toArray(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (ArrayBuffer.isView(value) && Symbol.iterator in value)
    return Array.from(Object.values(value));
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (value === null || typeof value !== "object") return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function firstDefined<Item>(
  items: readonly Item[],
  find: (item: Item, index: number) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
