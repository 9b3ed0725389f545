import ts from "typescript";

/**
 * A program that a document shows. Its text is the whole document with everything else blanked, so
 * that a line of the program is a line of the document.
 */
export interface Example {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** An example of a doc comment, with the position of the comment in its file. */
export interface DocExample extends Example {
  readonly comment: number;
}

const OPENING = /^(\s*(?:\*\s?)?\s*)(`{3,})(\S*)\s*$/;
const LANGUAGES = new Set(["ts", "typescript"]);

interface Line {
  readonly number: number;
  readonly text: string;
}

/** The `ts` blocks under `@example` in the doc comments of a source file, each on its own. */
export function examplesOfSource(path: string, source: string): DocExample[] {
  let sections = 0;
  const examples = docComments(path, source).flatMap((comment) => {
    const firstLine = lineAt(source, comment.pos);
    const lines = toLines(source.slice(comment.pos, comment.end), firstLine).map(withoutStar);
    return exampleSections(lines).flatMap((section) => {
      sections++;
      const blocks = codeBlocks(section);
      if (blocks.length === 0) {
        throw new Error(`${path}:${section[0]?.number}: an @example without a \`\`\`ts block`);
      }
      return blocks.map((block) => ({ ...toExample(path, [block]), comment: comment.pos }));
    });
  });
  const tags = source.match(/^\s*(?:\/\*)?\*+\s*@example\b/gm)?.length ?? 0;
  if (sections !== tags) {
    throw new Error(`${path}: ${tags} @example, but ${sections} that belong to a declaration`);
  }
  return examples;
}

/** All `ts` blocks of a Markdown page as one program; none where the page has none. */
export function exampleOfPage(path: string, page: string): Example | undefined {
  const blocks = codeBlocks(toLines(page, 1));
  if (blocks.length === 0) return undefined;
  const example = toExample(path, blocks);
  return { ...example, text: withoutRepeatedImports(example.text) };
}

function docComments(path: string, source: string): ts.JSDoc[] {
  const ast = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found = new Map<number, ts.JSDoc>();
  const visit = (node: ts.Node): void => {
    for (const comment of ts.getJSDocCommentsAndTags(node)) {
      if (ts.isJSDoc(comment)) found.set(comment.pos, comment);
    }
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return [...found.values()].sort((a, b) => a.pos - b.pos);
}

/** The lines from each `@example` to the next tag; an `@` within a code block is no tag. */
function exampleSections(lines: readonly Line[]): Line[][] {
  const sections: Line[][] = [];
  let current: Line[] | undefined;
  let inCode = false;
  for (const line of lines) {
    if (line.text.trim().startsWith("```")) inCode = !inCode;
    if (!inCode && line.text.trim().startsWith("@")) {
      current = /^@example\b/.test(line.text.trim()) ? [] : undefined;
      if (current !== undefined) sections.push(current);
    }
    current?.push(line);
  }
  return sections;
}

function codeBlocks(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [];
  let fence = "";
  let block: Line[] | undefined;
  for (const line of lines) {
    if (fence === "") {
      const [, , ticks = "", language = ""] = OPENING.exec(line.text) ?? [];
      fence = ticks;
      block = LANGUAGES.has(language) ? [] : undefined;
      if (fence !== "" && block !== undefined) blocks.push(block);
    } else if (line.text.trim() === fence) {
      fence = "";
    } else {
      block?.push(line);
    }
  }
  return blocks;
}

function toExample(path: string, blocks: readonly (readonly Line[])[]): Example {
  const text: string[] = [];
  for (const line of blocks.flat()) {
    while (text.length < line.number - 1) text.push("");
    text.push(line.text);
  }
  return { path, line: blocks[0]?.[0]?.number ?? 1, text: text.join("\n") };
}

/** Each block of a page may show its imports; as one program, a name comes in but once. */
function withoutRepeatedImports(text: string): string {
  const ast = ts.createSourceFile("page.ts", text, ts.ScriptTarget.Latest, true);
  const seen = new Set<string>();
  let result = text;
  let shift = 0;
  for (const statement of ast.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const kept = bindings.elements
      .map((element) => element.getText(ast))
      .filter((name) => {
        const key = `${name.replace(/^type /, "")} from ${statement.moduleSpecifier.getText(ast)}`;
        return !seen.has(key) && seen.add(key);
      });
    if (kept.length === bindings.elements.length) continue;
    const start = bindings.getStart(ast);
    const breaks = "\n".repeat(bindings.getText(ast).split("\n").length - 1);
    const replacement = `{ ${kept.join(", ")}${breaks} }`;
    result = result.slice(0, start + shift) + replacement + result.slice(bindings.end + shift);
    shift += replacement.length - (bindings.end - start);
  }
  return result;
}

function toLines(text: string, first: number): Line[] {
  return text.split("\n").map((line, index) => ({ number: first + index, text: line }));
}

function withoutStar({ number, text }: Line): Line {
  return { number, text: text.replace(/^\s*(\/\*)?\*+\/? ?/, "") };
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
