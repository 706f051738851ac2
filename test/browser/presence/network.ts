// A service in the test's own page: answers requests by a table, and holds connections that the test speaks for.
export class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readonly url: string;
  readonly said: Record<string, unknown>[] = [];
  readyState = 0;
  binaryType = "";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(url: URL) {
    this.url = url.href;
    FakeSocket.all.push(this);
  }

  send(bytes: Uint8Array): void {
    this.said.push(JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>);
  }

  close(): void {
    this.readyState = 3;
  }

  /** The service is reached. */
  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  /** The service says it. */
  say(message: object): void {
    const bytes = new TextEncoder().encode(JSON.stringify(message));
    this.onmessage?.({ data: bytes.buffer });
  }

  /** The service closes it. */
  end(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

export interface Request {
  readonly url: URL;
  readonly body: Record<string, unknown> | undefined;
}

const SETTINGS = { enabled: true, mask: { mode: "listed", pages: [] } };

/** Puts itself in the place of the browser's network until {@link FakeNetwork.stop}. */
export class FakeNetwork {
  readonly requests: Request[] = [];
  settings: unknown = SETTINGS;
  /** Of reports: status and code. */
  refusal: readonly [status: number, code: string] | undefined;
  readonly #fetch = window.fetch;
  readonly #socket = window.WebSocket;

  constructor() {
    FakeSocket.all = [];
    window.fetch = ((url: URL, init: RequestInit = {}) =>
      Promise.resolve(this.#answer(url, init))) as typeof fetch;
    window.WebSocket = FakeSocket as unknown as typeof WebSocket;
  }

  get reports(): readonly Record<string, unknown>[] {
    return this.requests.map(({ body }) => body).filter((body) => body !== undefined);
  }

  stop(): void {
    window.fetch = this.#fetch;
    window.WebSocket = this.#socket;
  }

  #answer(url: URL, { body }: RequestInit): Response {
    const sent = typeof body === "string" ? (JSON.parse(body) as Record<string, unknown>) : undefined;
    this.requests.push({ url, body: sent });
    if (sent === undefined) return Response.json(this.settings);
    if (this.refusal === undefined) return Response.json({ ok: true });
    const [status, code] = this.refusal;
    return Response.json({ code }, { status });
  }
}
