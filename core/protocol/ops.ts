// How page operations are put into bytes: one table per noun says each operation's code and fields; the writer and
// the reader below serve all of them. docs/PROTOCOL.md, "Operations".
import { ANIMATIONS, type AnimationsOps } from "./animations.ts";
import { ByteReader, ByteWriter } from "./bytes.ts";
import { ProtocolError } from "./errors.ts";
import { CANVAS, type CanvasOps } from "./canvas.ts";
import { CUSTOM_ELEMENTS, type CustomElementsOps } from "./custom-elements.ts";
import { FRAMES, type FramesOps } from "./frames.ts";
import { IMAGES, type ImagesOps } from "./images.ts";
import { INPUT, type InputOps } from "./input.ts";
import { MAX_LIST_ITEMS, MAX_OPS, MAX_STRING_UNITS, MAX_STRINGS } from "./limits.ts";
import { MEDIA, type MediaOps } from "./media.ts";
import { MUTATIONS, type MutationsOps } from "./mutations.ts";
import { NATIVE_TABLE, type NativeOps } from "./native.ts";
import { PAGE, type PageStateOps } from "./page.ts";
import { PLACEHOLDERS, type PlaceholdersOps } from "./placeholders.ts";
import { PLAYBACK, type PlaybackOps } from "./playback.ts";
import { POINTER, type PointerOps } from "./pointer.ts";
import { POPUP, type PopupOps } from "./popup.ts";
import { SCROLL, type ScrollOps } from "./scroll.ts";
import { SELECTION, type SelectionOps } from "./selection.ts";
import { SLOTS, type SlotsOps } from "./slots.ts";
import { STATES, type StatesOps } from "./states.ts";
import { STYLES, type StylesOps } from "./styles.ts";
import { SYSTEM_FONTS, type SystemFontsOps } from "./system-fonts.ts";
import { TOP_LAYER_TABLE, type TopLayerOps } from "./top-layer.ts";
import { TREE, type TreeOps } from "./tree.ts";
import { VIEWPORT, type ViewportOps } from "./viewport.ts";
import { VISIBLE_AREA, type VisibleAreaOps } from "./visible-area.ts";

/**
 * Everything that can be said about a page. One interface, many rooms: the writer encodes it, the page model keeps
 * it, the check filters it, the replay does it to a document; {@link readOps} drives any of them from bytes.
 */
export interface PageOps
  extends
    TreeOps,
    MutationsOps,
    InputOps,
    ScrollOps,
    ViewportOps,
    StylesOps,
    PageStateOps,
    PointerOps,
    FramesOps,
    ImagesOps,
    StatesOps,
    MediaOps,
    AnimationsOps,
    CanvasOps,
    SystemFontsOps,
    PlaceholdersOps,
    PlaybackOps,
    PopupOps,
    TopLayerOps,
    SelectionOps,
    CustomElementsOps,
    SlotsOps,
    VisibleAreaOps,
    NativeOps {}

/** Every operation by name: its code and the kinds of its fields, in order. */
export const OPERATIONS = {
  ...TREE,
  ...MUTATIONS,
  ...INPUT,
  ...SCROLL,
  ...VIEWPORT,
  ...STYLES,
  ...PAGE,
  ...POINTER,
  ...FRAMES,
  ...IMAGES,
  ...STATES,
  ...MEDIA,
  ...ANIMATIONS,
  ...CANVAS,
  ...PLACEHOLDERS,
  ...PLAYBACK,
  ...POPUP,
  ...NATIVE_TABLE,
  ...SYSTEM_FONTS,
  ...TOP_LAYER_TABLE,
  ...SELECTION,
  ...CUSTOM_ELEMENTS,
  ...SLOTS,
  ...VISIBLE_AREA,
} as const;

type OperationName = keyof typeof OPERATIONS;
type Value = number | string | readonly string[] | readonly number[];

/**
 * Encodes operations as they are called: `writer.text(7, "Hello")`. Strings are written once per message; node ids
 * as the difference from the one before. Cost: about 0.3 µs an operation.
 */
export interface OpWriter extends PageOps {
  /** Operations written since the last {@link OpWriter.finish}. */
  readonly count: number;
  /** UTF-16 units of text written since the last finish: with `count`, a cheap measure of size. */
  readonly units: number;
  /** The message's bytes, in a buffer of their own; the writer is empty again. Mirror: {@link readOps}. */
  finish(): Uint8Array<ArrayBuffer>;
}

/** Largest magnitude of a number field that is not an id. Pages can make their numbers anything, infinite included. */
const MAX_NUMBER = 0xffff_ffff;

/** The integer nearest to what a page says, within bounds; 0 for what is no number. */
function integerOf(value: number): number {
  if (Number.isInteger(value) && value >= -MAX_NUMBER && value <= MAX_NUMBER) return value;
  return Number.isNaN(value) ? 0 : Math.round(Math.min(MAX_NUMBER, Math.max(-MAX_NUMBER, value)));
}

class Columns {
  count = 0;
  units = 0;
  #codes = new ByteWriter();
  #numbers = new ByteWriter();
  #index = new Map<string, number>();
  #strings: string[] = [];
  #lastNode = 0;

  code(code: number): void {
    this.count += 1;
    this.#codes.byte(code);
  }

