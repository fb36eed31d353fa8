"use client";

import { MySafe } from "mysafe-wasm";
import { useEffect } from "react";
import { leakWith } from "../leak.js";
import { report } from "../report.js";

// At module scope, so the server creates a client too when it renders this page.
const mysafe = new MySafe({
  baseUrl: typeof location === "undefined" ? "https://vault.example" : new URLSearchParams(location.search).get("api"),
  clientId: "demo",
  clientSecret: "demo-secret",
});

export default function Page() {
  useEffect(() => {
    report(() => leakWith(mysafe));
  }, []);
  return <p>A client component</p>;
}
