// Texts about access keys, which are loaded when they are asked for. They say what MySafe's documentation says.

import type { KeyHelpWords } from "../en/key-help.ts";

export const keyHelp: KeyHelpWords = {
  where:
    "No MySafe, escolha Integrações e depois Chaves de acesso. “Nova” ou “Adicionar” cria uma chave; “Visualizar” mostra o client ID e o client secret dela.",
  who: "Para criar uma, é preciso ter a permissão de administrador do MySafe.",
  rights: "De que a chave precisa:",
  needs: [
    "acesso completo, ou uma lista com os itens em questão",
    "um usuário que veja esses itens e possa editar os que serão alterados",
    "se for limitada: o seu endereço IP entre os permitidos, e uma data ainda não vencida",
  ],
  referrers: (origin) => `HTTP referers, se for limitada a alguns: ${origin} entre eles`,
  noReferrers: "nenhum limite de HTTP referers: o servidor desta página não envia nenhum",
  more: "Documentação do MySafe:",
  pages: [
    ["Chaves de acesso", "https://docs.senhasegura.io/v4/docs/pt/mysafe-access-keys-screen"],
    ["Primeiros passos com a API", "https://docs.senhasegura.io/v3-33/docs/pt/api-mysafe-first-steps"],
  ],
};
