// Draws the open list of a select at its place: a browser would draw it outside of the page. Mirrors: protocol/popup.ts,
// capture/popup.ts.
import { NATIVE, type NativeKind, type NativeOps, type NodeId, type PopupOps } from "../protocol/index.ts";
import { asHtml } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

/** The list's element. The page's sheets reach none of what is in it. */
export const POPUP_NAME = "glance-popup";
/** Most rows shown: browsers show 20. */
const MAX_ROWS = 20;
const ROW_PX = 20;

const SHEET = `:host{all:initial!important;display:contents!important}
.list{position:fixed;z-index:2147483647;box-sizing:border-box;overflow:hidden;background:#fff;color:#000;border:1px solid #767676;
font:13.333px/${ROW_PX}px Arial,sans-serif;pointer-events:none}
.row{white-space:pre;padding:0 8px;height:${ROW_PX}px;overflow:hidden}
.group{font-weight:bold}.inner{padding-left:20px}.off{color:#767676}.on{background:#1e90ff;color:#fff}`;

/** Names of what is open by their numbers. */
const KINDS = new Map<number, NativeKind>(
  Object.entries(NATIVE).flatMap(([name, kind]) =>
    name === "none" ? [] : [[kind, name as NativeKind] as const],
  ),
);

/** What a list has, from top to bottom. */
interface Row {
  readonly text: string;
  readonly classes: string;
}

/** The operations of lists and of the browser's dialogs on a replica. */
export function createPopup(state: ReplicaState): PopupOps & NativeOps {
  let open: Element | undefined;
  const close = (): void => {
    open?.remove();
    // A page that was built anew has a list of its own, or none.
    state.document.querySelector(POPUP_NAME)?.remove();
    open = undefined;
  };
  return {
    popup(id, highlighted) {
      state.later(() => {
        close();
        open = draw(state, id, highlighted);
      }, "popup");
    },
    native: (kind) => state.events.onnative?.(KINDS.get(kind)),
  };
}

function draw(state: ReplicaState, id: NodeId, highlighted: number): Element | undefined {
  const select = asHtml(state.nodes.get(id), "select");
  const root = select === undefined ? undefined : placeFor(select, state.document);
  if (select === undefined || root === undefined) return undefined;
  const host = state.document.createElement(POPUP_NAME);
  const style = state.document.createElement("style");
  style.textContent = SHEET;
  const rows = rowsOf(select, highlighted);
  const first = Math.max(0, Math.min(rows.findIndex(isHighlighted) - MAX_ROWS / 2, rows.length - MAX_ROWS));
  const shown = rows.slice(first, first + MAX_ROWS);
  const list = rowElement(state.document, { text: "", classes: "list" });
  list.replaceChildren(...shown.map((row) => rowElement(state.document, row)));
  place(list, boxInPage(select, state.document), shown.length * ROW_PX + 2);
  host.attachShadow({ mode: "open" }).append(style, list);
  root.append(host);
  return host;
}

/** Where the list goes: what is in the top layer has it in itself, or it would be below. */
function placeFor(select: HTMLSelectElement, document: Document): Element {
  const top = select.ownerDocument === document ? select.closest("dialog, [popover]") : null;
  return top ?? document.documentElement;
}

const isHighlighted = ({ classes }: Row): boolean => classes.endsWith(" on");

function rowsOf(select: HTMLSelectElement, highlighted: number): Row[] {
  const rows: Row[] = [];
  let group: Element | undefined;
  for (const [index, option] of [...select.options].entries()) {
    const own = option.closest("optgroup") ?? undefined;
    if (own !== undefined && own !== group)
      rows.push({ text: own.getAttribute("label") ?? "", classes: "row group" });
    group = own;
    if (!option.hidden) rows.push(rowOf(option, own, index === highlighted));
  }
  return rows;
}

function rowOf(option: HTMLOptionElement, group: Element | undefined, isOn: boolean): Row {
  const classes = [group === undefined ? "row" : "row inner"];
  if (option.disabled || group?.hasAttribute("disabled") === true) classes.push("off");
  if (isOn) classes.push("on");
  return { text: option.label, classes: classes.join(" ") };
}

function rowElement(document: Document, { text, classes }: Row): HTMLElement {
  const row = document.createElement("div");
  row.className = classes;
  row.textContent = text;
  return row;
}

/** Below the select, or above it when there is more room. */
function place(list: HTMLElement, box: DOMRect, heightPx: number): void {
  const windowPx = list.ownerDocument.defaultView?.innerHeight ?? 0;
  const isBelow = box.bottom + heightPx <= windowPx || box.top < windowPx - box.bottom;
  const top = isBelow ? box.bottom : Math.max(0, box.top - heightPx);
  list.style.cssText = `left:${box.left}px;top:${top}px;min-width:${box.width}px;height:${heightPx}px`;
}

/** Where `element` is in the window of `page`, through the frames around it. */
function boxInPage(element: Element, page: Document): DOMRect {
  const box = element.getBoundingClientRect();
  let [left, top] = [box.left, box.top];
  for (let at = element; at.ownerDocument !== page;) {
    const frame = at.ownerDocument.defaultView?.frameElement;
    if (frame === null || frame === undefined) break;
    const around = frame.getBoundingClientRect();
    left += around.left + frame.clientLeft;
    top += around.top + frame.clientTop;
    at = frame;
  }
  return new DOMRect(left, top, box.width, box.height);
}
