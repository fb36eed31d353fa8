import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";
import { words } from "../i18n/language.ts";
import type { Answer, Reading } from "./reading.ts";
import { firstRows } from "./table.ts";
import "./column-question.css";

interface ColumnQuestionProps {
  readonly question: Extract<Reading, { readonly kind: "question" }>;
  readonly answer: Signal<Answer | undefined>;
}

/** Asks which column of a table has the identifiers, and shows its first rows. */
export function ColumnQuestion({ question, answer }: ColumnQuestionProps) {
  const { paste: t } = words.value;
  const name = useId();
  const { table, columns, as } = question;
  const rows = firstRows(table, 5);
  const all = [...Array(Math.max(...rows.map(({ cells }) => cells.length))).keys()];
  const header = table.header === undefined ? undefined : table.rows[table.header]?.cells;
  const nameOf = (column: number) => header?.[column]?.trim() || t.column(column);
  return (
    <fieldset class="column-question">
      <legend>{t.question}</legend>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable area must be reachable by keyboard */}
      <section class="column-rows" aria-label={t.firstRows} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {all.map((column) => (
                <th key={column} scope="col">
                  {columns.includes(column) ? (
                    <Choice name={name} value={column} answer={answer} label={nameOf(column)} />
                  ) : (
                    nameOf(column)
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(header ? rows.slice(1) : rows).map(({ cells }, index) => (
              <tr key={index}>
                {all.map((column) => (
                  <td key={column}>{cells[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {as === "table" && <Choice name={name} value="prose" answer={answer} label={t.notATable} />}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly value: Answer;
  readonly answer: Signal<Answer | undefined>;
  readonly label: string;
}

function Choice({ name, value, answer, label }: ChoiceProps) {
  return (
    <label>
      <input
        type="radio"
        name={name}
        checked={answer.value === value}
        onChange={() => {
          answer.value = value;
        }}
      />
      {label}
    </label>
  );
}
