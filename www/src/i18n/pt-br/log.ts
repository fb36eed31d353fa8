// Texts of the log.

import type { Words } from "../en.ts";
import { count, countSecrets, number } from "./count.ts";
import { kinds } from "./outcomes.ts";

export const log: Words["log"] = {
  title: "Esta visita",
  about: "O que foi feito desde que esta página foi aberta. Some quando a página é fechada.",
  connected: (address, many) => `Conectado a ${address}; ${count(many, "segredo listado", "segredos listados")}`,
  notConnected: (address, code) => `Sem conexão com ${address} (${code})`,
  ended: {
    disconnected: "Desconectado; credenciais apagadas",
    idle: "Bloqueado após dez minutos sem uso; credenciais apagadas",
    left: "A página foi deixada; credenciais apagadas",
  },
  notListed: (code) => `Não foi possível carregar a lista (${code})`,
  checked: (known, open, left) =>
    `${count(known, "segredo verificado", "segredos verificados")}${open > 0 ? `; ${number(open)} sem resposta` : ""}${left > 0 ? `; parado antes de outros ${number(left)}` : ""}`,
  started: (action, many) => `${action === "activate" ? "Ativando" : "Desativando"} ${countSecrets(many)}`,
  finished: (action, counts) => `${action === "activate" ? "Ativação" : "Desativação"} terminou: ${summary(counts)}`,
  exported: (file) => `${file} salvo`,
  loaded: (file, many) => `${file} aberto: ${count(many, "resultado", "resultados")}`,
  notLoaded: (file, where) => `${file} não é um relatório legível (${where})`,
};

function summary(counts: Parameters<Words["log"]["finished"]>[1]): string {
  const parts = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind) =>
    counts[kind] > 0 ? [`${number(counts[kind])} ${kinds[kind].toLowerCase()}`] : [],
  );
  return parts.join(", ");
}
