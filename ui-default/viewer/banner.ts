// One line over the visitor's page: what their browser shows that is no part of it.
import type { NativeDialog } from "../../core/agent/api.ts";
import { element } from "../shared/element.ts";
import { NATIVE } from "./text.ts";

/** There for as long as something is to be told; screen readers say it when it comes. */
export class Banner {
  readonly element = element("div", { class: "banner", "aria-live": "polite" });

  /** Undefined: nothing is to be told any more. */
  readonly show = (dialog: NativeDialog | undefined): void => {
    this.element.textContent = dialog === undefined ? "" : NATIVE[dialog];
  };
}
