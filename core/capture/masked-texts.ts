// Masked texts: the boxes that stand for them, and nothing when those stay as they are, since each message would tell of a key.
import { type BoxSizes, textBoxes } from "../mask/index.ts";
import type { NodeInfo } from "./node-ids.ts";

const told = new WeakMap<NodeInfo, string>();

/** The boxes of a text that is told now. */
export function firstBoxes(text: Text, info: NodeInfo, sizes: BoxSizes): number[] {
  const boxes = textBoxes(text, sizes);
  told.set(info, boxes.join(" "));
  return boxes;
}

/** The boxes of a text that was told with others before; undefined when they are the same. */
export function otherBoxes(text: Text, info: NodeInfo, sizes: BoxSizes): number[] | undefined {
  const before = told.get(info);
  const boxes = firstBoxes(text, info, sizes);
  return told.get(info) === before ? undefined : boxes;
}
