import { useRef } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { announce } from "../ui/announce.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { keepPath, settleAddress, settled } from "./address-entry.ts";
import { address } from "./entries.ts";
import { forwardedVault } from "./route.ts";

interface AddressFieldProps {
  /** The error of an empty field. */
  readonly missing: string | undefined;
  readonly readOnly: boolean;
}

/** The address of MySafe. What is made of an entry is said below it. */
export function AddressField({ missing, readOnly }: AddressFieldProps) {
  const { connect: t } = words.value;
  const field = useRef<HTMLDivElement>(null);
  const { read } = settled.value?.entry === address.value ? settled.value : {};
  const { added, isCut, withPath, fault } = { ...read };
  const changes = [added && t.schemeAdded(added), isCut && t.cut].filter(Boolean).join(" ");
  const usual = address.value === forwardedVault ? t.forwarded(location.origin) : t.addressHint;

  function settle() {
    settleAddress();
    const { added, isCut } = { ...settled.value?.read };
    if (added || isCut) announce(`${t.address}: ${address.value}`);
  }

  /** Does what a button offers, which is removed with it. */
  function take(entry: () => void) {
    entry();
    field.current?.querySelector("input")?.focus();
  }

  return (
    <div
      class="address-field"
      ref={field}
      onInput={({ inputType }: Partial<InputEvent>) => inputType === "insertFromPaste" && settle()}
      // A button that moves under a pressed pointer would lose its click.
      onFocusOut={({ relatedTarget: to }) => to instanceof HTMLInputElement && to.type !== "radio" && settle()}
    >
      <Field
        label={t.address}
        value={address}
        hint={changes || usual}
        error={missing ?? (fault && t.addressFaults[fault])}
        inputMode="url"
        required
        readOnly={readOnly}
      />
      {withPath && (
        <Button small onClick={() => take(() => keepPath(withPath))}>
          {t.keepPath(new URL(withPath).pathname)}
        </Button>
      )}
      {fault === "insecure" && (
        <Button
          small
          onClick={() =>
            take(() => {
              address.value = address.value.trim().replace(/^http/i, "https");
              settle();
            })
          }
        >
          {t.useHttps}
        </Button>
      )}
    </div>
  );
}
