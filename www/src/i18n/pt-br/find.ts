// Texts of the search for leaked values, and of the matches of a pasted text. They are loaded with those.

import type { FindWords } from "../en/find.ts";
import { count, countItems, countItemsThat, number, plural } from "./count.ts";

const values = (many: number) => count(many, "valor", "valores");

const matches: FindWords["matches"] = {
  title: (many) => `${count(many, "texto cita", "textos citam")} itens por algo além do identificador`,
  traits: { clientId: "client ID", url: "URL", username: "usuário", identifierCode: "código identificador" },
  host: "mesmo host",
  otherCase: "diferença de maiúsculas",
  several: (many) => `${number(many)} itens, selecione quais`,
  unsure: "confira",
  choose: (name, identifier, text) => `Selecionar ${name}, ${identifier}, por ${text}`,
  tickSingle: (many) =>
    `Selecionar ${count(many, "item que é a única correspondência de um texto", "itens que são, cada um, a única correspondência de um texto")}`,
  tickAll: (many) => `Selecionar tudo (${number(many)})`,
  onlyOpened: (traits, { many, ending }) => `A lista de ${many} não traz ${traits} del${ending === "a" ? "as" : "es"}.`,
  openAdvice:
    "Esta página pode abrir os itens para comparar isso com o texto. Os valores guardados vêm em cada resposta; esta página os descarta e não mostra nenhum.",
  open: (many, noun) => `Abrir ${countItems(many, noun)}`,
  opening: (done, total) => `Parar de abrir (${number(done)}/${number(total)})`,
  opened: (done, noun) =>
    `${countItemsThat(done, noun, "abert")} e comparad${noun.ending}${plural(done) ? "s" : ""} com o texto.`,
  notOpened: (many, what) => `${number(many)} sem abrir: ${what}`,
  notAsked: (many) => `${number(many)} sem abrir: você parou antes.`,
  none: "Nada no texto é igual a um deles.",
  filter: "pelo filtro do MySafe",
  canAsk: (trait) => `O próprio MySafe pode procurar um ${trait}, e não abre nada.`,
  askAdvice:
    "Cada texto que você seleciona vai em um endereço, que servidores gravam em registros: não selecione nada secreto. O MySafe não diz se compara códigos inteiros, então confira o que ele lista.",
  canBeCodes: (many) => count(many, "texto que pode ser um código", "textos que podem ser um código"),
  ask: (many) => `Perguntar ao MySafe por ${count(many, "código", "códigos")}`,
  asking: (done, total) => `Parar de perguntar (${number(done)}/${number(total)})`,
  answered: (many, named) =>
    `${count(many, "código perguntado", "códigos perguntados")}: o MySafe lista itens para ${number(named)}.`,
  notAnswered: (many, why) => `${number(many)} sem resposta que sirva: ${why}`,
  unfiltered: "O MySafe listou itens demais para serem os de um só código.",
  or: (parts) => new Intl.ListFormat("pt-BR", { type: "disjunction" }).format(parts),
};

