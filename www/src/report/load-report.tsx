import { signal } from "@preact/signals";
import { CircleAlert, FileUp } from "lucide";
import { useRef } from "preact/hooks";
import type { Words } from "../i18n/en.ts";
import { words } from "../i18n/language.ts";
import { nounOf } from "../kinds/noun-of.ts";
import { addLogEntry } from "../log/log.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { InvalidReport } from "./invalid.ts";
import type { LoadedReport } from "./load.ts";
import { addReport } from "./report.ts";

/** The maximum size of a file, bytes. A report of four thousand outcomes has a few megabytes. */
const maximumSize = 64 * 1024 * 1024;

/** The last file that was not a report, and the path of its first invalid value. */
const fault = signal<{ readonly file: string; readonly where: string } | undefined>(undefined);

/** Whether the part of the page that reads files did not load. */
const notRead = signal(false);

type Reader = (text: string, file: string) => LoadedReport;

interface LoadReportProps {
  /** Gets what reads a file. `undefined`: it did not load. */
  readonly reader: () => Promise<Reader | undefined>;
  readonly onLoad?: () => void;
}

/** The error of the last loaded file, if there is one. */
export function LoadFault() {
  const { report: t } = words.value;
  if (notRead.value) {
    const { failed, advice } = words.value.lazyPart;
    return (
      <Notice tone="bad" icon={CircleAlert} title={failed}>
        <p>{advice}</p>
      </Notice>
    );
  }
  if (!fault.value) return null;
  const { file, where } = fault.value;
  return (
    <Notice tone="bad" icon={CircleAlert} title={t.notLoaded(file)}>
      <p>{t.notLoadedAdvice(where)}</p>
    </Notice>
  );
}

/** A button to load a report that this page, a script or the command line has saved. */
export function LoadReport({ reader, onLoad }: LoadReportProps) {
  const { report: t } = words.value;
  const input = useRef<HTMLInputElement>(null);

  async function loadFile(file: File) {
    fault.value = undefined;
    notRead.value = false;
    try {
      if (file.size > maximumSize) throw new InvalidReport("size");
      const read = await reader();
      if (!read) {
        announce(words.value.lazyPart.failed, "at once");
        notRead.value = true;
        return;
      }
      const report = addReport({ ...read(await file.text(), file.name), isSaved: true });
      const text = ({ log }: Words) => log.loaded(file.name, report.entries.length, nounOf(report.kind));
      addLogEntry("plain", text);
      announce(text(words.value));
      onLoad?.();
    } catch (error) {
      const where = error instanceof InvalidReport ? error.message : "file";
      addLogEntry("bad", ({ log }) => log.notLoaded(file.name, where));
      fault.value = { file: file.name, where };
      announce(`${t.notLoaded(file.name)}. ${t.notLoadedAdvice(where)}`, "at once");
    }
  }

  return (
    <div class="load-report">
      <input
        ref={input}
        hidden
        type="file"
        accept="application/json,.json,.jsonl"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = ""; // or choosing the same file again fires no event
          if (file) void loadFile(file);
        }}
      />
      <Button icon={FileUp} onClick={() => input.current?.click()}>
        {t.load}
      </Button>
    </div>
  );
}
