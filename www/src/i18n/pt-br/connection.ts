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
  proof: "Credenciais",
  proofs: { key: "Chave de acesso", token: "Token bearer" },
  clientId: "Client ID",
  clientSecret: "Client secret",
  accessToken: "Token bearer",
  accessTokenHint: "Sem a palavra Bearer",
  more: "Mais",
  tenant: "Tenant",
  tenantHint: "O subdomínio dele, quando o MySafe é acessado por endereço IP",
  show: "Mostrar",
  hide: "Ocultar",
  needed: "Campo obrigatório",
  outerSpace: "Começa ou termina com um espaço, e será enviado assim",
  connect: "Conectar",
  connecting: "Conectando…",
  kept: "Ficam só na memória e são enviadas apenas a este endereço. São apagadas quando você desconecta, sai da página ou se ausenta por dez minutos; os relatórios mantêm o Client ID.",
  faults: {
    entries: {
      title: "Não é possível enviar assim",
      advice: () => "Confira o endereço: ele começa com https:// e não tem nome de usuário nem ponto de interrogação.",
    },
    credentials: {
      title: "As credenciais foram recusadas",
      advice: () =>
        "O MySafe respondeu e não as aceita. Confira cada uma. Se estiverem certas, a chave de acesso pode ter expirado ou estar limitada a outras redes ou páginas.",
    },
    addressOrCredentials: {
      title: "Não há API do MySafe neste endereço, ou as credenciais foram recusadas",
      advice: () =>
        "O gateway dá a mesma resposta para os dois casos. Confira primeiro o endereço, depois as credenciais.",
    },
    address: {
      title: "Outra coisa responde neste endereço",
      advice: () =>
        "A resposta não parece ser do MySafe. Confira o endereço; pode haver um proxy ou uma página de login no caminho.",
    },
    cors: {
      title: "O MySafe não permite esta página (CORS)",
      advice: (origin) =>
        `Algo responde neste endereço, mas o navegador não entrega a resposta a esta página. Faça o MySafe, ou o gateway à frente dele, permitir a origem ${origin}, ou abra esta página a partir do mesmo endereço.`,
    },
    unreachable: {
      title: "Nada responde neste endereço",
      advice: () => "Confira o endereço, a rede e a VPN, e se o navegador confia no certificado de lá.",
    },
    offline: { title: "Esta máquina está sem rede", advice: () => "Conecte-se à rede e tente de novo." },
    slow: {
      title: "A resposta não chegou a tempo",
      advice: () => "O MySafe, ou o caminho até ele, está lento. Tente de novo em instantes.",
    },
    server: {
      title: "O MySafe falhou do lado dele",
      advice: () => "Tente de novo em instantes. Os detalhes trazem o que o suporte vai pedir.",
    },
    rights: {
      title: "Esta chave de acesso não pode listar segredos de API",
      advice: () => "As credenciais estão certas, mas falta a permissão. Use outra chave ou peça a permissão.",
    },
    page: { title: "Algo nesta página quebrou", advice: () => "Recarregue a página e tente de novo." },
  },
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
