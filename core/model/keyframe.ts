// Tells the whole page, as if it were new: what a late agent, or one that lost its way, is sent. The visitor's page has no
// part in it.
import type { PageOps } from "../protocol/index.ts";
import { addReferences } from "./assets.ts";
import { type ModelNode, visit } from "./nodes.ts";
import type { PageModel } from "./page.ts";
import type { PatternNet } from "./pattern-net.ts";

/**
 * Calls `target` with the page of `model`: nodes in document order, one `at` for the children of each; then what hangs on
 * them. The ids are those of the deltas that follow.
 */
export function writeKeyframe(model: PageModel, target: PageOps): void {
  const { document } = model;
  if (document === undefined) return;
  target.at(0, 0);
  target.frameDocument(document.id, document.flags);
  model.tellWindow(target);
  tellWithin(document, target, model.state.net);
  model.tellKept(target);
}

/** Says everything under `root`. Pages nest deeper than a call stack does. */
function tellWithin(root: ModelNode, target: PageOps, net: PatternNet): void {
  const rest = [root];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    tellInner(node, target);
    if (node.first !== undefined) target.at(node.id, 0);
    for (let child: ModelNode | undefined = node.first; child !== undefined; child = child.next)
      tellNode(child, target, net);
    for (let child = node.last; child !== undefined; child = child.previous)
      if (child.first !== undefined || child.inner !== undefined) rest.push(child);
    if (node.inner !== undefined) rest.push(node.inner);
  }
}

function tellInner({ id, inner }: ModelNode, target: PageOps): void {
  if (inner === undefined) return;
  target.at(id, 0);
  if (inner.kind === "shadow") target.shadow(inner.id, inner.flags);
  else target.frameDocument(inner.id, inner.flags);
}

const NO_ATTRIBUTES: readonly string[] = [];

function tellNode(node: ModelNode, target: PageOps, net: PatternNet): void {
  if (node.kind === "element")
    target.element(node.id, node.flags, node.name, node.attributes ?? NO_ATTRIBUTES);
  else if (node.kind === "text") target.text(node.id, net.shown(node.id, node.data));
  else target.maskedText(node.id, node.boxes ?? []);
}

/** The numbers of the assets that the page of `model` refers to, but for those that its style sheets import. */
export function assetsOf(model: PageModel): Set<number> {
  const assets = new Set<number>();
  model.styles.addAssets(assets);
  model.images.addAssets(assets);
  model.canvases.addAssets(assets);
  if (model.document === undefined) return assets;
  visit(model.document, ({ attributes }) => {
    if (attributes === undefined) return;
    for (let i = 1; i < attributes.length; i += 2) addReferences(attributes[i] ?? "", assets);
  });
  return assets;
}
