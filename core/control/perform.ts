// The visitor's half of remote control: decides about each input of an agent, at that moment, by what it would really touch.
// Mirrors: protocol/remote.ts, request.ts.
import type { Anchor, InputMessage, RefusalReason } from "../protocol/index.ts";
import { choose, insertText, isEditable, isTextControl, setValue } from "./edit.ts";
import { pickedTypeOf } from "./field.ts";
import { elementMeant, type KnownPage } from "./gestures.ts";
import { type Stroke, stroke } from "./keys.ts";
import { addressesAt, addressesOfForm } from "./leads.ts";
import { Mouse, type MouseAt } from "./mouse.ts";
import { windowOf } from "./natives.ts";
import { type Regions, refusalOf } from "./permit.ts";
import { elementAt, focusOf, isElement, pathOf, type Point, pointOn } from "./place.ts";

/** What an agent's input depends on. */
export interface PerformPorts {
  /** What is known of the page now; undefined while nothing of it is shared. */
  page(): KnownPage | undefined;
  /** What agents may touch. */
  regions(): Regions;
  /** Whether the visitor's browser may be sent there. */
  mayGoTo(url: string): boolean;
  /** `element` is about to be used. */
  onuse(element: Element): void;
}

/** Thrown inside when something is not to be done. */
class Refusal extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason);
    this.reason = reason;
  }
}

/** Does what one agent wants, where that is allowed. */
export class Perform {
  readonly #ports: PerformPorts;
  readonly #mouse = new Mouse();

  constructor(ports: PerformPorts) {
    this.#ports = ports;
  }

  /** Does it; returns why not, or undefined when it was done. */
  input(message: InputMessage): RefusalReason | undefined {
    try {
      this.#do(message);
      return undefined;
    } catch (error) {
      return error instanceof Refusal ? error.reason : "not-possible";
    }
  }

  /** Lets go of buttons. */
  reset(): void {
    this.#mouse.reset();
  }

