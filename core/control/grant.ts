// How long remote control holds: it rests while the visitor uses the page, and ends by Escape or when nothing is done.
import { IDLE_MS, MOUSE_SLACK_PX, SUSPEND_MS } from "./limits.ts";

export interface GrantEvents {
  /** The visitor uses mouse or keyboard, or does not any more. */
  onsuspended(suspended: boolean): void;
  /** The visitor pressed Escape, or the agent did nothing for long. */
  onstop(why: "escape" | "idle"): void;
}

/** What only people do: scripts' events are not trusted. */
const USES = ["keydown", "pointerdown", "wheel", "touchstart", "mousemove"] as const;

/** Watches the visitor for as long as remote control is granted. */
export class Grant {
  readonly #events: GrantEvents;
  readonly #abort = new AbortController();
  readonly #watched = new WeakSet<Window>();
  #mouse: { readonly x: number; readonly y: number } | undefined;
  #resume: ReturnType<typeof setTimeout> | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(events: GrantEvents) {
    this.#events = events;
    this.watch(window);
    this.used();
  }

  get isSuspended(): boolean {
    return this.#resume !== undefined;
  }

  /** The agent did something. */
  used(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#events.onstop("idle"), IDLE_MS);
  }

  /** Watches a frame's window too. */
  watch(window: Window): void {
    if (this.#watched.has(window)) return;
    this.#watched.add(window);
    const { signal } = this.#abort;
    for (const type of USES)
      window.addEventListener(type, (event) => this.#seen(event), { capture: true, passive: true, signal });
  }

  stop(): void {
    this.#abort.abort();
    clearTimeout(this.#idle);
    clearTimeout(this.#resume);
    this.#resume = undefined;
  }

  #seen(event: Event): void {
    if (!event.isTrusted || this.#abort.signal.aborted) return;
    if (event.type === "mousemove" && !this.#isMoved(event as MouseEvent)) return;
    if ((event as Partial<KeyboardEvent>).key === "Escape") this.#events.onstop("escape");
    else this.#suspend();
  }

  /** Browsers make up moves when the page moves under a mouse that rests. */
  #isMoved({ screenX: x, screenY: y }: MouseEvent): boolean {
    const before = this.#mouse;
    if (before !== undefined && Math.hypot(x - before.x, y - before.y) < MOUSE_SLACK_PX) return false;
    this.#mouse = { x, y };
    // The first is where the mouse was all the time.
    return before !== undefined;
  }

  #suspend(): void {
    const wasSuspended = this.isSuspended;
    clearTimeout(this.#resume);
    this.#resume = setTimeout(() => {
      this.#resume = undefined;
      this.#events.onsuspended(false);
    }, SUSPEND_MS);
    if (!wasSuspended) this.#events.onsuspended(true);
  }
}
