import {
  CircleCheck,
  CircleCheckBig,
  CircleDashed,
  CircleEqual,
  CircleHelp,
  type IconNode,
  TriangleAlert,
} from "lucide";
import type { OutcomeKind } from "./report.ts";

/** The icon of each kind of outcome. */
export const outcomeIcons: Record<OutcomeKind, IconNode> = {
  failed: TriangleAlert,
  unknown: CircleHelp,
  skipped: CircleDashed,
  changedUncertain: CircleCheckBig,
  changed: CircleCheck,
  unchangedUncertain: CircleEqual,
  unchanged: CircleEqual,
};
