import { expect } from "chai";
import { type GroupPermissions, maySpeak, permissionsOf } from "../../../core/protocol/index.ts";

const ALL = { remoteControl: true, navigation: true, drawing: true, pointing: true, guests: true };
const NONE = { remoteControl: false, navigation: false, drawing: false, pointing: false, guests: false };
const GROUP: GroupPermissions = {
  ...ALL,
  drawing: false,
  roles: { Senior: ALL, Trainee: { pointing: true, drawing: true }, Observer: {} },
};

describe("protocol / permissions", () => {
  for (const { id, what, role, may } of [
    {
      id: "ROL-01",
      what: "no role may what the group may",
      role: undefined,
      may: { ...ALL, drawing: false },
    },
    {
      id: "ROL-01",
      what: "a role may no more than the group",
      role: "Senior",
      may: { ...ALL, drawing: false },
    },
    {
      id: "ROL-01",
      what: "a role may not what it does not name",
      role: "Trainee",
      may: { ...NONE, pointing: true },
    },
    { id: "ROL-01", what: "a role may be let do nothing", role: "Observer", may: NONE },
    {
      id: "ROL-01",
      what: "a role without settings may what the group may",
      role: "Guest",
      may: { ...ALL, drawing: false },
    },
    {
      id: "ROL-01",
      what: "a role named like a property of all objects has no settings",
      role: "constructor",
      may: { ...ALL, drawing: false },
    },
  ])
    it(`${id}: ${what}`, () => {
      expect(permissionsOf(GROUP, role)).to.deep.equal(may);
    });

  it("ROL-01: has the role's own state again when the group allows it again", () => {
    const allowed = { ...GROUP, drawing: true };
    expect(permissionsOf(allowed, "Trainee").drawing).to.equal(true);
    expect(permissionsOf(allowed, "Observer").drawing).to.equal(false);
  });

  it("lets speak who may anything", () => {
    expect([maySpeak(NONE), maySpeak({ ...NONE, pointing: true })]).to.deep.equal([false, true]);
  });
});
