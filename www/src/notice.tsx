import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon.tsx";
import "./notice.css";

interface NoticeProps {
  readonly tone: "empty" | "running" | "off" | "on" | "failed" | "unknown";
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ComponentChildren;
}

/** One thing said, with its colour and drawing. */
export function Notice({ tone, icon, title, children }: NoticeProps) {
  return (
    <div class={`notice ${tone}`}>
      <Icon name={icon} />
      <div class="notice-body">
        <p class="notice-title">{title}</p>
        {children}
      </div>
    </div>
  );
}
