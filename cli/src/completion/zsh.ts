import type { Offer, OfferedOption, Values } from "./offer.js";

/** The completion script for zsh. */
export function zshScript(offers: readonly Offer[]): string {
  const commands = offers.map(({ name, text }) => `    ${quoted(`${name}:${text.replaceAll(":", "\\:")}`)}`).join("\n");
  return `#compdef mysafe
# Completion of mysafe for zsh: mysafe completion zsh > "\${fpath[1]}/_mysafe"
_mysafe() {
  local -a commands
  commands=(
${commands}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
${offers.map(commandCase).join("\n")}
  esac
}
if [ "\${funcstack[1]}" = "_mysafe" ]; then _mysafe "$@"; else compdef _mysafe mysafe; fi
`;
}

function commandCase({ name, options, values }: Offer): string {
  const specs = [...options.map(specOf), quoted(`*: :${actionOf(values)}`)];
  return `    ${name})
      _arguments ${specs.join(" \\\n        ")} ;;`;
}

function specOf({ long, text, values }: OfferedOption): string {
  const explanation = text.replace(/[[\]\\:]/g, "\\$&");
  return quoted(`${long}[${explanation}]${values === undefined ? "" : `: :${actionOf(values)}`}`);
}

function actionOf(values: Values): string {
  if (values === "files") return "_files";
  return values === "anything" ? " " : `(${values.words.join(" ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
