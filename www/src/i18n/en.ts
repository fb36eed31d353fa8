import type { MySafeErrorCode } from "mysafe-wasm";
import type { Culprit } from "../connection/diagnosis.ts";
import type { Kind } from "../report/report.ts";
import { counter } from "./count.ts";

const { number, count } = counter("en");
const secrets = (many: number) => count(many, "secret", "secrets");

/** What happened, and what to do. */
export interface Reason {
  readonly what: string;
  readonly todo: string;
}

const reasons: Record<MySafeErrorCode, Reason> = {
  NOT_FOUND: {
    what: "MySafe has no secret with this identifier.",
    todo: "Use the number that MySafe gave it, not its identifier code.",
  },
  ACCESS_DENIED: {
    what: "This access key may not change this secret.",
    todo: "Use the key of somebody who may edit it, or ask its owner.",
  },
  INACTIVE: { what: "MySafe says that it is inactive.", todo: "Activate it first." },
  INVALID_IDENTIFIER: {
    what: "MySafe does not take this kind of identifier.",
    todo: "Use the number that MySafe gave it.",
  },
  INVALID_PARAMETER: { what: "MySafe refuses a value in the request.", todo: "See the details." },
  API: { what: "MySafe answered with an error of its own.", todo: "See the details." },
  UNAUTHORIZED: {
    what: "MySafe refused the credentials.",
    todo: "Disconnect, connect with ones that are good, then go on from this report.",
  },
  ROUTE_NOT_FOUND: {
    what: "The gateway knows no such route, or did not accept the credentials.",
    todo: "Check the address, then the credentials.",
  },
  RATE_LIMITED: { what: "Too many requests.", todo: "Wait a moment, then try again." },
  SERVER: {
    what: "MySafe failed on its side.",
    todo: "Try again. If it keeps failing, give the request ID to its support.",
  },
  INVALID_RESPONSE: {
    what: "What answered does not sound like MySafe.",
    todo: "A proxy or a sign-in page may be in the way. Try again.",
  },
  NETWORK: { what: "No answer came.", todo: "Check your network and VPN, then try again." },
  TIMEOUT: { what: "No answer came in time.", todo: "Try again in a moment." },
  INVALID_ARGUMENT: { what: "This cannot be an identifier; nothing was sent.", todo: "See the details." },
  CLOSED: { what: "The connection was ended before the answer came.", todo: "Connect again, then try again." },
  INTERNAL: { what: "Something in this page broke.", todo: "Save the report, reload the page and try again." },
};

const faults: Record<Culprit, { readonly title: string; readonly advice: (origin: string) => string }> = {
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
    title: "This access key may not list secrets",
    advice: () => "The credentials are right and lack the permission. Use another key, or have it granted.",
  },
  page: { title: "Something in this page broke", advice: () => "Reload the page and try again." },
};

const kinds: Record<Kind, string> = {
  failed: "Failed",
  unknown: "Unknown",
  skipped: "Not sent",
  changedUncertain: "Done, not certain",
  changed: "Done",
  unchangedUncertain: "Already so, not certain",
  unchanged: "Already so",
};

const kindHints: Record<Kind, string> = {
  failed: "Nothing was changed",
  unknown: "It may have been changed; no answer says so",
  skipped: "The run ended before",
  changedUncertain: "It is in the state asked for; no answer says for certain that this run did it",
  changed: "This run changed it",
  unchangedUncertain: "MySafe says that it already was; your browser may have sent the request twice",
  unchanged: "It was in this state already",
};

