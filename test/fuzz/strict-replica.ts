// A replica that takes nothing on trust: it throws at any operation that the check should not have let pass.
import { type NodeId, OPERATIONS, type PageOps } from "../../core/protocol/index.ts";

interface StrictNode {
  readonly kind: "document" | "shadow" | "element" | "text";
  readonly name: string;
  parent: StrictNode | undefined;
  readonly children: Set<StrictNode>;
}

const NEVER = new Set(
  `script noscript template link meta base object embed applet frame frameset portal fencedframe param`.split(
    " ",
  ),
);
const LOADS = new Set(
  `srcset srcdoc data action formaction ping target is sandbox autofocus autoplay http-equiv content download nonce
  manifest popovertarget form accesskey allow xml:base`.split(/\s+/),
);
const URL_ATTRIBUTE = /^(glance-asset:\d{1,10}|data:image\/.*|#.*|)$/is;

/** What is wrong. The message of what is thrown. */
function assert(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`let pass: ${what}`);
}

function assertAttribute(element: string, name: string, value: string): void {
  const lower = name.toLowerCase();
  const local = lower.slice(lower.indexOf(":") + 1);
  assert(!local.startsWith("on"), `${element} ${name}`);
  assert(!LOADS.has(lower) && !LOADS.has(local), `${element} ${name}`);
  assert(!/^[\s\u0000-\u0020]*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:/i.test(value), `${name}=${value}`);
  if (local === "src")
    assert(
      (element === "img" || element === "input") && URL_ATTRIBUTE.test(value),
      `${element} ${name}=${value}`,
    );
  if (local !== "href") return;
  const isLink = element === "a" || element === "area";
  assert(
    isLink ? value.startsWith("glance-link:") : URL_ATTRIBUTE.test(value),
    `${element} ${name}=${value}`,
  );
}

const ESCAPE = String.raw`\\(?:[\da-fA-F]{1,6}(?:\r\n|[ \t\n\r\f])?|\r\n|[^])`;
/** A string as CSS has them: a line break or the end closes one too. */
const stringIn = (quote: string): string =>
  String.raw`${quote}(?:${ESCAPE}|[^${quote}\\\n\r\f])*(?:${quote}|\\?$|(?=[\n\r\f]))`;
/** Escapes outside of strings, and strings. */
const STRING = new RegExp([ESCAPE, stringIn('"'), stringIn("'")].join("|"), "g");

