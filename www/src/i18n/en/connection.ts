// Texts of the connection form and the lock.

import { count } from "./count.ts";

export const connect = {
  title: "Connect",
  purpose:
    "API secrets, passwords or notes have leaked? Take them out of use here, see that they are, and put them back later.",
  promises: [
    "One item or ten thousand, through a bad network too",
    "Every outcome told, none guessed",
    "Undo puts back what you took down, and only that",
  ],
  demoTitle: "A demo, with nothing to lose",
  demo: "Its items are made up, ten thousand API secrets among them, and MySafe runs inside this page. Just press Connect.",
  address: "Address of MySafe",
  addressHint: "Such as https://vault.example",
  forwarded: (origin: string) => `Reached through ${origin}, the server of this page`,
  schemeAdded: (scheme: string) => `${scheme} was added.`,
  cut: "Cut to the address alone.",
  keepPath: (path: string) => `Keep ${path}: MySafe is below it`,
  addressFaults: {
    unreadable: "This is no address, such as https://vault.example",
    credentials: "An address has no user name and no password in it. Take them out",
    insecure:
      "With http://, others on the way could read the access key, so nothing is sent. If https:// does not answer, ask whoever runs MySafe for an address that does",
  },
  useHttps: "Use https://",
  proof: "Credentials",
  proofs: { key: "Access key", token: "Bearer token" },
  clientId: "Client ID",
  clientSecret: "Client secret",
  accessToken: "Bearer token",
  accessTokenHint: "Without the word Bearer",
  more: "More",
  tenant: "Tenant",
  tenantHint: "Its subdomain, where MySafe is reached by IP address",
  keyHelp: "Where do I get an access key?",
  justLooking: "Just looking?",
  tryDemo: "Try the demo",
  show: "Show",
  hide: "Hide",
  needed: "This is needed",
  outerSpace: "Begins or ends with a space, and is sent that way",
  connect: "Connect",
  connecting: "Connecting…",
  kept: "Kept in memory only, and sent to this address alone. Wiped when you disconnect, leave the page, or are away for ten minutes; reports keep the client ID.",
  ended: {
    disconnected: {
      title: "Disconnected",
      text: "The credentials are wiped. Reports and log of this visit stay until the page is closed.",
    },
    idle: {
      title: "Locked",
      text: "Nobody was here for ten minutes, so the credentials are wiped. Connect again to go on: reports and log of this visit are kept.",
    },
    left: { title: "The page was left", text: "The credentials were wiped then. Connect again to go on." },
  },
};

export const lock = {
  after: (minutes: number) => `Locks after ${count(minutes, "minute", "minutes")} without you`,
  minutes: (minutes: number) => `${minutes} min`,
  held: "Does not lock while a batch runs",
  heldShort: "waits",
  in: (time: string) => `Locks in ${time}`,
  soon: "This page locks in one minute. Press Stay to go on.",
  stay: "Stay",
};
