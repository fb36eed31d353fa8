// Texts of a page that a broker serves, which is loaded with them.

import type { BrokerWords } from "../en/broker.ts";
import type { Words } from "../en.ts";
import { progress } from "./run.ts";

export const broker: BrokerWords = {
  entry: {
    titles: {
      asking: "Um momento",
      nobody: "Entrar",
      waiting: "Continuar",
      unanswered: "Quem está conectado?",
      notSignedOut: "Sair",
      nothing: "Nada para listar",
      signedIn: "Tudo certo",
    },
    asking: "Perguntando quem está conectado…",
    goOn: "Continuar",
    again: "Tentar de novo",
    unanswered: "O servidor não informa quem está conectado",
    unansweredAdvice: "Confira a rede e a VPN e tente de novo.",
    notSignedOut: "Talvez você ainda esteja conectado",
    notSignedOutAdvice: "Esta página já esqueceu tudo, mas o servidor não confirmou a sua saída.",
    nothing: (name) => `${name} não pode listar nada aqui`,
    nothingAdvice: "Peça a quem cuida deste servidor um papel que permita isso.",
    kept: "Esta página não guarda chave nem senha. Ela se bloqueia quando você se ausenta por dez minutos.",
  },
  signIn: {
    why: "Aqui você não precisa de chave de acesso: quem a guarda é este servidor. Ele pergunta quem você é e deixa você fazer o que o seu papel permite.",
    button: "Entrar",
    newTab: "O login abre em outra aba, para que os relatórios desta visita não se percam.",
    byOperator:
      "Ninguém entrou. Este servidor deixa isso a cargo de quem o opera, por exemplo com um proxy à frente dele. Recarregue a página; se não resolver, fale com quem o opera.",
    load: "Recarregar",
    blocked: "O navegador bloqueou a nova aba.",
    open: "Abrir por aqui",
    done: "Você entrou",
    goBack: "Volte para a outra aba.",
    here: "Continuar nesta aba",
  },
  account: {
    signedInAs: "Conectado como",
    roles: (roles) => (roles.length > 0 ? `Papéis: ${roles.join(", ")}` : "Sem papéis"),
    signOut: "Sair",
    signOutDuringRun: (done, total) =>
      `Uma execução está em andamento: ${progress(done, total)}. Sair e deixar o resto sem enviar?`,
    signedOut: "Você saiu",
    signedOutAdvice: "Os relatórios e o registro desta visita ficam até você fechar a página.",
  },
  lost: {
    title: "Sua sessão terminou",
    advice: "Entre de novo para continuar.",
    duringRun: "A execução está esperando, e nada é enviado enquanto isso. Entre de novo para continuar.",
    again: "Entrar de novo",
  },
  onlyLooking: ({ many, ending }) =>
    `Aqui você pode ver ${ending}s ${many}, mas não ativá-l${ending}s nem desativá-l${ending}s.`,
  takenOver: {
    title: "A execução terminou antes do fim",
    why: (from, by) =>
      `Era a execução de ${from}, cuja sessão terminou, e depois ${by} entrou. O resto não foi enviado.`,
  },
  log: {
    signedIn: (name) => `Conectado como ${name}`,
    signedOut: "Saiu",
    lost: "A sessão terminou",
    again: "Entrou de novo",
  },
};

/** Replaces the texts that speak of credentials. */
export const reword = (words: Words): Words => ({
  ...words,
  connect: {
    ...words.connect,
    ended: {
      disconnected: {
        title: "Desconectado",
        text: "Os relatórios e o registro desta visita ficam até você fechar a página. O servidor ainda pode reconhecer você.",
      },
      idle: {
        title: "Bloqueado",
        text: "Dez minutos sem atividade. Continue e entre, se for pedido: os relatórios e o registro desta visita foram mantidos.",
      },
      left: { title: "Você saiu da página", text: "Continue e entre, se for pedido." },
    },
  },
  report: {
    ...words.report,
    connectTo: {
      retry: (many) => words.report.connectTo.retry(many).replace("Conectar", "Entrar"),
      sendRest: (many) => words.report.connectTo.sendRest(many).replace("Conectar", "Entrar"),
      undo: (many) => words.report.connectTo.undo(many).replace("Conectar", "Entrar"),
    },
  },
  log: {
    ...words.log,
    ended: {
      disconnected: "Desconectado",
      idle: "Bloqueado após dez minutos sem atividade",
      left: "A página foi abandonada",
    },
  },
  items: {
    ...words.items,
    notAllowed: ({ many }) =>
      `Você, ou a chave de acesso deste servidor, não pode listar ${many}. Fale com quem cuida dele.`,
    notOffered: ({ many }) => `O MySafe, ou o gateway à frente dele, não oferece ${many} a este servidor.`,
    noneAdvice: ({ many, ending }) =>
      `O MySafe não lista ${ending === "a" ? "nenhuma" : "nenhum"} para a chave de acesso deste servidor. Compartilhe ${many} com o usuário dela.`,
  },
  confirm: {
    ...words.confirm,
    readOnly: (many) => words.confirm.readOnly(many).replace("esta chave de acesso", "a chave de acesso do servidor"),
  },
  reasons: (noun) => ({
    ...words.reasons(noun),
    ACCESS_DENIED: {
      what: `Você, ou a chave de acesso deste servidor, não pode fazer isso com est${noun.ending === "a" ? "a" : "e"} ${noun.one}.`,
      advice: "Fale com o dono ou com quem cuida deste servidor.",
    },
    UNAUTHORIZED: { what: "A sessão tinha terminado.", advice: "Entre de novo e continue a partir deste relatório." },
    ROUTE_NOT_FOUND: {
      what: "O gateway não conhece esta rota, ou não aceitou a chave de acesso do servidor.",
      advice: "Quem cuida deste servidor precisa verificar as duas coisas.",
    },
  }),
});
