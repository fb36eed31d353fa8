// Texts of the address and the credentials.

export const connection = {
  noUrl: "The address of MySafe is needed: --url or MYSAFE_URL.",
  notUrl: "The address of MySafe cannot be read: it begins with https://, as in https://vault.example.",
  credentialsInUrl: "The address of MySafe must not have a user name, a password, a query or a fragment.",
  insecure: "The address of MySafe begins with http://. The credentials could be read on the way: https:// is needed.",
  noCredentials:
    "Credentials are needed: MYSAFE_CLIENT_ID and MYSAFE_CLIENT_SECRET (or --client-id and --client-secret-file), or MYSAFE_ACCESS_TOKEN (or --access-token-file).",
  noClientId: "The client secret needs a client id: --client-id or MYSAFE_CLIENT_ID.",
  noClientSecret: "The client id needs a client secret: --client-secret-file or MYSAFE_CLIENT_SECRET.",
  keyAndToken:
    "Give an access key or a bearer token, not both: unset MYSAFE_ACCESS_TOKEN, or MYSAFE_CLIENT_ID and MYSAFE_CLIENT_SECRET.",
  unreadableFile: (option: string, code: string) => `The file of ${option} cannot be read (${code}).`,
  emptyFile: (option: string) => `The file of ${option} is empty.`,
  severalLines: (option: string) => `The file of ${option} has more than one line.`,
  exposedFile: (option: string) =>
    `Others can read the file of ${option}. Take that from them with chmod 600, and consider the secret known.`,
  askUrl: "Address of MySafe:",
  askClientId: "Client ID:",
  askClientSecret: "Client secret:",
};
