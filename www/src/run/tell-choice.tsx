import { Bell, BellRing } from "lucide";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { tellAtEnd, telling, tellNothing } from "./tell.ts";
import { runWords } from "./words.ts";

/** The choice to be told of the end of a run by a notification and a sound, and what this browser can do of it. */
export function TellChoice() {
  const { tell: t } = runWords.value;
  const means = telling.value;
  const how = means && t.how[means.sound ? "sound" : "silent"][means.notification];

  async function choose() {
    if (means) return tellNothing();
    await tellAtEnd();
    const now = telling.value;
    if (now) announce(runWords.value.tell.how[now.sound ? "sound" : "silent"][now.notification]);
  }

  return (
    <div class="tell-choice">
      <Button
        look="bare"
        small
        icon={means ? BellRing : Bell}
        aria-pressed={means !== undefined}
        onClick={() => void choose()}
      >
        {t.label}
      </Button>
      {how && <span class="muted">{how}</span>}
    </div>
  );
}
