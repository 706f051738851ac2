// Sizes and times of the workers, with their units and the reasons for them.

/** Bytes of page messages that may wait for a slow agent, besides the keyframe it was sent last. Past it they are dropped,
 * and the page is sent as a whole once the line is free: by then that is shorter. */
export const MAX_WAITING_BYTES = 1024 * 1024;

/** Bytes of assets that may wait for a slow agent before pictures that change are announced alone. */
export const MAX_WAITING_PICTURE_BYTES = 256 * 1024;

/** Bytes of a frame's batches that are kept until its state is complete: as many as a whole page may have. */
export const MAX_FOREIGN_BYTES = 64 * 1024 * 1024;

/** Longest wait for a worker's answer to a greeting, in ms. A worker that a page's policy blocks says so at once; this is for
 * one that neither starts nor fails. */
export const READY_TIMEOUT_MS = 5_000;

/** Longest wait for the relay when a session is ended or left, in ms: a page that is put away has no more. */
export const FAREWELL_TIMEOUT_MS = 5_000;

/** Longest side of a picture of a canvas or a video, in px: what a large window shows. */
export const MAX_PICTURE_PX = 1_600;
/** Px up to which a picture is sent as it is: above, lossless files are several times as large. */
export const MAX_LOSSLESS_PX = 128 * 1024;
/** Quality of the others, 0 to 1: letters in charts stay clean. */
export const PICTURE_QUALITY = 0.85;
/** Bytes of such pictures a second in the long run, of a whole page: a quarter of a slow line's 8 Mbit/s. */
export const PICTURE_BYTES_PER_SECOND = 256 * 1024;
/** Bytes of pictures that may go at once: a page of canvases that comes. */
export const PICTURE_BURST_BYTES = 1024 * 1024;

/** Longest wait for assets that are being fetched when everything is to be handed over, in ms. */
export const ASSETS_WAIT_MS = 5_000;

/** Gestures of one agent that are shown in a second, in the long run: a pointer that moves with the screen. */
export const GESTURES_PER_SECOND = 60;
/** Inputs of one agent that are looked at in a second, in the long run: twice as fast as anybody types. */
export const INPUTS_PER_SECOND = 30;
/** Requests of one agent for parts of a document that are passed on in a second, in the long run: wheels and bars that are dragged. */
export const DOCUMENT_REQUESTS_PER_SECOND = 60;
/** Messages of the control channel that an agent takes of the visitor's side in a second: the gestures of several others. */
export const CONTROLS_PER_SECOND = 300;

/** How often the way to the visitor is measured, in ms: what an agent sees of it is not older than a sentence. */
export const ECHO_INTERVAL_MS = 4_000;
/** How long no answer may come, in ms, before the visitor counts as out of reach: three in a row were lost. */
export const ECHO_PATIENCE_MS = 12_000;
