// The wire: the only door to core/protocol. docs/PROTOCOL.md defines every byte.
export { accountFields, agentDetails } from "./agent-info.ts";
export type { AccountFields, AgentDetails } from "./agent-info.ts";
export { ANIMATION_TIMING, DIRECTIONS, ENDLESS, FILLS } from "./animations.ts";
export type { AnimationsOps } from "./animations.ts";
export { ASSET_SCHEME, decodeAsset, decodeNeeds, encodeAsset, encodeNeeds } from "./assets.ts";
export type { Asset } from "./assets.ts";
export { ByteReader, ByteWriter } from "./bytes.ts";
export type { CanvasOps } from "./canvas.ts";
export { CLOSE } from "./close-codes.ts";
export { decodeJson, encodeJson, sessionMessage, userState } from "./control.ts";
export type {
  AgentMessage,
  EchoMessage,
  EndReason,
  FromRelayMessage,
  Participant,
  RelayErrorCode,
  Role,
  SessionMessage,
  ToRelayMessage,
  UserStateMessage,
  VisitorMessage,
} from "./control.ts";
export { CUSTOM_FORM, CUSTOM_INVALID, CUSTOM_UNDEFINED } from "./custom-elements.ts";
export type { CustomElementsOps } from "./custom-elements.ts";
export {
  decodeOwnerDocument,
  decodePeerDocument,
  DOCUMENT_PROBLEMS,
  encodeDocument,
  FIT_PAGE,
  FIT_WIDTH,
  MAX_SHEET_COLUMNS,
  MAX_SHEET_ROWS,
  PAGE_PARTS,
} from "./documents.ts";
export type {
  CellRange,
  CellsContent,
  DocumentHits,
  DocumentMessage,
  DocumentProblem,
  DocumentView,
  OwnerDocumentMessage,
  PageWords,
  PeerDocumentMessage,
  SheetInfo,
  SheetLayout,
  ViewMessage,
} from "./documents.ts";
export {
  CHANNEL,
  CHANNELS,
  decodeEnvelope,
  encodeEnvelope,
  ENVELOPE_HEADER_BYTES,
  FLAG_LAST,
  FLAG_VOLATILE,
  KIND,
  MAX_CHANNEL_BYTES,
  NO_SLOT,
  RELAY_SLOT,
  VISITOR_SLOT,
} from "./envelope.ts";
export type { Channel, Envelope, Kind } from "./envelope.ts";
export { ProtocolError } from "./errors.ts";
export type { ProtocolErrorCode } from "./errors.ts";
export { BLOCKED_CROSS_ORIGIN, BLOCKED_MASKED, documentMode, type DocumentMode, MODE } from "./frames.ts";
export type { FramesOps } from "./frames.ts";
export type { Anchor, DrawnShape, GestureMessage } from "./gestures.ts";
export type { ImagesOps } from "./images.ts";
export { CHECKED, INDETERMINATE } from "./input.ts";
export type { InputOps } from "./input.ts";
export {
  MAX_ASSET_BYTES,
  MAX_BODY_BYTES,
  MAX_DOCUMENT_HITS,
  MAX_DOCUMENT_PAGES,
  MAX_ENVELOPE_BYTES,
  MAX_HASHES,
  MAX_INFLATED_BYTES,
  MAX_JSON_BYTES,
  MAX_LIST_ITEMS,
  MAX_DRAWN_NUMBERS,
  MAX_PAGE_PICTURE_BYTES,
  MAX_PAGE_PICTURE_PX,
  MAX_SHEETS,
  MAX_TYPED_UNITS,
  MAX_WINDOW_CELLS,
} from "./limits.ts";
export { MASKED_CLASS, MASKED_ID } from "./masked-names.ts";
export { decodeBundle, decodeMessage, encodeBundle, encodeMessage, MESSAGE } from "./messages.ts";
export type { Message, MessageKind } from "./messages.ts";
export { MEDIA_FEATURES } from "./media.ts";
export type { MediaOps } from "./media.ts";
export type { MutationsOps } from "./mutations.ts";
export { NATIVE } from "./native.ts";
export type { NativeKind, NativeOps } from "./native.ts";
export { ID_KINDS, ID_LIST_KINDS } from "./op-table.ts";
export type { FieldKind, NodeId } from "./op-table.ts";
export { createOpWriter } from "./op-writer.ts";
export type { OpWriter, OpWriterOptions } from "./op-writer.ts";
export { readOps } from "./op-reader.ts";
export { OPERATIONS } from "./ops.ts";
export type { OperationName, PageOps } from "./ops.ts";
export { PAGE_HIDDEN } from "./page.ts";
export type { PageStateOps } from "./page.ts";
export {
  maySpeak,
  NO_PERMISSIONS,
  PERMISSION_OF,
  PERMISSIONS,
  permissionsOf,
  permissionsOfParticipant,
} from "./permissions.ts";
export type { GroupPermissions, Permission, Permissions } from "./permissions.ts";
export { PLACEHOLDER } from "./placeholders.ts";
export type { PlaceholdersOps } from "./placeholders.ts";
export { PLAYBACK_ENDED, PLAYBACK_MUTED, PLAYBACK_PAUSED, PLAYBACK_POSTER } from "./playback.ts";
export type { PlaybackOps } from "./playback.ts";
export type { PointerOps } from "./pointer.ts";
export type { PopupOps } from "./popup.ts";
export { ProseWriter } from "./prose.ts";
export { MODIFIER, REFUSALS } from "./remote.ts";
export type {
  AgentControlMessage,
  InputMessage,
  NavigateMessage,
  RefusalReason,
  VisitorControlMessage,
} from "./remote.ts";
export { decodeAgentControl, decodeVisitorControl, encodeControl, isGesture } from "./remote-messages.ts";
export type { ScrollOps } from "./scroll.ts";
export { BEFORE_NODE, END_OF_CONTENT } from "./selection.ts";
export type { SelectionOps } from "./selection.ts";
export type { SlotsOps } from "./slots.ts";
export { AUTOFILLED, FOCUS_RING, FOCUS_VISIBLE, USER_INVALID, USER_VALID } from "./states.ts";
export type { StatesOps } from "./states.ts";
export { SHEET_DISABLED, SHEET_GONE, type StylesOps } from "./styles.ts";
export { FONT_SAMPLE } from "./system-fonts.ts";
export type { SystemFontsOps } from "./system-fonts.ts";
export { TOP_LAYER } from "./top-layer.ts";
export type { TopLayerOps } from "./top-layer.ts";
export type { Transport, TransportState } from "./transport.ts";
export { NAMESPACES, SHADOW_CLOSED, SHADOW_DELEGATES_FOCUS, SHADOW_MANUAL_SLOTS } from "./tree.ts";
export type { TreeOps } from "./tree.ts";
export { PROTOCOL_VERSION, RELEASE } from "./version.ts";
export type { ViewportOps } from "./viewport.ts";
export type { VisibleAreaOps } from "./visible-area.ts";