  #do(message: InputMessage): void {
    switch (message.type) {
      case "press":
        this.#mouse.press(this.#use(message));
        return;
      case "move":
        this.#move(message);
        return;
      case "release":
        this.#release(message);
        return;
      case "wheel":
        this.#mouse.wheel(this.#wheel(message), message.left, message.top);
        return;
      case "key":
        this.#stroke(message);
        return;
      case "text":
        this.#checkNeighbours(this.#checkFocus(message), false);
        insertText(focusOf(document), message.text);
        return;
      case "set":
        this.#set(message.at, message.value);
        return;
      case "choose":
        this.#choose(message.at, message.indexes);
    }
  }

  #use(message: MouseMessage): MouseAt {
    const mouse = this.#mouseAt(message);
    this.#check(mouse.element);
    this.#ports.onuse(mouse.element);
    return mouse;
  }

  /** What is only passed over is not worth a refusal. */
  #move(message: MouseMessage): void {
    const mouse = this.#mouseAt(message);
    if (this.#mayTouch(mouse.element)) this.#mouse.move(mouse);
  }

  #release(message: MouseMessage): void {
    let mouse: MouseAt;
    try {
      mouse = this.#mouseAt(message);
      this.#check(mouse.element);
    } catch (error) {
      this.#mouse.reset();
      throw error;
    }
    this.#mouse.release(mouse, (element) => {
      this.#check(element);
      if (!addressesAt(element).every((url) => this.#mayGoTo(url))) throw new Refusal("untrusted");
      return true;
    });
  }

  /** What a stroke does is up to what the page does in its course; what it must not do is passed over, and told at the end. */
  #stroke(message: Stroke & ForTelling): void {
    this.#checkNeighbours(this.#checkFocus(message), DELETES.has(message.key));
    const strange: string[] = [];
    const mayGoTo = (addresses: readonly string[]): boolean => {
      strange.push(...addresses.filter((url) => !this.#mayGoTo(url)));
      return strange.length === 0;
    };
    stroke(document, message, {
      mayTouch: (element) => this.#mayTouch(element),
      mayClick: (element) => mayGoTo(addressesAt(element)),
      maySubmit: (form) => mayGoTo(addressesOfForm(form)),
    });
    if (strange.length > 0) throw new Refusal("untrusted");
  }

  #mouseAt({ at, button, keys, clicks }: MouseMessage): MouseAt {
    return { ...this.#hit(at), button, keys, clicks };
  }

  /** Scrolling is harmless where touching is not, but our own UI and other sites' frames are theirs. */
  #wheel({ at, keys }: { readonly at: Anchor; readonly keys: number }): MouseAt {
    const hit = this.#hit(at);
    const refusal = refusalOf(hit.element, this.#ports.page(), this.#ports.regions());
    if (refusal === "own-ui" || refusal === "other-site" || refusal === "gone") throw new Refusal(refusal);
    return { ...hit, button: 0, keys, clicks: 0 };
  }

  /** What a mouse would hit at a place: it has to be what the agent saw there. */
  #hit(at: Anchor): { readonly element: Element; readonly at: Point } {
    const meant = elementMeant(this.#ports.page(), at);
    if (meant === undefined) throw new Refusal("gone");
    let point = pointOn(meant, at, document);
    if (!isInWindow(point)) {
      meant.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      point = pointOn(meant, at, document);
    }
    const element = elementAt(document, point);
    if (element === undefined) throw new Refusal("gone");
    if (!pathOf(element, document).includes(meant)) {
      if (refusalOf(element, this.#ports.page(), "page") === "own-ui") throw new Refusal("own-ui");
      if (!pathOf(meant, document).includes(element)) throw new Refusal("covered");
      this.#check(meant);
    }
    return { element, at: point };
  }

  #set(at: Anchor, value: string): void {
    const element = this.#field(at);
    if (!isTextControl(element) && pickedTypeOf(element) === undefined) throw new Refusal("not-possible");
    if ((element as HTMLInputElement).readOnly) throw new Refusal("disabled");
    this.#focus(element);
    setValue(element as HTMLInputElement, value);
  }

  #choose(at: Anchor, indexes: readonly number[]): void {
    const list = this.#field(at).closest("select");
    if (list === null) throw new Refusal("not-possible");
    this.#focus(list);
    choose(list, indexes);
  }

  /** The page may mask a field, or disable it, as it gets the focus. */
  #focus(element: Element): void {
    (element as HTMLElement).focus({ preventScroll: true });
    this.#check(element);
  }

  #field(at: Anchor): Element {
    const element = elementMeant(this.#ports.page(), at);
    if (element === undefined) throw new Refusal("gone");
    this.#check(element);
    this.#ports.onuse(element);
    return element;
  }

  /** Keys go to what has the focus, and in an editable text to where the caret is; in the page that the agent saw, or nowhere. */
  #checkFocus({ telling }: ForTelling): Element {
    if (this.#ports.page()?.telling !== telling) throw new Refusal("gone");
    const focused = focusOf(document);
    this.#check(focused);
    this.#ports.onuse(focused);
    return focused;
  }

  /** What is selected in an editable text, or deleted next to the caret, may be masked though the caret is where it is not. */
  #checkNeighbours(focused: Element, deletes: boolean): void {
    if (isTextControl(focused) || !isEditable(focused)) return;
    if (!deletes && windowOf(focused).getSelection()?.isCollapsed !== false) return;
    const page = this.#ports.page();
    for (const inner of focused.querySelectorAll("*"))
      if (page?.shows(inner) !== true) throw new Refusal("protected");
  }

  #check(element: Element): void {
    const reason = this.#refusal(element);
    if (reason !== undefined) throw new Refusal(reason);
  }

  #mayTouch(element: Element): boolean {
    return this.#refusal(element) === undefined;
  }

  #refusal(element: Element): RefusalReason | undefined {
    const page = this.#ports.page();
    const regions = this.#ports.regions();
    const reason = refusalOf(element, page, regions);
    const inner =
      reason === undefined && isEditable(element) && !isTextControl(element) ? caretIn(element) : undefined;
    return inner === undefined || inner === element ? reason : refusalOf(inner, page, regions);
  }

  /** Whether the visitor may be sent there. The page's own code is the page's, also in an address. */
  #mayGoTo(url: string): boolean {
    return url.startsWith("javascript:") || this.#ports.mayGoTo(url);
  }
}

/** Keys that take away what is beside the caret. */
const DELETES: ReadonlySet<string> = new Set(["Backspace", "Delete"]);

type MouseMessage = Pick<
  Extract<InputMessage, { type: "press" | "release" | "move" }>,
  "at" | "button" | "keys" | "clicks"
>;

/** Aimed at what was to be seen of one telling. */
type ForTelling = Pick<Anchor, "telling">;

function isInWindow({ x, y }: Point): boolean {
  return x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
}

/** The element of an editable text that the caret is in. */
function caretIn(editable: Element): Element | undefined {
  const node = windowOf(editable).getSelection()?.focusNode ?? null;
  const element = isElement(node) ? node : (node?.parentElement ?? undefined);
  return element !== undefined && editable.contains(element) ? element : undefined;
}
