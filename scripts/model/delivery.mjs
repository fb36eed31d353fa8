// @ts-check
// How an answer is put on the wire, or is not.

/** @typedef {import("./answers.mjs").Answer} Answer */

/**
 * @typedef {{ how: "whole" | "cut" | "cut chunks" | "stall body", answer: Answer }
 *   | { how: "reset" | "close" | "cut head" | "nonsense" | "stall" | "stall head" }} Delivery
 */

/** Statuses of answers without a body. */
const bodiless = [204, 205, 304];

/** A client that has no limit of its own would wait for ever. */
const longestStall = 2_000;

/**
 * Delivers; resolves once there is nothing more to come.
 * @param {Delivery} delivery
 * @param {import("node:http").ServerResponse} response
 */
export async function deliver(delivery, response) {
  const socket = /** @type {import("node:net").Socket} */ (response.socket);
  // The client may have left.
  if (!socket || socket.destroyed) return;
  switch (delivery.how) {
    case "whole": {
      const { status, headers } = delivery.answer;
      const body = bodiless.includes(status) ? "" : delivery.answer.body;
      response.writeHead(status, { ...headers, ...(body && { "content-length": Buffer.byteLength(body) }) });
      response.end(body);
      return;
    }
    case "cut":
      await begin(delivery.answer, response, true);
      socket.destroy();
      return;
    case "cut chunks":
      await begin(delivery.answer, response, false);
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
    case "nonsense":
      socket.end("HELO vault.example\r\n\r\n");
      return;
    case "stall":
      return waitFor(socket);
    case "stall head":
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: appl");
      return waitFor(socket);
    case "stall body":
      await begin(delivery.answer, response, true);
      return waitFor(socket);
  }
}

/** Sends the head and half of the body. @param {Answer} answer @param {import("node:http").ServerResponse} response @param {boolean} measured */
async function begin({ status, headers, body }, response, measured) {
  response.writeHead(status, { ...headers, ...(measured && { "content-length": Buffer.byteLength(body) }) });
  // Wait until it is written, or the end of the connection could overtake it.
  await new Promise((written) => response.write(body.slice(0, Math.ceil(body.length / 2)), written));
}

/** Until the client leaves. @param {import("node:net").Socket} socket */
async function waitFor(socket) {
  if (socket.destroyed) return;
  const timer = setTimeout(() => socket.destroy(), longestStall);
  await new Promise((left) => socket.once("close", left));
  clearTimeout(timer);
}
