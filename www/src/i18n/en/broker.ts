// Texts of a page that a broker serves, which is loaded with them.

import type { Words } from "../en.ts";
import type { Noun } from "../noun.ts";
import { number } from "./count.ts";

export const broker = {
  entry: {
    titles: {
      asking: "One moment",
      nobody: "Sign in",
      waiting: "Go on",
      unanswered: "Who is signed in?",
      notSignedOut: "Sign out",
      nothing: "Nothing to list",
      signedIn: "All set",
    },
    asking: "Asking who is signed in…",
    goOn: "Continue",
    again: "Try again",
    unanswered: "The server does not say who is signed in",
    unansweredAdvice: "Check your network and VPN, then try again.",
    notSignedOut: "You may still be signed in",
    notSignedOutAdvice: "This page has let go of everything, but the server did not confirm that it signed you out.",
    nothing: (name: string) => `${name} may not list anything here`,
    nothingAdvice: "Ask whoever runs this server for a role that may.",
    kept: "This page keeps no key and no password. It locks when you are away for ten minutes.",
  },
  signIn: {
    why: "You need no access key here: this server keeps it. It asks who you are, and lets you do what your role allows.",
    button: "Sign in",
    newTab: "The sign-in opens in a new tab, so that the reports of this visit are kept.",
    byOperator:
      "Nobody is signed in. This server leaves that to its operator, for example to a proxy in front of it. Load the page again; if that does not help, ask them.",
    load: "Load again",
    blocked: "The browser blocked the new tab.",
    open: "Open it yourself",
    done: "You are signed in",
    goBack: "Go back to your other tab.",
    here: "Go on in this tab instead",
  },
  account: {
    signedInAs: "Signed in as",
    roles: (roles: readonly string[]) => (roles.length > 0 ? `Roles: ${roles.join(", ")}` : "No roles"),
    signOut: "Sign out",
    signOutDuringRun: (done: number, total: number) =>
      `A run is going on: ${number(done)} of ${number(total)} are done. Sign out and leave the rest unsent?`,
    signedOut: "Signed out",
    signedOutAdvice: "Reports and log of this visit stay until the page is closed.",
  },
  lost: {
    title: "Your sign-in has ended",
    advice: "Sign in again to go on.",
    duringRun: "The batch waits, and nothing is sent meanwhile. Sign in again to go on.",
    again: "Sign in again",
  },
  onlyLooking: ({ many }: Noun) => `You may look at ${many} here, but not switch them.`,
  takenOver: {
    title: "The run ended early",
    why: (from: string, by: string) =>
      `It was the run of ${from}, whose sign-in had ended, and then ${by} signed in. The rest was not sent.`,
  },
  log: {
    signedIn: (name: string) => `Signed in as ${name}`,
    signedOut: "Signed out",
    lost: "The sign-in has ended",
    again: "Signed in again",
  },
};

/** The type of these texts. */
export type BrokerWords = typeof broker;

/** Replaces the texts that speak of credentials. */
export const reword = (words: Words): Words => ({
  ...words,
  connect: {
    ...words.connect,
    ended: {
      disconnected: {
        title: "Disconnected",
        text: "Reports and log of this visit stay until the page is closed. The server may still know you.",
      },
      idle: {
        title: "Locked",
        text: "Nobody was here for ten minutes. Continue, and sign in if you are asked to: reports and log of this visit are kept.",
      },
      left: { title: "The page was left", text: "Continue, and sign in if you are asked to." },
    },
  },
  report: {
    ...words.report,
    connectTo: {
      retry: (many) => words.report.connectTo.retry(many).replace("Connect", "Sign in"),
      sendRest: (many) => words.report.connectTo.sendRest(many).replace("Connect", "Sign in"),
      undo: (many) => words.report.connectTo.undo(many).replace("Connect", "Sign in"),
    },
  },
  log: {
    ...words.log,
    ended: { disconnected: "Disconnected", idle: "Locked after ten idle minutes", left: "The page was left" },
  },
  items: {
    ...words.items,
    notAllowed: ({ many }) => `You, or the access key of this server, may not list ${many}. Ask whoever runs it.`,
    notOffered: ({ many }) => `MySafe, or the gateway in front of it, offers no ${many} to this server.`,
    noneAdvice: ({ many }) => `MySafe lists none for the access key of this server. Share ${many} with its user.`,
  },
  confirm: {
    ...words.confirm,
    readOnly: (many, noun) => words.confirm.readOnly(many, noun).replace("this access key", "the server’s access key"),
  },
  reasons: (noun) => ({
    ...words.reasons(noun),
    ACCESS_DENIED: {
      what: `You, or the access key of this server, may not do this with this ${noun.one}.`,
      advice: "Ask its owner, or whoever runs this server.",
    },
    UNAUTHORIZED: { what: "The sign-in had ended.", advice: "Sign in again, then go on from this report." },
    ROUTE_NOT_FOUND: {
      what: "The gateway knows no such route, or did not accept the server’s access key.",
      advice: "Whoever runs this server has to look at both.",
    },
  }),
});
