// Words next to a number that mean it is not an identifier, in English, Portuguese and some German. They are parts of
// regular expressions; `_` stands for blanks.

/** Units and counted things, after a number. */
export const units = oneOf(`
  [kmgt]i?b bytes? ms s(?:ec(?:ond)?s?)? min(?:ute)?s? h(?:ours?|rs?)? days? weeks? months? years? times
  km cm mm kg px [gm]hz cores? segundos? minutos? horas? dias? semanas? m[eê]s(?:es)? anos? vezes
  sekunden? minuten? stunden? tage?n? wochen? jahre?n?
  secrets? segredos? keys? chaves? tokens? passwords? senhas? credentials? credenciais notes? notas?
  users? usu[aá]rios? people persons? pessoas? customers? clientes? accounts? contas? teams? equipes?
  servers? servidor(?:es)? hosts? machines? m[aá]quinas? services? servi[cç]os? systems? sistemas?
  apps? applications? aplica[cç][oõ]es requests? requisi[cç][oõ]es calls? chamadas? tickets? chamados?
  incidents? incidentes? files? arquivos? items? itens entries entradas? rows? lines? linhas? columns? colunas?
  records? registros? errors? erros? attempts? tries tentativas? copies c[oó]pias? uses? usos? hits? acessos?
  commits? repos(?:itories)? reposit[oó]rios? pages? p[aá]ginas?
`);

/** Adjectives between a number and the counted thing. */
export const qualities = oneOf(`
  api leaked exposed compromised other more new old different production active inactive failed unknown business
  working outr[oa]s mais nov[oa]s antig[oa]s [uú]teis
`);

/** Words before a count. */
export const measures = oneOf(String.raw`
  about around approx\.? approximately nearly almost over more_than less_than fewer_than at_least at_most up_to
  total(?:_of|_de)? count quantity cerca_de mais_de menos_de quase aproximadamente pelo_menos no_m[aá]ximo
  quantidade qtde?\.? soma ca\. etwa insgesamt
`);

/** Other numbered things, before their number. */
export const labels = oneOf(String.raw`
  tickets? chamados? incidents? incidentes? cases? casos? issues? pull_requests? pr rfc ports? portas? pages?
  p[aá]ginas? lines? linhas? steps? passos? etapas? errors? erros? http status code c[oó]digos? sprints? builds?
  releases? rooms? salas? floors? andar ext\. extension ramal chapters? sections? se[cç][aã]o art(?:\.|igos?)
  protocolos? pid exit vers(?:ion|[aã]o) attempts? tentativas? priority prioridade sev(?:erity)? severidade level
`);

/** Words that introduce a list with its length: "the following 3:". */
export const introductions = oneOf("following these those seguintes est[ae]s ess[ae]s");

/** The months, without the names that are also other words. */
export const months = oneOf(`
  jan(?:uary|eiro|uar)? feb(?:ruary|ruar)? fev(?:ereiro)? mar(?:ch|ço)? märz apr(?:il)? abr(?:il)? maio? june?
  juni jun(?:ho)? july? juli julho aug(?:ust)? agosto sept?(?:ember)? setembro o[ck]t(?:ober)? outubro
  nov(?:ember|embro)? de[cz](?:ember|embro)?
`);

/** Names of months that are also other words: "43 may have leaked". */
export const ambiguousMonths = oneOf("may set out ago");

/** Words before a year. */
export const yearMarks = oneOf("in since em desde im seit year ano jahr");

/** Codes of currencies, before or after a price. */
export const currencies = oneOf("usd eur brl gbp chf");

/** Names of currencies that only follow a price. */
export const currencyNouns = oneOf("reais d[oó]lares dollars? euros? cents? centavos? pounds?");

/** Words for streets, before an address. */
export const streets = oneOf(String.raw`rua avenida av\. alameda pra[cç]a travessa`);

/** Words before a phone number. */
export const phones = oneOf("tel(?:efone)? phone fone fax cel(?:ular)? mobile whatsapp");

function oneOf(words: string): string {
  return `(?:${words.trim().split(/\s+/).join("|").replaceAll("_", "[ \\t]+")})`;
}
