// Texts of the details of one item.

import type { DetailWords } from "../en/details.ts";
import { at, number } from "./count.ts";

export const details: DetailWords = {
  title: (name) => `Detalhes de ${name}`,
  fields: {
    url: "URL",
    clientId: "Client ID",
    username: "Usuário",
    identifierCode: "Código identificador",
    method: "Método",
    tags: "Tags",
  },
  identifier: "Identificador",
  state: "Estado",
  permissions: "Permissões",
  noView: "Não pode ver",
  users: "Usuários",
  groups: "Grupos",
  mayEdit: "pode editar",
  unshared: "Sem compartilhamento",
  none: "Nada mais foi preenchido.",
  read: "Abrir",
  readHint: ({ one, ending }) =>
    `Isso é tudo o que a lista diz. O MySafe pode registrar a abertura como visualização d${ending} ${one}.`,
  mayRefuse: "Pede justificativa ou aprovação, que esta página não pode dar: o MySafe pode recusar.",
  notViewable: ({ one, ending }) =>
    `A lista diz que esta chave de acesso não pode ver ${ending} ${one}: o MySafe pode recusar.`,
  atOnce: "Abrir todos os itens cujos detalhes eu mostrar",
  reading: "Abrindo…",
  readAt: (time) => `Aberto ${at(time)}. O MySafe pode ter registrado isso como visualização.`,
  again: "Abrir de novo",
  hidden: "Valores guardados não aparecem, nem as anotações: há quem escreva segredos nelas.",
  inactive: (time) => `O item estava inativo ${at(time)}`,
  inactiveAdvice: "O MySafe não entrega nada de um item inativo. O que a lista diz sobre ele está acima.",
  failed: "Não foi possível abrir",
  denied: ({ one, ending }) => `Esta chave de acesso não pode ver ${ending === "a" ? "esta" : "este"} ${one}.`,
  sameName: (many) => `${number(many)} com este nome`,
  open: (identifier) => `Detalhes de ${identifier}`,
  more: (many) => `e mais ${number(many)}`,
};
