import { defineConfig } from "vite";
import headers from "./headers.json" with { type: "json" };

export default defineConfig({
  // The Content-Security-Policy allows nothing inline, so every asset stays a file.
  build: { assetsInlineLimit: 0 },
  preview: { headers },
});
