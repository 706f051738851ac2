// The agent's worker for one session, by Comlink.
import { proxy } from "comlink";
import { startAgentWorker } from "../worker/index.ts";
import type { StartWorker } from "./viewing.ts";

/**
 * Starts a worker that connects to the session and tells `events`, in order.
 *
 * @throws {Error} when this browser starts no worker in any way.
 */
export const startSessionWorker: StartWorker = async (joined, events) => {
  const { relayUrl, session, token, generation, name } = joined;
  const { worker, stop } = await startAgentWorker();
  await worker.startSession({ relayUrl, session, token, generation, name }, proxy(events));
  return {
    needs: (hashes) => void worker.needs([...hashes]),
    requestKeyframe: () => void worker.requestKeyframe(),
    tell: (message) => void worker.tell(message),
    control: (message) => void worker.control(message),
    askDocument: (message) => void worker.askDocument(message),
    end: () => worker.end(),
    leave: () => worker.leave(),
    close() {
      void worker.close();
      stop();
    },
  };
};
