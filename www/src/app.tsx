import { Form } from "./form.tsx";
import { Icon } from "./icon.tsx";
import { Log } from "./log.tsx";
import { Result } from "./result.tsx";
import { words } from "./words.ts";

export function App() {
  return (
    <>
      <header>
        <p class="brand">
          <Icon name="brand" />
          {words.product}
        </p>
        <h1>{words.title}</h1>
        <p>{words.purpose}</p>
      </header>
      <main>
        <Form />
        <div class="report">
          <Result />
          <Log />
        </div>
      </main>
    </>
  );
}
