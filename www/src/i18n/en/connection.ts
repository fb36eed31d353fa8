// Texts of the connection form and the lock.

import type { Cause } from "../../connection/diagnosis.ts";
import { count } from "./count.ts";

const faults: Record<Cause, { readonly title: string; readonly advice: (origin: string) => string }> = {
  entries: {
    title: "This cannot be sent as it is",
    advice: () => "Check the address: it begins with https:// and has neither a user name nor a question mark in it.",
  },
  credentials: {
    title: "The credentials were refused",
    advice: () =>
      "MySafe is there and does not take them. Check each of them. If they are right, the access key may have expired, or be limited to other networks or pages.",
  },
  addressOrCredentials: {
    title: "No MySafe API at this address, or the credentials were refused",
    advice: () => "The gateway gives one answer for both. Check the address first, then the credentials.",
  },
  address: {
    title: "Something else answers at this address",
    advice: () =>
      "What answered does not sound like MySafe. Check the address; a proxy or a sign-in page may be in the way.",
  },
  cors: {
    title: "MySafe does not allow this page (CORS)",
    advice: (origin) =>
      `Something answers at this address, and the browser withholds the answer from this page. Let MySafe, or the gateway in front of it, allow the origin ${origin}, or open this page from behind the same address.`,
  },
  unreachable: {
    title: "Nothing answers at this address",
    advice: () => "Check the address, your network and VPN, and that the browser trusts the certificate there.",
  },
  offline: { title: "This machine is offline", advice: () => "Connect to the network, then try again." },
  slow: { title: "No answer came in time", advice: () => "MySafe, or the way to it, is slow. Try again in a moment." },
  server: {
    title: "MySafe failed on its side",
    advice: () => "Try again in a moment. The details have what its support will ask for.",
  },
  rights: {
    title: "This access key may not list API secrets",
    advice: () => "The credentials are right and lack the permission. Use another key, or have it granted.",
  },
  page: { title: "Something in this page broke", advice: () => "Reload the page and try again." },
};

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
  proof: "Credentials",
  proofs: { key: "Access key", token: "Bearer token" },
  clientId: "Client ID",
  clientSecret: "Client secret",
  accessToken: "Bearer token",
  accessTokenHint: "Without the word Bearer",
  more: "More",
  tenant: "Tenant",
  tenantHint: "Its subdomain, where MySafe is reached by IP address",
  show: "Show",
  hide: "Hide",
  needed: "This is needed",
  outerSpace: "Begins or ends with a space, and is sent that way",
  connect: "Connect",
  connecting: "Connecting…",
  kept: "Kept in memory only, and sent to this address alone. Wiped when you disconnect, leave the page, or are away for ten minutes; reports keep the client ID.",
  faults,
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