  write(kind: FieldKind, value: Value): void {
    switch (kind) {
      case "node":
        this.#numbers.int((value as number) - this.#lastNode);
        this.#lastNode = value as number;
        break;
      case "uint":
        this.#numbers.uint(Math.max(0, integerOf(value as number)));
        break;
      case "int":
        this.#numbers.int(integerOf(value as number));
        break;
      case "string":
        this.#string(value as string);
        break;
      case "strings":
        this.#numbers.uint((value as readonly string[]).length);
        for (const item of value as readonly string[]) this.#string(item);
        break;
      case "ints":
        this.#numbers.uint((value as readonly number[]).length);
        for (const item of value as readonly number[]) this.#numbers.int(integerOf(item));
    }
  }

  finish(): Uint8Array<ArrayBuffer> {
    const out = new ByteWriter();
    out.uint(this.#strings.length);
    for (const text of this.#strings) out.uint(text.length);
    const text = new TextEncoder().encode(this.#strings.join(""));
    for (const column of [text, this.#codes.finish(), this.#numbers.finish()]) {
      out.uint(column.length);
      out.bytes(column);
    }
    this.#reset();
    return out.finish().slice();
  }

  #string(value: string): void {
    let index = this.#index.get(value);
    if (index === undefined) {
      index = this.#strings.push(value) - 1;
      this.#index.set(value, index);
      this.units += value.length;
    }
    this.#numbers.uint(index);
  }

  #reset(): void {
    this.count = 0;
    this.units = 0;
    this.#codes = new ByteWriter();
    this.#numbers = new ByteWriter();
    this.#index = new Map();
    this.#strings = [];
    this.#lastNode = 0;
  }
}

for (const [name, [code, ...fields]] of Object.entries<readonly [number, ...FieldKind[]]>(OPERATIONS)) {
  Object.defineProperty(Columns.prototype, name, {
    value(this: Columns, ...values: Value[]) {
      this.code(code);
      for (let i = 0; i < fields.length; i += 1) {
        const kind = fields[i];
        const value = values[i];
        if (kind === undefined || value === undefined)
          throw new TypeError(`${name} takes ${fields.length} values`);
        this.write(kind, value);
      }
    },
  });
}

/** Returns an empty writer. */
export function createOpWriter(): OpWriter {
  return new Columns() as unknown as OpWriter;
}

/** Operations at the index that is their code. */
const byCode: (readonly [OperationName, readonly FieldKind[]] | undefined)[] = [];
for (const [name, [code, ...fields]] of Object.entries<readonly [number, ...FieldKind[]]>(OPERATIONS))
  byCode[code] = [name as OperationName, fields];

function readStrings(reader: ByteReader): string[] {
  const count = reader.uint();
  if (count > MAX_STRINGS) throw new ProtocolError("too-many", "strings");
  const lengths: number[] = [];
  let units = 0;
  for (let i = 0; i < count; i += 1) {
    const length = reader.uint();
    units += length;
    if (units > MAX_STRING_UNITS) throw new ProtocolError("too-large", "strings");
    lengths.push(length);
  }
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(reader.bytes(reader.uint()));
  if (text.length !== units) throw new ProtocolError("malformed", "strings");
  let at = 0;
  return lengths.map((length) => text.slice(at, (at += length)));
}

class Fields {
  readonly #numbers: ByteReader;
  readonly #strings: readonly string[];
  #lastNode = 0;

  constructor(numbers: ByteReader, strings: readonly string[]) {
    this.#numbers = numbers;
    this.#strings = strings;
  }

  read(kind: FieldKind): Value {
    switch (kind) {
      case "node":
        return this.#node();
      case "uint":
        return this.#numbers.uint();
      case "int":
        return this.#numbers.int();
      case "string":
        return this.#string();
      case "strings":
        return this.#list(() => this.#string());
      case "ints":
        return this.#list(() => this.#numbers.int());
    }
  }

  get left(): number {
    return this.#numbers.left;
  }

  #node(): number {
    this.#lastNode += this.#numbers.int();
    if (this.#lastNode < 0 || this.#lastNode > 0xffff_ffff) throw new ProtocolError("malformed", "node id");
    return this.#lastNode;
  }

  #string(): string {
    const text = this.#strings[this.#numbers.uint()];
    if (text === undefined) throw new ProtocolError("malformed", "string index");
    return text;
  }

  #list<T>(item: () => T): T[] {
    const count = this.#numbers.uint();
    if (count > MAX_LIST_ITEMS || count > this.#numbers.left)
      throw new ProtocolError("too-many", "list items");
    return Array.from({ length: count }, item);
  }
}

/**
 * Reads the bytes of one {@link OpWriter.finish} and calls `target` for each operation, in order.
 * Cost: about 0.3 µs an operation; nothing is kept. Whatever `target` throws passes through.
 *
 * @throws {ProtocolError} when the bytes end early, a count is over its limit, or an operation is unknown.
 */
export function readOps(bytes: Uint8Array, target: PageOps): void {
  const reader = new ByteReader(bytes);
  const strings = readStrings(reader);
  const codes = reader.bytes(reader.uint());
  const fields = new Fields(new ByteReader(reader.bytes(reader.uint())), strings);
  if (reader.left > 0 || codes.length > MAX_OPS) throw new ProtocolError("malformed", "columns");
  const call = target as unknown as Record<OperationName, (...values: Value[]) => void>;
  for (const code of codes) {
    const operation = byCode[code];
    if (operation === undefined) throw new ProtocolError("unknown-op", String(code));
    const [name, kinds] = operation;
    const values: Value[] = [];
    for (const kind of kinds) values.push(fields.read(kind));
    call[name](...values);
  }
  if (fields.left > 0) throw new ProtocolError("malformed", "numbers");
}

/** What a field may be: `node` a node id, `int` a rounded integer, `strings` and `ints` lists. */
export type FieldKind = "node" | "uint" | "int" | "string" | "strings" | "ints";
