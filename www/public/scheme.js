// Before the first paint, as src/ui/scheme.ts says.
try {
  document.documentElement.dataset.scheme = localStorage.getItem("mysafe-scheme") ?? "system";
} catch {}
