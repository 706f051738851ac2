// A console around the viewer. It finds sessions, opens the viewer in its own frame, and does the rest by the two APIs that the
// script for host pages defines: GLANCE.Agent and GLANCE.Cobrowse.Agent (docs/AGENT-API.md).
const cobrowse = window.GLANCE.Cobrowse.Agent;
const agent = window.GLANCE.Agent;

/** Customers, by what their site calls them: a visitor who is signed in there has that as visitor id. */
const CUSTOMERS = [
  { id: "ada.lovelace", name: "Ada Lovelace", city: "London", since: "2019", orders: "14" },
  { id: "grace.hopper", name: "Grace Hopper", city: "Arlington", since: "2021", orders: "6" },
  { id: "alan.turing", name: "Alan Turing", city: "Wilmslow", since: "2023", orders: "2" },
];

const STATUS = {
  starting: "Connecting …",
  "signed-out": "Please sign in, in the viewer",
  code: "No session has this code",
  waiting: "Waiting for the customer",
  live: "Live",
  paused: "Paused by the customer",
  reconnecting: "Connection lost, trying again",
  ended: "Ended",
  error: "Cannot go on",
};
/** Most events that are shown. */
const MAX_EVENTS = 60;

const find = (id) => document.querySelector(`#${id}`);
const frame = find("viewer");

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function list(target, entries) {
  target.replaceChildren(...entries.flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
}

/** Whose page the console asks about; undefined before one is chosen. */
let chosen;

function showViewer() {
  find("problem").hidden = true;
  find("empty").hidden = true;
  frame.hidden = false;
}

/** Shows the session of that code or customer, as soon as there is one. */
function join(key) {
  showViewer();
  agent.openViewer(key, { frame });
}

/** Whether the customer is on the site; undefined: not known, because nobody is signed in. */
function showPresence(presence) {
  const isHere = presence?.connected === true;
  const items = presence?.data?.["items in the cart"];
  const where = presence?.url === undefined ? "" : ` · ${new URL(presence.url).pathname}`;
  const cart = items === undefined ? "" : ` · items in the cart: ${items}`;
  find("here").hidden = false;
  find("here").dataset.here = String(isHere);
  find("here").textContent =
    presence === undefined
      ? "Sign in to see whether this customer is on the site."
      : isHere
        ? `On the site now${where}${cart}`
        : "Not on the site now";
  find("sign-in").hidden = presence !== undefined;
  find("offer").hidden = !isHere;
}

function choose(customer, button) {
  for (const other of find("customers").querySelectorAll("button")) other.removeAttribute("aria-current");
  button.setAttribute("aria-current", "true");
  find("name").textContent = customer.name;
  list(find("facts"), [
    ["City", customer.city],
    ["Customer since", customer.since],
    ["Orders", customer.orders],
    ["Visitor id", customer.id],
  ]);
  find("help").hidden = false;
  find("help").onclick = () => join(customer.id);
  chosen = customer.id;
  showPresence({});
  agent.presenceConnect(chosen);
}

find("offer").addEventListener("click", () => {
  showViewer();
  agent.presenceStartSession(chosen, { frame });
});
find("sign-in").addEventListener("click", () => {
  showViewer();
  frame.src = "/cbjoin";
  cobrowse.init(frame);
});
agent.addEventListener("presence", showPresence);
agent.addEventListener("joinFailed", ({ key, reason }) => {
  if (reason === "authorization" && key === chosen) showPresence(undefined);
  else if (reason === "declined") fail({ detail: "The customer said: not now." });
  else if (reason === "visitornotpresent") fail({ detail: "The customer has left the site." });
  else if (reason === "insession") fail({ detail: "The customer is in another session. Ask for its code." });
});

find("customers").append(
  ...CUSTOMERS.map((customer) => {
    const item = document.createElement("li");
    const button = element("button", customer.name, { type: "button" });
    button.append(element("span", customer.city));
    button.addEventListener("click", () => choose(customer, button));
    item.append(button);
    return item;
  }),
);

function onsubmit(form, act) {
  find(form).addEventListener("submit", (event) => {
    event.preventDefault();
    act(event.target.elements[0].value.trim());
  });
}
onsubmit("by-code", (code) => join(code.replaceAll(/\s/g, "")));
onsubmit("go", (url) => cobrowse.navigate({ url, confirm: { from: "Fernhill desk" } }));
onsubmit("say", (text) => {
  cobrowse.sendSessionMessage("note", { text });
  find("note").value = "";
});

let hasControl = false;
find("control").addEventListener("click", () => cobrowse.requestRC(!hasControl));
find("access").addEventListener("click", () =>
  cobrowse.enableAccessibility(!cobrowse.accessibilityEnabled()),
);
find("leave").addEventListener("click", () => cobrowse.leaveSession());

/** Writes an event into the list. What comes from a visitor's site is text, and never markup. */
function log(name, data) {
  const item = element("li", "");
  item.append(element("b", name), element("time", new Date().toLocaleTimeString()));
  const text = data === undefined || JSON.stringify(data) === "{}" ? "" : JSON.stringify(data);
  if (text !== "") item.append(element("code", text.slice(0, 300)));
  find("events").prepend(item);
  while (find("events").children.length > MAX_EVENTS) find("events").lastElementChild.remove();
}

function on(name, act = () => undefined) {
  cobrowse.addEventListener(name, (data) => {
    log(name, data);
    act(data);
  });
}

const states = new Map();
function inSession(is) {
  find("tools").hidden = !is;
  find("together").hidden = !is;
  if (is) {
    states.clear();
    list(find("state"), [["Nothing yet", ""]]);
  } else find("where").textContent = "";
}

function fail({ detail }) {
  find("problem").textContent = detail;
  find("problem").hidden = false;
}

on("state", ({ status }) => {
  find("status").textContent = STATUS[status] ?? status;
  find("status").dataset.status = status;
  // Somebody has signed in by now.
  if (status !== "signed-out" && status !== "starting" && !find("sign-in").hidden) {
    showPresence({});
    agent.presenceConnect(chosen);
  }
});
on("sessionstart", () => inSession(true));
on("sessionend", () => inSession(false));
on("navigate", ({ title, url, browser }) => (find("where").textContent = `${title || url} · ${browser}`));
on("pagevisibility");
on("agents");
on("rcrequest", () => (find("control").textContent = "Asked for control …"));
on("rc", ({ enabled, suspended }) => {
  hasControl = enabled;
  find("control").setAttribute("aria-pressed", String(enabled));
  find("control").textContent = enabled
    ? suspended
      ? "In control (the customer types)"
      : "Give control back"
    : "Ask for control";
});
on("refused", ({ reason }) => {
  if (!hasControl) find("control").textContent = "Ask for control";
  if (reason === "declined") fail({ detail: "The customer said no." });
});
on("accessibility", ({ enabled }) => find("access").setAttribute("aria-pressed", String(enabled)));
on("accessdenied", fail);
on("connectfailed", fail);
on("notavailable");
on("userstate", ({ name, value }) => {
  states.set(name, JSON.stringify(value));
  list(find("state"), [...states]);
});
cobrowse.addSessionMessageListener("note", (name, message) => log(`message “${name}”`, message));
