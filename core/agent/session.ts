// The agent's states and what leads from one to the next: who is signed in, which session is wanted, joined, over.
import {
  type AgentContact,
  type LoginCredentials,
  readAddress,
  readContact,
  readCredentials,
  readKey,
  type ViewerAddress,
} from "./address.ts";
import type {
  Account,
  AgentApi,
  AgentErrorCode,
  AgentEventName,
  AgentListener,
  AgentState,
  CodeProblem,
  EndedBy,
  Field,
  Gesture,
  Input,
  NavigateOptions,
  Permissions,
  Point,
} from "./api.ts";
import { Emitter } from "./events.ts";
import { askPatiently } from "./patience.ts";
import {
  type JoinAnswer,
  type JoinRequest,
  type Service,
  serviceErrorOf,
  type ServiceError,
} from "./service.ts";
import { NO_PERMISSIONS, sessionMessage } from "../protocol/index.ts";
import { failureOf, isCodeProblem, signInProblem } from "./problems.ts";
import type { SessionStore } from "./store.ts";
import { type OpenReplica, type StartWorker, Viewing } from "./viewing.ts";

/** What an agent's session works with. */
export interface SessionPorts {
  readonly service: Service;
  readonly store: SessionStore;
  readonly startWorker: StartWorker;
  readonly openReplica: OpenReplica;
  /** Whether this browser has what is needed. */
  readonly isSupported: boolean;
  /** How long the visitor may be between two pages before the view says so, in ms. */
  readonly graceMs: number;
  /** Longest pause between two attempts to reach the server, in ms; each is a random part of it. */
  readonly retryMs: number;
  /** Whether the page around the viewer, if any, is one that the agent's group trusts; yes when absent. */
  readonly admits?: (account: Account) => boolean;
  /** Goes away to where the agent was going before signing in; false when that was here. */
  readonly goBack?: () => boolean;
  /** It is a guest's; no when absent. */
  readonly isGuest?: boolean;
}

const NOTHING: ViewerAddress = { key: "", wait: false, groupid: "" };

export class AgentSession implements AgentApi {
  readonly #ports: SessionPorts;
  readonly #emitter = new Emitter();
  #state: AgentState = { status: "starting" };
  #account: Account | undefined;
  /** What the page's address asks for. */
  #address = NOTHING;
  /** What the agent wants to see: that, until another code is typed. */
  #wanted = NOTHING;
  /** Who vouches for the agent; undefined when nobody does, or when it was tried. */
  #credentials: LoginCredentials | undefined;
  #contact: AgentContact = {};
  #viewing: Viewing | undefined;
  /** Aborted when what is under way is not wanted any more. */
  #attempt = new AbortController();

  constructor(ports: SessionPorts) {
    this.#ports = ports;
  }

  get state(): AgentState {
    return this.#state;
  }

  get permissions(): Permissions {
    return this.#viewing?.permissions ?? NO_PERMISSIONS;
  }

  get isGuest(): boolean {
    return this.#ports.isGuest === true;
  }

  get guestPage(): string {
    return this.#viewing?.guestPage ?? "";
  }

  addEventListener<N extends AgentEventName>(name: N, listener: AgentListener<N>): void {
    this.#emitter.add(name, listener);
  }

  removeEventListener<N extends AgentEventName>(name: N, listener: AgentListener<N>): void {
    this.#emitter.remove(name, listener);
  }

  /** Does what the viewer's address asks for; a session of this tab that it does not contradict goes on. */
  start(search: string, hash = ""): void {
    this.#address = readAddress(search);
    this.#credentials = readCredentials(search, hash);
    this.#contact = readContact(search);
    this.#wanted = this.#address;
    this.#begin();
  }

