// Texts of items: their lists, fields and states.

import type { Words } from "../en.js";
import { countItems, number } from "./count.js";

export const states: Words["states"] = { active: "Ativo", inactive: "Inativo", unknown: "Desconhecido" };

export const columns: Words["columns"] = {
  identifier: "Identificador",
  name: "Nome",
  url: "URL",
  username: "Usuário",
  tags: "Tags",
  permissions: "Permissões",
  state: "Estado",
  reason: "Motivo",
};

export const permissions: Words["permissions"] = {
  readOnly: "Só leitura",
  notViewable: "Não pode ver",
  needJustify: "Pede justificativa",
  needApproval: "Pede aprovação",
};

export const fields: Words["fields"] = {
  identifier: "Identificador",
  name: "Nome",
  url: "URL",
  username: "Usuário",
  clientId: "Client ID",
  clientSecret: "Client secret",
  identifierCode: "Código identificador",
  method: "Método",
  password: "Senha",
  secretKey: "Chave secreta",
  totp: "Código de uso único",
  note: "Nota",
  notes: "Observações",
  tags: "Tags",
  usersAllowed: "Usuários",
  groupsAllowed: "Grupos",
};

export const items: Words["items"] = {
  found: (many, noun) => countItems(many, noun),
  none: ({ one, ending }) => `${ending === "a" ? "Nenhuma" : "Nenhum"} ${one} à vista.`,
  masked: "Os valores estão ocultos: --reveal os mostra.",
  mayEdit: "pode editar",
};

export const check: Words["check"] = {
  address: (address) => `${address} responde.`,
  noAddress: (address) => `${address} não responde como o MySafe.`,
  credentials: "As credenciais são válidas.",
  noCredentials: "As credenciais foram recusadas.",
  credentialsNotTried: "As credenciais não foram testadas.",
  rights: (all, view, write, noun) =>
    `${countItems(all, noun)}: pode ver ${number(view)}, pode alterar ${number(write)}.`,
  noRights: ({ many }) => `Esta chave de acesso não pode listar ${many}.`,
  noRightsAdvice: "Use outra chave ou peça a permissão.",
  nothingToChange: ({ many }) => `Para alterar ${many}, compartilhe com o usuário da chave com permissão de edição.`,
  notListed: ({ many }) => `Não foi possível listar ${many}.`,
  notTried: ({ many }) => `Se pode listar ${many} não foi testado.`,
};
