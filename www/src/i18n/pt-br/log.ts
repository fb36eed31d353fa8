// Texts of the log.

import type { Words } from "../en.ts";
import { count, countItems, countItemsThat, number } from "./count.ts";
import { outcomeKinds } from "./outcomes.ts";

export const log: Words["log"] = {
  title: "Esta visita",
  about: "O que foi feito desde que esta página foi aberta. Some quando a página é fechada.",
  saveText: "Salvar o registro como texto",
  saveCsv: "Salvar o registro como CSV",
  connected: (address, many, noun) => `Conectado a ${address}; ${countItemsThat(many, noun, "listad")}`,
  notConnected: (address, code) => `Sem conexão com ${address} (${code})`,
  ended: {
    disconnected: "Desconectado; credenciais apagadas",
    idle: "Bloqueado após dez minutos sem uso; credenciais apagadas",
    left: "A página foi deixada; credenciais apagadas",
  },
  listed: (many, noun) => countItemsThat(many, noun, "listad"),
  notListed: (code, noun) => `Não foi possível carregar a lista de ${noun.many} (${code})`,
  checked: (known, open, left, noun) =>
    `${countItemsThat(known, noun, "verificad")}${open > 0 ? `; ${number(open)} sem resposta` : ""}${left > 0 ? `; parado antes de outr${noun.ending}s ${number(left)}` : ""}`,
  started: (action, many, noun) => `${action === "activate" ? "Ativando" : "Desativando"} ${countItems(many, noun)}`,
  finished: (action, noun, counts) =>
    `${action === "activate" ? "Ativação" : "Desativação"} de ${noun.many} terminou: ${summary(counts)}`,
  exported: (file) => `${file} salvo`,
  loaded: (file, many, noun) => `${file} aberto: ${count(many, "resultado", "resultados")} de ${noun.many}`,
  keeping: "A partir de agora, este navegador guarda relatórios",
  restored: (many) =>
    count(
      many,
      "relatório de visitas anteriores lido deste navegador",
      "relatórios de visitas anteriores lidos deste navegador",
    ),
  wiped: "O que este navegador guardava foi apagado, e ele não guarda mais relatórios",
  notLoaded: (file, where) => `${file} não é um relatório legível (${where})`,
};

function summary(counts: Parameters<Words["log"]["finished"]>[2]): string {
  const parts = (Object.keys(outcomeKinds) as (keyof typeof outcomeKinds)[]).flatMap((kind) =>
    counts[kind] > 0 ? [`${number(counts[kind])} ${outcomeKinds[kind].toLowerCase()}`] : [],
  );
  return parts.join(", ");
}
