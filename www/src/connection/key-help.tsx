import { keyHelp as en } from "../i18n/en/key-help.ts";
import { inLanguage } from "../i18n/language.ts";
import { keyHelp as ptBR } from "../i18n/pt-br/key-help.ts";
import { address } from "./entries.ts";
import { forwardedVault } from "./route.ts";

const texts = inLanguage({ en, "pt-BR": ptBR });

/** Where an access key comes from, and which rights it needs. */
export function KeyHelp() {
  const t = texts.value;
  const referrers = address.value === forwardedVault ? t.noReferrers : t.referrers(location.origin);
  return (
    <div class="key-help">
      <p>{t.where}</p>
      <p>{t.who}</p>
      <p>{t.rights}</p>
      <ul>
        {[...t.needs, referrers].map((need) => (
          <li key={need}>{need}</li>
        ))}
      </ul>
      <p>
        {t.more}{" "}
        {t.pages.map(([title, url], index) => (
          <>
            {index > 0 && ", "}
            <a key={url} href={url} target="_blank" rel="noreferrer">
              {title}
            </a>
          </>
        ))}
      </p>
    </div>
  );
}
