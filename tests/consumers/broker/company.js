// The broker of every runtime: three people, who sign in by a cookie, and an audit that can be read at /audit.

import { createBroker, permitByRole } from "mysafe-broker";

const people = {
  ana: { id: "ana@example.com", name: "Ana Lima", roles: ["responder"] },
  rui: { id: "rui@example.com", roles: ["viewer"] },
  bot: { id: "bot@example.com", roles: ["responder"] },
};

/**
 * @param {object} mysafe where MySafe is, and options of the runtime's own
 * @param {object} [options] of the broker
 */
export function brokerBefore(mysafe, options = {}) {
  const records = [];
  return createBroker({
    mysafe: { clientId: "demo", clientSecret: "demo-secret", ...mysafe },
    authenticate(request) {
      const [, person] = /(?:^|; )person=(\w+)/.exec(request.headers.get("cookie") ?? "") ?? [];
      return people[person] ?? null;
    },
    permit: permitByRole({
      responder: ["activate", "deactivate", "list", "isActive"],
      viewer: ["list", "isActive"],
    }),
    secret: "a secret of the consumers' c4nary",
    rate: { perIdentity: 60, per: 3600 },
    audit: (record) => {
      records.push(record);
    },
    page: () => Response.json(records),
    ...options,
  });
}
