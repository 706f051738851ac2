// The page of a viewer under attack. `globalThis.stage` builds a page from bytes in one of the ways, and tells what happened.
import { MessageCheck } from "../../../../core/check/index.ts";
import { Replica } from "../../../../core/agent/replay-alone.ts";
import { decodeMessage, readOps } from "../../../../core/protocol/index.ts";
import { Replay } from "../../../../core/replay/index.ts";
import { createNaiveBuilder } from "./naive-builder.ts";

/**
 * - `control`: neither check nor frame. Every attack works.
 * - `check`: the check alone, in front of the same builder.
 * - `frame`: the replay's frame alone, served with its policy into a page with the viewer's; `bare-frame`: the same without
 *   an address of its own, in a page without a policy.
 * - `shipped`: both, as in the viewer.
 * - `alone`: both, as the package's replay shows what was recorded.
 */
export type Way = "control" | "check" | "frame" | "bare-frame" | "shipped" | "alone";

/** Over all that was built here: what runs late is not missed. */
const ran: string[] = [];
let frame: HTMLIFrameElement | undefined;
let replay: Replay | undefined;
let replica: Replica | undefined;

/** Attackers call it when their code runs. */
(globalThis as unknown as { detected: (what: string) => void }).detected = (what) => ran.push(what);

/** A name of the viewer's own: nothing of the visitor's may be upgraded to it. */
customElements.define(
  "viewer-secret",
  class extends HTMLElement {
    connectedCallback(): void {
      ran.push(`viewer-secret ${this.id}`);
    }
  },
);
customElements.define(
  "viewer-button",
  class extends HTMLButtonElement {
    connectedCallback(): void {
      ran.push(`viewer-button ${this.id}`);
    }
  },
  { extends: "button" },
);

function addFrame(way: Way): HTMLIFrameElement {
  const added = document.createElement("iframe");
  added.id = "replica";
  added.width = "400";
  added.height = "300";
  if (way === "frame" || way === "shipped") added.src = "/replay.html";
  document.body.prepend(added);
  return added;
}

async function open(way: Way, messages: readonly Uint8Array[]): Promise<Uint8Array[]> {
  if (way !== "check" && way !== "shipped") return [...messages];
  const check = new MessageCheck();
  const opened: Uint8Array[] = [];
  for (const message of messages) opened.push(...(await check.open(message)));
  return opened;
}

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** What ran, how many media play, and the id of what has the focus. */
export interface Seen {
  readonly ran: readonly string[];
  readonly playing: number;
  readonly focus: string;
}

const stage = {
  /** Rebuilds the page that `messages` tell. Returns the error when it was refused. */
  async build(way: Way, messages: readonly string[]): Promise<string | undefined> {
    stage.clear();
    frame = addFrame(way);
    document.querySelector<HTMLInputElement>("#mine")?.focus();
    try {
      const opened = await open(way, messages.map(fromBase64));
      if (way === "alone") {
        replica = new Replica(frame);
        for (const message of opened) await replica.apply(message);
      } else if (way === "control" || way === "check") {
        const builder = createNaiveBuilder(frame);
        for (const message of opened) {
          const { kind, payload } = decodeMessage(message);
          if (kind <= 2) readOps(payload, builder);
        }
      } else {
        replay = new Replay(frame);
        await replay.apply(opened);
      }
      return undefined;
    } catch (error) {
      return String(error);
    }
  },

  /** Where element `#t` of the replica is in the window; undefined when it is not there. */
  target(): { x: number; y: number } | undefined {
    const element = frame?.contentDocument?.querySelector("#t");
    if (frame === undefined || !element) return undefined;
    const [outer, box] = [frame.getBoundingClientRect(), element.getBoundingClientRect()];
    const x = outer.left + frame.clientLeft + box.left + Math.min(box.width / 2, 150);
    return { x, y: outer.top + frame.clientTop + box.top + Math.min(box.height / 2, 100) };
  },

  /** What is to be seen after two frames and an answer of the network from `roundTrip`. */
  async settled(roundTrip: string): Promise<Seen> {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await fetch(roundTrip, { mode: "no-cors" }).catch(() => undefined);
    return stage.seen();
  },

  /** What ran, plays, or took the focus. */
  seen(): Seen {
    const media = frame?.contentDocument?.querySelectorAll<HTMLMediaElement>("audio, video") ?? [];
    return {
      ran,
      playing: [...media].filter((one) => !one.paused).length,
      focus: document.activeElement?.id ?? "",
    };
  },

  /** Ways to parse markup or run text that the replica's document takes, and does not throw at. */
  sinks(): string[] {
    const inner = frame?.contentDocument;
    if (!inner) throw new Error("no document");
    const script = inner.createElement("script");
    const sinks: Readonly<Record<string, () => unknown>> = {
      outerHTML: () => (inner.createElement("p").appendChild(inner.createElement("b")).outerHTML = "<b></b>"),
      insertAdjacentHTML: () => inner.body.insertAdjacentHTML("beforeend", "<b></b>"),
      innerHTML: () => (inner.createElement("p").innerHTML = "<b></b>"),
      setHTMLUnsafe: () => inner.createElement("p").setHTMLUnsafe("<b></b>"),
      srcdoc: () => inner.createElement("iframe").setAttribute("srcdoc", "<b></b>"),
      onclick: () => inner.body.setAttribute("onclick", "run()"),
      "script.src": () => script.setAttribute("src", "a.js"),
      "script.text": () => (script.text = "run()"),
    };
    return Object.keys(sinks).filter((name) => {
      try {
        sinks[name]?.();
        return true;
      } catch {
        return false;
      }
    });
  },

  /** Text of the replica. */
  text: (): string => frame?.contentDocument?.body.textContent ?? "",

  clear(): void {
    replay?.dispose();
    replay = undefined;
    replica?.dispose();
    replica = undefined;
    frame?.remove();
  },
};

/** What `globalThis.stage` offers. */
export type Stage = typeof stage;
(globalThis as unknown as { stage: Stage }).stage = stage;
