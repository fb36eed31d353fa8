// The canaries of this process. What it reads is learnt from, what it prints is looked at, and one that is seen makes it
// fail.

import { Canaries } from "./canaries.mjs";
import { watchedFetch } from "./client.mjs";

const print = process.stderr.write.bind(process.stderr);

export const canaries = new Canaries((words) => print(`\nA canary was seen: ${words}\n`));

process.on("exit", () => {
  if (canaries.seen === 0) return;
  print(`\nCanaries were seen ${canaries.seen} times in ${process.argv.slice(1).join(" ")}\n`);
  process.exitCode = 1;
});

for (const [name, stream] of [
  ["stdout", process.stdout],
  ["stderr", process.stderr],
]) {
  const { write } = stream;
  stream.write = function (chunk, ...rest) {
    canaries.look(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("latin1"), () => name);
    return Reflect.apply(write, this, [chunk, ...rest]);
  };
}

globalThis.fetch = watchedFetch(globalThis.fetch, canaries);

// An answer cannot be read twice without changing how it is read: so this listens to who reads it.
const { read } = ReadableStreamDefaultReader.prototype;
const heard = new WeakMap();
ReadableStreamDefaultReader.prototype.read = function () {
  const chunk = Reflect.apply(read, this, []);
  chunk.then(
    ({ done, value }) => {
      const { decoder, text } = heard.get(this) ?? { decoder: new TextDecoder(), text: "" };
      if (ArrayBuffer.isView(value)) heard.set(this, { decoder, text: text + decoder.decode(value, { stream: true }) });
      if (done) canaries.learnFrom(text);
    },
    () => canaries.learnFrom(heard.get(this)?.text ?? ""),
  );
  return chunk;
};
