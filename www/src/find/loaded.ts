// The parts of `findPart`. One file, so that they are one chunk.

export { PasteDialog } from "../paste/paste-dialog.tsx";
export { FindDialog } from "./find-dialog.tsx";
