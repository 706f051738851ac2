// Entry of the visitor part: gives the loader's `GLANCE.Cobrowse.Visitor` its methods, and goes on with a running session.
import { createVisitor } from "./index.ts";

/** Chromium 93, Firefox 92, Safari 15.4: the oldest in which a session was seen to work, or that have all it needs. */
const isSupported = "hasOwn" in Object;

// Where nothing registers, the loader tells the visitor that the browser is too old.
if (isSupported) window.GLANCE?.Cobrowse.Loader.register((host) => createVisitor(host));