/** Every word that the page shows, in English. */
export const en = {
  product: "MySafe",
  title: "Switch API secrets off and on",
  /** What separates the cells of a list in the spreadsheets of this language. */
  listSeparator: "," as "," | ";",
  cancel: "Cancel",
  close: "Close",

  header: {
    demo: "Demo",
    connectedTo: "Connected to",
    disconnect: "Disconnect",
  },
  later: {
    failed: "The rest of this page did not load",
    advice: "You are connected. Check your network, then try again.",
    again: "Try again",
  },
  views: { label: "Views", secrets: "Secrets", reports: "Reports", log: "Log" },
  tab: {
    idle: "MySafe API secrets",
    running: { deactivate: "Deactivating", activate: "Activating" },
    paused: "Paused",
  },

  connect: {
    title: "Connect",
    purpose: "Secrets have leaked? Take them out of use here, see that they are, and put them back later.",
    promises: [
      "One secret or ten thousand, through a bad network too",
      "Every outcome told, none guessed",
      "Undo puts back what you took down, and only that",
    ],
    demoTitle: "A demo, with nothing to lose",
    demo: "These ten thousand secrets are made up, and MySafe runs inside this page. Just press Connect.",
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
    kept: "Kept in memory only, and sent to this address alone. Wiped when you disconnect, leave the page, or are away for ten minutes.",
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
  },

  lock: {
    after: (minutes: number) => `Locks after ${count(minutes, "minute", "minutes")} without you`,
    minutes: (minutes: number) => `${minutes} min`,
    held: "Does not lock while a batch runs",
    heldShort: "waits",
    in: (time: string) => `Locks in ${time}`,
    soon: "This page locks in one minute. Press Stay to go on.",
    stay: "Stay",
  },

  filters: {
    label: "Narrow the list down",
    search: "Name or identifier",
    state: "State",
    anyState: "Any",
    sort: "Sort by",
    sortBy: { identifier: "Identifier", name: "Name", state: "State" },
    tag: "Tag",
    code: "Identifier code",
    more: "Tag and identifier code",
    apply: "Load",
    clear: "Without filter",
  },
  states: { active: "Active", inactive: "Inactive", unknown: "Unknown" },
  secrets: {
    loading: "Loading the list…",
    shown: (shown: number, all: number) => `${secrets(shown)} shown of ${number(all)}`,
    notLoaded: "The list could not be loaded",
    again: "Load again",
    none: "No secrets to see",
    noneAdvice: "MySafe lists none for this access key. Share secrets with its user, or connect with another key.",
    noMatch: "None matches",
    noMatchOf: (all: number) => `Nothing of what MySafe listed (${number(all)}) fits the search and filters.`,
    widen: "Show all",
  },
  table: {
    name: "Name",
    identifier: "Identifier",
    permissions: "Permissions",
    state: "State",
    actions: "Actions",
    chooseAll: (many: number) => `Choose all ${number(many)} that match`,
    choose: (name: string, identifier: string) => `Choose ${name}, ${identifier}`,
    canView: "May be viewed",
    canWrite: "May be changed",
    readOnly: "Read only",
    needJustify: "Asks for a justification",
    needApproval: "Asks for an approval",
    notChecked: "Not checked yet",
    knownSince: (time: string) => `As of ${time}`,
    keys: "Arrow keys move from row to row, Space chooses, Shift extends, Control and A choose all that match.",
  },
  actions: {
    deactivate: "Deactivate",
    activate: "Activate",
    one: {
      deactivate: (name: string, identifier: string) => `Deactivate ${name}, ${identifier}`,
      activate: (name: string, identifier: string) => `Activate ${name}, ${identifier}`,
    },
    many: {
      deactivate: (many: number) => `Deactivate ${number(many)}`,
      activate: (many: number) => `Activate ${number(many)}`,
    },
  },
  selection: {
    label: "Selection",
    of: (shown: number, all: number) => (shown === all ? secrets(all) : `${number(shown)} of ${secrets(all)}`),
    chosen: (many: number) => `${secrets(many)} chosen`,
    hidden: (many: number) => `(${count(many, "is", "are")} not shown)`,
    all: (many: number) => `Choose all ${count(many, "that matches", "that match")}`,
    clear: "Clear",
    paste: "Paste a list",
    checkChosen: (many: number) => `Check ${number(many)}`,
    checkInView: "Check those in view",
    checking: (done: number, total: number) => `Stop checking (${number(done)}/${number(total)})`,
  },
  paste: {
    title: "Choose from a list",
    label: "Identifiers, from a ticket or a table",
    example: "43, 44, #45\n46",
    hint: "A ticket, a mail, JSON, or a table from a spreadsheet. You see what is taken before anything is chosen.",
    listed: (many: number) => `${secrets(many)} found in the list.`,
    unlisted: (many: number) => `Choose ${count(many, "other number", "other numbers")} too, not in the list:`,
    taken: (many: number) => `Read as identifiers (${number(many)})`,
    passed: (many: number) => `Passed over (${number(many)})`,
    question: "Which column has the identifiers?",
    looksLikeTable: "This looks like a table",
    notPlain: "It does not plainly say which column has the identifiers. Nothing is chosen before you do.",
    noColumn: "None of its columns has identifiers.",
    column: (index: number) => `Column ${number(index + 1)}`,
    firstRows: "First rows",
    asProse: "None: it is text. Read it by its words",
    unclear: "This JSON cannot be read",
    unclearAdvice:
      "It is cut off, or does not say which list is meant. Paste a list of numbers, or of objects that have an “identifier”.",
    reasons: {
      address: "address",
      date: "date",
      decimal: "may be one number",
      label: "names something else",
      link: "link",
      numbering: "numbering",
      percentage: "percentage",
      phone: "phone number",
      price: "price",
      quantity: "count",
      range: "range: name each",
      time: "time",
      version: "version",
      word: "inside a word",
      cell: "no identifier",
      outside: "outside of the table",
      width: "cells out of line",
    },
    choose: (many: number) => `Choose ${secrets(many)}`,
  },

  confirm: {
    title: {
      deactivate: (many: number) => `Deactivate ${secrets(many)}?`,
      activate: (many: number) => `Activate ${secrets(many)}?`,
    },
    what: {
      deactivate: (address: string) => `MySafe at ${address} will no longer give them out. You can undo this.`,
      activate: (address: string) => `MySafe at ${address} will give them out again. You can undo this.`,
    },
    which: "Which",
    elsewhere: "This report may be of another MySafe",
    elsewhereThere: (address: string) => `It was made at ${address}. The same numbers mean other secrets elsewhere.`,
    elsewhereUnknown: "It does not say where it was made. The same numbers mean other secrets elsewhere.",
    readOnly: (many: number) => `${count(many, "of them is", "of them are")} read only for this access key`,
    readOnlyAdvice: "MySafe will refuse to change those, and the report will say so.",
    verify: "Look before and after: three requests each",
    verifyHint:
      "Then “already so” is certain, unless somebody else switches it meanwhile. MySafe may log each look as a view of the secret.",
    typeNumber: (many: number) => `That is many. Type ${number(many)} to go on`,
    wrongNumber: (many: number) => `Type ${number(many)}, the number of secrets`,
    yes: {
      deactivate: (many: number) => `Deactivate ${secrets(many)}`,
      activate: (many: number) => `Activate ${secrets(many)}`,
    },
  },

  run: {
    label: "Batch",
    title: {
      deactivate: (many: number) => `Deactivating ${secrets(many)}`,
      activate: (many: number) => `Activating ${secrets(many)}`,
    },
    phases: { running: "Running", paused: "Paused. Calls under way are finished.", ending: "Cancelling…" },
    progressLabel: "Progress of the batch",
    progress: (done: number, total: number) => `${number(done)} of ${number(total)} done`,
    rate: (perSecond: string) => `${perSecond} a second`,
    rateUnknown: "– a second",
    left: (time: string) => `${time} left`,
    leftUnknown: "– left",
    waiting: (why: string, time: string) => `${why} Next try in ${time}`,
    pause: "Pause",
    goOn: "Go on",
    cancel: "Cancel the batch",
    ended: {
      deactivate: (done: number, total: number) =>
        done === total ? `${secrets(total)} inactive` : `${number(done)} of ${secrets(total)} inactive`,
      activate: (done: number, total: number) =>
        done === total ? `${secrets(total)} active` : `${number(done)} of ${secrets(total)} active`,
    },
    seeReport: "See the report",
  },

  kinds,
  kindHints,
  reasons,
  facts: {
    details: "Details",
    code: "Code",
    status: "HTTP status",
    apiCode: "MySafe error",
    requestId: "Request ID",
    attempts: "Tries",
  },
  report: {
    choose: "Report",
    none: "No report yet",
    noneAdvice: "Each batch leaves one here. Or load one that was saved, to finish or undo it.",
    load: "Load a report",
    notLoaded: (file: string) => `${file} is no report`,
    notLoadedAdvice: (where: string) =>
      `A report is the JSON that this page saves, or JSON.stringify of what deactivateMany gave. It does not fit at: ${where}.`,
    title: {
      deactivate: (many: number) => `Deactivate ${secrets(many)}`,
      activate: (many: number) => `Activate ${secrets(many)}`,
    },
    undoTitle: {
      deactivate: (many: number, of: number) => `Undo ${of}: deactivate ${secrets(many)}`,
      activate: (many: number, of: number) => `Undo ${of}: activate ${secrets(many)}`,
    },
    addressUnknown: "Address not known",
    endedEarly: "The run ended early",
    cancelled: "The run was cancelled",
    filter: "Show only",
    outcomes: "Outcomes",
    noneOfKind: "None of this kind.",
    again: (many: number) => `Retry ${count(many, "failed or unknown", "failed or unknown")}`,
    goOn: (many: number) => `Send ${count(many, "that was not sent", "that were not sent")}`,
    undo: {
      deactivate: (many: number) => `Undo: activate ${number(many)}`,
      activate: (many: number) => `Undo: deactivate ${number(many)}`,
    },
    undone: "Undone",
    verified: "Looked at",
    verifiedHint: "The state was looked at afterwards",
    unknownAdvice: "It may have been changed all the same: asking again is safe and tells.",
    said: {
      deactivate: {
        skipped: "It was not sent: the run ended before.",
        changedUncertain:
          "It is inactive, most likely by this run. No answer says so for certain: it may have been before.",
        changed: "It is inactive now.",
        unchangedUncertain: "MySafe says it already was inactive; your browser may have sent the request twice.",
        unchanged: "It was inactive already.",
      },
      activate: {
        skipped: "It was not sent: the run ended before.",
        changedUncertain:
          "It is active, most likely by this run. No answer says so for certain: it may have been before.",
        changed: "It is active now.",
        unchangedUncertain: "MySafe says it already was active; your browser may have sent the request twice.",
        unchanged: "It was active already.",
      },
    },
  },
  undo: {
    title: "Undo",
    ours: {
      deactivate: (many: number) => `Activate the ${number(many)} that this run deactivated:`,
      activate: (many: number) => `Deactivate the ${number(many)} that this run activated:`,
    },
    oursLabel: "Changed by this run",
    doubtful: (many: number) => `${count(many, "is", "are")} not certain`,
    doubtfulAdvice:
      "Most likely this run changed them, but no answer says so for certain: somebody may have done so before, for a reason. Tick those that you are sure of.",
    doubtfulLabel: "Not certain",
    next: {
      deactivate: (many: number) => `Deactivate ${secrets(many)}…`,
      activate: (many: number) => `Activate ${secrets(many)}…`,
    },
  },

  log: {
    title: "This visit",
    about: "What was done since this page was opened. It is gone when the page is closed.",
    connected: (address: string, many: number) => `Connected to ${address}; ${secrets(many)} listed`,
    notConnected: (address: string, code: string) => `No connection to ${address} (${code})`,
    ended: {
      disconnected: "Disconnected; credentials wiped",
      idle: "Locked after ten idle minutes; credentials wiped",
      left: "The page was left; credentials wiped",
    },
    notListed: (code: string) => `The list could not be loaded (${code})`,
    checked: (known: number, open: number, left: number) =>
      `Checked ${secrets(known)}${open > 0 ? `; ${number(open)} could not be told` : ""}${left > 0 ? `; stopped before ${number(left)} others` : ""}`,
    started: (action: "activate" | "deactivate", many: number) =>
      `${action === "activate" ? "Activating" : "Deactivating"} ${secrets(many)}`,
    finished: (action: "activate" | "deactivate", counts: Readonly<Record<Kind, number>>) =>
      `${action === "activate" ? "Activation" : "Deactivation"} ended: ${summary(counts)}`,
    exported: (file: string) => `Saved ${file}`,
    loaded: (file: string, many: number) => `Loaded ${file}: ${count(many, "outcome", "outcomes")}`,
    notLoaded: (file: string, where: string) => `${file} is no report that can be read (${where})`,
  },
};

function summary(counts: Readonly<Record<Kind, number>>): string {
  const parts = Object.entries(kinds).flatMap(([kind, name]) => {
    const many = counts[kind as Kind];
    return many > 0 ? [`${number(many)} ${name.toLowerCase()}`] : [];
  });
  return parts.join(", ");
}

export type Words = typeof en;
