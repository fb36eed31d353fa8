import { useSignal } from "@preact/signals";
import type { IconNode } from "lucide";
import type { ComponentType } from "preact";
import { words } from "../i18n/language.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { findPart } from "./find-part.ts";

interface PartButtonProps {
  readonly dialog: "PasteDialog" | "FindDialog";
  readonly icon: IconNode;
  readonly label: string;
  readonly unavailable?: boolean;
}

/** A button for a dialog, which is loaded as soon as the button may be pressed. */
export function PartButton({ dialog, icon, label, unavailable = false }: PartButtonProps) {
  const isOpen = useSignal(false);
  const Dialog: ComponentType<{ readonly onClose: () => void }> | undefined = findPart.fetched.module?.[dialog];
  return (
    <>
      <Button
        icon={icon}
        unavailable={unavailable}
        onPointerEnter={() => void findPart.fetch()}
        onFocus={() => void findPart.fetch()}
        onClick={async () => {
          isOpen.value = (await findPart.fetch()) !== undefined;
          const { failed, advice } = words.value.lazyPart;
          if (!isOpen.value) announce(`${failed}. ${advice}`, "at once");
        }}
      >
        {label}
      </Button>
      {isOpen.value && Dialog && (
        <Dialog
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </>
  );
}
