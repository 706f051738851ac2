// Entry of the part `Control`, which comes when an agent first points, draws or asks to act (remote.ts).
import { CONTROL_TOOLS } from "./control-tools.ts";
import { handOver } from "./late-part.ts";

handOver(CONTROL_TOOLS);