/** Throws at CSS that loads by an address without quotes. A first look; test/browser/replay/css.test.ts asks a browser. */
export function assertCss(css: string): void {
  const quoted = css.replace(STRING, ([first = ""]) => (first === "\\" ? "x" : first + first));
  assert(!/(?<![-@\w\u0080-\uffff])url\((?!\s*")/i.test(quoted), css);
}

/** What is right with any values. */
const UNCHECKED = Object.fromEntries(
  Object.keys(OPERATIONS).map((name) => [name, () => undefined]),
) as unknown as PageOps;

/** The operations, each of which must be one that can be done. */
export function createStrictReplica(): PageOps {
  const nodes = new Map<NodeId, StrictNode>();
  const sheets = new Set<NodeId>();
  let parent: StrictNode | undefined;
  let atTop = false;

  const known = (id: NodeId): StrictNode => {
    const node = nodes.get(id);
    assert(node !== undefined, `unknown ${id}`);
    return node;
  };
  const add = (id: NodeId, kind: StrictNode["kind"], name = ""): StrictNode => {
    assert(!nodes.has(id) && id !== 0, `${id} twice`);
    const node: StrictNode = { kind, name, parent, children: new Set() };
    assert(parent !== undefined || kind === "document", "no place");
    parent?.children.add(node);
    nodes.set(id, node);
    return node;
  };
  const forget = (node: StrictNode): void => {
    for (const child of node.children) forget(child);
    for (const [id, other] of nodes) if (other === node) nodes.delete(id);
  };
  const assertPlace = (place: StrictNode, node: StrictNode): void => {
    assert(place.kind !== "text", "children of a text");
    if (place.kind === "document") {
      assert(node.kind === "element", "a document's child is no element");
      assert([...place.children].filter(({ kind }) => kind === "element").length <= 1, "two roots");
    }
    if (place.name === "style") assert(node.kind !== "text", "text in a style");
    for (let above: StrictNode | undefined = place; above !== undefined; above = above.parent)
      assert(above !== node, "a cycle");
  };
  const insert = (id: NodeId, kind: StrictNode["kind"], name = ""): void => {
    assert(parent !== undefined, "no place");
    assertPlace(parent, add(id, kind, name));
  };
  const styles = (owner: NodeId): void => {
    sheets.add(owner);
    const node = nodes.get(owner);
    assert(node === undefined || node.name === "style", "a sheet of no style");
  };

  const strict: Partial<PageOps> = {
    at(parentId, beforeId) {
      atTop = parentId === 0;
      parent = atTop ? undefined : known(parentId);
      if (beforeId !== 0) assert(known(beforeId).parent === parent, "no child");
    },
    element(id, namespace, name, attributes) {
      const local = name.slice(name.indexOf(":") + 1);
      assert(!NEVER.has(local.toLowerCase()) && namespace <= 2, `element ${name}`);
      insert(id, "element", name);
      for (let i = 0; i < attributes.length; i += 2)
        assertAttribute(name, attributes[i] ?? "", attributes[i + 1] ?? "");
    },
    text: (id) => insert(id, "text"),
    maskedText: (id) => insert(id, "text"),
    shadow(id) {
      assert(parent?.kind === "element", "a shadow root of no element");
      assert(
        [...parent.children].every(({ kind }) => kind !== "shadow"),
        "two shadow roots",
      );
      add(id, "shadow");
    },
    frameDocument(id) {
      if (atTop) nodes.clear();
      else {
        assert(parent?.name === "iframe", "a document of no frame");
        for (const old of parent.children)
          if (old.kind === "document") {
            parent.children.delete(old);
            forget(old);
          }
      }
      add(id, "document");
    },
    move(id, parentId, beforeId) {
      const [node, target] = [known(id), known(parentId)];
      assert(node.kind === "element" || node.kind === "text", "a move of a root");
      node.parent?.children.delete(node);
      // The old root of a document is out of place at once, and told to be removed right after.
      if (target.kind === "document") for (const root of target.children) root.parent = undefined;
      if (target.kind === "document") target.children.clear();
      target.children.add(node);
      assertPlace(target, node);
      node.parent = target;
      if (beforeId !== 0) assert(known(beforeId).parent === target, "no child");
    },
    remove(id) {
      const node = known(id);
      node.parent?.children.delete(node);
      forget(node);
    },
    attribute: (id, name, value) => assertAttribute(known(id).name, name, value),
    removeAttribute: (id) => void known(id),
    data: (id) => assert(known(id).kind === "text", "data of no text"),
    maskedData: (id) => assert(known(id).kind === "text", "data of no text"),
    value: (id) => assert(known(id).kind === "element", "a value of no element"),
    checked: (id) => assert(known(id).kind === "element", "a state of no element"),
    selected: (id) => assert(known(id).kind === "element", "options of no element"),
    scroll: (id) => void known(id),
    frameBlocked: (id) => assert(known(id).name === "iframe", "no frame"),
    image: (id, source) => {
      known(id);
      assert(URL_ATTRIBUTE.test(source), `image ${source}`);
    },
    hover: (id) => assert(id === 0 || nodes.has(id), "unknown"),
    focus: (id) => assert(id === 0 || nodes.has(id), "unknown"),
    sheet(owner, href, css) {
      styles(owner);
      assert(href === "", "an address");
      assertCss(css);
    },
    rules(owner, href, _from, _removed, css) {
      styles(owner);
      assert(href === "", "an address");
      for (const rule of css) assertCss(rule);
    },
    sheetState: (owner) => styles(owner),
    adopt(root, ids) {
      assert(known(root).kind === "document" || known(root).kind === "shadow", "sheets of no root");
      for (const id of ids) assert(sheets.has(id), "an unknown sheet");
    },
  };
  return { ...UNCHECKED, ...strict };
}
