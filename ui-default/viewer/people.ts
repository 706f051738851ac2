// Who is in the session.
import type { Person } from "../../core/agent/api.ts";
import { element } from "../shared/element.ts";
import { shortened } from "../shared/shortened.ts";
import { TEXT } from "./text.ts";

/** Longest name shown, in characters. */
const MAX_NAME = 40;
/** Most people shown one by one; the rest is counted. */
const MAX_SHOWN = 4;

/** How a person is called. */
export function nameOf({ role, name }: Person): string {
  return shortened(name, MAX_NAME) || { visitor: TEXT.visitor, agent: TEXT.agent, guest: TEXT.guest }[role];
}

function chip(person: Person): HTMLLIElement {
  const name = nameOf(person);
  const what = person.role === "guest" ? TEXT.guest : (person.title ?? person.agentrole ?? "");
  const role = shortened(what, MAX_NAME);
  const remark = person.connected ? (person.you ? TEXT.you : "") : TEXT.away;
  return element(
    "li",
    { class: person.connected ? person.role : `${person.role} away` },
    element("span", { class: "initial", "aria-hidden": "true" }, Array.from(name)[0]?.toUpperCase() ?? ""),
    element("bdi", {}, name),
    ...(role === "" ? [] : [element("span", { class: "role" }, element("bdi", {}, role))]),
    ...(remark === "" ? [] : [element("span", { class: "remark" }, ` (${remark})`)]),
  );
}

/** Agents and guests who have gone are not shown; a visitor who has is. */
export function showPeople(list: HTMLElement, people: readonly Person[]): void {
  const present = people.filter(({ connected, role }) => connected || role === "visitor");
  const shown = present.slice(0, MAX_SHOWN).map(chip);
  const rest = present.length - shown.length;
  list.replaceChildren(...shown, ...(rest > 0 ? [element("li", {}, TEXT.more(rest))] : []));
}

/** What to say about who came and who went since `before`. */
export function changes(before: readonly Person[], now: readonly Person[]): string {
  const names = (list: readonly Person[]): string[] =>
    list.filter(({ role, connected, you }) => role !== "visitor" && connected && !you).map(nameOf);
  const [then, here] = [names(before), names(now)];
  return [
    ...here.filter((name) => !then.includes(name)).map(TEXT.joined),
    ...then.filter((name) => !here.includes(name)).map(TEXT.left),
  ].join(" ");
}
