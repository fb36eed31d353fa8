// Texts of the list of secrets, its filters and actions.

import type { Words } from "../en.ts";
import { count, countSecrets, number } from "./count.ts";

export const filters: Words["filters"] = {
  label: "Refinar a lista",
  search: "Nome ou identificador",
  state: "Estado",
  anyState: "Qualquer",
  sort: "Ordenar por",
  sortBy: { identifier: "Identificador", name: "Nome", state: "Estado" },
  tag: "Tag",
  code: "Código identificador",
  more: "Tag e código identificador",
  apply: "Carregar",
  clear: "Sem filtro",
};

export const states: Words["states"] = { active: "Ativo", inactive: "Inativo", unknown: "Desconhecido" };

export const secrets: Words["secrets"] = {
  loading: "Carregando a lista…",
  shown: (shown, all) => `${countSecrets(shown)} de ${number(all)} na tela`,
  notLoaded: "Não foi possível carregar a lista",
  again: "Carregar de novo",
  none: "Nenhum segredo à vista",
  noneAdvice:
    "O MySafe não lista nenhum para esta chave de acesso. Compartilhe segredos com o usuário dela ou conecte com outra chave.",
  noMatch: "Nenhum corresponde",
  noMatchOf: (all) => `Nada do que o MySafe listou (${number(all)}) corresponde à busca e aos filtros.`,
  clearSearch: "Mostrar todos",
};

export const table: Words["table"] = {
  name: "Nome",
  identifier: "Identificador",
  permissions: "Permissões",
  state: "Estado",
  actions: "Ações",
  chooseAll: (many) => `Escolher todos os ${number(many)} que correspondem`,
  choose: (name, identifier) => `Escolher ${name}, ${identifier}`,
  canView: "Pode ser visto",
  canWrite: "Pode ser alterado",
  readOnly: "Só leitura",
  needJustify: "Pede justificativa",
  needApproval: "Pede aprovação",
  notChecked: "Ainda não verificado",
  knownSince: (time) => `Conforme às ${time}`,
  keys: "As setas vão de linha em linha, Espaço escolhe, Shift estende, Control e A escolhem todos que correspondem.",
};

export const actions: Words["actions"] = {
  deactivate: "Desativar",
  activate: "Ativar",
  one: {
    deactivate: (name, identifier) => `Desativar ${name}, ${identifier}`,
    activate: (name, identifier) => `Ativar ${name}, ${identifier}`,
  },
  many: {
    deactivate: (many) => `Desativar ${number(many)}`,
    activate: (many) => `Ativar ${number(many)}`,
  },
};

export const selection: Words["selection"] = {
  label: "Seleção",
  of: (shown, all) => (shown === all ? countSecrets(all) : `${number(shown)} de ${countSecrets(all)}`),
  chosen: (many) => count(many, "segredo escolhido", "segredos escolhidos"),
  hidden: (many) => `(${count(many, "fora da lista", "fora da lista")})`,
  all: (many) => `Escolher ${count(many, "que corresponde", "que correspondem")}`,
  clear: "Limpar",
  paste: "Colar uma lista",
  checkChosen: (many) => `Verificar ${number(many)}`,
  checkInView: "Verificar os visíveis",
  checking: (done, total) => `Parar a verificação (${number(done)}/${number(total)})`,
};
