// @ts-check
// Writes an answer to the socket: completely, in part, or not at all.

/** @typedef {import("./answers.mjs").Answer} Answer */

/**
 * @typedef {{ kind: "complete" | "cut" | "cut chunks" | "stall body", answer: Answer }
 *   | { kind: "reset" | "close" | "cut head" | "not HTTP" | "stall" | "stall head" }} Delivery
 */

/** Statuses whose responses have no body. */
const bodiless = [204, 205, 304];

/** A stall ends after so many ms: a client without a timeout would wait for ever. */
const maxStall = 2_000;

/**
 * Resolves once nothing more will be written.
 * @param {Delivery} delivery
 * @param {import("node:http").ServerResponse} response
 */
export async function deliver(delivery, response) {
  const socket = /** @type {import("node:net").Socket} */ (response.socket);
  // The client may have disconnected.
  if (!socket || socket.destroyed) return;
  switch (delivery.kind) {
    case "complete": {
      const { status, headers } = delivery.answer;
      const body = bodiless.includes(status) ? "" : delivery.answer.body;
      response.writeHead(status, { ...headers, ...(body && { "content-length": Buffer.byteLength(body) }) });
      response.end(body);
      return;
    }
    case "cut":
      await sendHalf(delivery.answer, response, true);
      socket.destroy();
      return;
    case "cut chunks":
      await sendHalf(delivery.answer, response, false);
      socket.destroy();
      return;
    case "reset":
      socket.resetAndDestroy();
      return;
    case "close":
      socket.end();
      return;
    case "cut head":
      socket.end("HTTP/1.1 200 OK\r\ncontent-type: appl");
      return;
    case "not HTTP":
      socket.end("HELO vault.example\r\n\r\n");
      return;
    case "stall":
      return waitForClose(socket);
    case "stall head":
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: appl");
      return waitForClose(socket);
    case "stall body":
      await sendHalf(delivery.answer, response, true);
      return waitForClose(socket);
  }
}

/**
 * Sends the head and half of the body.
 * @param {Answer} answer
 * @param {import("node:http").ServerResponse} response
 * @param {boolean} hasLength whether the head has a Content-Length; without one the body is chunked
 */
async function sendHalf({ status, headers, body }, response, hasLength) {
  response.writeHead(status, { ...headers, ...(hasLength && { "content-length": Buffer.byteLength(body) }) });
  // Waits for the write: closing the connection at once could discard it.
  await new Promise((written) => response.write(body.slice(0, Math.ceil(body.length / 2)), written));
}

/** Waits until the client disconnects. @param {import("node:net").Socket} socket */
async function waitForClose(socket) {
  if (socket.destroyed) return;
  const timer = setTimeout(() => socket.destroy(), maxStall);
  await new Promise((closed) => socket.once("close", closed));
  clearTimeout(timer);
}
