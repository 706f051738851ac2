// Keeps the visitor's device and preferences, and sees to it that conditions are told as they hold there. Mirrors: protocol/media.ts,
// capture/media.ts, replay/media.ts.
import type { MediaOps, PageOps } from "../protocol/index.ts";
import type { KeptNoun, ModelState } from "./model-state.ts";

type Media = Parameters<MediaOps["media"]>;

/** Where else than in sheets something depends on the visitor's media. */
export interface MediaDependents {
  /** What it was told as, before a change. */
  shown(): unknown;
  /** Tells anew what is told otherwise than `before`, which {@link MediaDependents.shown} gave. */
  tellChanged(before: unknown): void;
}

/** The visitor's device and preferences. */
export class MediaModel implements MediaOps, KeptNoun {
  readonly #state: ModelState;
  readonly #dependents: readonly MediaDependents[];
  #media: Media | undefined;
  #schemes = "";

  constructor(state: ModelState, dependents: readonly MediaDependents[]) {
    this.#state = state;
    this.#dependents = dependents;
  }

  media(...media: Media): void {
    const { draft, references } = this.#state;
    const [features, screenWidth, screenHeight, pixelRatio] = media;
    const before = this.#dependents.map((dependent) => dependent.shown());
    const schemes = this.#shownSchemes;
    this.#media = media;
    references.visitor.facts = {
      features: new Set(features),
      screenWidth,
      screenHeight,
      pixelRatio: pixelRatio / 1_000,
    };
    draft.same.media(...media);
    this.#dependents.forEach((dependent, i) => dependent.tellChanged(before[i]));
    if (this.#shownSchemes !== schemes) draft.different.colorScheme(this.#shownSchemes);
    references.assets.renewSheets();
  }

  colorScheme(schemes: string): void {
    const { draft } = this.#state;
    this.#schemes = schemes;
    const shown = this.#shownSchemes;
    (shown === schemes ? draft.same : draft.different).colorScheme(shown);
  }

  forget(): void {
    // It hangs on no node.
  }

  /** The facts stay until others are told: whoever begins a page says them first. */
  clear(): void {
    this.#media = undefined;
    this.#schemes = "";
  }

  tell(target: PageOps): void {
    if (this.#media !== undefined) target.media(...this.#media);
    target.colorScheme(this.#shownSchemes);
  }

  get #shownSchemes(): string {
    return this.#state.references.visitor.colorScheme(this.#schemes);
  }
}
