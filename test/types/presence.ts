// Presence as a site and a console use it, against the package's types. Compiled, not run: what must not compile says so, as in
// custom-ui.ts.
import type { GlanceNamespace, PresenceError, VisitorPresence } from "../../loader/api.ts";

const seen: unknown[] = [];

export function onSite(glance: GlanceNamespace): void {
  const Visitor = glance.Presence?.Visitor;
  if (Visitor === undefined) return;
  const visitor = new Visitor({ groupid: 15_000, visitorid: "ada" });
  visitor.onsignal = (message: unknown) => seen.push(message);
  visitor.onerror = ({ code }: PresenceError) => seen.push(code);
  visitor.onuniqueid = (id, timeout) => seen.push(id.length + timeout);
  visitor.presence();
  visitor.presence({ data: { subdata: 3, name: "x" }, onsuccess: () => visitor.connect() });
  // @ts-expect-error data has no objects in it
  visitor.presence({ data: { cart: { items: 3 } } });
  Visitor.setVisitorId("grace");
  Visitor.register({ "shop.open": (name: string) => seen.push(name) });
}

export async function atAgent(glance: GlanceNamespace): Promise<void> {
  const Agent = glance.Presence?.Agent;
  if (Agent === undefined) return;
  await Agent.authorize({ partnerid: 1, partneruserid: "ada", loginkey: "$1$…" });
  // @ts-expect-error a login key is somebody's
  await Agent.authorize({ loginkey: "$1$…" });
  const agent = new Agent({ visitorid: "ada" });
  agent.onpresence = ({ connected, data }: VisitorPresence) => seen.push(connected, data?.["cart"]);
  agent.signalVisitor({ func: "shop.open", args: ["pots"], onfail: (code: string) => seen.push(code) });
  glance.Agent?.presenceConnect("ada");
  const viewer = await glance.Agent?.presenceStartSession("ada");
  viewer?.close();
}
