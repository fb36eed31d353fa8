import type { Item } from "./item.js";
import type { Random } from "./random.js";

/** The owners of generated items, and the users they are shared with. */
export const people = [
  "pduarte",
  "alices",
  "mkowalski",
  "jtanaka",
  "rsilva",
  "nokafor",
  "elindgren",
  "hrahimi",
  "cmoreau",
  "dferrari",
  "swilliams",
  "ykim",
] as const;

/** The groups that generated items are shared with. */
export const groups = ["Test group", "Platform", "Payments", "Data", "Support", "Security"] as const;

/** The services that generated items give access to. */
export const services = [
  { name: "Object storage", host: "storage.example", tag: "cloud" },
  { name: "Card payments", host: "pay.example", tag: "payments" },
  { name: "Mail delivery", host: "mail.example", tag: "messaging" },
  { name: "Text messages", host: "sms.example", tag: "messaging" },
  { name: "Customer records", host: "crm.example", tag: "sales" },
  { name: "Ticket desk", host: "tickets.example", tag: "support" },
  { name: "Code hosting", host: "code.example", tag: "engineering" },
  { name: "Build runners", host: "build.example", tag: "engineering" },
  { name: "Error tracking", host: "errors.example", tag: "monitoring" },
  { name: "Metrics", host: "metrics.example", tag: "monitoring" },
  { name: "Single sign-on", host: "login.example", tag: "identity" },
  { name: "Payroll", host: "payroll.example", tag: "finance" },
  { name: "Tax filing", host: "tax.example", tag: "finance" },
  { name: "Maps", host: "maps.example", tag: "data" },
  { name: "Data warehouse", host: "warehouse.example", tag: "data" },
] as const;

/** The environments of those services. */
export const environments = ["production", "staging", "test"] as const;

/** The characters of generated texts. */
export const alphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789";

/** The first generated identifier of each kind. 43 is the identifier in MySafe's documentation, so its examples work. */
export const firstIdentifier = 43;

/** Who may do what with a generated item. It is active, and shared with the colleague unless that is the owner. */
export function rightsTo(random: Random, owner: string, colleague: string) {
  return {
    usersAllowed: colleague === owner ? [] : [{ username: colleague, canEdit: random.next() < 0.5 }],
    groupsAllowed: random.next() < 0.3 ? [{ name: random.pick(groups), canEdit: random.next() < 0.3 }] : [],
    needJustify: random.next() < 0.2,
    needApproval: random.next() < 0.1,
    active: true,
    owner,
    access: {},
  } satisfies Partial<Item>;
}
