// Entry of the agent's viewer.
import { startAgent } from "../../core/agent/index.ts";
import { openViewer } from "./viewer.ts";

openViewer(startAgent(), document);
