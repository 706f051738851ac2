// Builds the targets with marks in the code under test: one where each branch begins. What V8 offers for this costs more than the
// code it looks at.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import ts from "typescript";
import { MAX_PLACES } from "./coverage.ts";

/** A text to put into a file. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

const LAZY = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** Where branches of `file` begin, and what marks them. */
function marksIn(file: ts.SourceFile, nextPlace: () => number): Insertion[] {
  const marks: Insertion[] = [];
  const mark = (): string => `$reach(${nextPlace()})`;
  const statement = (at: number): void => void marks.push({ at, text: `${mark()};` });
  const wrapped = (node: ts.Node, open: string, close: string): void => {
    marks.push({ at: node.getStart(file), text: open }, { at: node.end, text: close });
  };
  const expression = (node: ts.Expression): void => wrapped(node, `(${mark()},(`, "))");
  const branch = (node: ts.Statement | undefined): void => {
    if (node !== undefined && !ts.isBlock(node)) wrapped(node, `{${mark()};`, "}");
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isBlock(node)) statement(node.getStart(file) + 1);
    else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) expression(node.body);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(expression);
    else if (ts.isBinaryExpression(node) && LAZY.has(node.operatorToken.kind)) expression(node.right);
    else if (ts.isIfStatement(node)) [node.thenStatement, node.elseStatement].forEach(branch);
    else if (ts.isIterationStatement(node, false)) branch(node.statement);
    else if (ts.isCaseOrDefaultClause(node) && node.statements[0] !== undefined)
      statement(node.statements[0].getStart(file));
    node.forEachChild(visit);
  };
  visit(file);
  return marks;
}

/** `code` with marks. Texts for one place come in the order in which they were found, closing ones the other way round. */
function marked(name: string, code: string, nextPlace: () => number): string {
  const file = ts.createSourceFile(name, code, ts.ScriptTarget.ESNext, true);
  const marks = marksIn(file, nextPlace).map((mark, order) => ({ ...mark, order }));
  const isClosing = (text: string): boolean => text === "))" || text === "}";
  marks.sort((one, other) => {
    if (one.at !== other.at) return one.at - other.at;
    if (isClosing(one.text) !== isClosing(other.text)) return isClosing(one.text) ? -1 : 1;
    return isClosing(one.text) ? other.order - one.order : one.order - other.order;
  });
  let from = 0;
  const parts = marks.map(({ at, text }) => {
    const part = code.slice(from, at) + text;
    from = at;
    return part;
  });
  return parts.join("") + code.slice(from);
}

/** Builds `entry` into `outfile`, with marks in the files that `under` matches. Returns how many places there are. */
export async function buildMarked(entry: string, outfile: string, under: RegExp): Promise<number> {
  let places = 0;
  const nextPlace = (): number => {
    if (places >= MAX_PLACES) throw new Error("more places than coverage.ts has room for");
    return places++;
  };
  const coverage = JSON.stringify(resolve(join(import.meta.dirname, "coverage.ts")));
  const plugin: Plugin = {
    name: "marks",
    setup(setup) {
      setup.onLoad({ filter: under }, ({ path }) => ({
        loader: "ts",
        contents:
          `import { reach as $reach } from ${coverage};` +
          marked(path, readFileSync(path, "utf8"), nextPlace),
      }));
    },
  };
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "esnext",
    sourcemap: "inline",
    logLevel: "error",
    plugins: [plugin],
  });
  return places;
}
