import { leak } from "./leak.js";

test("against a served MySafe", async () => {
  process.stdout.write(`found ${JSON.stringify(await leak(process.env.MYSAFE_URL))}\n`);
});
