// Texts of the list of items, its filters and actions.

import type { Words } from "../en.ts";
import { count, countItems, countItemsThat, number } from "./count.ts";

const columns = { url: "URL", username: "Usuário", tags: "Tags" };

export const filters: Words["filters"] = {
  label: "Refinar a lista",
  kind: "Tipo",
  search: (others) => (others.length > 0 ? `Nome, identificador, ${others.join(", ")}` : "Nome ou identificador"),
  state: "Estado",
  anyState: "Todos",
  slash: "Tecle / para buscar",
  unlisted: (identifiers) => `Fora desta lista: ${firstFew(identifiers)}`,
  tags: "Tags",
  tagsHint: "Separe várias com vírgulas: o item precisa ter todas",
  tagsExample: "uma, outra",
  permission: "Permissão",
  anyPermission: "Qualquer",
  permissions: {
    canView: "Pode ver",
    cannotView: "Não pode ver",
    canWrite: "Pode editar",
    readOnly: "Só leitura",
    needJustify: "Pede justificativa",
    needApproval: "Pede aprovação",
  },
  oneTag: "uma só tag, exatamente como está escrita",
  sort: "Ordenar por",
  fields: {
    tag: "Tag",
    identifierCode: "Código identificador",
    name: "Nome",
    username: columns.username,
    url: columns.url,
  },
  more: (set) => (set > 0 ? `Mais filtros (${number(set)} em uso)` : "Mais filtros"),
  apply: "Carregar",
  clear: "Limpar filtro",
};

export const states: Words["states"] = {
  active: "Ativo",
  inactive: "Inativo",
  unknown: "Desconhecido",
  unchecked: "Não verificado",
};

export const check: Words["check"] = {
  label: "Verificação dos estados",
  hint: ({ one, ending }) => `Abre cada ${one}: o MySafe pode contar isso como visualização d${ending} ${one}`,
  selected: (many) => `Verificar ${number(many)}`,
  inView: "Verificar os visíveis",
  stop: "Parar a verificação",
  progress: (done, total) => `${number(done)} de ${count(total, "verificado", "verificados")}`,
  ended: (many, noun) => countItemsThat(many, noun, "verificad"),
  open: (unchecked, unknown) =>
    [
      unchecked > 0 && count(unchecked, "não verificado", "não verificados"),
      unknown > 0 && count(unknown, "desconhecido", "desconhecidos"),
    ]
      .filter(Boolean)
      .join(", "),
  openAdvice: {
    active: ({ ending }) => `Também podem estar ativ${ending}s.`,
    inactive: ({ ending }) => `Também podem estar inativ${ending}s.`,
  },
  all: (many) => `Verificar tudo (${number(many)})`,
  kept: (many) => `${count(many, "estado é", "estados são")} de antes de você se conectar de novo`,
  again: () => "Verificar de novo",
  refused: (left) => `A verificação terminou com ${count(left, "item restante", "itens restantes")}`,
  rest: (many) => `Verificar o resto (${number(many)})`,
};

export const items: Words["items"] = {
  loading: "Carregando a lista…",
  shown: (shown, all, noun) => `Mostrando ${number(shown)} de ${countItems(all, noun)}`,
  notLoaded: ({ many }) => `Não foi possível carregar a lista de ${many}`,
  notAllowed: ({ many }) => `Esta chave de acesso não pode listar ${many}. Use outra chave ou peça a permissão.`,
  notOffered: ({ many }) => `Este MySafe, ou o gateway à frente dele, não oferece ${many} a esta chave de acesso.`,
  again: "Recarregar",
  none: ({ one, ending }) => `${ending === "a" ? "Nenhuma" : "Nenhum"} ${one} para mostrar`,
  noneAdvice: ({ many, ending }) =>
    `O MySafe não lista ${ending === "a" ? "nenhuma" : "nenhum"} para esta chave de acesso. Compartilhe ${many} com o usuário dela ou conecte-se com outra chave.`,
  noMatch: "Nenhum resultado",
  noneKnown: {
    active: "Nada que se saiba estar ativo",
    inactive: "Nada que se saiba estar inativo",
    unknown: "Nenhum estado ficou desconhecido após uma verificação ou alteração",
    unchecked: "Tudo foi verificado",
  },
  noMatchOf: (all) => `Nada do que o MySafe listou (${number(all)}) corresponde à busca e aos filtros.`,
  clearSearch: "Mostrar tudo",
};

export const table: Words["table"] = {
  columns: { ...columns, name: "Nome", identifier: "Identificador", state: "Estado" },
  permissions: "Permissões",
  actions: "Ações",
  choose: (name, identifier) => `Selecionar ${name}, ${identifier}`,
  canView: "Pode ver",
  canWrite: "Pode editar",
  readOnly: "Só leitura",
  needJustify: "Pede justificativa",
  needApproval: "Pede aprovação",
  notChecked: "Ainda não verificado",
  knownSince: (time) => `Última informação: ${time}`,
  asOf: "última informação:",
  keys: "As setas vão de linha em linha, Espaço seleciona, Shift estende, Enter abre os detalhes, Control e A selecionam tudo que corresponde.",
  skip: "Ir para a lista",
  details: "Detalhes",
  detailsOf: (name, identifier) => `Detalhes de ${name}, ${identifier}`,
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
  chosen: (many, noun) => countItemsThat(many, noun, "selecionad"),
  hidden: (many) => `(${number(many)} fora da tela)`,
  all: (many) => `Selecionar tudo que corresponde (${number(many)})`,
  only: "Mostrar só a seleção",
  clear: "Limpar",
  paste: "Colar uma lista",
};

/** The first identifiers of a list that can be long. */
function firstFew(identifiers: readonly string[]): string {
  const first = identifiers.slice(0, 8).join(", ");
  return identifiers.length > 8 ? `${first} e mais ${number(identifiers.length - 8)}` : first;
}
