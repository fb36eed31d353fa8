import { LazyPart } from "../ui/lazy-part.tsx";

/** Where an access key comes from, which most visitors know. */
export const keyHelpPart = new LazyPart(() => import("./key-help.tsx"));
