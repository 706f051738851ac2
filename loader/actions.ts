// Start elements in the page: `<a glance_button="startSession">`. One listener on the document, so that elements added later
// work too.

/** What an element or a key may ask for. */
export const ACTIONS = ["showButton", "toggleButton", "showTerms", "startSession", "stopSession"] as const;
export type Action = (typeof ACTIONS)[number];

/** Spellings of the attribute. */
const ATTRIBUTES = ["glance_button", "data-glancebutton", "glance-button"];

/** The action named `text`, if it is one. */
export function actionNamed(text: unknown): Action | undefined {
  return ACTIONS.find((action) => action === text);
}

/** The action that the innermost start element around `target` asks for. */
function actionOf(path: readonly EventTarget[]): Action | undefined {
  for (const target of path) {
    if (!(target instanceof Element)) continue;
    for (const name of ATTRIBUTES) {
      const action = actionNamed(target.getAttribute(name)?.trim());
      if (action !== undefined) return action;
    }
  }
  return undefined;
}

/** Calls `act` for clicks on start elements, those in open shadow roots included. */
export function listenForClicks(act: (action: Action) => void): void {
  document.addEventListener(
    "click",
    (event) => {
      const action = actionOf(event.composedPath());
      if (action !== undefined) act(action);
    },
    true, // before page code that stops the event
  );
}
