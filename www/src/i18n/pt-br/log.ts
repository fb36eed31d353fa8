// Texts of the log.

import type { Words } from "../en.ts";
import { count, countItems, countItemsThat, number } from "./count.ts";
import { outcomeHints, outcomeKinds } from "./outcomes.ts";

export const log: Words["log"] = {
  title: "Esta visita",
  about: "O que foi feito desde que esta página foi aberta. Some quando a página for fechada.",
  saveText: "Salvar o registro como texto",
  saveCsv: "Salvar o registro como CSV",
  connected: (address, many, noun) => `Conectado a ${address}; ${countItemsThat(many, noun, "listad")}`,
  notConnected: (address, code) => `Sem conexão com ${address} (${code})`,
  ended: {
    disconnected: "Desconectado; credenciais apagadas",
    idle: "Bloqueado após dez minutos sem atividade; credenciais apagadas",
    left: "A página foi abandonada; credenciais apagadas",
  },
  listed: (many, noun) => countItemsThat(many, noun, "listad"),
  notListed: (code, noun) => `Não foi possível carregar a lista de ${noun.many} (${code})`,
  checked: (known, open, left, noun) =>
    `${countItemsThat(known, noun, "verificad")}${open > 0 ? `; ${count(open, `desconhecid${noun.ending}`, `desconhecid${noun.ending}s`)}` : ""}${left > 0 ? `; parada com ${count(left, "restante", "restantes")}` : ""}`,
  started: (action, many, noun) => `${action === "activate" ? "Ativando" : "Desativando"} ${countItems(many, noun)}`,
  finished: (action, noun, counts) =>
    `${action === "activate" ? "Ativação" : "Desativação"} de ${noun.many} terminou: ${summary(action, noun, counts)}`,
  exported: (file) => `Arquivo ${file} salvo`,
  loaded: (file, many, noun) => `Arquivo ${file} aberto: ${count(many, "resultado", "resultados")} de ${noun.many}`,
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

function summary(...[action, , counts]: Parameters<Words["log"]["finished"]>): string {
  const parts = (Object.keys(outcomeHints) as (keyof typeof outcomeHints)[]).flatMap((kind) =>
    counts[kind] > 0 ? [`${number(counts[kind])} ${outcomeKinds[action](counts[kind])[kind].toLowerCase()}`] : [],
  );
  return parts.join(", ");
}
