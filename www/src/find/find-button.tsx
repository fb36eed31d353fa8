import { Search } from "lucide";
import type { Kind } from "mysafe-wasm";
import { may } from "../connection/broker.ts";
import { words } from "../i18n/language.ts";
import { PartButton } from "./part-button.tsx";

interface FindButtonProps {
  readonly kind: Kind;
  readonly unavailable: boolean;
}

/** Opens the search for leaked values, where stored values can be compared: a broker takes them out of what it passes on, unless
 * somebody may see them. */
export function FindButton({ kind, unavailable }: FindButtonProps) {
  if (!may(kind, "isActive") || !may(kind, "reveal")) return null;
  return <PartButton dialog="FindDialog" icon={Search} label={words.value.paste.findValue} unavailable={unavailable} />;
}
