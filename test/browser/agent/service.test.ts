import { expect } from "chai";
import { createService, type Service, ServiceError } from "../../../core/agent/service.ts";

interface Asked {
  readonly path: string;
  readonly method: string | undefined;
  readonly body: unknown;
}

/** A service whose server always answers the same; `asked` is what it was asked. */
function serviceAnswering(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): { service: Service; asked: Asked[] } {
  const asked: Asked[] = [];
  const ask = (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    asked.push({
      path: (url as URL).pathname,
      method: init.method,
      body: init.body === undefined ? undefined : JSON.parse(init.body as string),
    });
    const text = body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body);
    return Promise.resolve(new Response(text, { status, headers }));
  };
  return { service: createService("https://help.example", ask), asked };
}

async function rejection(promise: Promise<unknown>): Promise<ServiceError> {
  try {
    await promise;
  } catch (error) {
    expect(error).to.be.instanceOf(ServiceError);
    return error as ServiceError;
  }
  throw new Error("did not reject");
}

const JOINED = {
  guestpage: "/guestjoin?groupid=1",
  generation: 3,
  permissions: { remoteControl: true, navigation: "yes" },
  session: "s",
  token: "t",
  slot: 2,
  relay: "/api/v1/relay",
  key: "123456789",
};

const REFUSALS = [
  { status: 400, body: { code: "invalid-key" }, code: "unknown-key" },
  { status: 401, body: {}, code: "signed-out" },
  { status: 401, body: { code: "wrong-password" }, code: "wrong-password" },
  { status: 401, body: { code: "login-key-used" }, code: "login-key-used" },
  { status: 401, body: { code: "login-key-expired" }, code: "login-key-expired" },
  { status: 401, body: { code: "login-key-forged" }, code: "login-key-forged" },
  { status: 401, body: { code: "unknown-partner" }, code: "unknown-partner" },
  { status: 404, body: { code: "unknown-key" }, code: "unknown-key" },
  { status: 403, body: { code: "wrong-group" }, code: "wrong-group" },
  { status: 403, body: { code: "no-permission" }, code: "no-permission" },
  { status: 409, body: { code: "full" }, code: "full" },
  { status: 410, body: { code: "ended" }, code: "ended" },
  { status: 429, body: { code: "too-many-attempts", retryAfterSeconds: 600 }, code: "too-many-attempts" },
  { status: 500, body: "<h1>broken</h1>", code: "service" },
  { status: 200, body: "no JSON", code: "service" },
  { status: 200, body: { session: "s" }, code: "service" },
] as const;

describe("core / agent / service", () => {
  it("joins with a key, and turns the relay's path into a WebSocket address", async () => {
    const { service, asked } = serviceAnswering(200, JOINED);
    expect(await service.join({ key: "k", wait: true })).to.deep.equal({
      session: "s",
      token: "t",
      slot: 2,
      key: "123456789",
      relayUrl: "wss://help.example/api/v1/relay",
      generation: 3,
      permissions: { remoteControl: true, navigation: false, drawing: false, pointing: false, guests: false },
      guestPage: "https://help.example/guestjoin?groupid=1",
    });
    expect(asked).to.deep.equal([{ path: "/api/v1/join", method: "POST", body: { key: "k", wait: true } }]);
  });

  it("tells nothing yet from a session", async () => {
    expect(await serviceAnswering(204, undefined).service.join({ key: "k", wait: true })).to.equal(undefined);
  });

  it("puts the password into the body and nowhere else", async () => {
    const { service, asked } = serviceAnswering(204, undefined);
    await service.signIn("ada", "secret");
    expect(asked).to.deep.equal([
      { path: "/api/v1/sign-in", method: "POST", body: { username: "ada", password: "secret" } },
    ]);
  });

  it("asks for the cookie of a frame of another site there, and signs in by a login key", async () => {
    const asked: unknown[] = [];
    const service = createService(
      "https://help.example",
      (url, init = {}) => {
        asked.push([(url as URL).pathname, JSON.parse(init.body as string)]);
        return Promise.resolve(new Response("{}"));
      },
      true,
    );
    await service.signIn("ada", "secret");
    const credentials = { partnerid: "1", partneruserid: "ada", loginkey: "$2$x" };
    await service.signInByKey(credentials);
    expect(asked).to.deep.equal([
      ["/api/v1/sign-in", { username: "ada", password: "secret", framed: true }],
      ["/api/v1/sign-in/login-key", { ...credentials, framed: true }],
    ]);
  });

  it("says who is signed in, by the user name when there is no other", async () => {
    const { service } = serviceAnswering(200, { username: "ada", name: "", role: "agent" });
    expect(await service.me()).to.deep.equal({ username: "ada", name: "ada", embedders: [] });
  });

  for (const { status, body, code } of REFUSALS) {
    it(`rejects with ${code} on ${String(status)} ${JSON.stringify(body)}`, async () => {
      const { service } = serviceAnswering(status, body);
      expect((await rejection(service.join({ key: "k" }))).code).to.equal(code);
    });
  }

  it("says how long to wait after too many attempts, from the body, the header or a default", async () => {
    const seconds = async (body: unknown, headers: Record<string, string> = {}): Promise<number> =>
      (await rejection(serviceAnswering(429, body, headers).service.signIn("a", "b"))).retryAfterSeconds;
    expect(await seconds({ retryAfterSeconds: 12.2 })).to.equal(13);
    expect(await seconds({}, { "retry-after": "30" })).to.equal(30);
    expect(await seconds({})).to.equal(60);
  });

  it("rejects with service when the server cannot be reached", async () => {
    const service = createService("https://help.example", () => Promise.reject(new TypeError("offline")));
    expect((await rejection(service.me())).code).to.equal("service");
  });
});