export const find: FindWords = {
  title: ({ many }) => `Encontrar ${many} por valores vazados`,
  label: "Valores vazados, um por linha, ou a saída de um scanner de segredos",
  hint: "Ocultos enquanto você digita. São comparados neste navegador, não são enviados, e são descartados com esta busca.",
  readAs: "Ler o texto como",
  forms: { lines: "Linhas", one: "Um só valor", findings: "Achados" },
  formHints: {
    lines: "Cada linha é procurada como está, e sem nome, aspas ou espaços em volta.",
    one: "O texto inteiro é um só valor, como uma nota.",
    findings: "Dos campos dos achados de um scanner.",
  },
  values: (many) => `${values(many)} para procurar.`,
  malformed: (many) =>
    count(
      many,
      "não é texto que um item possa guardar, e fica de fora.",
      "não são textos que um item possa guardar, e ficam de fora.",
    ),
  tooMany: (most) => `Mais de ${values(most)}`,
  tooManyAdvice: "Procure em várias buscas.",
  noFields: "Este JSON não tem valores em campos que esta página conheça",
  noFieldsAdvice: "A saída de um scanner pode ter só hashes, que não dá para comparar. Cole os próprios valores.",
  scope: "Quais itens abrir",
  scopes: { selected: "Seleção", matching: "Filtrados", all: "Lista toda" },
  price: (many, noun) => `${countItems(many, noun)} para abrir: ${count(many, "visualização", "visualizações")}`,
  priceMeans:
    "O MySafe pode registrar cada abertura como visualização, também a de uma tentativa repetida, e pedir justificativa.",
  filtered: ({ many, ending }) =>
    `O filtro do próprio MySafe limita esta lista. ${ending === "a" ? "Outras" : "Outros"} ${many} ficam de fora.`,
  knownInactive: (many, noun) => `${countItemsThat(many, noun, "inativ")}: o MySafe não mostra o valor.`,
  noView: (many, noun) => `Esta chave de acesso não pode ver ${countItems(many, noun)}.`,
  asking: (many, noun) =>
    `${countItems(many, noun)} ${plural(many) ? "pedem" : "pede"} justificativa ou aprovação, e ${plural(many) ? "podem ficar fechad" : "pode ficar fechad"}${noun.ending}${plural(many) ? "s" : ""}.`,
  limits: "Uma chave que criptografa valores não encontra nada",
  encrypted:
    "Se a chave de acesso está configurada para criptografar valores, eles não são iguais a nenhum dos seus. O item então conta como diferente, guarde o que guardar.",
  start: (many) => `Abrir ${number(many)} e comparar`,
  stop: "Parar",
  running: (many, noun) => `Abrindo ${countItems(many, noun)}…`,
  progressLabel: "Progresso da busca",
  progress: (done, total) => `Itens abertos: ${number(done)} de ${number(total)}.`,
  foundSoFar: (many, noun) => countItemsThat(many, noun, "encontrad"),
  left: (time) => `faltam cerca de ${time}`,
  waiting: (why, time) => `${why} Nova tentativa em ${time}`,
  stopMeans: "Se você parar, verá o que já se sabe.",
  headline: (many, total, noun) =>
    many === 0
      ? `De ${countItems(total, noun)}, não se sabe de ${noun.ending === "a" ? "nenhuma" : "nenhum"} que guarde um dos valores`
      : `${number(many)} de ${countItems(total, noun)} ${many === 1 ? "guarda" : "guardam"} um dos valores`,
  different: (many, noun) => `${countItemsThat(many, noun, "comparad")}, sem coincidência.`,
  endedEarly: (why) => `A busca terminou antes do fim: ${why}`,
  found: (many, noun) => countItemsThat(many, noun, "encontrad"),
  fields: {
    clientSecret: "client secret",
    password: "senha",
    secretKey: "semente dos códigos de uso único",
    note: "texto da nota",
  },
  match: (number, field) => `valor ${number}, como ${field}`,
  more: (many) => `e mais ${number(many)}`,
  select: (many, noun) => `Selecionar ${countItems(many, noun)}`,
  selectThese: (many) => (many === 1 ? "Selecionar este item" : `Selecionar estes ${number(many)} itens`),
  unseen: (many, noun) => `${countItems(many, noun)} sem comparação possível`,
  skipped: (many, noun) => `${countItemsThat(many, noun, "não abert")}`,
  stopped: "Você parou antes.",
  endedBefore: "A busca terminou antes.",
  unseenMeans: "O que não foi comparado pode guardar um dos valores.",
  which: "Quais",
  whyUnseen: ({ one, ending }) => ({
    INACTIVE: `Inativ${ending}: o MySafe não mostra o valor.`,
    ACCESS_DENIED: `O MySafe não deixa esta chave de acesso ver est${ending === "a" ? "a" : "e"} ${one}.`,
    INVALID_RESPONSE: "A resposta não tinha valor guardado que se possa comparar, ou não veio do MySafe.",
    CLOSED: "A conexão terminou antes de a resposta chegar.",
    INTERNAL: "Algo falhou nesta página.",
  }),
  log: {
    started: (many, total, noun) => `Procurando ${values(many)} em ${countItems(total, noun)}`,
    ended: (found, different, unseen, skipped, noun) =>
      `Busca em ${noun.many} terminada: ${number(found)} com o valor, ${number(different)} com outro, ${number(unseen)} sem comparação, ${number(skipped)} sem abrir`,
    asked: (many) => `Consulta ao MySafe sobre ${count(many, "código", "códigos")} de um texto colado`,
    opened: (done, failed, left, noun) =>
      `${countItemsThat(done, noun, "abert")} para comparar com um texto colado${failed > 0 ? `; ${number(failed)} sem abrir por falha` : ""}${left > 0 ? `; parada com ${number(left)} por abrir` : ""}`,
  },
  matches,
};
