// Sizes and times of gestures and remote control, with their units and the reasons for them.

/** How long a drawing that does not stay is seen, in ms: long enough to be looked for. */
export const DRAWING_MS = 4_000;
/** How long a click of an agent is seen, in ms. */
export const RIPPLE_MS = 700;
/** Most drawings of one agent that are kept; the oldest go first. More would hide the page. */
export const MAX_DRAWINGS = 50;
/** Longest name on a pointer, in characters. */
export const MAX_NAME = 40;

/** How long remote control rests after the visitor used mouse or keyboard, in ms. */
export const SUSPEND_MS = 1_000;
/** Smallest way of the visitor's mouse that counts as use, in px: tables shake. */
export const MOUSE_SLACK_PX = 3;
/** How long an agent may do nothing before remote control ends, in ms. */
export const IDLE_MS = 120_000;

/** Time between two messages about the same moving thing, in ms: inputs come to 20 a second, below the pace that is taken. */
export const INPUT_INTERVAL_MS = 50;
/** The same of the pointer that is only shown: 50 a second. */
export const POINT_INTERVAL_MS = 20;

/** Smallest way with a button pressed that begins a drag, in px. */
export const DRAG_START_PX = 4;
/** What a turn of the wheel is at most, in px: several screens at once are no use to anybody. */
export const MAX_WHEEL_PX = 5_000;
