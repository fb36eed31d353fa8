import OpenProps from "open-props";
import postcssJitProps from "postcss-jit-props";
import { defineConfig, type Plugin } from "vite";
import headers from "./headers.json" with { type: "json" };

/** The policy inside the page too, for hosts of static files that send no headers. What only a header may say is left
 * out. */
function policyInThePage(): Plugin {
  const content = headers["Content-Security-Policy"]
    .split("; ")
    .filter((directive) => !directive.startsWith("frame-ancestors"))
    .join("; ");
  return {
    name: "policy-in-the-page",
    apply: "build",
    transformIndexHtml: () => [
      { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content }, injectTo: "head-prepend" },
    ],
  };
}

export default defineConfig({
  // The page may be hosted below any path.
  base: "./",
  // The Content-Security-Policy allows nothing inline, so every asset stays a file.
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  // Of Open Props, only what is used.
  css: { postcss: { plugins: [postcssJitProps(OpenProps)] } },
  plugins: [policyInThePage()],
  preview: { headers },
});
