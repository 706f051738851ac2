// Entry: reads the environment, starts, stops when told to. What cannot be started with is one line and exit code 1.
import { join } from "node:path";
import { ListenError } from "./http/http-server.ts";
import { DRAIN_MS } from "./limits.ts";
import { createLog, tell } from "./log.ts";
import { type RunningServer, startServer } from "./server.ts";
import { readSettings, SettingsError } from "./settings.ts";
import { DatabaseError } from "./store/database.ts";

/** Where the build is: this file is in it, or beside it when run from source. */
const folder = import.meta.filename.endsWith(".ts")
  ? join(import.meta.dirname, "../dist")
  : import.meta.dirname;

async function start(): Promise<RunningServer> {
  return startServer({
    settings: readSettings(process.env),
    folder,
    log: createLog(),
    onpassword(username, password) {
      tell(`The first administrator, who is an agent too, is ${username} with the password ${password}`);
      tell("This is not shown again.");
    },
  });
}

/** Stops in order, or in {@link DRAIN_MS} at the latest. */
function stopOnSignals(server: RunningServer): void {
  let isStopping = false;
  const onsignal = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGTERM", onsignal);
  process.on("SIGINT", onsignal);
}

try {
  const server = await start();
  stopOnSignals(server);
  tell(`ready ${server.url}`);
} catch (error) {
  const isExpected =
    error instanceof SettingsError || error instanceof DatabaseError || error instanceof ListenError;
  process.stderr.write(`glance-cobrowse: ${isExpected ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
}
