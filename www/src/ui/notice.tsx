import type { IconNode } from "lucide";
import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import "./notice.css";

interface NoticeProps {
  readonly tone: "plain" | "good" | "bad" | "doubt";
  readonly icon: IconNode;
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly role?: "alert" | "status";
}

/** A message with an icon, in the colour of its tone. */
export function Notice({ tone, icon, title, children, role }: NoticeProps) {
  return (
    <div class={`notice ${tone}`} role={role}>
      <Icon of={icon} />
      <div class="notice-body">
        <p class="notice-title">{title}</p>
        {children}
      </div>
    </div>
  );
}

/** A message in place of empty content. */
export function EmptyState({ icon, title, children }: Omit<NoticeProps, "tone">) {
  return (
    <div class="blank">
      <span class="blank-icon">
        <Icon of={icon} />
      </span>
      <p class="blank-title">{title}</p>
      {children}
    </div>
  );
}
