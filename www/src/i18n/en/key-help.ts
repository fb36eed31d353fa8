// Texts about access keys, which are loaded when they are asked for. They say what MySafe's documentation says.

export const keyHelp = {
  where:
    "In MySafe, go to Integrations, then Access keys. “New” or “Add” creates a key; “View” shows its client ID and secret.",
  who: "Creating one takes a MySafe administrator’s permission.",
  rights: "What the key needs:",
  needs: [
    "full access, or a list with the items in question",
    "a user who sees those items, and can edit those that you will activate or deactivate",
    "if it’s limited: your IP address among those allowed, and a date that isn’t over",
  ],
  referrers: (origin: string) => `HTTP referrers, if it’s limited to some: ${origin} among them`,
  noReferrers: "no limit on HTTP referrers: the server of this page sends none",
  more: "MySafe’s documentation:",
  pages: [
    ["Access keys", "https://docs.senhasegura.io/v4/docs/mysafe-access-keys-screen"],
    ["First steps with the API", "https://docs.senhasegura.io/v3-33/docs/en/api-mysafe-first-steps"],
  ] as readonly (readonly [string, string])[],
};

/** The type of these texts. */
export type KeyHelpWords = typeof keyHelp;
