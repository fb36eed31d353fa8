import { Moon, Sun, SunMoon } from "lucide";
import { words } from "../i18n/language.ts";
import { Button } from "./button.tsx";
import { chooseScheme, scheme } from "./scheme.ts";

const icons = { system: SunMoon, light: Sun, dark: Moon };
const next = { system: "light", light: "dark", dark: "system" } as const;

/** A button for the next colours. Its name is the current ones, which a screen reader says when they change. */
export function SchemeSwitch() {
  const label = words.value.header.scheme[scheme.value];
  return (
    <Button
      look="bare"
      icon={icons[scheme.value]}
      aria-label={label}
      title={label}
      onClick={() => chooseScheme(next[scheme.value])}
    />
  );
}
