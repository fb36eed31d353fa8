// Texts of errors and their reasons.

import type { Words } from "../en.js";

export const reasons: Words["reasons"] = ({ one, ending }) => ({
  NOT_FOUND: {
    what: `O MySafe não tem ${one} com este identificador.`,
    advice: "Use o número que o MySafe lhe deu, não o nome nem o código.",
  },
  ACCESS_DENIED: {
    what: `Esta chave de acesso não pode alterar est${ending === "a" ? "a" : "e"} ${one}.`,
    advice: `Use a chave de quem pode editá-l${ending} ou peça ao dono.`,
  },
  INACTIVE: { what: `O MySafe diz que está inativ${ending}.`, advice: `Ative-${ending} primeiro.` },
  INVALID_IDENTIFIER: {
    what: "O MySafe não aceita este tipo de identificador.",
    advice: "Use o número que o MySafe lhe deu.",
  },
  INVALID_PARAMETER: { what: "O MySafe recusa um valor do pedido.", advice: "Veja a mensagem." },
  API: { what: "O MySafe respondeu com um erro próprio.", advice: "Veja a mensagem." },
  UNAUTHORIZED: {
    what: "O MySafe recusou as credenciais.",
    advice: "Confira cada uma. A chave de acesso pode ter expirado ou estar limitada a outras redes.",
  },
  ROUTE_NOT_FOUND: {
    what: "O gateway não conhece esta rota, ou não aceitou as credenciais.",
    advice: "Confira o endereço, depois as credenciais.",
  },
  RATE_LIMITED: { what: "Pedidos demais.", advice: "Espere um momento e tente de novo." },
  SERVER: {
    what: "O MySafe falhou do lado dele.",
    advice: "Tente de novo. Se continuar falhando, passe o ID do pedido ao suporte.",
  },
  INVALID_RESPONSE: {
    what: "A resposta não parece ser do MySafe.",
    advice: "Pode haver um proxy ou uma página de login no caminho. Tente de novo.",
  },
  NETWORK: {
    what: "Nenhuma resposta chegou.",
    advice: "Confira o endereço, a rede e a VPN, e se o Node confia no certificado (NODE_EXTRA_CA_CERTS).",
  },
  TIMEOUT: { what: "A resposta não chegou a tempo.", advice: "Tente de novo em instantes." },
  INVALID_ARGUMENT: { what: "Isto não serve; nada foi enviado.", advice: "Veja a mensagem." },
  CLOSED: { what: "A conexão terminou antes de a resposta chegar.", advice: "Tente outra vez." },
  INTERNAL: { what: "Algo neste programa quebrou.", advice: "Por favor, relate." },
});

export const failures: Words["failures"] = {
  error: "Erro",
  warning: "Aviso",
  interrupted: "Interrompido.",
  unexpected: (message) => `Inesperado: ${message}. Por favor, relate; DEBUG=mysafe mostra onde aconteceu.`,
  unreadable: (file, code) => `${file} não pode ser lido (${code}).`,
  notJournal: (file) => `${file} não é um diário nem um relatório.`,
  otherAddress: (file, there, here) =>
    `${file} é de ${there}, e aqui é ${here}. Em outro lugar, os mesmos números são outros itens.`,
  otherKind: (file, there, here) =>
    `${file} trata de ${there}, não de ${here}. Neles, os mesmos números são outros itens.`,
  otherTenant: (file) => `${file} é de outro tenant. Nele, os mesmos números são outros itens.`,
  mixedActions: "Os arquivos são de execuções que ativaram e de execuções que desativaram: desfaça um de cada vez.",
  mixedKinds: "Os arquivos são de tipos diferentes: desfaça um de cada vez.",
  proxyIgnored:
    "Há um proxy definido, e o Node não o usa: defina NODE_USE_ENV_PROXY=1, com Node 22.21, ou 24 em diante.",
};
