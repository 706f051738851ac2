// An agent that is in whatever state a test puts it, and keeps what the viewer asks of it.
import type {
  AgentApi,
  AgentEventName,
  AgentEvents,
  AgentState,
  Field,
  Gesture,
  Input,
  NavigateOptions,
  Permissions,
  Point,
} from "../../../core/agent/api.ts";
import { Emitter } from "../../../core/agent/events.ts";

export class ScriptedAgent implements AgentApi {
  state: AgentState = { status: "starting" };
  permissions: Permissions = {
    remoteControl: true,
    navigation: true,
    drawing: true,
    pointing: true,
    guests: true,
  };
  isGuest = false;
  guestPage = "https://help.example/guestjoin?groupid=1";
  readonly asked: string[] = [];
  frame: HTMLIFrameElement | undefined;
  documentFrame: HTMLIFrameElement | undefined;
  /** What it finds at every place. */
  field: Field | undefined;
  readonly #emitter = new Emitter();

  readonly addEventListener: AgentApi["addEventListener"] = (name, listener) =>
    this.#emitter.add(name, listener);
  readonly removeEventListener: AgentApi["removeEventListener"] = (name, listener) =>
    this.#emitter.remove(name, listener);

  /** Puts the agent into `state`. */
  reach(state: AgentState): void {
    this.state = state;
    this.tell("state", state);
  }

  tell<N extends AgentEventName>(name: N, event: AgentEvents[N]): void {
    this.#emitter.emit(name, event);
  }

  signIn(username: string, password: string): void {
    this.asked.push(`signIn ${username} ${password}`);
  }

  signOut(): void {
    this.asked.push("signOut");
  }

  join(key: string, wait: boolean): void {
    this.asked.push(`join ${key} ${String(wait)}`);
  }

  attach(frame: HTMLIFrameElement): void {
    this.frame = frame;
  }

  attachDocument(frame: HTMLIFrameElement): void {
    this.documentFrame = frame;
  }

  admitGuest(code: string): void {
    this.asked.push(`admitGuest ${code}`);
  }

  ejectGuest(slot: number): void {
    this.asked.push(`ejectGuest ${slot}`);
  }

  getUserState(): unknown {
    return undefined;
  }

  sendSessionMessage(name: string, message: object): void {
    this.asked.push(`sendSessionMessage ${name} ${JSON.stringify(message)}`);
  }

  requestRC(): void {
    this.asked.push("requestRC");
  }

  stopRC(): void {
    this.asked.push("stopRC");
  }

  gesture(gesture: Gesture): void {
    this.asked.push(`gesture ${JSON.stringify(gesture)}`);
  }

  input(input: Input): void {
    this.asked.push(`input ${JSON.stringify(input)}`);
  }

  fieldAt(): Field | undefined {
    return this.field;
  }

  setField(_at: Point, value: string | readonly number[]): void {
    this.asked.push(`setField ${JSON.stringify(value)}`);
  }

  navigate(options: NavigateOptions): void {
    this.asked.push(`navigate ${JSON.stringify(options)}`);
  }

  enableAccessibility(enable: boolean): void {
    this.asked.push(`enableAccessibility ${String(enable)}`);
  }

  accessibilityEnabled(): boolean {
    return false;
  }

  end(): void {
    this.asked.push("end");
  }

  leave(): Promise<void> {
    this.asked.push("leave");
    return Promise.resolve();
  }

  askForCode(): void {
    this.asked.push("askForCode");
  }

  retry(): void {
    this.asked.push("retry");
  }
}
