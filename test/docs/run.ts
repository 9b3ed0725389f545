import ts from "typescript";
import { difference, parseLiteral, show } from "./literal.ts";

/** What an example claims on one line: `expression; // => literal`. */
interface Claim {
  readonly line: number;
  readonly expression: ts.Expression;
  readonly end: number;
  readonly claim: string;
}

export type LoadModule = (specifier: string) => Promise<object>;

const CLAIM = /\/\/\s*=>\s?(.*)$/;

/** The number of `// =>` lines of an example. */
export function countClaims(text: string): number {
  return findClaims(text).length;
}

/** Runs an example; throws an error that names the line where it does not keep its word. */
export async function runExample(text: string, load: LoadModule): Promise<void> {
  const claims = findClaims(text);
  const source = `${withChecks(text, claims)}\nexport {};`;
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const [fault] = diagnostics;
  if (fault !== undefined) throw new Error(ts.flattenDiagnosticMessageText(fault.messageText, " "));

  const modules = new Map<string, object>();
  for (const specifier of importedBy(text)) modules.set(specifier, await load(specifier));
  const program = new AsyncFunction("require", "exports", "__check", outputText);
  await program((specifier: string) => modules.get(specifier), {}, check);
}

const AsyncFunction: FunctionConstructor = Object.getPrototypeOf(async () => {}).constructor;

async function check(evaluate: () => Promise<unknown>, claim: string, line: number): Promise<void> {
  const [, code] = /^throws (\S+)$/.exec(claim) ?? [];
  let value: unknown;
  try {
    value = await evaluate();
  } catch (error) {
    if (code === undefined) throw error;
    const thrown = error instanceof Error && "code" in error ? error.code : String(error);
    if (thrown === code) return;
    throw new Error(`line ${line}: expected to throw ${code}, threw ${show(thrown)}`);
  }
  if (code !== undefined) {
    throw new Error(`line ${line}: expected to throw ${code}, got ${show(value)}`);
  }
  const found = difference(value, parseLiteral(claim));
  if (found !== undefined) throw new Error(`line ${line}: ${found}`);
}

function findClaims(text: string): Claim[] {
  const ast = ts.createSourceFile("example.ts", text, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number) => ast.getLineAndCharacterOfPosition(position).line + 1;
  const expressions = new Map(
    ast.statements.filter(ts.isExpressionStatement).map((it) => [lineOf(it.end), it]),
  );
  return text.split("\n").flatMap((content, index) => {
    const claim = CLAIM.exec(content)?.[1]?.trim();
    if (claim === undefined) return [];
    const line = index + 1;
    const statement = expressions.get(line);
    if (statement === undefined) {
      throw new Error(`line ${line}: "// =>" belongs behind an expression of its own`);
    }
    return [{ line, expression: statement.expression, end: statement.end, claim }];
  });
}

function withChecks(text: string, claims: readonly Claim[]): string {
  let result = text;
  for (const { line, expression, end, claim } of [...claims].reverse()) {
    const start = expression.getStart();
    const call = `;await __check(async () => (${text.slice(start, expression.end)}), ${JSON.stringify(claim)}, ${line});`;
    result = result.slice(0, start) + call + result.slice(end);
  }
  return result;
}

/** The modules of an example, those of types alone left out. */
function importedBy(text: string): string[] {
  const ast = ts.createSourceFile("example.ts", text, ts.ScriptTarget.Latest, true);
  return ast.statements.flatMap((statement) =>
    ts.isImportDeclaration(statement) &&
    ts.isStringLiteral(statement.moduleSpecifier) &&
    statement.importClause?.isTypeOnly !== true
      ? [statement.moduleSpecifier.text]
      : [],
  );
}
