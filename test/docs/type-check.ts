import { resolve } from "node:path";
import ts from "typescript";
import type { Example } from "./extract.ts";

/** A function of the public surface: its name, and where its doc comments stand. */
export interface PublicFunction {
  readonly name: string;
  readonly path: string;
  readonly comments: readonly number[];
}

export interface Checked {
  /** `path:line message`, a type error a line. */
  readonly errors: readonly string[];
  readonly publicFunctions: readonly PublicFunction[];
}

/** Type-checks examples under the package's own settings and stricter ones, and lists the public functions. */
export function typeCheck(
  examples: readonly Example[],
  indexFiles: readonly string[],
  stricter: ts.CompilerOptions = {},
): Checked {
  const virtual = new Map(
    examples.map((example, index) => [
      resolve("test/docs", `example-${index}.virtual.ts`),
      { ...example, text: `${example.text}\nexport {};\n` },
    ]),
  );
  const options: ts.CompilerOptions = {
    ...readOptions(),
    noUnusedLocals: false,
    noUnusedParameters: false,
    ...stricter,
  };
  const program = ts.createProgram({
    rootNames: [...virtual.keys(), ...indexFiles.map((file) => resolve(file))],
    options,
    host: withFiles(ts.createCompilerHost(options), virtual),
  });
  const errors = [...virtual].flatMap(([file, { path }]) => {
    const source = program.getSourceFile(file);
    if (source === undefined) throw new Error(`${path} was not checked`);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map(({ start = 0, messageText }) => {
      const line = source.getLineAndCharacterOfPosition(start).line + 1;
      return `${path}:${line} ${ts.flattenDiagnosticMessageText(messageText, "\n  ")}`;
    });
  });
  return { errors, publicFunctions: publicFunctionsOf(program, indexFiles) };
}

function readOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, ".").options;
}

function withFiles(
  host: ts.CompilerHost,
  virtual: ReadonlyMap<string, { readonly text: string }>,
): ts.CompilerHost {
  return {
    ...host,
    fileExists: (file) => virtual.has(file) || host.fileExists(file),
    readFile: (file) => virtual.get(file)?.text ?? host.readFile(file),
    getSourceFile: (file, version, ...rest) => {
      const text = virtual.get(file)?.text;
      return text === undefined
        ? host.getSourceFile(file, version, ...rest)
        : ts.createSourceFile(file, text, version, true);
    },
  };
}

function publicFunctionsOf(program: ts.Program, indexFiles: readonly string[]): PublicFunction[] {
  const checker = program.getTypeChecker();
  const found = new Map<string, PublicFunction>();
  for (const file of indexFiles) {
    const source = program.getSourceFile(resolve(file));
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    if (module === undefined) continue;
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol =
        exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const declaration = symbol.valueDeclaration;
      if (declaration === undefined || ts.isClassDeclaration(declaration)) continue;
      if (checker.getTypeOfSymbol(symbol).getCallSignatures().length === 0) continue;
      const path = declaration.getSourceFile().fileName.slice(`${resolve(".")}/`.length);
      const comments = (symbol.declarations ?? [])
        .flatMap((it) => ts.getJSDocCommentsAndTags(it))
        .filter(ts.isJSDoc)
        .map(({ pos }) => pos);
      found.set(`${path} ${exported.name}`, { name: exported.name, path, comments });
    }
  }
  return [...found.values()];
}
