// Texts of the connection form and the lock.

import { count } from "./count.ts";

export const connect = {
  title: "Connect",
  purpose:
    "Have API secrets, passwords or notes leaked? Take them out of use here, verify that they are, and put them back later.",
  promises: [
    "One item or ten thousand, even over a bad network",
    "Every outcome reported, none guessed",
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
    unreadable: "This isn’t an address. An example: https://vault.example",
    credentials: "Leave the username and password out of the address",
    insecure:
      "Over http://, others could read the access key on its way, so nothing is sent. If https:// doesn’t answer, ask whoever runs MySafe for an address that does",
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
  tenantHint: "Its subdomain, if you reach MySafe by IP address",
  keyHelp: "Where do I get an access key?",
  justLooking: "Just looking?",
  tryDemo: "Try the demo",
  show: "Show",
  hide: "Hide",
  needed: "Required",
  outerSpace: "Starts or ends with a space, and is sent that way",
  connect: "Connect",
  connecting: "Connecting…",
  kept: "Kept in memory only, and sent to this address alone. Wiped when you disconnect, leave the page, or are away for ten minutes; reports keep the client ID.",
  ended: {
    disconnected: {
      title: "Disconnected",
      text: "The credentials are wiped. The reports and log of this visit stay until you close the page.",
    },
    idle: {
      title: "Locked",
      text: "No activity for ten minutes, so the credentials were wiped. Connect again to continue: the reports and log of this visit are kept.",
    },
    left: { title: "You left the page", text: "The credentials were wiped then. Connect again to continue." },
  },
};

export const lock = {
  after: (minutes: number) => `Locks after ${count(minutes, "minute", "minutes")} without activity`,
  minutes: (minutes: number) => `${minutes} min`,
  held: "Doesn’t lock during a run",
  heldShort: "waits",
  in: (time: string) => `Locks in ${time}`,
  soon: "This page locks in one minute. Press Stay to keep it open.",
  stay: "Stay",
};
