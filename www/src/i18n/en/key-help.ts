// Texts about access keys, which are loaded when they are asked for. They say what MySafe's documentation says.

export const keyHelp = {
  where:
    "In MySafe, choose Integrations and then Access keys. “New” or “Add” makes a key; “View” shows its client ID and secret.",
  who: "To make one takes the permission of a MySafe administrator.",
  rights: "What the key needs:",
  needs: [
    "full access, or a list with the items in question",
    "a user who sees those items, and may edit those that are to be switched",
    "where it is limited: your IP address among those allowed, and a date that is not over",
  ],
  referrers: (origin: string) => `HTTP referrers, if it is limited to some: ${origin} among them`,
  noReferrers: "no limit to HTTP referrers: the server of this page sends none",
  more: "MySafe’s documentation:",
  pages: [
    ["Access keys", "https://docs.senhasegura.io/v4/docs/mysafe-access-keys-screen"],
    ["First steps with the API", "https://docs.senhasegura.io/v3-33/docs/en/api-mysafe-first-steps"],
  ] as readonly (readonly [string, string])[],
};

/** The type of these texts. */
export type KeyHelpWords = typeof keyHelp;
