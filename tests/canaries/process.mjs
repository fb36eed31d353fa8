// Watches this process: learns credentials from the answers that it reads, searches what it prints, and gives it the exit code 1
// after a finding.

import { Canaries } from "./canaries.mjs";
import { watchedFetch } from "./client.mjs";

const print = process.stderr.write.bind(process.stderr);

export const canaries = new Canaries((finding) => print(`\nA canary was seen: ${finding}\n`));

process.on("exit", () => {
  if (canaries.findingCount === 0) return;
  print(`\nCanaries were seen ${canaries.findingCount} times in ${process.argv.slice(1).join(" ")}\n`);
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

// An answer's body can be read only once, so this copies each chunk that its reader gets.
const { read } = ReadableStreamDefaultReader.prototype;
const readSoFar = new WeakMap();
ReadableStreamDefaultReader.prototype.read = function () {
  const chunk = Reflect.apply(read, this, []);
  chunk.then(
    ({ done, value }) => {
      const { decoder, text } = readSoFar.get(this) ?? { decoder: new TextDecoder(), text: "" };
      if (ArrayBuffer.isView(value))
        readSoFar.set(this, { decoder, text: text + decoder.decode(value, { stream: true }) });
      if (done) canaries.learnFrom(text);
    },
    () => canaries.learnFrom(readSoFar.get(this)?.text ?? ""),
  );
  return chunk;
};
