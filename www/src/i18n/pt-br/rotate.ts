// Texts of new values.

import type { Kind } from "mysafe-wasm";
import type { Fault } from "../../rotate/pasted.ts";
import type { rotate as en } from "../en/rotate.ts";
import { count, number, plural } from "./count.ts";

const values: Record<Kind, { readonly title: string; readonly one: string; readonly stays: string }> = {
  apiSecret: {
    title: "Novos client secrets",
    one: "Novo client secret",
    stays: "O client ID, a URL e todo o resto ficam como estão.",
  },
  password: {
    title: "Novas senhas",
    one: "Nova senha",
    stays:
      "O usuário e todo o resto ficam como estão, inclusive a semente dos códigos de uso único: se ela também vazou, troque-a no MySafe.",
  },
  note: {
    title: "Novos textos",
    one: "Novo texto",
    stays: "O novo texto substitui a nota inteira. O nome, as tags e os compartilhamentos ficam.",
  },
};

const faults: Record<Fault["what"], string> = {
  noValue: "não tem valor depois do identificador",
  otherItem: "não começa com um identificador destes",
  twice: "traz um item que já tem valor",
};

export const rotate: typeof en = {
  title: (kind) => values[kind].title,
  order: ({ one, ending }) =>
    `Cada ${one} recebe o novo valor enquanto está inativ${ending}. A ativação vem depois, e só é oferecida onde o MySafe confirmou o novo valor.`,
  stays: (kind) => values[kind].stays,
  elsewhere: "O MySafe só guarda o valor. Configure o novo também onde ele é usado.",
  otherNames: (many) => `${count(many, "tem outro nome", "têm outro nome")} na lista agora`,
  otherNamesAdvice: "Confira se este é o MySafe do relatório. A seleção não inclui esses itens.",
  which: "O que recebe um novo valor",
  tickAll: "Selecionar tudo",
  tickNone: "Limpar seleção",
  source: "De onde vêm os novos valores",
  sources: { generated: "Gerar", pasted: "Colar" },
  generateHint:
    "Um para cada item, feito por este navegador. Depois de guardados, você pode vê-los, copiá-los e salvá-los uma vez.",
  length: "Número de caracteres",
  lengthFault: (least, most) => `Um número de ${number(least)} a ${number(most)}`,
  alphabet: "Caracteres",
  alphabets: { symbols: "Letras, dígitos, símbolos", plain: "Letras, dígitos", hexadecimal: "Hexadecimal" },
  pasteOne: (kind) => values[kind].one,
  pasteMany: "Um por linha: identificador e depois valor",
  pasteHint: "O valor é o resto da linha, tal como está. O que você cola fica neste diálogo até você fechá-lo.",
  fault: ({ line, what }) => `A linha ${number(line)} ${faults[what]}`,
  moreFaults: (many) => `${count(many, "outra linha não serve", "outras linhas não servem")}`,
  missing: (many) => `${count(many, "item ainda não tem", "itens ainda não têm")} valor`,
  tooLong: (limit) => `O MySafe aceita no máximo ${number(limit)} caracteres`,
  store: (many) => `Guardar ${count(many, "novo valor", "novos valores")}`,
  storing: (done, total) => `Guardando novos valores: ${number(done)} de ${number(total)}`,
  stop: "Parar",
  stopHint: "Os que estão em curso podem ser guardados mesmo assim.",
  stored: (done, total) =>
    done === total
      ? `${count(total, "novo valor está guardado", "novos valores estão guardados")}`
      : `${number(done)} de ${count(total, "novo valor", "novos valores")} ${plural(done) ? "estão guardados" : "está guardado"}`,
  notStored: {
    refused: (many) => `${count(many, "não foi guardado", "não foram guardados")}`,
    unknown: (many) => `${count(many, "pode ter sido guardado ou não", "podem ter sido guardados ou não")}`,
    unsent: (many) => `${count(many, "não foi enviado", "não foram enviados")}`,
  },
  staysOff: "Estes não foram ativados.",
  otherAnswer:
    "A resposta do MySafe mostra um valor diferente do enviado. Uma chave de acesso que criptografa valores faz isso: verifique no MySafe.",
  inactive: ({ one, ending }) =>
    `O MySafe não aceita um novo valor para ${one} inativ${ending}. Ativar antes entregaria o valor antigo: peça a quem cuida dest${ending === "a" ? "a" : "e"} ${one} que troque o valor no MySafe.`,
  unsentWhy: "O envio terminou antes.",
  lost: "O envio foi parado antes da resposta.",
  show: "Mostrar os novos valores",
  shown: "Os novos valores: identificador, nome, valor",
  copy: "Copiar",
  copied: "Copiado. A área de transferência os mantém até que outra coisa seja copiada.",
  notCopied: "O navegador não deixou esta página copiar: mostre os valores ou salve-os.",
  save: "Salvar em arquivo",
  saved: "Salvo. Quem tiver o arquivo pode lê-los.",
  once: "Esta página os esquece quando você fecha este diálogo.",
  again: (many) => `Repetir ${number(many)}`,
  activate: (many) => `Ativar ${number(many)}…`,
  thenActivate: "Depois ative. A página pergunta mais uma vez, como em toda ativação.",
  pastedSize: (many) => count(many, "caractere", "caracteres"),
  log: {
    stored: (done, refused, unknown, unsent, noun) =>
      [
        `Novos valores de ${noun.many}: ${count(done, "guardado", "guardados")}`,
        refused > 0 && count(refused, "não guardado", "não guardados"),
        unknown > 0 && count(unknown, "desconhecido", "desconhecidos"),
        unsent > 0 && count(unsent, "não enviado", "não enviados"),
      ]
        .filter(Boolean)
        .join(", "),
  },
};
