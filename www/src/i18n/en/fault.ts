// Texts of failed connections, which are loaded with the first one.

import type { Cause } from "../../connection/diagnosis.ts";

/** What the advice on a failed connection is about. */
export interface Place {
  /** The origin of this page. */
  readonly origin: string;
  /** The address of MySafe. */
  readonly address: string;
}

/** A failed connection in words: what happened, and what to do. */
export interface FaultText {
  readonly title: string;
  readonly advice: (place: Place) => string;
  /** What stands before a command that helps. */
  readonly command?: string;
}

export const faults: Record<Cause, FaultText> = {
  entries: {
    title: "This can’t be sent as it is",
    advice: () => "The details say which field it is. Nothing was sent.",
  },
  credentials: {
    title: "The credentials were refused",
    advice: () =>
      "MySafe answered and doesn’t accept them. Check each of them. If they’re right, the access key may have expired, or be limited to other networks or pages.",
  },
  addressOrCredentials: {
    title: "No MySafe API at this address, or the credentials were refused",
    advice: () => "The gateway gives one answer for both. Check the address first, then the credentials.",
  },
  address: {
    title: "Something else answers at this address",
    advice: () =>
      "The answer doesn’t look like one from MySafe. Check the address; a proxy or a sign-in page may be in the way.",
  },
  cors: {
    title: "MySafe doesn’t allow this page (CORS)",
    advice: ({ origin }) =>
      `Something answers at this address, but the browser withholds the answer from this page. Have MySafe, or the gateway in front of it, allow the origin ${origin}, or open this page from the same address.`,
    command: "Or have your own machine forward the requests, with this command in a copy of this project:",
  },
  unreachable: {
    title: "Nothing answers at this address",
    advice: () => "Check the address, your network and VPN, and that the browser trusts the certificate there.",
  },
  ownServer: {
    title: "The server of this page doesn’t answer",
    advice: ({ origin, address }) =>
      `This page reaches ${address} through ${origin}, and nothing answers there. Is npm start still running? Start it again.`,
  },
  behind: {
    title: "The server of this page got no answer from MySafe",
    advice: ({ origin, address }) =>
      `It should have come from ${address}, through ${origin}. Check that address, and the network and VPN of the machine that runs the server. The details say more.`,
  },
  offline: { title: "This machine is offline", advice: () => "Connect to the network, then try again." },
  slow: { title: "No answer came in time", advice: () => "MySafe, or the way to it, is slow. Try again in a moment." },
  server: {
    title: "MySafe, or a server in front of it, failed or refused",
    advice: () => "Try again in a moment. The details have what its support will ask for.",
  },
  rights: {
    title: "This access key can’t list API secrets",
    advice: () => "The credentials are right but lack the permission. Use another key, or have the permission granted.",
  },
  page: { title: "Something on this page broke", advice: () => "Reload the page and try again." },
};

/** The same on a page that a broker serves, which has no credentials. */
export const brokerFaults: Record<Cause, FaultText> = {
  ...faults,
  credentials: { title: "Your sign-in has ended", advice: () => "Try again, and sign in if asked." },
  addressOrCredentials: {
    title: "The server finds no MySafe API, or its access key was refused",
    advice: () => "Whoever runs this server has to check the address of MySafe and the access key.",
  },
  address: { ...faults.address, advice: () => "A proxy or a sign-in page may be in the way. Try again." },
  unreachable: { title: "The server doesn’t answer", advice: () => "Check your network and VPN, then try again." },
  ownServer: { title: "The server doesn’t answer", advice: () => "Check your network and VPN, then try again." },
  behind: {
    title: faults.behind.title,
    advice: ({ address }) =>
      `It should have come from ${address}. Try again in a moment. The details have what whoever runs this server will ask for.`,
  },
  server: {
    title: "MySafe failed, or the server can’t reach it",
    advice: () => "Try again in a moment. The details have what whoever runs this server will ask for.",
  },
  rights: {
    title: "You can’t list these items",
    advice: () => "Your role, or the access key of the server, lacks the permission. Ask whoever runs this server.",
  },
};
