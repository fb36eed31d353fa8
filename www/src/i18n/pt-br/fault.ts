// Texts of failed connections, which are loaded with the first one.

import type { Cause } from "../../connection/diagnosis.ts";
import type { FaultText } from "../en/fault.ts";

export const faults: Record<Cause, FaultText> = {
  entries: {
    title: "Não é possível enviar assim",
    advice: () => "Os detalhes dizem qual campo é. Nada foi enviado.",
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
    advice: ({ origin }) =>
      `Algo responde neste endereço, mas o navegador não entrega a resposta a esta página. Faça o MySafe, ou o gateway à frente dele, permitir a origem ${origin}, ou abra esta página a partir do mesmo endereço.`,
    command: "Ou deixe a sua própria máquina encaminhar os pedidos, com este comando em uma cópia deste projeto:",
  },
  unreachable: {
    title: "Nada responde neste endereço",
    advice: () => "Confira o endereço, a rede e a VPN, e se o navegador confia no certificado de lá.",
  },
  ownServer: {
    title: "O servidor desta página não responde",
    advice: ({ origin, address }) =>
      `Esta página acessa ${address} por ${origin}, e lá nada responde. O npm start ainda está rodando? Inicie-o de novo.`,
  },
  behind: {
    title: "O servidor desta página não recebeu resposta do MySafe",
    advice: ({ origin, address }) =>
      `Ela deveria vir de ${address}, por ${origin}. Confira esse endereço, e a rede e a VPN da máquina que roda o servidor. Os detalhes dizem mais.`,
  },
  offline: { title: "Esta máquina está sem rede", advice: () => "Conecte-se à rede e tente de novo." },
  slow: {
    title: "A resposta não chegou a tempo",
    advice: () => "O MySafe, ou o caminho até ele, está lento. Tente de novo em instantes.",
  },
  server: {
    title: "O MySafe, ou um servidor à frente dele, falhou ou recusou",
    advice: () => "Tente de novo em instantes. Os detalhes trazem o que o suporte vai pedir.",
  },
  rights: {
    title: "Esta chave de acesso não pode listar segredos de API",
    advice: () => "As credenciais estão certas, mas falta a permissão. Use outra chave ou peça a permissão.",
  },
  page: { title: "Algo falhou nesta página", advice: () => "Recarregue a página e tente de novo." },
};

/** The same on a page that a broker serves, which has no credentials. */
export const brokerFaults: Record<Cause, FaultText> = {
  ...faults,
  credentials: { title: "Sua sessão terminou", advice: () => "Tente de novo e entre, se for pedido." },
  addressOrCredentials: {
    title: "O servidor não encontra a API do MySafe, ou a chave de acesso dele foi recusada",
    advice: () => "Quem cuida deste servidor precisa conferir o endereço do MySafe e a chave de acesso.",
  },
  address: {
    ...faults.address,
    advice: () => "Pode haver um proxy ou uma página de login no caminho. Tente de novo.",
  },
  unreachable: { title: "O servidor não responde", advice: () => "Confira a rede e a VPN e tente de novo." },
  ownServer: { title: "O servidor não responde", advice: () => "Confira a rede e a VPN e tente de novo." },
  behind: {
    title: faults.behind.title,
    advice: ({ address }) =>
      `Ela deveria vir de ${address}. Tente de novo em instantes. Os detalhes trazem o que quem cuida deste servidor vai pedir.`,
  },
  server: {
    title: "O MySafe falhou, ou o servidor não consegue acessá-lo",
    advice: () => "Tente de novo em instantes. Os detalhes trazem o que quem cuida deste servidor vai pedir.",
  },
  rights: {
    title: "Você não pode listar estes itens",
    advice: () =>
      "Falta a permissão ao seu papel ou à chave de acesso do servidor. Fale com quem cuida deste servidor.",
  },
};
