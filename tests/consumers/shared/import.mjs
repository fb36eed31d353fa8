import { leak } from "./leak.js";

console.log(JSON.stringify(await leak(process.argv[2])));
