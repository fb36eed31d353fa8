import type { IconNode } from "lucide";
import type { ButtonHTMLAttributes } from "preact";
import { Icon } from "./icon.tsx";
import "./button.css";

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "icon" | "disabled"> & {
  readonly look?: "plain" | "main" | "off" | "on" | "bare";
  readonly icon?: IconNode;
  readonly small?: boolean;
  /** It then does nothing, but keeps the focus, which a disabled button would lose. */
  readonly idle?: boolean;
};

export function Button({ look = "plain", icon, small, idle = false, onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      class={`button ${look} ${small ? "small" : ""} ${rest.class ?? ""}`}
      aria-disabled={idle}
      onClick={(event) => {
        // The second click of a double click counts as none, wherever the first one has led by then.
        if (idle || event.detail > 1) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon && <Icon of={icon} />}
      {children !== undefined && <span>{children}</span>}
    </button>
  );
}
