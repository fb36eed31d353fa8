import { leak } from "./leak.js";
import { report } from "./report.js";

report(leak);
