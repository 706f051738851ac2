// The same UI as examples/custom-ui, drawn by a framework: components of one value, which session.js keeps.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { close, end, pause, snapshot, start, takeBack, watch } from "./session.js";

function useSession() {
  const [session, setSession] = useState(snapshot);
  useEffect(() => watch(() => setSession(snapshot())), []);
  return session;
}

function Question({ text, yes, no }) {
  return (
    <div role="alertdialog" aria-label={text}>
      <p>{text}</p>
      <button type="button" onClick={no}>
        No
      </button>
      <button type="button" onClick={yes}>
        Yes
      </button>
    </div>
  );
}

function Running({ session: { key, agents, paused, rc, connected } }) {
  const names = agents.map(({ name }) => name || "Somebody").join(", ");
  return (
    <>
      <p role="status">
        {!connected && "The connection is lost. We are trying again … "}
        {paused
          ? "Nobody sees this page."
          : agents.length > 0
            ? `${names} can see this page.`
            : "Tell us this code:"}
      </p>
      {agents.length === 0 && <strong>{key}</strong>}
      {rc && (
        <button type="button" onClick={takeBack}>
          Take back control
        </button>
      )}
      <button type="button" onClick={() => pause(!paused)}>
        {paused ? "Go on" : "Pause"}
      </button>
      <button type="button" onClick={end}>
        End
      </button>
    </>
  );
}

function Idle({ session: { ended, failed } }) {
  const over = ended !== "" || failed !== "";
  return (
    <>
      <p role="status">
        {failed ? "That did not work." : ended ? "The session is over." : "Shall we look at this together?"}
      </p>
      {over && (
        <button type="button" onClick={close}>
          Close
        </button>
      )}
      <button type="button" onClick={start}>
        Start
      </button>
    </>
  );
}

function Help() {
  const session = useSession();
  if (!session.shown) return null;
  if (session.question !== undefined) return <Question {...session.question} />;
  if (session.status === "starting") return <p role="status">One moment …</p>;
  return session.status === "running" ? <Running session={session} /> : <Idle session={session} />;
}

// Not seen by agents.
const root = document.body.appendChild(document.createElement("aside"));
root.id = "help";
root.setAttribute("glance_cobrowse_suppress", "1");
root.setAttribute("aria-label", "Live help");
render(<Help />, root);
