import type { IconNode } from "lucide";
import type { ButtonHTMLAttributes } from "preact";
import { Icon, TurningIcon } from "./icon.tsx";
import "./button.css";

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "icon" | "disabled"> & {
  readonly look?: "plain" | "main" | "off" | "on" | "bare";
  readonly icon?: IconNode;
  /** Whether the icon turns. */
  readonly turning?: boolean;
  readonly small?: boolean;
  /** Whether it does nothing. Unlike a disabled button, it keeps the focus. */
  readonly unavailable?: boolean;
};

/** A button, by default with the plain look. */
export function Button(props: ButtonProps) {
  const { look = "plain", icon, turning, small, unavailable = false, onClick, children, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      class={`button ${look} ${small ? "small" : ""} ${rest.class ?? ""}`}
      aria-disabled={unavailable}
      onClick={(event) => {
        // The second click of a double click is ignored, even if another button is under the pointer by then.
        if (unavailable || event.detail > 1) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && (turning ? <TurningIcon of={icon} /> : <Icon of={icon} />)}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}
