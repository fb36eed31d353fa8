// Texts of the connection form and the lock.

import type { Words } from "../en.ts";
import { count } from "./count.ts";

export const connect: Words["connect"] = {
  title: "Conectar",
  purpose:
    "Segredos de API, senhas ou notas vazaram? Tire tudo de uso aqui, verifique que está inativo e reative depois.",
  promises: [
    "Um item ou dez mil, mesmo com a rede ruim",
    "Cada resultado é informado, nenhum é adivinhado",
    "Desfazer reativa o que você desativou, e só isso",
  ],
  demoTitle: "Uma demonstração, sem nada a perder",
  demo: "Os itens são inventados, dez mil segredos de API entre eles, e o MySafe roda dentro desta página. Basta clicar em Conectar.",
  address: "Endereço do MySafe",
  addressHint: "Por exemplo, https://vault.example",
  forwarded: (origin) => `Acessado por ${origin}, o servidor desta página`,
  schemeAdded: (scheme) => `${scheme} foi acrescentado.`,
  cut: "Cortado para ficar só o endereço.",
  keepPath: (path) => `Manter ${path}: o MySafe fica abaixo dele`,
  addressFaults: {
    unreadable: "Isto não é um endereço. Um exemplo: https://vault.example",
    credentials: "Deixe o nome de usuário e a senha fora do endereço",
    insecure:
      "Com http://, outras pessoas no caminho poderiam ler a chave de acesso, por isso nada é enviado. Se https:// não responder, peça a quem cuida do MySafe um endereço que responda",
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
  needed: "Obrigatório",
  outerSpace: "Começa ou termina com um espaço, e será enviado assim",
  connect: "Conectar",
  connecting: "Conectando…",
  kept: "Ficam só na memória e são enviadas apenas a este endereço. São apagadas quando você se desconecta, sai da página ou se ausenta por dez minutos; os relatórios mantêm o client ID.",
  ended: {
    disconnected: {
      title: "Desconectado",
      text: "As credenciais foram apagadas. Os relatórios e o registro desta visita ficam até você fechar a página.",
    },
    idle: {
      title: "Bloqueado",
      text: "Dez minutos sem atividade: as credenciais foram apagadas. Conecte-se de novo para continuar: os relatórios e o registro desta visita foram mantidos.",
    },
    left: {
      title: "Você saiu da página",
      text: "As credenciais foram apagadas naquele momento. Conecte-se de novo para continuar.",
    },
  },
};

export const lock: Words["lock"] = {
  after: (minutes) => `Bloqueia após ${count(minutes, "minuto", "minutos")} sem atividade`,
  minutes: (minutes) => `${minutes} min`,
  held: "Não bloqueia durante uma execução",
  heldShort: "espera",
  in: (time) => `Bloqueia em ${time}`,
  soon: "Esta página será bloqueada em um minuto. Clique em Ficar para mantê-la aberta.",
  stay: "Ficar",
};
