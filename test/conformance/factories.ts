// What each transport connects to in the conformance suite.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type WebSocket as Socket, WebSocket, WebSocketServer } from "ws";
import type { Transport } from "../../core/protocol/index.ts";
import { BroadcastTransport, listenBroadcast, type Pipe } from "../../transports/broadcast.ts";
import type { FarEnd, TransportFactory } from "../../transports/conformance.ts";
import { WebSocketTransport } from "../../transports/websocket.ts";

/** Hands out far ends in the order of their connections. */
class Accepted {
  readonly #ready: FarEnd[] = [];
  #waiting: ((end: FarEnd) => void) | undefined;

  add(end: FarEnd): void {
    if (this.#waiting === undefined) this.#ready.push(end);
    else this.#waiting(end);
    this.#waiting = undefined;
  }

  next(): Promise<FarEnd> {
    const end = this.#ready.shift();
    return end === undefined ? new Promise((resolve) => (this.#waiting = resolve)) : Promise.resolve(end);
  }
}

function socketEnd(socket: Socket): FarEnd {
  const received: Uint8Array[] = [];
  socket.on("message", (data: Buffer) => received.push(new Uint8Array(data)));
  return {
    received,
    send(envelope) {
      socket.send(envelope);
    },
    close(code, reason) {
      socket.close(code, reason);
    },
    kill() {
      socket.terminate();
    },
  };
}

/** WebSockets to a `ws` server on this machine. Node 20 has no WebSocket of its own: the package's stands in. */
export async function webSockets(): Promise<TransportFactory> {
  globalThis.WebSocket = WebSocket as unknown as typeof globalThis.WebSocket;
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const accepted = new Accepted();
  server.on("connection", (socket) => {
    accepted.add(socketEnd(socket));
  });
  return {
    create: () => new WebSocketTransport(`ws://127.0.0.1:${port}/`),
    createUnreachable: () => new WebSocketTransport("ws://127.0.0.1:1/"),
    accepted: () => accepted.next(),
    async stop() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, "close");
    },
  };
}

function pipeEnd(pipe: Pipe): FarEnd {
  const received: Uint8Array[] = [];
  pipe.onreceive = (envelope) => received.push(envelope);
  return {
    received,
    send(envelope) {
      pipe.send(envelope);
    },
    close(code, reason) {
      pipe.close(code, reason);
    },
  };
}

let names = 0;

/** Broadcast pipes within this process. */
export function broadcasts(): TransportFactory {
  const name = `conformance-${process.pid}-${(names += 1)}`;
  const accepted = new Accepted();
  const made: Transport[] = [];
  const listener = listenBroadcast(name, (pipe) => {
    accepted.add(pipeEnd(pipe));
  });
  const create = (to: string): Transport => {
    const transport = new BroadcastTransport(to);
    made.push(transport);
    return transport;
  };
  return {
    create: () => create(name),
    createUnreachable: () => create(`${name}-nobody`),
    accepted: () => accepted.next(),
    stop() {
      for (const transport of made) transport.close();
      listener.close();
    },
  };
}
