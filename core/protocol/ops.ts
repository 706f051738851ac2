// Everything that can be said about a page, put together from the nouns. op-writer.ts and op-reader.ts bring it into bytes and back.
import { ANIMATIONS, type AnimationsOps } from "./animations.ts";
import { CANVAS, type CanvasOps } from "./canvas.ts";
import { CUSTOM_ELEMENTS, type CustomElementsOps } from "./custom-elements.ts";
import { FRAMES, type FramesOps } from "./frames.ts";
import { IMAGES, type ImagesOps } from "./images.ts";
import { INPUT, type InputOps } from "./input.ts";
import { MEDIA, type MediaOps } from "./media.ts";
import type { FieldKind } from "./op-table.ts";
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
 * it, the check filters it, the replay does it to a document; `readOps` drives any of them from bytes.
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

/** Name of an operation. */
export type OperationName = keyof typeof OPERATIONS;

/** What a field of an operation may hold. */
export type FieldValue = number | string | readonly string[] | readonly number[];

/** The operations' names, codes and kinds of fields, for those that treat all alike. */
export const OPERATION_ROWS: readonly (readonly [OperationName, number, readonly FieldKind[]])[] =
  Object.entries<readonly [number, ...FieldKind[]]>(OPERATIONS).map(([name, [code, ...kinds]]) => [
    name as OperationName,
    code,
    kinds,
  ]);
