// Texts of the address and the credentials.

import type { Words } from "../en.js";

export const connection: Words["connection"] = {
  noUrl: "Falta o endereço do MySafe: --url ou MYSAFE_URL.",
  notUrl: "O endereço do MySafe não pode ser lido: ele começa com https://, como em https://vault.example.",
  credentialsInUrl: "O endereço do MySafe não pode ter usuário, senha, interrogação nem fragmento.",
  insecure:
    "O endereço do MySafe começa com http://. As credenciais poderiam ser lidas no caminho: é preciso https://.",
  noCredentials:
    "Faltam as credenciais: MYSAFE_CLIENT_ID e MYSAFE_CLIENT_SECRET (ou --client-id e --client-secret-file), ou MYSAFE_ACCESS_TOKEN (ou --access-token-file).",
  noClientId: "O client secret precisa de um client id: --client-id ou MYSAFE_CLIENT_ID.",
  noClientSecret: "O client id precisa de um client secret: --client-secret-file ou MYSAFE_CLIENT_SECRET.",
  keyAndToken:
    "Use uma chave de acesso ou um token bearer, não os dois: remova MYSAFE_ACCESS_TOKEN, ou MYSAFE_CLIENT_ID e MYSAFE_CLIENT_SECRET.",
  unreadableFile: (option, code) => `O arquivo de ${option} não pode ser lido (${code}).`,
  emptyFile: (option) => `O arquivo de ${option} está vazio.`,
  severalLines: (option) => `O arquivo de ${option} tem mais de uma linha.`,
  exposedFile: (option) =>
    `Outros podem ler o arquivo de ${option}. Feche-o com chmod 600 e considere o segredo conhecido.`,
  askUrl: "Endereço do MySafe:",
  askClientId: "Client ID:",
  askClientSecret: "Client secret:",
};
