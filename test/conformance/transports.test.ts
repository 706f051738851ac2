import { transportConformance } from "../../transports/conformance.ts";
import { broadcasts, webSockets } from "./factories.ts";

transportConformance("websocket", webSockets);
transportConformance("broadcast", broadcasts);
