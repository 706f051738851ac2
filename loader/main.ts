// The one script that a site includes.
import { startLoader } from "./start.ts";
import { guarded } from "./warn.ts";

guarded(startLoader)();
