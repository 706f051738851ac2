// Who comes by ?visitor=ada.lovelace counts as signed in in this tab: agents see that they are here, and may offer help
// (docs/PRESENCE.md). A shop whose visitors are always known would have data-presence="on" in its tag, and none of this.
const VISITOR = "fern-and-clay-visitor";

/** Says that the visitor is here, with what the shop knows of them. */
export function startPresence(data) {
  const given = new URLSearchParams(location.search).get("visitor");
  if (given !== null) sessionStorage.setItem(VISITOR, given);
  const visitorid = sessionStorage.getItem(VISITOR) ?? "";
  if (visitorid === "") return;
  window.GLANCE_COBROWSE = { ...window.GLANCE_COBROWSE, visitorid };
  const script = document.createElement("script");
  script.src = "/cobrowse/CobrowseJS.ashx?group=1&site=production&script=PresenceVisitor";
  script.addEventListener("load", () => {
    const visitor = new window.GLANCE.Presence.Visitor();
    visitor.presence();
    visitor.presence({ data: data() });
    visitor.connect();
    addEventListener("cart", () => visitor.presence({ data: data() }));
  });
  document.head.append(script);
}
