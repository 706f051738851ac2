// The viewer in the test's page, with its real style sheet and an agent that does as it is told.
import { THEME } from "../../../ui-default/shared/theme.ts";
import { Viewer } from "../../../ui-default/viewer/viewer.ts";
import css from "../../../ui-default/viewer/pages/viewer.css" with { type: "text" };
import { ScriptedAgent } from "./scripted-agent.ts";

export class Screen {
  readonly agent = new ScriptedAgent();
  readonly root = document.createElement("div");
  readonly #sheet = new CSSStyleSheet();

  constructor() {
    this.#sheet.replaceSync(THEME + css);
    document.adoptedStyleSheets.push(this.#sheet);
    document.documentElement.lang = "en";
    this.root.id = "glance_viewer";
    document.body.append(this.root);
    new Viewer(this.agent, this.root);
  }

  /** Takes everything away again. */
  close(): void {
    this.agent.reach({ status: "starting" });
    this.root.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
  }

  /** The one element that matches. */
  get(selector: string): HTMLElement {
    const found = this.root.querySelectorAll<HTMLElement>(selector);
    if (found.length !== 1) throw new Error(`${String(found.length)} of ${selector}`);
    return found[0]!;
  }

  /** The one input that matches. */
  input(selector: string): HTMLInputElement {
    return this.get(selector) as HTMLInputElement;
  }

  /** Shows what appears slowly as it is in the end. */
  finishAnimations(): void {
    for (const animation of document.getAnimations()) {
      const { endTime } = animation.effect?.getComputedTiming() ?? {};
      if (endTime === Infinity) animation.cancel();
      else animation.finish();
    }
  }

  /** The button of that name on the screen. */
  button(name: string): HTMLButtonElement {
    const named = [...this.root.querySelectorAll("button")].filter(
      (button) => button.textContent === name && button.checkVisibility(),
    );
    if (named.length !== 1) throw new Error(`${String(named.length)} buttons ${name}`);
    return named[0]!;
  }

  /** All that is on the screen, as text. */
  get text(): string {
    return this.root.innerText;
  }
}
