// The parts of `runPart`. One file, so that they are one chunk.

export { ConfirmDialog } from "./confirm-dialog.tsx";
export { RunBar } from "./run-bar.tsx";
