// A joined session: the bar, the visitor's page, and what lies over it when it is not live.
import type { AgentApi, AgentEvents, AgentState } from "../../core/agent/api.ts";
import { element, icon } from "../shared/element.ts";
import { ICONS } from "../shared/icons.ts";
import { Banner } from "./banner.ts";
import { DocumentLayer } from "./document-frame.ts";
import { endDialog } from "./end-dialog.ts";
import { Guests } from "./guests.ts";
import { helpDialog } from "./help-dialog.ts";
import { VIEWER_ICONS } from "./icons.ts";
import { popOut } from "./pop-out.ts";
import { shortened } from "../shared/shortened.ts";
import { Stage } from "./stage.ts";
import { type Notice, pausedNotice, RECONNECTING, TEXT } from "./text.ts";
import { ToolInput } from "./tool-input.ts";
import { Toolbar } from "./toolbar.ts";
import { Tools } from "./tools.ts";
import type { View } from "./view.ts";

/** Longest message of a visitor shown, in characters. */
const MAX_MESSAGE = 500;

interface Cover extends Notice {
  readonly icon: string;
  /** The visitor's own words. */
  readonly message: string;
  /** Nothing of the page may be seen. */
  readonly opaque: boolean;
}

function coverOf(state: AgentState): Cover | undefined {
  switch (state.status) {
    case "waiting":
      return {
        title: TEXT.waitingPage,
        advice: TEXT.waitingPageIntro,
        icon: VIEWER_ICONS.clock,
        message: "",
        opaque: true,
      };
    case "paused": {
      const byVisitor = state.why === "visitor";
      return {
        ...pausedNotice(state),
        icon: byVisitor ? ICONS.pause : VIEWER_ICONS.pages,
        message: shortened(state.message, MAX_MESSAGE),
        opaque: byVisitor,
      };
    }
    case "reconnecting":
      return { ...RECONNECTING, icon: VIEWER_ICONS.link, message: "", opaque: false };
    default:
      return undefined;
  }
}

function coverElement({ title, advice, icon: path, message, opaque }: Cover): HTMLElement {
  return element(
    "div",
    // It scrolls in low windows: by the keyboard too.
    { class: opaque ? "cover opaque" : "cover", tabindex: "0", role: "group", "aria-label": title },
    element(
      "div",
      { class: "card" },
      element("span", { class: "badge" }, icon(path)),
      element("h2", {}, title),
      ...(message === "" ? [] : [element("blockquote", {}, element("bdi", {}, message))]),
      element("p", {}, advice),
    ),
  );
}

/** Subscribes to what the agent tells about remote control and returns what ends that. */
function followControl(agent: AgentApi, tools: Tools): () => void {
  const onrc = (rc: AgentEvents["rc"]): void => tools.setRc(rc);
  agent.addEventListener("rc", onrc);
  agent.addEventListener("refused", tools.refuse);
  return () => {
    agent.removeEventListener("rc", onrc);
    agent.removeEventListener("refused", tools.refuse);
  };
}

/** Subscribes to what the agent tells about the session and returns what ends that. */
function follow(agent: AgentApi, stage: Stage, toolbar: Toolbar, banner: Banner): () => void {
  const onpage = (page: AgentEvents["page"]): void => toolbar.setPage(page);
  const onviewport = (size: AgentEvents["viewport"]): void => {
    stage.setViewport(size);
    toolbar.setViewport(size);
  };
  const onbrowser = (browser: AgentEvents["browser"]): void => toolbar.setBrowser(browser);
  const ondelay = (delay: AgentEvents["delay"]): void => toolbar.setDelay(delay);
  const onpointer = (at: AgentEvents["pointer"]): void => stage.setPointer(at);
  const onpeople = (people: AgentEvents["people"]): void => toolbar.setPeople(people);
  agent.addEventListener("page", onpage);
  agent.addEventListener("viewport", onviewport);
  agent.addEventListener("visiblearea", stage.setVisibleArea);
  agent.addEventListener("pointer", onpointer);
  agent.addEventListener("people", onpeople);
  agent.addEventListener("native", banner.show);
  agent.addEventListener("browser", onbrowser);
  agent.addEventListener("delay", ondelay);
  return () => {
    agent.removeEventListener("browser", onbrowser);
    agent.removeEventListener("delay", ondelay);
    agent.removeEventListener("page", onpage);
    agent.removeEventListener("viewport", onviewport);
    agent.removeEventListener("visiblearea", stage.setVisibleArea);
    agent.removeEventListener("pointer", onpointer);
    agent.removeEventListener("people", onpeople);
    agent.removeEventListener("native", banner.show);
  };
}

export function sessionView(agent: AgentApi): View {
  const stage = new Stage();
  const dialog = endDialog(() => agent.end());
  const help = helpDialog();
  const tools = new Tools(agent);
  const guests = new Guests(agent, () => tools.say(TEXT.guestsMissing));
  // A guest watches; one whom the group lets point has what it takes.
  tools.element.hidden = agent.isGuest && !agent.permissions.pointing;
  const toolbar = new Toolbar({
    onzoom: (zoom) => stage.setZoom(zoom),
    onzoomby: (direction) => stage.zoomBy(direction),
    onpopout: () => {
      if (!popOut()) tools.say(TEXT.popOutBlocked);
    },
    onhelp: () => help.showModal(),
    onguests: agent.permissions.guests ? () => void guests.open() : undefined,
    onleave: () => void agent.leave(),
    onend: agent.isGuest ? undefined : () => dialog.showModal(),
  });
  stage.onscale = (scale, zoom) => toolbar.setScale(scale, zoom);
  const input = new ToolInput(agent, stage, tools);
  const unfollowControl = followControl(agent, tools);
  const banner = new Banner();
  const documents = new DocumentLayer(agent);
  const theatre = element("main", { class: "theatre" }, stage.element, documents.element, banner.element);
  const unfollow = follow(agent, stage, toolbar, banner);
  let cover: HTMLElement | undefined;
  return {
    element: element(
      "div",
      { class: "session" },
      toolbar.element,
      tools.element,
      theatre,
      dialog,
      help,
      guests.element,
    ),
    update(state) {
      toolbar.setState(state);
      const next = coverOf(state);
      cover?.remove();
      cover = next === undefined ? undefined : coverElement(next);
      if (cover !== undefined) theatre.append(cover);
      stage.setVisible(next?.opaque !== true);
      agent.attach(stage.frame, stage.glass);
    },
    focus: () => toolbar.focusTitle(),
    close() {
      unfollow();
      unfollowControl();
      input.close();
      documents.close();
      guests.close();
      stage.close();
    },
  };
}
