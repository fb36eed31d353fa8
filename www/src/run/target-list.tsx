import type { Target } from "../report/report.ts";
import { VirtualList } from "../ui/virtual-list.tsx";
import "./target-list.css";

interface TargetListProps {
  readonly label: string;
  readonly targets: readonly Target[];
  /** The ticked identifiers. Without it, there are no checkboxes. */
  readonly ticked?: ReadonlySet<string>;
  readonly onTick?: (identifier: string, ticked: boolean) => void;
}

/** A virtual list of items, with a checkbox each if `ticked` is given. */
export function TargetList({ label, targets, ticked, onTick }: TargetListProps) {
  return (
    <VirtualList
      class="target-list"
      label={label}
      count={targets.length}
      rowHeight={36}
      row={(index) => {
        const target = targets[index];
        if (!target) return null;
        if (!ticked || !onTick) return <TargetName {...target} />;
        return (
          <label>
            <input
              type="checkbox"
              checked={ticked.has(target.identifier)}
              onChange={(event) => onTick(target.identifier, event.currentTarget.checked)}
            />
            <TargetName {...target} />
          </label>
        );
      }}
    />
  );
}

function TargetName({ identifier, name }: Target) {
  return (
    <>
      <code>{identifier}</code>
      <bdi class="target-name">{name}</bdi>
    </>
  );
}
