// Texts of the list of items, its filters and actions.

import type { Words } from "../en.ts";
import { count, countItems, countItemsThat, number } from "./count.ts";

const columns = { url: "URL", username: "Usuário", tags: "Tags" };

export const filters: Words["filters"] = {
  label: "Refinar a lista",
  kind: "Tipo",
  search: (others) => (others.length > 0 ? `Nome, identificador, ${others.join(", ")}` : "Nome ou identificador"),
  state: "Estado",
  anyState: "Qualquer",
  sort: "Ordenar por",
  fields: {
    tag: "Tag",
    identifierCode: "Código identificador",
    name: "Nome",
    username: columns.username,
    url: columns.url,
  },
  more: "Filtros do MySafe",
  apply: "Carregar",
  clear: "Sem filtro",
};

export const states: Words["states"] = { active: "Ativo", inactive: "Inativo", unknown: "Desconhecido" };

export const items: Words["items"] = {
  loading: "Carregando a lista…",
  shown: (shown, all, noun) => `${countItems(shown, noun)} de ${number(all)} na tela`,
  notLoaded: ({ many }) => `Não foi possível carregar a lista de ${many}`,
  notAllowed: ({ many }) => `Esta chave de acesso não pode listar ${many}. Use outra chave ou peça a permissão.`,
  notOffered: ({ many }) => `Este MySafe, ou o gateway à frente dele, não oferece ${many} a esta chave de acesso.`,
  again: "Carregar de novo",
  none: ({ one, ending }) => `${ending === "a" ? "Nenhuma" : "Nenhum"} ${one} à vista`,
  noneAdvice: ({ many, ending }) =>
    `O MySafe não lista ${ending === "a" ? "nenhuma" : "nenhum"} para esta chave de acesso. Compartilhe ${many} com o usuário dela ou conecte com outra chave.`,
  noMatch: "Nada corresponde",
  noMatchOf: (all) => `Nada do que o MySafe listou (${number(all)}) corresponde à busca e aos filtros.`,
  clearSearch: "Mostrar tudo",
};

export const table: Words["table"] = {
  columns: { ...columns, name: "Nome", identifier: "Identificador", state: "Estado" },
  permissions: "Permissões",
  actions: "Ações",
  chooseAll: (many) => `Escolher tudo que corresponde (${number(many)})`,
  choose: (name, identifier) => `Escolher ${name}, ${identifier}`,
  canView: "Pode ver",
  canWrite: "Pode alterar",
  readOnly: "Só leitura",
  needJustify: "Pede justificativa",
  needApproval: "Pede aprovação",
  notChecked: "Ainda sem verificação",
  knownSince: (time) => `Conforme às ${time}`,
  keys: "As setas vão de linha em linha, Espaço escolhe, Shift estende, Control e A escolhem tudo que corresponde.",
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
  of: (shown, all, noun) => (shown === all ? countItems(all, noun) : `${number(shown)} de ${countItems(all, noun)}`),
  chosen: (many, noun) => countItemsThat(many, noun, "escolhid"),
  hidden: (many) => `(${count(many, "fora da lista", "fora da lista")})`,
  all: (many) => `Escolher ${count(many, "que corresponde", "que correspondem")}`,
  clear: "Limpar",
  paste: "Colar uma lista",
  checkChosen: (many) => `Verificar ${number(many)}`,
  checkInView: "Verificar na tela",
  checking: (done, total) => `Parar a verificação (${number(done)}/${number(total)})`,
};
