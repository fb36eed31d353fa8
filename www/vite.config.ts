import OpenProps from "open-props";
import postcssJitProps from "postcss-jit-props";
import { defineConfig, type Plugin } from "vite";
import headers from "./headers.json" with { type: "json" };

/** Adds the Content-Security-Policy as a `<meta>` element, for static hosts that send no headers. `frame-ancestors` is only
 * allowed in a header, so it is left out. */
function policyInPage(): Plugin {
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
  // Relative URLs, so that the page can be hosted below any path.
  base: "./",
  build: {
    // The Content-Security-Policy allows no inline assets and no `data:` URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What several chunks share is one chunk, because each chunk adds bytes.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "shared", test: /\/www\/src\/|preact|lucide/, minShareCount: 2 }] } },
    },
  },
  // Emits only the Open Props that the page uses.
  css: { postcss: { plugins: [postcssJitProps(OpenProps)] } },
  plugins: [policyInPage()],
  preview: { headers },
});