  signIn(username: string, password: string): void {
    if (this.#state.status !== "signed-out" || this.#state.busy) return;
    void this.#signIn(username, password);
  }

  signOut(): void {
    void this.#signOut();
  }

  join(key: string, wait: boolean): void {
    const { status } = this.#state;
    if (status !== "error" && (status !== "code" || this.#state.busy)) return;
    const known = readKey(key);
    if (known === undefined) {
      this.#askForCode(key, { code: "invalid-key" });
      return;
    }
    this.#wanted = { ...this.#wanted, key: known, wait };
    void this.#join(true);
  }

  attach(frame: HTMLIFrameElement, glass?: HTMLElement): void {
    this.#viewing?.attach(frame, glass);
  }

  attachDocument(frame: HTMLIFrameElement): void {
    this.#viewing?.documents.attach(frame);
  }

  getUserState(name: string): unknown {
    return this.#viewing?.userState(name);
  }

  sendSessionMessage(name: string, message: object): void {
    const sent = sessionMessage(name, message);
    if (sent !== undefined) this.#viewing?.say(sent);
  }

  requestRC(): void {
    if (this.#viewing === undefined) return;
    this.#emitter.emit("rcrequest", {});
    if (this.#viewing.control.may("remoteControl")) this.#viewing.say({ type: "rcRequest" });
  }

  stopRC(): void {
    this.#viewing?.say({ type: "rcStop" });
  }

  gesture(gesture: Gesture): void {
    this.#viewing?.control.gesture(gesture);
  }

  input(input: Input): void {
    this.#viewing?.control.input(input);
  }

  fieldAt(at: Point): Field | undefined {
    return this.#viewing?.control.fieldAt(at);
  }

  setField(at: Point, value: string | readonly number[]): void {
    this.#viewing?.control.set(at, value);
  }

  navigate(options: NavigateOptions): void {
    this.#viewing?.control.navigate(options);
  }

  enableAccessibility(enable: boolean): void {
    if (this.#viewing === undefined) return;
    this.#viewing.control.readAloud(enable);
    this.#emitter.emit("accessibility", { enabled: enable });
  }

  accessibilityEnabled(): boolean {
    return this.#viewing?.control.readsAloud ?? false;
  }

  admitGuest(code: string): void {
    void this.#viewing?.guests.admit(code);
  }

  ejectGuest(slot: number): void {
    void this.#viewing?.guests.eject(slot);
  }

  end(): void {
    void this.#viewing?.end();
  }

  async leave(): Promise<void> {
    if (this.#viewing === undefined) return;
    const told = this.#leave();
    this.#set({ status: "ended", by: "left" });
    await told;
  }

  askForCode(): void {
    const { status } = this.#state;
    if (status !== "waiting" && status !== "ended" && status !== "error") return;
    void this.#leave();
    this.#wanted = { ...this.#wanted, key: "" };
    this.#begin();
  }

  retry(): void {
    if (this.#state.status === "error") this.#begin();
  }

  #set(state: AgentState): void {
    this.#state = state;
    this.#emitter.emit("state", state);
  }

  #setAccount(account: Account | undefined): void {
    this.#account = account;
    this.#emitter.emit("account", account);
  }

  #askForCode(key: string, problem?: CodeProblem): void {
    this.#set({ status: "code", busy: false, key, problem });
  }

  #fail(code: AgentErrorCode): void {
    this.#letGo();
    this.#set({ status: "error", code, key: this.#wanted.key });
  }

  /** Ends what is under way, and what is joined, on this side. */
  #letGo(): void {
    this.#attempt.abort();
    this.#attempt = new AbortController();
    this.#viewing?.close();
    this.#viewing = undefined;
  }

  /** The same, and the others hear that this agent went away for good. */
  async #leave(): Promise<void> {
    const told = this.#viewing?.leave();
    this.#viewing = undefined;
    this.#letGo();
    this.#ports.store.wipe();
    await told;
  }

  /** From who is signed in to what is wanted. */
  #begin(): void {
    if (!this.#ports.isSupported) {
      this.#fail("unsupported");
      return;
    }
    this.#set({ status: "starting" });
    void this.#identify();
  }

  async #identify(): Promise<void> {
    const { signal } = this.#attempt;
    try {
      await this.#signInByKey();
      const account = await this.#ports.service.me();
      if (signal.aborted) return;
      if (this.#ports.admits?.(account) === false) {
        this.#fail("foreign-page");
        return;
      }
      this.#setAccount(account);
      if (this.#ports.goBack?.() !== true) await this.#goOn();
    } catch (error) {
      if (!signal.aborted) this.#refused(serviceErrorOf(error), false);
    }
  }

  /** By the login key in the address, which counts once: whatever the server says of it, it is not tried again. */
  async #signInByKey(): Promise<void> {
    const credentials = this.#credentials;
    if (credentials === undefined) return;
    try {
      await this.#ports.service.signInByKey(credentials);
      this.#credentials = undefined;
    } catch (error) {
      if (serviceErrorOf(error).code !== "service") this.#credentials = undefined;
      throw error;
    }
  }

