import { signal } from "@preact/signals";
import { CircleAlert, FileUp } from "lucide";
import { useRef } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { record } from "../log/log.ts";
import { announce } from "../ui/announce.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { NoReport, reportIn } from "./load.ts";
import { add } from "./report.ts";

/** A report of four thousand outcomes has some megabytes; a file beyond this is something else. */
const largest = 64 * 1024 * 1024;

/** A file that was no report, and where it did not fit. */
const fault = signal<{ readonly file: string; readonly where: string } | undefined>(undefined);

export function LoadFault() {
  const { report: say } = words.value;
  if (!fault.value) return null;
  const { file, where } = fault.value;
  return (
    <Notice tone="bad" icon={CircleAlert} title={say.notLoaded(file)}>
      <p>{say.notLoadedAdvice(where)}</p>
    </Notice>
  );
}

/** Takes up a report that was saved, here or by a script. */
export function LoadReport() {
  const { report: say, log } = words.value;
  const input = useRef<HTMLInputElement>(null);

  async function take(file: File) {
    fault.value = undefined;
    try {
      if (file.size > largest) throw new NoReport("size");
      const report = add(reportIn(await file.text(), file.name));
      record("plain", ({ log }) => log.loaded(file.name, report.entries.length));
      announce(log.loaded(file.name, report.entries.length));
    } catch (error) {
      const where = error instanceof NoReport ? error.message : "file";
      record("bad", ({ log }) => log.notLoaded(file.name, where));
      fault.value = { file: file.name, where };
      announce(`${say.notLoaded(file.name)}. ${say.notLoadedAdvice(where)}`, "at once");
    }
  }

  return (
    <div class="load-report">
      <input
        ref={input}
        hidden
        type="file"
        accept="application/json,.json"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = ""; // the same file may be chosen again
          if (file) void take(file);
        }}
      />
      <Button icon={FileUp} onClick={() => input.current?.click()}>
        {say.load}
      </Button>
    </div>
  );
}
