import type { ServerResponse } from "node:http";

import type { Answer } from "./answer";

/** Sends an answer as CertCentral does. An empty one has neither body nor type. */
export function send(response: ServerResponse, answer: Answer, headers: Readonly<Record<string, string>> = {}): void {
  const body = bytesOf(answer);
  response.writeHead(answer.status, headFor(answer, body, headers));
  response.end(body);
}

/** Half of the answer, and then the end of the connection. Of an answer without a body it is half of the first line. */
export function sendHalf(response: ServerResponse, answer: Answer): void {
  const body = bytesOf(answer);
  const cut = () => response.socket?.destroy();
  if (body.length === 0) {
    response.socket?.write("HTTP/1.1 20", cut);
    return;
  }
  response.writeHead(answer.status, headFor(answer, body, {}));
  response.write(body.subarray(0, Math.ceil(body.length / 2)), cut);
}

/** The connection is reset: the client sees neither status nor end. */
export function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function headFor({ body, contentType = "application/json" }: Answer, bytes: Buffer, headers: Readonly<Record<string, string>>) {
  const about = body === undefined ? {} : { "content-type": contentType, "content-length": String(bytes.length) };
  return { "cache-control": "private,no-cache", ...about, ...headers };
}

function bytesOf({ body }: Answer): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
