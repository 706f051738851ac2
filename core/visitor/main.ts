// Entry of the visitor part: gives the loader's `GLANCE.Cobrowse.Visitor` its methods, and goes on with a running session.
import { createVisitor } from "./index.ts";

window.GLANCE?.Cobrowse.Loader.register((host) => createVisitor(host));
