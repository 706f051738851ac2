// Tables of cases: a page, what it does, and what its replica shows then, at the one who was there and at one who comes late.
import { MirroredPage } from "./mirrored-page.ts";

/** One case of the fidelity checklist. */
export interface Row {
  /** `F31: …` */
  readonly title: string;
  readonly html: string;
  /** What holds for the replica before {@link Row.act}. */
  loaded?(copy: Document, page: MirroredPage): void;
  act?(page: MirroredPage): void | Promise<void>;
  /** What holds for the replica, and for that of an agent who comes now. */
  shows(copy: Document, page: MirroredPage): unknown;
}

/** Makes a test of each row. */
export function describeRows(title: string, rows: readonly Row[]): void {
  describe(`fidelity / ${title}`, function () {
    this.timeout(20_000);
    let page: MirroredPage | undefined;
    afterEach(() => page?.close());
    for (const row of rows) {
      it(row.title, async () => {
        page = await MirroredPage.open(row.html);
        row.loaded?.(page.copy, page);
        await row.act?.(page);
        await page.settle();
        await row.shows(page.copy, page);
        await row.shows(await page.late(), page);
      });
    }
  });
}

/** Resolves when `target` has fired `type`. */
export function fired(target: EventTarget, type: string): Promise<Event> {
  return new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
}

/** Resolves when the page has told of its scrolling, and stands still: it snaps and anchors in frames after the one in which it scrolls. */
export async function scrolled(window: Window): Promise<void> {
  for (let i = 0; i < 30; i += 1) await new Promise((resolve) => window.requestAnimationFrame(resolve));
}
