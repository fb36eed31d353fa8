/** What follows an option on a command line: the words for it, and what completion offers. */
export type Argument = "url" | "text" | "file" | "column" | "kind" | "duration" | "number" | "language";
