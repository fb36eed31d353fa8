/** The names of the commands, in the order of the help. */
export const commandNames = [
  "deactivate",
  "activate",
  "list",
  "get",
  "status",
  "resume",
  "undo",
  "report",
  "check",
  "completion",
] as const;

/** The name of a command. */
export type CommandName = (typeof commandNames)[number];
