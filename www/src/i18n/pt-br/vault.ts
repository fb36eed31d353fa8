// Texts about whether a report is of the connected vault, which are loaded with the first report.

import type { VaultWords } from "../en/vault.ts";
import { count, number } from "./count.ts";

export const vault: VaultWords = {
  otherMySafe: "Este relatório é de outro MySafe",
  maybeOther: "Este relatório pode ser de outro MySafe",
  doubts: {
    otherAddress: (address, { many, ending }) =>
      `Foi feito em ${address}. Em outro lugar, os mesmos números são outr${ending}s ${many}.`,
    otherTenant: (tenant, { many, ending }) =>
      `${tenant === undefined ? "Não indica nenhum tenant." : `Foi feito no tenant ${tenant}.`} Em outro tenant, os mesmos números são outr${ending}s ${many}.`,
    noAddress: ({ many, ending }) =>
      `Ele não diz onde foi feito. Em outro lugar, os mesmos números são outr${ending}s ${many}.`,
    noTenant: ({ many, ending }) =>
      `Ele não diz em qual tenant foi feito. Em outro tenant, os mesmos números são outr${ending}s ${many}.`,
  },
  accept: (here) => `São os itens que eu quero: enviar a ${here}`,
  acceptHint: "O resultado será um relatório próprio. O que foi aberto fica como está.",
  comparing: "Comparando os nomes com os que o MySafe lista…",
  notCompared: ({ many, ending }) =>
    `Não é possível comparar os nomes, porque ${ending}s ${many} não puderam ser listad${ending}s`,
  notComparedAdvice: "Verifique cada item antes de continuar: um número pode ser outro item agora.",
  mayNotList: ({ many }) => `Não é possível comparar os nomes, porque você não pode listar ${many}`,
  renamed: (many) => `${count(many, "nome difere", "nomes diferem")} do relatório`,
  renamedAdvice: () => "Um número com outro nome pode ser outro item. Verifique antes de continuar.",
  rename: (before, now) => `era “${before}”, agora “${now}”`,
  renamedLabel: "Com outro nome agora",
  unlisted: (many, { ending }) => `${count(many, `não está listad${ending}`, `não estão listad${ending}s`)} agora`,
  unlistedAdvice: (many, { ending }) =>
    many === 1
      ? `Pode ter sido excluíd${ending} ou não estar compartilhad${ending} com você: o MySafe pode recusar.`
      : `Podem ter sido excluíd${ending}s ou não estar compartilhad${ending}s com você: o MySafe pode recusar.`,
  unlistedLabel: "Fora da lista agora",
  nameless: (many) =>
    many === 1
      ? "O relatório não traz um dos nomes, que por isso não pôde ser comparado."
      : `O relatório não traz ${number(many)} nomes, que por isso não puderam ser comparados.`,
};
