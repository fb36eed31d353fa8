// Texts of the paste dialog.

import type { Words } from "../en.ts";
import { count, countItems, countItemsThat, number } from "./count.ts";

export const paste: Words["paste"] = {
  title: ({ many }) => `Escolher ${many} a partir de uma lista`,
  findValue: "Encontrar valores vazados",
  label: "Identificadores, de um chamado ou de uma tabela",
  example: "43, 44, #45\n46",
  hint: "Um chamado, um e-mail, JSON ou uma tabela de planilha. URLs, usuários, client IDs e códigos também citam itens. Você vê o que foi lido antes de algo ser escolhido.",
  listed: (many, noun) => `${countItemsThat(many, noun, "encontrad")} na lista.`,
  unlisted: (many) => `Escolher também ${count(many, "outro número", "outros números")}, fora da lista:`,
  taken: (many) => `Lidos como identificadores (${number(many)})`,
  passed: (many) => `Deixados de fora (${number(many)})`,
  question: "Qual coluna tem os identificadores?",
  looksLikeTable: "Isto parece uma tabela",
  columnUnclear: "Ela não deixa claro qual coluna tem os identificadores. Nada é escolhido antes da sua resposta.",
  noColumn: "Nenhuma das colunas tem identificadores.",
  column: (index) => `Coluna ${number(index + 1)}`,
  firstRows: "Primeiras linhas",
  notATable: "Nenhuma: isto é texto, não uma tabela",
  unclear: "Não é possível ler este JSON",
  unclearAdvice:
    "Está cortado, ou não diz qual lista vale. Cole uma lista de números, ou de objetos que tenham “identifier”.",
  reasons: {
    address: "endereço",
    date: "data",
    decimal: "pode ser um só número",
    label: "nomeia outra coisa",
    link: "link",
    numbering: "numeração",
    percentage: "porcentagem",
    phone: "telefone",
    price: "preço",
    quantity: "quantidade",
    range: "intervalo: cite cada um",
    time: "hora",
    version: "versão",
    word: "dentro de uma palavra",
    cell: "sem identificador",
    kind: "outro tipo",
    outside: "fora da tabela",
    width: "células desalinhadas",
  },
  otherKind: (many, noun) => `Isto cita ${countItems(many, noun)}`,
  otherKindAdvice: ({ many }) =>
    `Você está escolhendo ${many}, e ali os mesmos números são outros itens. Nada disso é escolhido.`,
  unknownKind: "Isto cita itens de um tipo que esta página não conhece",
  changeKind: ({ many }) => `Escolher ${many} em vez disso`,
  choose: (many, noun) => `Escolher ${countItems(many, noun)}`,
};
