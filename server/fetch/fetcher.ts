// Fetches what a visitor's page shows and its browser lets nobody read, from the internet and from nowhere else.
//
// A name is looked up once, and the connection goes to the address that was looked at: it cannot lead elsewhere by then. Every
// redirection is looked at like the first address. No cookies go, none come back, and nothing says who asks.
import { lookup } from "node:dns/promises";
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import {
  FETCH_TIMEOUT_MS,
  MAX_FETCH_REDIRECTS,
  MAX_FETCH_URL_UNITS,
  MAX_FETCHED_BYTES,
  MAX_FETCHES_AT_ONCE,
} from "../limits.ts";
import { isPublicAddress } from "./addresses.ts";
import { contentType } from "./content.ts";

/** What was fetched. */
export interface FetchedFile {
  /** Where it came from in the end. */
  readonly url: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Why nothing was fetched. `refused`: an address, host or content that may not be. `busy`: too much at once. */
export type FetchErrorCode = "refused" | "failed" | "too-large" | "busy";

export class FetchError extends Error {
  readonly code: FetchErrorCode;

  constructor(code: FetchErrorCode, message: string) {
    super(message);
    this.name = "FetchError";
    this.code = code;
  }
}

/** The network as it is seen from here. Tests have one of their own; {@link INTERNET} is the real one. */
export interface Network {
  /** The addresses of a host. */
  resolve(host: string): Promise<readonly string[]>;
  isAllowed(address: string): boolean;
  /** Whether the port of an address, "" for the scheme's own, may be asked. */
  isPort(port: string): boolean;
}

export const INTERNET: Network = {
  async resolve(host) {
    const found = await lookup(host, { all: true, verbatim: true });
    return found.map(({ address }) => address);
  },
  isAllowed: isPublicAddress,
  isPort: (port) => port === "",
};

/** Fetches, so many at once. */
export class Fetcher {
  readonly #network: Network;
  #running = 0;

  constructor(network: Network = INTERNET) {
    this.#network = network;
  }

  /**
   * The file at `address`, when `mayAsk` says so of its host, and of those it redirects to.
   *
   * @throws {FetchError}
   */
  async fetch(address: string, mayAsk: (host: string) => boolean): Promise<FetchedFile> {
    if (this.#running >= MAX_FETCHES_AT_ONCE) throw new FetchError("busy", "too many files at once");
    this.#running += 1;
    const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
    try {
      return await this.#follow(address, mayAsk, signal);
    } catch (error) {
      throw error instanceof FetchError ? error : new FetchError("failed", "it cannot be had");
    } finally {
      this.#running -= 1;
    }
  }

  async #follow(
    address: string,
    mayAsk: (host: string) => boolean,
    signal: AbortSignal,
  ): Promise<FetchedFile> {
    let url = this.#checked(address, undefined, mayAsk);
    for (let left = MAX_FETCH_REDIRECTS; left >= 0; left -= 1) {
      const response = await ask(url, await this.#addressOf(url), signal);
      const { location } = response.headers;
      if (!isRedirect(response) || location === undefined) return fileOf(url, response);
      response.destroy();
      url = this.#checked(location, url, mayAsk);
    }
    throw new FetchError("failed", "it leads on too often");
  }

  #checked(address: string, from: URL | undefined, mayAsk: (host: string) => boolean): URL {
    if (address.length > MAX_FETCH_URL_UNITS || !URL.canParse(address, from?.href))
      throw new FetchError("refused", "that is no address");
    const url = new URL(address, from);
    const isSecure = url.protocol === "https:";
    if (!isSecure && (url.protocol !== "http:" || from?.protocol === "https:"))
      throw new FetchError("refused", "only https, and http that does not come from https");
    if (url.username !== "" || url.password !== "") throw new FetchError("refused", "no names in addresses");
    if (!this.#network.isPort(url.port)) throw new FetchError("refused", "no other port than the scheme's");
    if (!mayAsk(url.hostname)) throw new FetchError("refused", "this host may not be asked");
    return url;
  }

  /** All addresses of a host have to be allowed, or it is one that tries. */
  async #addressOf({ hostname }: URL): Promise<string> {
    const literal = hostname.replace(/^\[|\]$/g, "");
    const addresses = isIP(literal) === 0 ? await this.#network.resolve(hostname) : [literal];
    const [first] = addresses;
    if (first === undefined) throw new FetchError("failed", "there is no such host");
    if (!addresses.every((address) => this.#network.isAllowed(address)))
      throw new FetchError("refused", "this host is not in the internet");
    return first;
  }
}

function ask(url: URL, address: string, signal: AbortSignal): Promise<IncomingMessage> {
  const isSecure = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const request = (isSecure ? requestHttps : requestHttp)({
      host: address,
      // The certificate has to be the name's, whatever address it leads to.
      ...(isSecure && isIP(url.hostname) === 0 ? { servername: url.hostname } : {}),
      port: url.port === "" ? (isSecure ? 443 : 80) : Number(url.port),
      path: url.pathname + url.search,
      // One connection a file: nobody gets one that another host left open.
      agent: false,
      signal,
      headers: { host: url.host, accept: "image/*,font/*,text/css,*/*;q=0.1", "accept-encoding": "identity" },
    });
    request.on("response", resolve).on("error", reject);
    request.end();
  });
}

function isRedirect({ statusCode = 0 }: IncomingMessage): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode);
}

async function fileOf(url: URL, response: IncomingMessage): Promise<FetchedFile> {
  try {
    const { statusCode, headers } = response;
    if (statusCode !== 200) throw new FetchError("failed", "the host answers with no file");
    // Asked for without: what comes deflated anyway may be of any size.
    if ((headers["content-encoding"] ?? "identity") !== "identity")
      throw new FetchError("refused", "the host answers in an encoding that it was not asked for");
    const bytes = await readWithin(response, MAX_FETCHED_BYTES);
    const type = contentType(headers["content-type"] ?? "", bytes);
    if (type === undefined) throw new FetchError("refused", "that is no picture, font or style sheet");
    return { url: url.href, type, bytes };
  } finally {
    response.destroy();
  }
}

async function readWithin(response: IncomingMessage, limitBytes: number): Promise<Uint8Array> {
  const tooLarge = new FetchError("too-large", "the file is too large");
  if (Number(response.headers["content-length"] ?? 0) > limitBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limitBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
