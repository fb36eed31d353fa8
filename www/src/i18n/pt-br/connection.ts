// Texts of the connection form and the lock.

import type { Words } from "../en.ts";
import { count } from "./count.ts";

export const connect: Words["connect"] = {
  title: "Conectar",
  purpose: "Segredos de API, senhas ou notas vazaram? Tire tudo de uso aqui, confirme que está fora e devolva depois.",
  promises: [
    "Um item ou dez mil, mesmo com a rede ruim",
    "Cada resultado é informado, nenhum é adivinhado",
    "Desfazer devolve o que você desativou, e só isso",
  ],
  demoTitle: "Uma demonstração, sem nada a perder",
  demo: "Os itens são inventados, dez mil segredos de API entre eles, e o MySafe roda dentro desta página. Basta conectar.",
  address: "Endereço do MySafe",
  addressHint: "Por exemplo, https://vault.example",
  forwarded: (origin) => `Acessado por meio de ${origin}, o servidor desta página`,
  schemeAdded: (scheme) => `${scheme} foi acrescentado.`,
  cut: "Cortado para ficar só o endereço.",
  keepPath: (path) => `Manter ${path}: o MySafe fica abaixo dele`,
  addressFaults: {
    unreadable: "Isto não é um endereço, como https://vault.example",
    credentials: "Um endereço não tem nome de usuário nem senha. Tire-os",
    insecure:
      "Com http://, outros no caminho poderiam ler a chave de acesso, por isso nada é enviado. Se https:// não responder, peça a quem cuida do MySafe um endereço que responda",
  },
  useHttps: "Usar https://",
  proof: "Credenciais",
  proofs: { key: "Chave de acesso", token: "Token bearer" },
  clientId: "Client ID",
  clientSecret: "Client secret",
  accessToken: "Token bearer",
  accessTokenHint: "Sem a palavra Bearer",
  more: "Mais",
  tenant: "Tenant",
  tenantHint: "O subdomínio dele, quando o MySafe é acessado por endereço IP",
  keyHelp: "Onde consigo uma chave de acesso?",
  justLooking: "Só quer conhecer?",
  tryDemo: "Experimente a demonstração",
  show: "Mostrar",
  hide: "Ocultar",
  needed: "Campo obrigatório",
  outerSpace: "Começa ou termina com um espaço, e será enviado assim",
  connect: "Conectar",
  connecting: "Conectando…",
  kept: "Ficam só na memória e são enviadas apenas a este endereço. São apagadas quando você desconecta, sai da página ou se ausenta por dez minutos; os relatórios mantêm o Client ID.",
  ended: {
    disconnected: {
      title: "Desconectado",
      text: "As credenciais foram apagadas. Relatórios e registro desta visita ficam até a página ser fechada.",
    },
    idle: {
      title: "Bloqueado",
      text: "Ninguém esteve aqui por dez minutos, e as credenciais foram apagadas. Conecte de novo para continuar: relatórios e registro desta visita foram mantidos.",
    },
    left: {
      title: "Você saiu da página",
      text: "As credenciais foram apagadas naquele momento. Conecte de novo para continuar.",
    },
  },
};

export const lock: Words["lock"] = {
  after: (minutes) => `Bloqueia após ${count(minutes, "minuto", "minutos")} sem você`,
  minutes: (minutes) => `${minutes} min`,
  held: "Não bloqueia enquanto um lote está em andamento",
  heldShort: "espera",
  in: (time) => `Bloqueia em ${time}`,
  soon: "Esta página bloqueia em um minuto. Pressione Ficar para continuar.",
  stay: "Ficar",
};
