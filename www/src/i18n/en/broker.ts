// Texts of a page that a broker serves, which is loaded with them.

import type { Words } from "../en.ts";
import type { Noun } from "../noun.ts";
import { progress } from "./run.ts";

export const broker = {
  entry: {
    titles: {
      asking: "One moment",
      nobody: "Sign in",
      waiting: "Continue",
      unanswered: "Who is signed in?",
      notSignedOut: "Sign out",
      nothing: "Nothing to list",
      signedIn: "All set",
    },
    asking: "Asking who is signed in…",
    goOn: "Continue",
    again: "Try again",
    unanswered: "The server doesn’t say who is signed in",
    unansweredAdvice: "Check your network and VPN, then try again.",
    notSignedOut: "You may still be signed in",
    notSignedOutAdvice: "This page has forgotten everything, but the server didn’t confirm that it signed you out.",
    nothing: (name: string) => `${name} can’t list anything here`,
    nothingAdvice: "Ask whoever runs this server for a role that can.",
    kept: "This page keeps no key and no password. It locks when you’re away for ten minutes.",
  },
  signIn: {
    why: "You don’t need an access key here: this server keeps it. It asks who you are and lets you do what your role allows.",
    button: "Sign in",
    newTab: "The sign-in opens in a new tab, so the reports of this visit are kept.",
    byOperator:
      "Nobody is signed in. This server leaves that to its operator, for example to a proxy in front of it. Reload the page; if that doesn’t help, ask them.",
    load: "Reload",
    blocked: "The browser blocked the new tab.",
    open: "Open it yourself",
    done: "You’re signed in",
    goBack: "Go back to your other tab.",
    here: "Continue in this tab instead",
  },
  account: {
    signedInAs: "Signed in as",
    roles: (roles: readonly string[]) => (roles.length > 0 ? `Roles: ${roles.join(", ")}` : "No roles"),
    signOut: "Sign out",
    signOutDuringRun: (done: number, total: number) =>
      `A run is in progress: ${progress(done, total)}. Sign out and leave the rest unsent?`,
    signedOut: "Signed out",
    signedOutAdvice: "The reports and log of this visit stay until you close the page.",
  },
  lost: {
    title: "Your sign-in has ended",
    advice: "Sign in again to continue.",
    duringRun: "The run is waiting, and nothing is sent meanwhile. Sign in again to continue.",
    again: "Sign in again",
  },
  onlyLooking: ({ many }: Noun) => `You can look at ${many} here, but not activate or deactivate them.`,
  takenOver: {
    title: "The run ended early",
    why: (from: string, by: string) =>
      `It was ${from}’s run. Their sign-in had ended, and then ${by} signed in. The rest was not sent.`,
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
        text: "The reports and log of this visit stay until you close the page. The server may still know you.",
      },
      idle: {
        title: "Locked",
        text: "No activity for ten minutes. Continue, and sign in if asked: the reports and log of this visit are kept.",
      },
      left: { title: "You left the page", text: "Continue, and sign in if asked." },
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
    ended: { disconnected: "Disconnected", idle: "Locked after ten minutes without activity", left: "Left the page" },
  },
  items: {
    ...words.items,
    notAllowed: ({ many }) => `You, or the server’s access key, can’t list ${many}. Ask whoever runs the server.`,
    notOffered: ({ many }) => `MySafe, or the gateway in front of it, doesn’t offer ${many} to this server.`,
    noneAdvice: ({ many }) => `MySafe lists none for the server’s access key. Share ${many} with its user.`,
  },
  confirm: {
    ...words.confirm,
    readOnly: (many) => words.confirm.readOnly(many).replace("this access key", "the server’s access key"),
  },
  reasons: (noun) => ({
    ...words.reasons(noun),
    ACCESS_DENIED: {
      what: `You, or the server’s access key, aren’t allowed to do this with this ${noun.one}.`,
      advice: "Ask its owner, or whoever runs this server.",
    },
    UNAUTHORIZED: { what: "The sign-in had ended.", advice: "Sign in again, then continue from this report." },
    ROUTE_NOT_FOUND: {
      what: "The gateway doesn’t know this route, or didn’t accept the server’s access key.",
      advice: "Whoever runs this server has to check both.",
    },
  }),
});
