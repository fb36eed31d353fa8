// Texts of command lines that cannot be used.

import type { Words } from "../en.js";

export const usage: Words["usage"] = {
  tryHelp: (command) => `Veja ${command} --help`,
  unknownOption: (option) => `Não existe a opção ${option}.`,
  unknownCommand: (command) => `Não existe o comando ${command}.`,
  didYouMean: (other) => `Você quis dizer ${other}?`,
  noCommand: "Falta um comando.",
  missingArgument: (name) => `Falta um argumento: ${name}.`,
  missingValue: (option) => `${option} precisa de um valor.`,
  twice: (option) => `${option} aparece duas vezes.`,
  whichColumn: "Qual coluna tem os identificadores?",
  surplusArgument: "Há mais argumentos do que o comando aceita.",
  unusable: (option, why) => `${option}: ${why}`,
  other: "A linha de comando não serve.",
  empty: "o valor está vazio.",
  notDuration: "um tempo tem um número e ms, s, m ou h, por exemplo 500ms, 60s ou 2m.",
  notInteger: (least, most) => `é preciso um número inteiro de ${least} a ${most}.`,
  notChoice: (choices) => `é preciso um destes: ${choices.join(", ")}.`,
  secretAsArgument: (option, file, variable) =>
    `${option} não existe, porque qualquer processo desta máquina pode ler a linha de comando. Use ${file} ou a variável ${variable}. Se você digitou o segredo, ele agora está no histórico do seu shell.`,
  exclusive: (one, other) => `Use ${one} ou ${other}, não os dois.`,
  noItems: "Diga quais itens: identificadores, --from ou --tag.",
  noStatusItems: "Diga quais itens: identificadores ou --from.",
  oneSource: "Use identificadores, --from ou --tag, só um deles.",
  columnWithoutFrom: "--column só vale com --from.",
  noSuchFilter: (option, many) => `${option} não é um filtro de ${many}: tudo seria listado.`,
  journalGoesOn: (option) => `${option} só vale com um relatório. Um diário continua no próprio arquivo.`,
  twoReadStandardInput: "A entrada padrão só pode ser lida uma vez: duas opções têm -.",
  needsYes: "Não há terminal para perguntar. Use --yes para continuar, ou --dry-run para ver o que seria feito.",
};
