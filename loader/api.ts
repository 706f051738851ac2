// The types of what the loader puts on `window`, for pages, custom UIs and TypeScript users (dist/loader.d.ts).
import type { GuestNamespace } from "../core/guest/api.ts";
import type { BrowserAgentApi, CobrowseAgentApi } from "../core/host-page/api.ts";
import type { PresenceNamespace } from "../core/presence/api.ts";
import type { CobrowseNamespace } from "../core/visitor/api.ts";

export type {
  AdmittedEvent,
  ConnectorApi,
  ConnectorEvents,
  ConnectorHandler,
  ConnectorOptions,
  ConnectResult,
  GuestErrorCode,
  GuestErrorEvent,
  GuestNamespace,
  GuestViewerApi,
  MoreTimeResult,
} from "../core/guest/api.ts";

export type {
  AgentCredentials,
  BrowserAgentApi,
  BrowserAgentEventName,
  BrowserAgentEvents,
  BrowserAgentHandler,
  CobrowseAgentApi,
  HostAgentInfo,
  HostEventName,
  HostEvents,
  HostHandler,
  HostMessageHandler,
  HostNavigateOptions,
  JoinParams,
  NotAvailable,
  ViewerHandle,
} from "../core/host-page/api.ts";

export type {
  PresenceAgentApi,
  PresenceAgentConstructor,
  PresenceAgentParams,
  PresenceCredentials,
  PresenceData,
  PresenceError,
  PresenceFunction,
  PresenceNamespace,
  PresenceParams,
  PresenceVisitorApi,
  PresenceVisitorConstructor,
  PresenceVisitorParams,
  SignalParams,
  VisitorPresence,
} from "../core/presence/api.ts";

export type {
  AgentInfo,
  CobrowseNamespace,
  ContinueParams,
  CrossDomainParams,
  DocumentParams,
  DocumentRequest,
  EmptyEvent,
  ErrorEvent,
  GuestRequest,
  LoaderApi,
  Question,
  RcRequest,
  SessionEndReason,
  SessionMessageListener,
  SessionOffer,
  SessionReader,
  SessionStatus,
  StartParams,
  StoredSession,
  TagSettings,
  Terms,
  VisitorApi,
  VisitorEventName,
  VisitorEvents,
  VisitorListener,
  VisitorMethods,
  VisitorUiApi,
  VisitorUiPort,
} from "../core/visitor/api.ts";

/** `window.GLANCE`. */
export interface GlanceNamespace {
  /** Release of the loader, `6.0.0`. */
  readonly VERSION: string;
  /** Its last number. */
  readonly PATCH: string;
  /** `Agent` is there with the script for host pages (`script=Agent`), which has nothing of the visitor's. */
  readonly Cobrowse: CobrowseNamespace & { readonly Agent?: CobrowseAgentApi };
  /** There with the same script. */
  readonly Agent?: BrowserAgentApi;
  /** There with the guests' script (`script=Guest`). */
  readonly Guest?: GuestNamespace;
  /** There with the presence scripts. */
  readonly Presence?: PresenceNamespace;
}

/** `window.GLANCE_COBROWSE`: what a page may say about its visitor before a session starts. */
export interface GlanceCobrowseGlobal {
  /** Default session key: 1 to 62 of `A-Z a-z 0-9 . _ ~ -`. */
  visitorid?: string;
  /** Default of `GLANCE.Presence.Visitor`. */
  groupid?: string | number;
  /** The visitor's name as agents see it, up to 63 characters. These three count when a session starts. */
  name?: string;
  /** Up to 127 Latin-1 characters. */
  email?: string;
  /** Up to 32 Latin-1 characters. */
  phone?: string;
}

declare global {
  interface Window {
    GLANCE?: GlanceNamespace;
    GLANCE_COBROWSE?: GlanceCobrowseGlobal;
  }
}