  async #goOn(): Promise<void> {
    const { key } = this.#wanted;
    const stored = this.#ports.store.read();
    if (stored?.address === this.#address.key) {
      const { session, token } = stored;
      const answer = await this.#ask({ session, token }, () => this.#set({ status: "reconnecting" }));
      // Another window may have gone on with the place since this one stored it.
      if (answer !== undefined) this.#view(answer, Math.max(stored.generation, answer.generation) + 1);
    } else if (key === "") this.#askForCode("");
    else await this.#join(false);
  }

  async #signIn(username: string, password: string): Promise<void> {
    const { signal } = this.#attempt;
    this.#set({ status: "signed-out", busy: true, problem: undefined });
    try {
      await this.#ports.service.signIn(username, password);
    } catch (error) {
      if (!signal.aborted) this.#set({ status: "signed-out", busy: false, problem: signInProblem(error) });
      return;
    }
    if (!signal.aborted) this.#begin();
  }

  async #signOut(): Promise<void> {
    void this.#leave();
    this.#wanted = NOTHING;
    const { signal } = this.#attempt;
    try {
      await this.#ports.service.signOut();
    } catch {
      // The cookie may still be valid: nothing to be done here but to say so.
      if (!signal.aborted) this.#fail("service");
      return;
    }
    if (signal.aborted) return;
    this.#setAccount(undefined);
    this.#set({ status: "signed-out", busy: false, problem: undefined });
  }

  /** @param typed from the code form, which then shows what went wrong; else there is nothing to go back to. */
  async #join(typed: boolean): Promise<void> {
    const { signal } = this.#attempt;
    const { key, wait } = this.#wanted;
    const waiting = (offline: boolean): void =>
      this.#set({ status: "waiting", for: "session", key, offline });
    if (wait) waiting(false);
    else if (typed) this.#set({ status: "code", busy: true, key, problem: undefined });
    try {
      const request = this.#request();
      const answer = wait
        ? await this.#ask(request, waiting)
        : await this.#ports.service.join(request, signal);
      if (answer !== undefined && !signal.aborted) this.#view(answer, 1);
    } catch (error) {
      if (!signal.aborted) this.#refused(serviceErrorOf(error), typed);
    }
  }

  #request(): JoinRequest {
    const { key, wait, groupid } = this.#wanted;
    const agent = Object.keys(this.#contact).length > 0 ? { agent: this.#contact } : {};
    return { key, ...(groupid === "" ? {} : { groupid }), ...(wait ? { wait } : {}), ...agent };
  }

  async #ask(request: JoinRequest, onoffline: (offline: boolean) => void): Promise<JoinAnswer | undefined> {
    const { service, retryMs } = this.#ports;
    return askPatiently(service, request, { retryMs, onoffline, signal: this.#attempt.signal });
  }

  /** What the server's refusal leads to. */
  #refused({ code, retryAfterSeconds }: ServiceError, typed: boolean): void {
    const { key } = this.#wanted;
    if (code === "signed-out" || code === "wrong-password") {
      this.#setAccount(undefined);
      this.#set({ status: "signed-out", busy: false, problem: undefined });
    } else if (code === "ended") this.#over("over");
    else if (code === "too-many-attempts") this.#askForCode(key, { code, retryAfterSeconds });
    else if (typed && isCodeProblem(code)) this.#askForCode(key, { code });
    else this.#fail(failureOf(code));
  }

  #view(answer: JoinAnswer, generation: number): void {
    const { session, token } = answer;
    this.#ports.store.write({ session, token, generation, address: this.#address.key });
    this.#viewing = new Viewing({ ...answer, generation, name: this.#account?.name ?? "" }, this.#ports, {
      onstate: (state) => this.#set(state),
      onended: (by) => this.#over(by),
      onerror: (code) => this.#fail(code),
      emit: (name, event) => this.#emitter.emit(name, event),
    });
    this.#viewing.start();
  }

  #over(by: EndedBy): void {
    this.#letGo();
    this.#ports.store.wipe();
    this.#set({ status: "ended", by });
  }
}
