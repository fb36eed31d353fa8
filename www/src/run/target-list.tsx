import type { Target } from "../report/report.ts";
import { placed, useVirtual } from "../ui/virtual.ts";
import "./target-list.css";

interface TargetListProps {
  readonly label: string;
  readonly targets: readonly Target[];
  /** Which are ticked, when they can be. */
  readonly ticked?: ReadonlySet<string>;
  readonly onTick?: (identifier: string, ticked: boolean) => void;
}

/** Which secrets, however many. */
export function TargetList({ label, targets, ticked, onTick }: TargetListProps) {
  const { scroller, rows, height } = useVirtual<HTMLDivElement>({
    count: targets.length,
    height: 36,
    keyOf: (index) => index,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="target-list" aria-label={label} tabIndex={0} ref={scroller}>
      <ul style={{ height: `${height}px` }}>
        {rows.map((row) => {
          const target = targets[row.index];
          return (
            target && (
              <li key={row.key} style={placed(row)} aria-setsize={targets.length} aria-posinset={row.index + 1}>
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
