// All visitors who are present, by group and id, and the consoles that watch them.
import { MAX_PRESENT, MAX_PRESENT_OF_GROUP } from "../limits.ts";
import type { Told } from "./messages.ts";
import {
  type Delivery,
  type ListeningPage,
  type NamedSignal,
  PresentVisitor,
  type Report,
} from "./visitor.ts";

/** Who is meant: ids that sites give, and unique ids that we give, never meet. */
export interface VisitorName {
  readonly groupId: string;
  readonly id: string;
  readonly isUnique: boolean;
}

/** A console that watches one visitor. */
export interface Watcher {
  /** How things stand now; undefined: the visitor is not present. */
  presence(description: object | undefined): void;
  told(event: Told): void;
}

/** Why a report was not taken: there are too many visitors, or too much data of this one. */
export type ReportRefusal = "full" | "too-many";

export class Visitors {
  readonly #byIndex = new Map<string, PresentVisitor>();
  readonly #watchers = new Map<string, Set<Watcher>>();
  /** How many are present, by group. */
  readonly #counts = new Map<string, number>();

  /** How many are present. */
  get size(): number {
    return this.#byIndex.size;
  }

  find(name: VisitorName): PresentVisitor | undefined {
    return this.#byIndex.get(indexOf(name));
  }

  /** What agents are told of the visitor; undefined when it is not present. */
  describe(name: VisitorName): object | undefined {
    return this.find(name)?.describe();
  }

  /** Takes a report; the visitor is present from then on. */
  report(name: VisitorName, report: Report): ReportRefusal | undefined {
    const visitor = this.find(name) ?? this.#add(name);
    if (visitor === undefined) return "full";
    if (!visitor.report(report)) return "too-many";
    this.#announce(name);
    return undefined;
  }

  /** A page listens; nothing happens when the visitor has made no report. */
  listen(name: VisitorName, page: ListeningPage, isActive: boolean): void {
    this.find(name)?.listen(page, isActive);
    this.#announce(name);
  }

  activate(name: VisitorName, page: ListeningPage): void {
    this.find(name)?.activate(page);
  }

  /** A page listens no more. Those who watch hear of it when no other has come in its place. */
  unlisten(name: VisitorName, page: ListeningPage): void {
    this.find(name)?.unlisten(page);
  }

  signal(name: VisitorName, signal: NamedSignal): Delivery {
    return this.find(name)?.signal(signal) ?? "absent";
  }

  /** Passes on what a visitor's page tells those who watch. */
  tell(name: VisitorName, event: Told): void {
    for (const watcher of this.#watchers.get(indexOf(name)) ?? []) watcher.told(event);
  }

  /** `watcher` hears how things stand, and what follows. */
  watch(name: VisitorName, watcher: Watcher): void {
    const index = indexOf(name);
    this.#watchers.set(index, (this.#watchers.get(index) ?? new Set()).add(watcher));
    watcher.presence(this.describe(name));
  }

  unwatch(name: VisitorName, watcher: Watcher): void {
    const watchers = this.#watchers.get(indexOf(name));
    watchers?.delete(watcher);
    if (watchers?.size === 0) this.#watchers.delete(indexOf(name));
  }

  /** Forgets the visitor at once. */
  remove(name: VisitorName): void {
    if (!this.#byIndex.delete(indexOf(name))) return;
    const count = (this.#counts.get(name.groupId) ?? 0) - 1;
    if (count > 0) this.#counts.set(name.groupId, count);
    else this.#counts.delete(name.groupId);
    this.#announce(name);
  }

  /** Notices who has left, and forgets those who have not been heard of for too long. */
  sweep(): void {
    for (const [index, visitor] of this.#byIndex) {
      const name = nameOf(index, visitor);
      if (visitor.isGone) this.remove(name);
      else if (visitor.hasLeft) {
        visitor.forgetLeaving();
        this.#announce(name);
      }
    }
  }

  #add(name: VisitorName): PresentVisitor | undefined {
    const { groupId, id } = name;
    const count = this.#counts.get(groupId) ?? 0;
    if (this.size >= MAX_PRESENT || count >= MAX_PRESENT_OF_GROUP) return undefined;
    this.#counts.set(groupId, count + 1);
    const visitor = new PresentVisitor(groupId, id);
    this.#byIndex.set(indexOf(name), visitor);
    return visitor;
  }

  #announce(name: VisitorName): void {
    const watchers = this.#watchers.get(indexOf(name));
    if (watchers === undefined) return;
    const description = this.describe(name);
    for (const watcher of watchers) watcher.presence(description);
  }
}

/** No id has a space in it, and neither has a group that there is. */
function indexOf({ groupId, id, isUnique }: VisitorName): string {
  return `${isUnique ? "unique" : "named"} ${groupId} ${id}`;
}

function nameOf(index: string, { groupId, id }: PresentVisitor): VisitorName {
  return { groupId, id, isUnique: index.startsWith("unique") };
}
