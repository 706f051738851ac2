// What a group decides about its sessions. docs/SERVER.md, "Sessions of a group".
import { z } from "zod";
import {
  AGENTS_AT_ONCE,
  IDLE_S,
  KEY_DIGITS,
  MAX_AGENT_SLOT,
  MAX_KEY_DIGITS,
  MAX_SESSION_MS,
  MIN_KEY_DIGITS,
  WAITING_S,
} from "../limits.ts";

const seconds = z
  .number()
  .int()
  .min(1)
  .max(MAX_SESSION_MS / 1000);

export const sessionForm = z.strictObject({
  /** Digits of a random key. */
  keyDigits: z.number().int().min(MIN_KEY_DIGITS).max(MAX_KEY_DIGITS).default(KEY_DIGITS),
  /** Whether a session may have the key of another that runs; agents who come then find the newest. SES-08. */
  sameKey: z.enum(["forbidden", "allowed"]).default("forbidden"),
  /** So long may a session wait for its first agent, in s. */
  waitingS: seconds.default(WAITING_S),
  /** So long may nothing pass between visitor and agents, in s. */
  idleS: seconds.default(IDLE_S),
  /** So many agents may be there at once. */
  agents: z.number().int().min(1).max(MAX_AGENT_SLOT).default(AGENTS_AT_ONCE),
});

export type SessionSettings = z.infer<typeof sessionForm>;
