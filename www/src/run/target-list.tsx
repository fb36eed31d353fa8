import type { Target } from "../report/report.ts";
import { rowPosition, useVirtual } from "../ui/virtual.ts";
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
  const { scroller, rows, height } = useVirtual<HTMLDivElement>({
    count: targets.length,
    height: 36,
    keyOf: (index) => index,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard
    <section class="target-list" aria-label={label} tabIndex={0} ref={scroller}>
      <ul style={{ height: `${height}px` }}>
        {rows.map((row) => {
          const target = targets[row.index];
          return (
            target && (
              <li key={row.key} style={rowPosition(row)} aria-setsize={targets.length} aria-posinset={row.index + 1}>
                {ticked && onTick ? (
                  <label>
                    <input
                      type="checkbox"
                      checked={ticked.has(target.identifier)}
                      onChange={(event) => onTick(target.identifier, event.currentTarget.checked)}
                    />
                    <TargetName {...target} />
                  </label>
                ) : (
                  <TargetName {...target} />
                )}
              </li>
            )
          );
        })}
      </ul>
    </section>
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
