import { hash, Random } from "./random.js";
import type { Secret } from "./secrets.js";

const owners = [
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

const groups = ["Test group", "Platform", "Payments", "Data", "Support", "Security"] as const;

const services = [
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

const environments = ["production", "staging", "test"] as const;
const methods = ["get", "post"] as const;
const alphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789";

/** The owners of generated secrets, and the users they are shared with. */
export const knownUsers: readonly string[] = owners;

/** The groups that generated secrets are shared with. */
export const knownGroups: readonly string[] = groups;

/** The first generated identifier. 43 is the identifier in MySafe's documentation, so its examples work. */
export const firstIdentifier = 43;

/**
 * Generates plausible secrets with tags, owners and shares, all of them active. The same seed gives the same secrets.
 *
 * @param count number of secrets
 * @param seed any number; default 1
 * @returns secrets with the identifiers 43, 44, 45 and so on
 * @example
 * ```ts
 * const secrets = generateSecrets(1000, 7).map((secret) => ({ ...secret, active: false }));
 * const sandbox = createSandbox({ secrets });
 * ```
 */
export function generateSecrets(count: number, seed = 1): Secret[] {
  const random = new Random(hash(`secrets ${seed}`));
  return Array.from({ length: count }, (_, index): Secret => {
    const service = random.pick(services);
    const environment = random.pick(environments);
    const owner = random.pick(owners);
    const colleague = random.pick(owners);
    return {
      identifier: String(firstIdentifier + index),
      name: `${service.name} (${environment})`,
      url: `https://${service.host}/v${1 + Math.floor(random.next() * 3)}`,
      clientId: random.text(26, alphanumeric),
      clientSecret: random.text(30, alphanumeric),
      identifierCode: `${service.tag}-${environment}-${index + 1}`,
      method: random.pick(methods),
      tags: `${service.tag},${environment}`,
      notes: `Owned by ${owner}`,
      usersAllowed: colleague === owner ? [] : [{ username: colleague, canEdit: random.next() < 0.5 }],
      groupsAllowed: random.next() < 0.3 ? [{ name: random.pick(groups), canEdit: random.next() < 0.3 }] : [],
      needJustify: random.next() < 0.2,
      needApproval: random.next() < 0.1,
      active: true,
      owner,
      access: {},
    };
  });
}
