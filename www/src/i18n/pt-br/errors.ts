// Texts of errors and their details.

import type { Words } from "../en.ts";

export const reasons: Words["reasons"] = ({ one, ending }) => ({
  NOT_FOUND: {
    what: `O MySafe não tem ${one} com este identificador.`,
    advice: "Use o número que o MySafe deu ao item, não o nome nem o código.",
  },
  ACCESS_DENIED: {
    what: `Esta chave de acesso não pode alterar est${ending === "a" ? "a" : "e"} ${one}.`,
    advice: `Use a chave de quem pode editá-l${ending} ou fale com o dono.`,
  },
  INACTIVE: { what: `O MySafe diz que está inativ${ending}.`, advice: `Ative-${ending} primeiro.` },
  INVALID_IDENTIFIER: {
    what: "O MySafe não aceita este tipo de identificador.",
    advice: "Use o número que o MySafe deu ao item.",
  },
  INVALID_PARAMETER: { what: "O MySafe recusou um valor do pedido.", advice: "Veja os detalhes." },
  API: { what: "O MySafe respondeu com um erro próprio.", advice: "Veja os detalhes." },
  UNAUTHORIZED: {
    what: "O MySafe recusou as credenciais.",
    advice: "Desconecte-se, conecte-se com credenciais válidas e continue a partir deste relatório.",
  },
  ROUTE_NOT_FOUND: {
    what: "O gateway não conhece esta rota, ou não aceitou as credenciais.",
    advice: "Confira o endereço, depois as credenciais.",
  },
  RATE_LIMITED: { what: "Pedidos demais.", advice: "Espere um momento e tente de novo." },
  SERVER: {
    what: "O MySafe, ou um servidor à frente dele, falhou.",
    advice: "Tente de novo. Se continuar falhando, passe o ID do pedido ao suporte.",
  },
  INVALID_RESPONSE: {
    what: "A resposta não parece ser do MySafe.",
    advice: "Pode haver um proxy ou uma página de login no caminho. Tente de novo.",
  },
  NETWORK: { what: "Nenhuma resposta chegou.", advice: "Confira a rede e a VPN e tente de novo." },
  TIMEOUT: { what: "A resposta não chegou a tempo.", advice: "Tente de novo em instantes." },
  INVALID_ARGUMENT: { what: "Isto não pode ser um identificador; nada foi enviado.", advice: "Veja os detalhes." },
  CLOSED: { what: "A conexão terminou antes de a resposta chegar.", advice: "Conecte-se de novo e tente outra vez." },
  INTERNAL: { what: "Algo falhou nesta página.", advice: "Salve o relatório, recarregue a página e tente de novo." },
});

export const facts: Words["facts"] = {
  details: "Detalhes",
  code: "Código",
  status: "Status HTTP",
  apiCode: "Erro do MySafe",
  requestId: "ID do pedido",
  attempts: "Tentativas",
};
