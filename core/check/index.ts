// What may be rebuilt at the agent: the only door to core/check.
export { checkDocumentPicture } from "./document-pictures.ts";
export { LINK_SCHEME } from "./urls.ts";
export { MessageCheck } from "./message-check.ts";
export { PageCheck } from "./page-check.ts";
