// Markers of SVG on what markers draw: each corner of a line multiplies all that hangs on it. No picture has them.

/** Whether a style may put markers on something; an escape may hide anything. */
export const isAboutMarkers = (css: string): boolean => /mark|\\/i.test(css);

/** Follows the elements of a file as they open and close. */
export class MarkerRule {
  /** Of each element that is open: whether markers may be put on its corners, or on those of what is in it. */
  readonly #marked: boolean[] = [];
  #count = 0;
  /** How many elements were open when the marker began that is open; undefined when none is. */
  #depth: number | undefined;
  #isMarkedBySheet = false;

  /** An element opens. False when it multiplies what a marker draws. */
  open(name: string, isMarked: boolean): boolean {
    const isWithin = this.#depth !== undefined;
    const isOn = isMarked || this.#marked.at(-1) === true;
    this.#marked.push(isOn);
    if (isWithin) return !isMarked && name !== "use" && name !== "marker";
    if (name !== "marker") return true;
    this.#count += 1;
    this.#depth = this.#marked.length;
    return !isOn;
  }

  close(): void {
    if (this.#marked.length === this.#depth) this.#depth = undefined;
    this.#marked.pop();
  }

  /** Text that may be a style sheet, which may put markers on anything. */
  text(text: string): void {
    if (text.includes("{") && isAboutMarkers(text)) this.#isMarkedBySheet = true;
  }

  /** Whether the file as a whole multiplies nothing. */
  get isBounded(): boolean {
    return !this.#isMarkedBySheet || this.#count <= 1;
  }
}
