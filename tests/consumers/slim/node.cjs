const { readFileSync } = require("node:fs");
const { init, MySafe, isMySafeError } = require("mysafe-wasm/slim");

async function main(baseUrl) {
  await init(readFileSync(require.resolve("mysafe-wasm/mysafe.wasm")));
  const mysafe = new MySafe({ baseUrl, clientId: "demo", clientSecret: "demo-secret" });
  const { active } = await mysafe.deactivate("43");
  const known = isMySafeError(await mysafe.deactivate("404404").catch((thrown) => thrown));
  return { active, known };
}

main(process.argv[2]).then((result) => console.log(JSON.stringify(result)));
