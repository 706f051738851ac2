// Marks what holds for elements at the visitor. Mirrors: protocol/states.ts, capture/states.ts, model/states.ts.
import {
  AUTOFILLED,
  FOCUS_RING,
  FOCUS_VISIBLE,
  type NodeId,
  type StatesOps,
  USER_INVALID,
  USER_VALID,
} from "../protocol/index.ts";
import { chainOf, type Mark } from "./marks.ts";
import { isDocument } from "./node-map.ts";
import type { ReplicaState } from "./replica-state.ts";

const FIELD_MARKS: readonly (readonly [flag: number, mark: Mark])[] = [
  [USER_INVALID, "user-invalid"],
  [USER_VALID, "user-valid"],
  [AUTOFILLED, "autofill"],
];

/** The states' operations on a replica. */
export function createStates(state: ReplicaState): StatesOps {
  const elementsOf = (id: NodeId): Element[] => [state.nodes.element(id) ?? []].flat();
  return {
    active(id) {
      state.later(
        () => state.marks.set("active", chainOf(state.nodes.element(id), state.document)),
        "active",
      );
    },
    focusLook(flags) {
      state.later(() => {
        const focused = state.marks.of("focus");
        state.marks.set("focus-visible", (flags & FOCUS_VISIBLE) === 0 ? new Set() : focused);
        state.marks.set("focus-ring", (flags & FOCUS_RING) === 0 ? new Set() : focused);
        for (const element of state.marks.of("focus-ring")) state.own.adoptAround(element);
      }, "focusLook");
    },
    target(document, id) {
      state.later(() => {
        const root = state.nodes.get(document);
        if (root === undefined || !isDocument(root)) return;
        const others = [...state.marks.of("target")].filter((element) => element.ownerDocument !== root);
        state.marks.set("target", new Set([...others, ...elementsOf(id)]));
      }, `target ${document}`);
    },
    field(id, flags) {
      state.later(() => {
        const [element] = elementsOf(id);
        if (element === undefined) return;
        for (const [flag, mark] of FIELD_MARKS) {
          const marked = new Set(state.marks.of(mark));
          if ((flags & flag) === 0) marked.delete(element);
          else marked.add(element);
          state.marks.set(mark, marked);
        }
      }, `field ${id}`);
    },
  };
}
