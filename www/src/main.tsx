import "./ui/tokens.css";
import "./ui/base.css";
import "./run/tab.ts";
import { render } from "preact";
import { App } from "./app.tsx";
import { isDemo } from "./demo/is-demo.ts";

const root = document.getElementById("app");
if (root) {
  if (isDemo) (await import("./demo/demo.ts")).startDemo();
  render(<App />, root);
}
