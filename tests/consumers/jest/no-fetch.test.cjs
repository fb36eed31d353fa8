const { MySafe } = require("mysafe-wasm");

test("the error says what to add where there is no fetch", async () => {
  const mysafe = new MySafe({ baseUrl: process.env.MYSAFE_URL, clientId: "demo", clientSecret: "demo-secret" });
  const { code, attempts, message } = await mysafe.deactivate("43").catch((error) => error);
  process.stdout.write(`found ${JSON.stringify({ code, attempts, message })}\n`);
});
