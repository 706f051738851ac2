// Style sheets. Mirrors: capture/styles.ts, model/styles.ts (fetches and rewrites), replay/styles.ts.
import type { NodeId, OpTable } from "./op-table.ts";

export const SHEET_DISABLED = 1;
export const SHEET_GONE = 2;

/**
 * Style sheets are named by their owner: the `style` or `link` element's id, or an id of their own when constructed.
 * From page to worker, `css` may hold any URL and `href` names a sheet to fetch; from worker to agent `href` is "" and
 * every URL in `css` is a `glance-asset:` reference, a `data:` URL or a fragment.
 */
export interface StylesOps {
  /** The whole text of a sheet. `href`: with `css` "", where to fetch it from; else the base of its URLs. */
  sheet(owner: NodeId, href: string, css: string): void;
  /** Replaces `removed` top-level rules from index `from` by the rules in `css`, one rule a string. */
  rules(owner: NodeId, href: string, from: number, removed: number, css: readonly string[]): void;
  /**
   * {@link SHEET_DISABLED} when the sheet does not count, and its media list, if it is constructed or not what its element's attribute
   * says. {@link SHEET_GONE} of a constructed one: nothing can adopt it any more, and nothing follows about it.
   */
  sheetState(owner: NodeId, flags: number, media: string): void;
  /** The adopted sheets of a document or shadow root, in order. */
  adopt(root: NodeId, sheets: readonly number[]): void;
}

export const STYLES = {
  sheet: [56, "node", "string", "prose"],
  rules: [57, "node", "string", "uint", "uint", "strings"],
  sheetState: [58, "node", "uint", "string"],
  adopt: [59, "node", "nodes"],
} as const satisfies OpTable<StylesOps>;
