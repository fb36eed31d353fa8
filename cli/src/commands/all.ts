import { activate } from "./activate.js";
import { check } from "./check.js";
import type { Command } from "./command.js";
import { completion } from "./completion.js";
import { deactivate } from "./deactivate.js";
import { get } from "./get.js";
import { list } from "./list.js";
import type { CommandName } from "./names.js";
import { report } from "./report.js";
import { resume } from "./resume.js";
import { statusCommand } from "./status.js";
import { undo } from "./undo.js";

/** All commands, in the order of the help. */
export const commands: Readonly<Record<CommandName, Command>> = {
  deactivate,
  activate,
  list,
  get,
  status: statusCommand,
  resume,
  undo,
  report,
  check,
  completion,
};
