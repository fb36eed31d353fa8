import { counter } from "./count.ts";
import type { Words } from "./en.ts";

const { number, count } = counter("pt-BR");
const secrets = (many: number) => count(many, "segredo", "segredos");

const kinds: Words["kinds"] = {
  failed: "Falhou",
  unknown: "Desconhecido",
  skipped: "Não enviado",
  changedUncertain: "Feito, sem certeza",
  changed: "Feito",
  unchangedUncertain: "Já estava, sem certeza",
  unchanged: "Já estava",
};

/** Every word that the page shows, in Brazilian Portuguese. */
export const ptBR: Words = {
  product: "MySafe",
  title: "Desative e reative segredos de API",
  listSeparator: ";",
  cancel: "Cancelar",
  close: "Fechar",

  header: {
    demo: "Demonstração",
    connectedTo: "Conectado a",
    disconnect: "Desconectar",
  },
  later: {
    failed: "O resto desta página não carregou",
    advice: "Você está conectado. Confira a rede e tente de novo.",
    again: "Tentar de novo",
  },
  views: { label: "Telas", secrets: "Segredos", reports: "Relatórios", log: "Registro" },
  tab: {
    idle: "Segredos de API do MySafe",
    running: { deactivate: "Desativando", activate: "Ativando" },
    paused: "Em pausa",
  },

  connect: {
    title: "Conectar",
    purpose: "Segredos vazaram? Tire-os de uso aqui, confirme que estão fora e devolva-os depois.",
    promises: [
      "Um segredo ou dez mil, mesmo com a rede ruim",
      "Cada resultado é informado, nenhum é adivinhado",
      "Desfazer devolve o que você desativou, e só isso",
    ],
    demoTitle: "Uma demonstração, sem nada a perder",
    demo: "Estes dez mil segredos são inventados, e o MySafe roda dentro desta página. Basta conectar.",
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
    kept: "Ficam só na memória e são enviadas apenas a este endereço. São apagadas quando você desconecta, sai da página ou se ausenta por dez minutos.",
    faults: {
      entries: {
        title: "Não é possível enviar assim",
        advice: () =>
          "Confira o endereço: ele começa com https:// e não tem nome de usuário nem ponto de interrogação.",
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
        title: "Esta chave de acesso não pode listar segredos",
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
  },

  lock: {
    after: (minutes) => `Bloqueia após ${count(minutes, "minuto", "minutos")} sem você`,
    minutes: (minutes) => `${minutes} min`,
    held: "Não bloqueia enquanto um lote está em andamento",
    heldShort: "espera",
    in: (time) => `Bloqueia em ${time}`,
    soon: "Esta página bloqueia em um minuto. Pressione Ficar para continuar.",
    stay: "Ficar",
  },

  filters: {
    label: "Refinar a lista",
    search: "Nome ou identificador",
    state: "Estado",
    anyState: "Qualquer",
    sort: "Ordenar por",
    sortBy: { identifier: "Identificador", name: "Nome", state: "Estado" },
    tag: "Tag",
    code: "Código identificador",
    more: "Tag e código identificador",
    apply: "Carregar",
    clear: "Sem filtro",
  },
  states: { active: "Ativo", inactive: "Inativo", unknown: "Desconhecido" },
  secrets: {
    loading: "Carregando a lista…",
    shown: (shown, all) => `${secrets(shown)} de ${number(all)} na tela`,
    notLoaded: "Não foi possível carregar a lista",
    again: "Carregar de novo",
    none: "Nenhum segredo à vista",
    noneAdvice:
      "O MySafe não lista nenhum para esta chave de acesso. Compartilhe segredos com o usuário dela ou conecte com outra chave.",
    noMatch: "Nenhum corresponde",
    noMatchOf: (all) => `Nada do que o MySafe listou (${number(all)}) corresponde à busca e aos filtros.`,
    widen: "Mostrar todos",
  },
  table: {
    name: "Nome",
    identifier: "Identificador",
    permissions: "Permissões",
    state: "Estado",
    actions: "Ações",
    chooseAll: (many) => `Escolher todos os ${number(many)} que correspondem`,
    choose: (name, identifier) => `Escolher ${name}, ${identifier}`,
    canView: "Pode ser visto",
    canWrite: "Pode ser alterado",
    readOnly: "Só leitura",
    needJustify: "Pede justificativa",
    needApproval: "Pede aprovação",
    notChecked: "Ainda não verificado",
    knownSince: (time) => `Conforme às ${time}`,
    keys: "As setas vão de linha em linha, Espaço escolhe, Shift estende, Control e A escolhem todos que correspondem.",
  },
  actions: {
    deactivate: "Desativar",
    activate: "Ativar",
    one: {
      deactivate: (name, identifier) => `Desativar ${name}, ${identifier}`,
      activate: (name, identifier) => `Ativar ${name}, ${identifier}`,
    },
    many: {
      deactivate: (many) => `Desativar ${number(many)}`,
      activate: (many) => `Ativar ${number(many)}`,
    },
  },
  selection: {
    label: "Seleção",
    of: (shown, all) => (shown === all ? secrets(all) : `${number(shown)} de ${secrets(all)}`),
    chosen: (many) => count(many, "segredo escolhido", "segredos escolhidos"),
    hidden: (many) => `(${count(many, "fora da lista", "fora da lista")})`,
    all: (many) => `Escolher ${count(many, "que corresponde", "que correspondem")}`,
    clear: "Limpar",
    paste: "Colar uma lista",
    checkChosen: (many) => `Verificar ${number(many)}`,
    checkInView: "Verificar os visíveis",
    checking: (done, total) => `Parar a verificação (${number(done)}/${number(total)})`,
  },
  paste: {
    title: "Escolher a partir de uma lista",
    label: "Identificadores, de um chamado ou de uma tabela",
    example: "43, 44, #45\n46",
    hint: "Um chamado, um e-mail, JSON ou uma tabela de planilha. Você vê o que foi lido antes de algo ser escolhido.",
    listed: (many) => `${count(many, "segredo encontrado", "segredos encontrados")} na lista.`,
    unlisted: (many) => `Escolher também ${count(many, "outro número", "outros números")}, fora da lista:`,
    taken: (many) => `Lidos como identificadores (${number(many)})`,
    passed: (many) => `Deixados de fora (${number(many)})`,
    question: "Qual coluna tem os identificadores?",
    looksLikeTable: "Isto parece uma tabela",
    notPlain: "Ela não deixa claro qual coluna tem os identificadores. Nada é escolhido antes da sua resposta.",
    noColumn: "Nenhuma das colunas tem identificadores.",
    column: (index) => `Coluna ${number(index + 1)}`,
    firstRows: "Primeiras linhas",
    asProse: "Nenhuma: é um texto. Leia palavra por palavra",
    unclear: "Não é possível ler este JSON",
    unclearAdvice:
      "Está cortado, ou não diz qual lista vale. Cole uma lista de números, ou de objetos que tenham “identifier”.",
    reasons: {
      address: "endereço",
      date: "data",
      decimal: "pode ser um só número",
      label: "nomeia outra coisa",
      link: "link",
      numbering: "numeração",
      percentage: "porcentagem",
      phone: "telefone",
      price: "preço",
      quantity: "quantidade",
      range: "intervalo: cite cada um",
      time: "hora",
      version: "versão",
      word: "dentro de uma palavra",
      cell: "sem identificador",
      outside: "fora da tabela",
      width: "células desalinhadas",
    },
    choose: (many) => `Escolher ${secrets(many)}`,
  },

  confirm: {
    title: {
      deactivate: (many) => `Desativar ${secrets(many)}?`,
      activate: (many) => `Ativar ${secrets(many)}?`,
    },
    what: {
      deactivate: (address) => `O MySafe em ${address} deixará de entregá-los. É possível desfazer.`,
      activate: (address) => `O MySafe em ${address} voltará a entregá-los. É possível desfazer.`,
    },
    which: "Quais",
    elsewhere: "Este relatório pode ser de outro MySafe",
    elsewhereThere: (address) => `Foi feito em ${address}. Em outro lugar, os mesmos números são outros segredos.`,
    elsewhereUnknown: "Ele não diz onde foi feito. Em outro lugar, os mesmos números são outros segredos.",
    readOnly: (many) => `${count(many, "deles é só leitura", "deles são só leitura")} para esta chave de acesso`,
    readOnlyAdvice: "O MySafe vai se recusar a alterá-los, e o relatório dirá isso.",
    verify: "Olhar antes e depois: três pedidos para cada um",
    verifyHint:
      "Assim “já estava” é certo, a menos que outra pessoa altere o segredo nesse meio-tempo. O MySafe pode registrar cada olhada como uma visualização do segredo.",
    typeNumber: (many) => `São muitos. Digite ${number(many)} para continuar`,
    wrongNumber: (many) => `Digite ${number(many)}, o número de segredos`,
    yes: {
      deactivate: (many) => `Desativar ${secrets(many)}`,
      activate: (many) => `Ativar ${secrets(many)}`,
    },
  },

  run: {
    label: "Lote",
    title: {
      deactivate: (many) => `Desativando ${secrets(many)}`,
      activate: (many) => `Ativando ${secrets(many)}`,
    },
    phases: { running: "Em andamento", paused: "Em pausa. As chamadas em curso terminam.", ending: "Cancelando…" },
    progressLabel: "Progresso do lote",
    progress: (done, total) => `${number(done)} de ${number(total)} prontos`,
    rate: (perSecond) => `${perSecond} por segundo`,
    rateUnknown: "– por segundo",
    left: (time) => `faltam ${time}`,
    leftUnknown: "faltam –",
    waiting: (why, time) => `${why} Nova tentativa em ${time}`,
    pause: "Pausar",
    goOn: "Continuar",
    cancel: "Cancelar o lote",
    ended: {
      deactivate: (done, total) =>
        done === total
          ? count(total, "segredo inativo", "segredos inativos")
          : `${count(done, "inativo", "inativos")} de ${secrets(total)}`,
      activate: (done, total) =>
        done === total
          ? count(total, "segredo ativo", "segredos ativos")
          : `${count(done, "ativo", "ativos")} de ${secrets(total)}`,
    },
    seeReport: "Ver o relatório",
  },

  kinds,
  kindHints: {
    failed: "Nada foi alterado",
    unknown: "Pode ter sido alterado; nenhuma resposta o diz",
    skipped: "A execução terminou antes",
    changedUncertain: "Está no estado pedido; nenhuma resposta diz com certeza que foi esta execução",
    changed: "Esta execução o alterou",
    unchangedUncertain: "O MySafe diz que já estava; seu navegador pode ter enviado o pedido duas vezes",
    unchanged: "Já estava neste estado",
  },
  reasons: {
    NOT_FOUND: {
      what: "O MySafe não tem segredo com este identificador.",
      todo: "Use o número que o MySafe lhe deu, não o código identificador.",
    },
    ACCESS_DENIED: {
      what: "Esta chave de acesso não pode alterar este segredo.",
      todo: "Use a chave de quem pode editá-lo ou peça a quem é dono.",
    },
    INACTIVE: { what: "O MySafe diz que ele está inativo.", todo: "Ative-o primeiro." },
    INVALID_IDENTIFIER: {
      what: "O MySafe não aceita este tipo de identificador.",
      todo: "Use o número que o MySafe lhe deu.",
    },
    INVALID_PARAMETER: { what: "O MySafe recusa um valor do pedido.", todo: "Veja os detalhes." },
    API: { what: "O MySafe respondeu com um erro próprio.", todo: "Veja os detalhes." },
    UNAUTHORIZED: {
      what: "O MySafe recusou as credenciais.",
      todo: "Desconecte, conecte com credenciais válidas e continue a partir deste relatório.",
    },
    ROUTE_NOT_FOUND: {
      what: "O gateway não conhece esta rota, ou não aceitou as credenciais.",
      todo: "Confira o endereço, depois as credenciais.",
    },
    RATE_LIMITED: { what: "Pedidos demais.", todo: "Espere um momento e tente de novo." },
    SERVER: {
      what: "O MySafe falhou do lado dele.",
      todo: "Tente de novo. Se continuar falhando, passe o ID do pedido ao suporte.",
    },
    INVALID_RESPONSE: {
      what: "A resposta não parece ser do MySafe.",
      todo: "Pode haver um proxy ou uma página de login no caminho. Tente de novo.",
    },
    NETWORK: { what: "Nenhuma resposta chegou.", todo: "Confira a rede e a VPN e tente de novo." },
    TIMEOUT: { what: "A resposta não chegou a tempo.", todo: "Tente de novo em instantes." },
    INVALID_ARGUMENT: { what: "Isto não pode ser um identificador; nada foi enviado.", todo: "Veja os detalhes." },
    CLOSED: { what: "A conexão terminou antes de a resposta chegar.", todo: "Conecte de novo e tente outra vez." },
    INTERNAL: { what: "Algo nesta página quebrou.", todo: "Salve o relatório, recarregue a página e tente de novo." },
  },
  facts: {
    details: "Detalhes",
    code: "Código",
    status: "Status HTTP",
    apiCode: "Erro do MySafe",
    requestId: "ID do pedido",
    attempts: "Tentativas",
  },
  report: {
    choose: "Relatório",
    none: "Nenhum relatório ainda",
    noneAdvice: "Cada lote deixa um aqui. Ou abra um que foi salvo, para concluí-lo ou desfazê-lo.",
    load: "Abrir um relatório",
    notLoaded: (file) => `${file} não é um relatório`,
    notLoadedAdvice: (where) =>
      `Um relatório é o JSON que esta página salva, ou JSON.stringify do que deactivateMany devolveu. Não serve em: ${where}.`,
    title: {
      deactivate: (many) => `Desativar ${secrets(many)}`,
      activate: (many) => `Ativar ${secrets(many)}`,
    },
    undoTitle: {
      deactivate: (many, of) => `Desfazer ${of}: desativar ${secrets(many)}`,
      activate: (many, of) => `Desfazer ${of}: ativar ${secrets(many)}`,
    },
    addressUnknown: "Endereço desconhecido",
    endedEarly: "A execução terminou antes do fim",
    cancelled: "A execução foi cancelada",
    filter: "Mostrar apenas",
    outcomes: "Resultados",
    noneOfKind: "Nenhum deste tipo.",
    again: (many) => `Repetir ${count(many, "falho ou desconhecido", "falhos ou desconhecidos")}`,
    goOn: (many) => `Enviar ${count(many, "que não foi enviado", "que não foram enviados")}`,
    undo: {
      deactivate: (many) => `Desfazer: ativar ${number(many)}`,
      activate: (many) => `Desfazer: desativar ${number(many)}`,
    },
    undone: "Desfeito",
    verified: "Conferido",
    verifiedHint: "O estado foi olhado depois",
    unknownAdvice: "Pode ter sido alterado mesmo assim: perguntar de novo é seguro e esclarece.",
    said: {
      deactivate: {
        skipped: "Não foi enviado: a execução terminou antes.",
        changedUncertain:
          "Está inativo, provavelmente por esta execução. Nenhuma resposta o diz com certeza: pode já ter estado.",
        changed: "Agora está inativo.",
        unchangedUncertain: "O MySafe diz que já estava inativo; seu navegador pode ter enviado o pedido duas vezes.",
        unchanged: "Já estava inativo.",
      },
      activate: {
        skipped: "Não foi enviado: a execução terminou antes.",
        changedUncertain:
          "Está ativo, provavelmente por esta execução. Nenhuma resposta o diz com certeza: pode já ter estado.",
        changed: "Agora está ativo.",
        unchangedUncertain: "O MySafe diz que já estava ativo; seu navegador pode ter enviado o pedido duas vezes.",
        unchanged: "Já estava ativo.",
      },
    },
  },
  undo: {
    title: "Desfazer",
    ours: {
      deactivate: (many) => `Ativar os ${number(many)} que esta execução desativou:`,
      activate: (many) => `Desativar os ${number(many)} que esta execução ativou:`,
    },
    oursLabel: "Alterados por esta execução",
    doubtful: (many) => `${count(many, "é incerto", "são incertos")}`,
    doubtfulAdvice:
      "Provavelmente esta execução os alterou, mas nenhuma resposta o diz com certeza: alguém pode tê-lo feito antes, por algum motivo. Marque aqueles de que você tem certeza.",
    doubtfulLabel: "Incertos",
    next: {
      deactivate: (many) => `Desativar ${secrets(many)}…`,
      activate: (many) => `Ativar ${secrets(many)}…`,
    },
  },

  log: {
    title: "Esta visita",
    about: "O que foi feito desde que esta página foi aberta. Some quando a página é fechada.",
    connected: (address, many) => `Conectado a ${address}; ${count(many, "segredo listado", "segredos listados")}`,
    notConnected: (address, code) => `Sem conexão com ${address} (${code})`,
    ended: {
      disconnected: "Desconectado; credenciais apagadas",
      idle: "Bloqueado após dez minutos sem uso; credenciais apagadas",
      left: "A página foi deixada; credenciais apagadas",
    },
    notListed: (code) => `Não foi possível carregar a lista (${code})`,
    checked: (known, open, left) =>
      `${count(known, "segredo verificado", "segredos verificados")}${open > 0 ? `; ${number(open)} sem resposta` : ""}${left > 0 ? `; parado antes de outros ${number(left)}` : ""}`,
    started: (action, many) => `${action === "activate" ? "Ativando" : "Desativando"} ${secrets(many)}`,
    finished: (action, counts) => `${action === "activate" ? "Ativação" : "Desativação"} terminou: ${summary(counts)}`,
    exported: (file) => `${file} salvo`,
    loaded: (file, many) => `${file} aberto: ${count(many, "resultado", "resultados")}`,
    notLoaded: (file, where) => `${file} não é um relatório legível (${where})`,
  },
};

function summary(counts: Parameters<Words["log"]["finished"]>[1]): string {
  const parts = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((kind) =>
    counts[kind] > 0 ? [`${number(counts[kind])} ${kinds[kind].toLowerCase()}`] : [],
  );
  return parts.join(", ");
}
