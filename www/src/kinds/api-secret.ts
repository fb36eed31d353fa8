import type { ItemKind } from "./kind.ts";

/** API secrets. */
export const apiSecret: ItemKind = {
  name: "apiSecret",
  callsOf: ({ apiSecrets }) => apiSecrets,
  columns: [],
  filters: ["tag", "identifierCode"],
  details: ["url", "clientId", "identifierCode", "method", "tags"],
  nouns: {
    en: { title: "API secrets", one: "API secret", many: "API secrets", ending: "" },
    "pt-BR": { title: "Segredos de API", one: "segredo de API", many: "segredos de API", ending: "o" },
  },
  identifierNames: [
    "api secret id",
    "api secret identifier",
    "id do segredo",
    "id do segredo de api",
    "identificador do segredo",
    "identificador do segredo de api",
  ],
  value: {
    replace: async ({ apiSecrets }, identifier, clientSecret, options) => {
      const answer = await apiSecrets.update(identifier, { clientSecret }, options);
      return { identifier: answer.identifier, value: answer.clientSecret };
    },
  },
  fileName: "api-secrets",
};
