// A presence connection by hand: a visitor's page, or a console that watches.
import { WebSocket } from "ws";
import { until } from "./running-server.ts";

export type Said = Readonly<Record<string, unknown>>;

export class PresencePage {
  readonly heard: Said[] = [];
  closeCode: number | undefined;
  readonly #socket: WebSocket;

  /** @param headers as a browser sends them, such as `origin`. */
  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.#socket = new WebSocket(`${url.replace("http", "ws")}/presence`, { headers });
    this.#socket.on("message", (bytes: Buffer) => this.heard.push(JSON.parse(bytes.toString()) as Said));
    this.#socket.on("close", (code) => (this.closeCode = code));
    this.#socket.on("error", () => undefined);
  }

  /** A visitor's page that listens. */
  static async listen(url: string, visitorid: string, more: object = {}): Promise<PresencePage> {
    const page = new PresencePage(url);
    const whose = { type: "visitor", groupid: "1", site: "production", visitorid, active: true };
    await page.say({ ...whose, ...more });
    await page.hears("welcome");
    return page;
  }

  /** Sends JSON, or what is given as it is. */
  async say(message: object | string): Promise<void> {
    await until(() => this.#socket.readyState !== WebSocket.CONNECTING);
    const isBytes = message instanceof Uint8Array;
    this.#socket.send(typeof message === "string" || isBytes ? message : JSON.stringify(message));
  }

  /** The first message of that type for which `fits` holds, once it has come. */
  async hears(type: string, fits: (said: Said) => boolean = () => true): Promise<Said> {
    const found = (): Said | undefined => this.heard.find((said) => said["type"] === type && fits(said));
    await until(() => found() !== undefined);
    return found()!;
  }

  async closed(): Promise<number> {
    await until(() => this.closeCode !== undefined);
    return this.closeCode!;
  }

  close(): void {
    this.#socket.terminate();
  }
}
