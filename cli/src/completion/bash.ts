import type { Offer, Values } from "./offer.js";

/** The completion script for bash 3.2 or later. */
export function bashScript(offers: readonly Offer[]): string {
  const commands = offers.map(({ name }) => name).join(" ");
  const cases = offers.map(commandCase).join("\n");
  return `# Completion of mysafe for bash: source <(mysafe completion bash)
_mysafe() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="" command="" word
  [ "$COMP_CWORD" -gt 0 ] && previous="\${COMP_WORDS[COMP_CWORD-1]}"
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) command="$word"; break ;; esac
  done
  COMPREPLY=()
  case "$command" in
    "")
      COMPREPLY=($(compgen -W "${commands} --help --version" -- "$current")) ;;
${cases}
  esac
}
complete -o default -F _mysafe mysafe
`;
}

function commandCase({ name, options, values }: Offer): string {
  const valued = options.filter((option) => option.values !== undefined);
  const cases = valued.map(({ long, short, values }) => {
    const names = short === undefined ? long : `${long}|${short}`;
    return `        ${names}) ${reply(values ?? "anything")}; return ;;`;
  });
  const all = options.map(({ long }) => long).join(" ");
  return `    ${name})
      case "$previous" in
${cases.join("\n")}
      esac
      case "$current" in
        -*) COMPREPLY=($(compgen -W "${all}" -- "$current")) ;;
        *) ${reply(values)} ;;
      esac ;;`.replace(/ {6}case "\$previous" in\n\n {6}esac\n/, "");
}

function reply(values: Values): string {
  if (values === "files") return 'compopt -o filenames 2> /dev/null; COMPREPLY=($(compgen -f -- "$current"))';
  if (values === "anything") return "compopt +o default 2> /dev/null; COMPREPLY=()";
  return `COMPREPLY=($(compgen -W "${values.words.join(" ")}" -- "$current"))`;
}
