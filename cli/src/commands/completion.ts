import { status } from "../failure.js";
import type { Command } from "./command.js";

const shells = ["bash", "zsh", "fish"] as const;

/** `mysafe completion` */
export const completion: Command = {
  name: "completion",
  arguments: { name: "shell", isNeeded: true, areMany: false, choices: shells },
  options: [],
  examples: ["mysafe completion bash"],
  run: async ({ arguments: [shell], commands, terminal }) => {
    const { scriptFor } = await import("../completion/script.js");
    terminal.print(scriptFor(shell as (typeof shells)[number], commands, terminal.words));
    return status.done;
  },
};
