import { connect, type ClientHttp2Session } from "node:http2";

import { DigicertError } from "./errors";
import { redact } from "./redact";

/** The engine at the other end: whether it is still there, and where a sentence for the person goes. */
export interface EngineLink {
  /** The engine's address; undefined in a bare host. Processes of one run share it. */
  readonly address: string | undefined;
  /** Settles once it is known whether there is an engine. Every verb awaits it first. */
  ready(): Promise<void>;
  /** Throws once the engine that was there is gone: a provider whose CLI was killed must not change anything any more. */
  mayChange(): void;
  /** Shows a sentence to the person, attached to the resource where the engine knows it. */
  say(severity: "info" | "warning", sentence: string, urn?: string): void;
  /** Settles when everything said so far has been delivered. */
  said(): Promise<void>;
}

/** How long a verb waits for the engine to answer that it is there. */
const CONNECT_MS = 2_000;
/** A sentence that the engine does not take in this time is printed: no verb waits for it, least of all one that has placed an order. */
const SAY_MS = 5_000;
/** gRPC over HTTP/2: one byte that says "not compressed", four bytes of length, the message. */
const FRAME_HEADER_BYTES = 5;

/**
 * One HTTP/2 session serves both purposes. A plain TCP connection would not: the engine closes one after 120 s; and the parent's process id says
 * nothing, since a shell stands between. The session does not keep the process alive.
 */
export function createEngineLink(argv: readonly string[] = process.argv): EngineLink {
  const address = addressIn(argv);
  let session: ClientHttp2Session | undefined;
  let wasThere = false;
  let isLost = false;
  let opening: Promise<void> | undefined;
  let lastSaid: Promise<void> = Promise.resolve();

  function open(): Promise<void> {
    if (address === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const opened = connect(`http://${address}`);
      session = opened;
      const timer = setTimeout(() => {
        opened.unref();
        resolve();
      }, CONNECT_MS);
      timer.unref();
      opened.once("connect", () => {
        wasThere = true;
        opened.unref();
        resolve();
      });
      opened.on("error", () => {
        // Told by "close", which follows.
      });
      opened.once("close", () => {
        isLost = wasThere;
        session = undefined;
        resolve();
      });
    });
  }

  return {
    address,
    ready: () => (opening ??= open()),
    mayChange() {
      if (isLost) throw new DigicertError("DIGICERT_ENGINE_GONE");
    },
    say(severity, sentence, urn) {
      const text = redact(sentence);
      lastSaid = lastSaid.then(() => (session === undefined ? print(severity, text, urn) : log(session, severity, text, urn ?? "")));
    },
    said: () => lastSaid,
  };
}

/** The engine's address is the last argument of the provider process. */
function addressIn(argv: readonly string[]): string | undefined {
  const last = argv.at(-1);
  return last !== undefined && /^(?:[\w.-]+|\[[\da-f:]+\]):\d+$/i.test(last) ? last : undefined;
}

/** Where there is no engine, the resource's name stands in the sentence. */
function print(severity: "info" | "warning", sentence: string, urn: string | undefined): void {
  const name = urn === undefined || urn === "" ? undefined : urn.split("::").at(-1);
  // eslint-disable-next-line no-console -- standard error is what is left where no engine listens
  console.error(`${severity === "warning" ? "warning: " : ""}${name === undefined ? "" : `${name}: `}${sentence}`);
}

/** What cannot be delivered is printed: saying something never fails. */
async function log(session: ClientHttp2Session, severity: "info" | "warning", sentence: string, urn: string): Promise<void> {
  try {
    await deliver(session, frame(logRequest(severity, sentence, urn)));
  } catch {
    print(severity, sentence, urn);
  }
}

/** `pulumirpc.Engine/Log`, unary. */
function deliver(session: ClientHttp2Session, message: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ":method": "POST",
      ":path": "/pulumirpc.Engine/Log",
      "content-type": "application/grpc",
      te: "trailers",
    });
    let answered = false;
    stream.setTimeout(SAY_MS, () => {
      stream.destroy(new Error("no answer in time"));
    });
    stream.once("response", () => {
      answered = true;
    });
    stream.once("error", reject);
    stream.once("close", () => {
      if (answered) resolve();
      else reject(new Error("the session ended before an answer"));
    });
    stream.resume();
    stream.end(message);
  });
}

function frame(message: Uint8Array): Buffer {
  const header = Buffer.alloc(FRAME_HEADER_BYTES);
  header.writeUInt32BE(message.length, 1);
  return Buffer.concat([header, message]);
}

interface LogRequest {
  setSeverity(severity: number): void;
  setMessage(message: string): void;
  setUrn(urn: string): void;
  serializeBinary(): Uint8Array;
}

/** Pulumi's own message class, required when the first sentence is said: the host has loaded it by then. */
function logRequest(severity: "info" | "warning", sentence: string, urn: string): Uint8Array {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late, so that a process that says nothing does not pay for it
  const proto = require("@pulumi/pulumi/proto/engine_pb") as {
    readonly LogRequest: new () => LogRequest;
    readonly LogSeverity: { readonly INFO: number; readonly WARNING: number };
  };
  const request = new proto.LogRequest();
  request.setSeverity(severity === "warning" ? proto.LogSeverity.WARNING : proto.LogSeverity.INFO);
  request.setMessage(sentence);
  request.setUrn(urn);
  return request.serializeBinary();
}
