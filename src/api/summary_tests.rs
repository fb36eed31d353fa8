use super::*;
use crate::api::{ApiSecretSummary, ApiSecrets, ItemKind, Notes, PasswordSummary, Passwords};
use crate::testing::fixture;
use crate::text::json::Document;

/// The texts and the flags of each entry, from the strings that JavaScript receives.
fn rows(kind: &Kind, texts: &str) -> Vec<(Vec<String>, Permissions)> {
    let mut texts: Vec<String> = serde_json::from_str(texts).unwrap();
    let flags = texts.pop().unwrap();
    assert_eq!(texts.len(), kind.columns.len() * flags.len());
    let permissions = |flags: u8| {
        let [need_justify, need_approval, can_view, can_write] = [1, 2, 4, 8].map(|bit| flags & bit != 0);
        Permissions { need_justify, need_approval, can_view, can_write }
    };
    let texts = texts.chunks(kind.columns.len());
    texts.zip(flags.bytes()).map(|(texts, flags)| (texts.to_vec(), permissions(flags))).collect()
}

/// The entries of `answer`, which are the same in both forms.
fn listed_of<K: ItemKind>(
    answer: &[u8],
    row: fn(&K::Summary) -> (Vec<String>, Permissions),
) -> Result<Vec<K::Summary>, Unreadable> {
    let document = Document::parse(answer.to_vec());
    let all = read_all::<K::Summary>(K::KIND, document.root());
    let expected = all.as_ref().map(|all| all.iter().map(row).collect::<Vec<_>>());
    let strings = read_strings(K::KIND, document.root());
    assert_eq!(strings.map(|texts| rows(K::KIND, &texts)), expected.map_err(|unreadable| *unreadable));
    all
}

fn listed(answer: &[u8]) -> Result<Vec<ApiSecretSummary>, Unreadable> {
    listed_of::<ApiSecrets>(answer, |entry| (vec![entry.identifier.clone(), entry.name.clone()], entry.permissions))
}

#[test]
fn the_documented_lists_of_passwords_and_notes_are_read() {
    let passwords = listed_of::<Passwords>(&fixture("password-list-ok").body, |entry| {
        let PasswordSummary { identifier, name, url, username, tags, permissions } = entry.clone();
        (vec![identifier, name, url, username, tags], permissions)
    });
    assert_eq!(
        serde_json::to_value(passwords.unwrap()).unwrap(),
        serde_json::json!([
            {"identifier":"197","name":"Testing","url":"www.url.com","username":"maria","tags":"test",
             "needJustify":false,"needApproval":false,"canView":true,"canWrite":true},
            {"identifier":"198","name":"API","url":"","username":"dleite","tags":"api",
             "needJustify":false,"needApproval":false,"canView":true,"canWrite":true},
        ])
    );
    let notes = listed_of::<Notes>(&fixture("note-list-ok").body, |entry| {
        (vec![entry.identifier.clone(), entry.name.clone(), entry.tags.clone()], entry.permissions)
    });
    assert_eq!(
        serde_json::to_value(notes.unwrap()).unwrap(),
        serde_json::json!([
            {"identifier":"177","name":"My secret note","tags":"secret",
             "needJustify":false,"needApproval":false,"canView":true,"canWrite":true},
            {"identifier":"196","name":"Secret note","tags":"secret",
             "needJustify":false,"needApproval":false,"canView":true,"canWrite":true},
        ])
    );
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
        (r#"{"identifier":1,"identifier":"2","name":"x","name":null,"c\u0061n_view":true,"can_write":2}"#, "2", "", 12),
    ];
    for length in 0..=entries.len() {
        let texts = entries[..length].iter().map(|(text, ..)| *text).collect::<Vec<_>>();
        let list = listed(["{\"api_secret_on_list\":[", &texts.join(","), "]}"].concat().as_bytes()).unwrap();
        assert_eq!(list.len(), length);
        for (entry, (_, identifier, name, bits)) in list.iter().zip(entries) {
            assert_eq!((entry.identifier.as_str(), entry.name.as_str()), (identifier, name));
            let Permissions { need_justify, need_approval, can_view, can_write } = entry.permissions;
            let flags = [need_justify, need_approval, can_view, can_write];
            assert_eq!(flags, [1, 2, 4, 8].map(|bit| bits & bit != 0), "{name}");
        }
    }
}
