// Texts of the help, the man page and the completion.

import type { CommandName } from "../../commands/names.js";
import type { Argument } from "../../options/argument.js";
import type { OptionName } from "../../options/values.js";

/** The texts of a command: one line for lists of commands, and what else there is to know. */
export interface CommandHelp {
  readonly summary: string;
  readonly more: string;
}

const commands: Readonly<Record<CommandName, CommandHelp>> = {
  deactivate: {
    summary: "switch items off",
    more: "MySafe no longer gives out a deactivated item. Whoever has copied it can still use it: revoke it where it is used, too. Each try is written to a journal, by which the run is resumed and undone.",
  },
  activate: {
    summary: "switch items on",
    more: "To put back what a run took down, use undo: it switches on what that run switched off, and nothing else.",
  },
  list: {
    summary: "list items",
    more: "A list does not say which items are active: status does. On a terminal it is a table; elsewhere it has a line of column names, then one line for each item, with tabs.",
  },
  get: {
    summary: "show one item",
    more: "Stored values are masked unless --reveal is given. MySafe shows only active items, and may log it as a view.",
  },
  status: {
    summary: "say which items are active",
    more: "It gets each item and discards its values. MySafe may log each as a view.",
  },
  resume: {
    summary: "go on with a run",
    more: "Sends what was not sent, and asks again what failed or is not known. FILE is a journal, or a report as JSON: of this command, of the admin page or of mysafe-wasm. A report gets a new journal.",
  },
  undo: {
    summary: "put back what runs changed",
    more: "Only what the runs certainly changed is put back. What is in doubt is listed, and put back with --include-uncertain. FILE is a journal, or a report as JSON.",
  },
  report: {
    summary: "show what a run did",
    more: "FILE is a journal, or a report as JSON. Nothing is sent.",
  },
  check: {
    summary: "check the address, the credentials and what they may do",
    more: "It lists the items of each kind, and changes nothing.",
  },
  completion: {
    summary: "print a completion script for a shell",
    more: "bash: source <(mysafe completion bash). zsh: mysafe completion zsh > _mysafe, in a folder of $fpath. fish: mysafe completion fish > ~/.config/fish/completions/mysafe.fish.",
  },
};

const options: Readonly<Record<OptionName, string>> = {
  url: "address of MySafe, such as https://vault.example",
  clientId: "client id of the access key",
  clientSecretFile: "file with the client secret; - is standard input",
  accessTokenFile: "file with a bearer token, instead of an access key; - is standard input",
  tenant: "subdomain of the tenant, where MySafe is reached by IP address",
  kind: "kind of the items: api-secret, password or note (default api-secret)",
  from: "file with identifiers: lines, CSV, a JSON array or a report; - is standard input",
  column: "column of the CSV file that has the identifiers",
  tag: "items that have this tag",
  name: "items with this name; of API secrets: whose name contains it, in whatever case, sorted out on this side",
  username: "passwords with this user name",
  itemUrl: "passwords for this URL",
  identifierCode: "the API secret with this code",
  verify: "look at each item before and after: three requests instead of one",
  concurrency: "requests at a time, 1 to 1000 (default 8)",
  outage: "end when nothing was answered for this long, or never (default 60s)",
  timeout: "longest time for one request (default 10s)",
  deadline: "longest time for one item with its repeats (default 60s)",
  retries: "how often a failed request is sent again, 0 to 100 (default 5)",
  journal: "file of the journal (default mysafe-<action>-<kind>-<time>.jsonl here)",
  includeUncertain: "put back also what the runs probably changed",
  dryRun: "show what would be done, and do nothing",
  yes: "do not ask",
  reveal: "show the stored values",
  json: "print one JSON document",
  csv: "print CSV for spreadsheets",
  quiet: "print errors and results only",
  color: "no colours",
  lang: "language: en or pt-BR (default by LC_ALL, LC_MESSAGES, LANG)",
};

const placeholders: Readonly<Record<Argument | "identifier" | "journalFile" | "shell", string>> = {
  url: "url",
  text: "text",
  file: "file",
  column: "name",
  kind: "kind",
  duration: "time",
  number: "n",
  language: "language",
  identifier: "identifier",
  journalFile: "file",
  shell: "shell",
};

export const help = {
  tagline: "Switch MySafe's API secrets, passwords and notes off and on again, and undo it exactly.",
  commands,
  options,
  placeholders,
  version: "print the version",
  help: "print this help",
  helpCommand: "print the help of a command",
  titles: {
    usage: "Usage",
    commands: "Commands",
    arguments: "Arguments",
    options: "Options",
    examples: "Examples",
    exitStatus: "Exit status",
    environment: "Environment",
    times: "Times",
    name: "Name",
    synopsis: "Synopsis",
    description: "Description",
  },
  usageOptions: "[options]",
  usageCommand: "<command>",
  times: "500ms, 60s, 2m or 1h",
  exitStatus: {
    done: "all items are in the state asked for",
    incomplete: "some are not, or it is not known",
    usage: "the command line or its input cannot be used; nothing was sent",
    endedEarly: "it ended early: refused credentials, an outage, a source or a journal that failed",
    interrupted: "it was interrupted",
  },
  environment: {
    url: "address of MySafe",
    clientId: "client id of the access key",
    clientSecretFile: "its client secret",
    accessTokenFile: "a bearer token, instead of an access key",
    tenant: "subdomain of the tenant",
    proxies: "1: use HTTPS_PROXY and NO_PROXY, in Node 22.21, or 24 and later",
    certificates: "file with more certificate authorities",
    noColor: "no colours",
  },
  moreOf: (command: string) => `${command} <command> --help says more.`,
};
