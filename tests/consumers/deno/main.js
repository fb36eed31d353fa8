import { leak } from "./leak.js";

console.log(JSON.stringify(await leak(Deno.args[0])));
