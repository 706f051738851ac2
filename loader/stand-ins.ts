// Methods of `GLANCE.Cobrowse.Visitor` until the code behind them is here: they keep what was asked for, and pass it on.
import type { DocumentParams, VisitorApi, VisitorMethods } from "./api.ts";

/** What is to be done once the visitor part is here. */
export type Call = (methods: VisitorMethods) => void;

/** Those that fetch the rest of the code; they stay the loader's, and see to it that every part is there. */
const STARTERS = ["startSession", "showTerms", "showButton", "toggleButton", "offerSession"] as const;
type Starter = (typeof STARTERS)[number];

/** Those that need a session. */
const IN_SESSION = [
  "stopSession",
  "pauseSession",
  "highlightMasked",
  "setUserState",
  "sendSessionMessage",
  "enableRC",
  "crossDomain",
  "continueSessionAt",
  "promptCrossDomain",
  "viewPDF",
  "viewXLS",
] as const;
type InSession = (typeof IN_SESSION)[number];

/** Keeps a call of the method `name`; `otherwise` is called when it cannot be made. */
type Keep = (call: Call, otherwise: () => void, name: string) => void;

/** One stand-in a name: its promise resolves to what the method gives, or to false when there is no session; a document is shown then all the same. */
function standIns<N extends Starter | InSession>(names: readonly N[], keep: Keep): Pick<VisitorApi, N> {
  const methods = names.map((name) => [
    name,
    (...values: unknown[]) =>
      new Promise((resolve) => {
        const call: Call = (visitor) =>
          resolve((visitor[name] as (...given: unknown[]) => unknown)(...values));
        const otherwise = (): void => {
          resolve(false);
          if (name.startsWith("view")) openElsewhere(values[0] as DocumentParams);
        };
        keep(call, otherwise, name);
      }),
  ]);
  return Object.fromEntries(methods) as Pick<VisitorApi, N>; // the same names, and methods that take the same
}

/** Returns stand-ins of methods that start something. */
export const createStarters = (keep: Keep): Pick<VisitorApi, Starter> => standIns(STARTERS, keep);

/** Returns stand-ins of methods that need a session. */
export const createInSession = (keep: Keep): Pick<VisitorApi, InSession> => standIns(IN_SESSION, keep);

/** Without a session the browser opens a document itself. */
function openElsewhere({ url }: DocumentParams): void {
  const { href } = new URL(url, document.baseURI);
  if (href.startsWith("http")) window.open(href, "_blank", "noreferrer"); // which has no opener either
}
