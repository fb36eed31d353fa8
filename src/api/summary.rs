//! The entries of a list.

use serde::Serialize;

use super::kind::Kind;
use crate::text::json::Json;

/// One entry of a list. It does not say whether the item is active.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the fields are public API")]
pub struct Summary {
    /// The identifier that MySafe assigned.
    pub identifier: String,
    /// The item's name.
    pub name: String,
    /// Whether MySafe asks for a justification.
    pub need_justify: bool,
    /// Whether MySafe asks for an approval.
    pub need_approval: bool,
    /// Whether the access key's user may see the item.
    pub can_view: bool,
    /// Whether the access key's user may change the item.
    pub can_write: bool,
}

/// The members of an entry, by their names on the wire.
const MEMBERS: [&str; 6] = ["identifier", "name", "need_justify", "need_approval", "can_view", "can_write"];

/// Why a list cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// The payload is no list.
    List,
    /// The entry at this place, from 1, has no usable identifier.
    Entry(u32),
}

/// Visits the members of each entry, in the order of [`MEMBERS`]. The payload of an empty list may be `null` or missing.
fn each_entry<'a>(
    kind: &Kind,
    body: Json<'a>,
    mut visit: impl FnMut(&[Json<'a>; MEMBERS.len()]),
) -> Result<(), Unreadable> {
    let Some(list) = body.get(kind.list_member).filter(|list| !list.is_null()) else { return Ok(()) };
    let mut place = 0;
    for json in list.items().ok_or(Unreadable::List)? {
        place += 1;
        let mut entry = [Json::default(); MEMBERS.len()];
        for (name, value) in json.members().ok_or(Unreadable::Entry(place))? {
            let member = MEMBERS.iter().position(|member| name.equals(member));
            if let Some(member) = member.and_then(|member| entry.get_mut(member)) {
                *member = value;
            }
        }
        let [identifier, ..] = entry;
        identifier.literal().filter(|literal| *literal != "\"\"").ok_or(Unreadable::Entry(place))?;
        visit(&entry);
    }
    Ok(())
}

/// Reads the entries of a list.
pub(crate) fn read_all(kind: &Kind, body: Json<'_>) -> Result<Vec<Summary>, Unreadable> {
    let mut all = Vec::new();
    each_entry(kind, body, |&[identifier, name, flags @ ..]| {
        let [identifier, name] = [identifier, name].map(|text| text.as_text().unwrap_or_default().into_owned());
        let [need_justify, need_approval, can_view, can_write] = flags.map(|flag| flag.as_bool().unwrap_or(false));
        all.push(Summary { identifier, name, need_justify, need_approval, can_view, can_write });
    })?;
    Ok(all)
}

/// Reads the entries of a list as the JSON of one list of strings: `[identifier, name, identifier, name, …, flags]`. Each entry
/// has one character of `flags`, whose lowest bits are `need_justify`, `need_approval`, `can_view` and `can_write`.
///
/// A platform parses this and makes ten thousand objects of it in less time than it parses ten thousand objects. The strings
/// are copied from the answer as they are.
#[cfg(any(test, all(target_arch = "wasm32", feature = "npm")))]
pub(crate) fn read_strings(kind: &Kind, body: Json<'_>) -> Result<String, Unreadable> {
    let (mut out, mut flags) = (String::new(), String::new());
    let mut separator = '[';
    each_entry(kind, body, |[identifier, name, entry @ ..]| {
        for text in [identifier, name] {
            out.push(separator);
            separator = ',';
            let literal = text.literal().unwrap_or_default();
            let quote = if literal.starts_with('"') { "" } else { "\"" };
            out.push_str(quote);
            out.push_str(literal);
            out.push_str(quote);
        }
        let bits = entry.iter().rfold(4, |bits, flag| bits << 1 | u8::from(flag.as_bool() == Some(true)));
        flags.push(bits.into());
    })?;
    Ok(format!("{out}{separator}\"{flags}\"]"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::API_SECRET;
    use crate::testing::fixture;
    use crate::text::json::Document;

    /// The entries, as JavaScript makes them.
    fn rows(texts: &str) -> Vec<Summary> {
        let mut texts: Vec<String> = serde_json::from_str(texts).unwrap();
        let flags = texts.pop().unwrap();
        assert_eq!(texts.len(), 2 * flags.len());
        let row = |(texts, flags): (&[String], u8)| {
            let [need_justify, need_approval, can_view, can_write] = [1, 2, 4, 8].map(|bit| flags & bit != 0);
            let (identifier, name) = (texts[0].clone(), texts[1].clone());
            Summary { identifier, name, need_justify, need_approval, can_view, can_write }
        };
        texts.chunks(2).zip(flags.bytes()).map(row).collect()
    }

    /// The entries of `answer`, which are the same in both forms.
    fn listed(answer: &[u8]) -> Result<Vec<Summary>, Unreadable> {
        let document = Document::parse(answer.to_vec());
        let all = read_all(&API_SECRET, document.root());
        assert_eq!(read_strings(&API_SECRET, document.root()).map(|texts| rows(&texts)), all);
        all
    }

    #[test]
    fn the_documented_list_is_read() {
        let list = listed(&fixture("list-ok").body).unwrap();
        assert_eq!(
            serde_json::to_string(&list).unwrap(),
            concat!(
                r#"[{"identifier":"3","name":"GCP1","needJustify":false,"needApproval":false,"canView":true,"canWrite":true},"#,
                r#"{"identifier":"4","name":"GCP","needJustify":true,"needApproval":true,"canView":true,"canWrite":true},"#,
                r#"{"identifier":"5","name":"GCP1","needJustify":false,"needApproval":false,"canView":true,"canWrite":true}]"#
            )
        );
        for (odd, why) in [
            (r#"{"api_secret_on_list":[{"identifier":1},{"name":"x"}]}"#, Unreadable::Entry(2)),
            (r#"{"api_secret_on_list":[{"identifier":""}]}"#, Unreadable::Entry(1)),
            (r#"{"api_secret_on_list":[{"identifier":-1}]}"#, Unreadable::Entry(1)),
            (r#"{"api_secret_on_list":[{"identifier":4.5}]}"#, Unreadable::Entry(1)),
            (r#"{"api_secret_on_list":[1]}"#, Unreadable::Entry(1)),
            (r#"{"api_secret_on_list":{"0":{"identifier":1},"1":null}}"#, Unreadable::Entry(2)),
            (r#"{"api_secret_on_list":{"a":{"identifier":1}}}"#, Unreadable::List),
            (r#"{"api_secret_on_list":"none"}"#, Unreadable::List),
        ] {
            assert_eq!(listed(odd.as_bytes()), Err(why), "{odd}");
        }
    }

    #[test]
    fn reads_a_list_as_php_writes_it() {
        for (list, identifiers) in [
            (r#"{"0":{"identifier":43},"2":{"identifier":"45"}}"#, vec!["43", "45"]),
            (r#"[{"identifier":43.0},{"identifier":44.000}]"#, vec!["43", "44"]),
            ("{}", vec![]),
            ("[]", vec![]),
            ("null", vec![]),
        ] {
            let read = listed(["{\"api_secret_on_list\":", list, "}"].concat().as_bytes()).unwrap();
            let read: Vec<_> = read.iter().map(|entry| entry.identifier.as_str()).collect();
            assert_eq!(read, identifiers, "{list}");
        }
        assert_eq!(listed(b"{}"), Ok(vec![]));
    }

    #[test]
    fn invalid_utf8_is_replaced_as_a_platform_does() {
        let list =
            listed(b"\xef\xbb\xbf{\"api_secret_on_list\":[{\"identifier\":1,\"name\":\"produ\xe7\xe3o\"}]}").unwrap();
        assert_eq!(list[0].name, "produ\u{fffd}\u{fffd}o");
        let unasked = br#"{"x":"\ud800","api_secret_on_list":[{"identifier":1,"name":"a","tags":"\udc00\ud83d"}]}"#;
        assert_eq!(listed(unasked).unwrap()[0].name, "a");
    }

    #[test]
    fn reads_an_entry_in_every_form() {
        let entries = [
            (r#"{"identifier":"1","name":"a\"b\\c","need_justify":"1","can_view":true}"#, "1", "a\"b\\c", 5),
            (r#"{"identifier":9007199254740993,"name":7,"need_approval":1}"#, "9007199254740993", "7", 2),
            (
                r#"{ "name" : "\u0001\n\u2028 ção 𝄞 \ud834\udd1e" , "identifier" : "\"" , "can_write" : 1, "x": [{}] }"#,
                "\"",
                "\u{1}\n\u{2028} ção 𝄞 𝄞",
                8,
            ),
            (
                r#"{"identifier":1,"identifier":"2","name":"x","name":null,"c\u0061n_view":true,"can_write":2}"#,
                "2",
                "",
                12,
            ),
        ];
        for length in 0..=entries.len() {
            let texts = entries[..length].iter().map(|(text, ..)| *text).collect::<Vec<_>>();
            let list = listed(["{\"api_secret_on_list\":[", &texts.join(","), "]}"].concat().as_bytes()).unwrap();
            assert_eq!(list.len(), length);
            for (entry, (_, identifier, name, bits)) in list.iter().zip(entries) {
                assert_eq!((entry.identifier.as_str(), entry.name.as_str()), (identifier, name));
                let flags = [entry.need_justify, entry.need_approval, entry.can_view, entry.can_write];
                assert_eq!(flags, [1, 2, 4, 8].map(|bit| bits & bit != 0), "{name}");
            }
        }
    }
}
