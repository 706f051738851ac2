import type { DocumentProblem } from "../protocol/index.ts";

/** Why a document cannot be read. */
export class DocumentError extends Error {
  readonly problem: DocumentProblem;

  constructor(problem: DocumentProblem, detail = "") {
    super(`${problem}${detail === "" ? "" : `: ${detail}`}`);
    this.name = "DocumentError";
    this.problem = problem;
  }
}
