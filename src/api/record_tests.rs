use super::*;
use crate::api::{
    ApiSecret, ApiSecrets, ItemKind, NewNote, Note, Notes, Password, PasswordChanges, Passwords, Share, ShareChanges,
};
use crate::error::Code;
use crate::testing::{fields, fixture};
use crate::text::json::Document;

fn read(kind: &'static Kind, body: Vec<u8>, member: &str) -> Record {
    Record::read(kind, Document::parse(body).root(), member).unwrap()
}

/// The item of a documented answer of `get`, and as JavaScript has it.
fn shown<K: ItemKind>(name: &str) -> (K::Item, String) {
    let record = read(K::KIND, fixture(name).body, K::KIND.get_member);
    let json = serde_json::to_string(&record).unwrap();
    (record.into(), json)
}

/// The item of a documented answer of `create` or `update`.
fn written<K: ItemKind>(name: &str) -> K::Item {
    read(K::KIND, fixture(name).body, K::KIND.write_member).into()
}

fn exposed(secret: Option<&Sensitive>) -> Option<&str> {
    secret.map(|secret| secret.expose().as_str())
}

#[test]
fn the_documented_api_secrets_are_read() {
    let (item, json) = shown::<ApiSecrets>("get-ok");
    assert_eq!(
        json,
        concat!(
            r#"{"identifier":"40","name":"My API secret","url":"www.url.com","clientId":"jdpidnbpchje6y76egh","#,
            r#""clientSecret":"dq986483917r56e997","identifierCode":"dfqw45d","tags":"secret","#,
            r#""notes":"My API secret","method":"get","#,
            r#""usersAllowed":[{"username":"pduarte","canEdit":false}],"#,
            r#""groupsAllowed":[{"name":"Test group","canEdit":false}],"sharedError":[]}"#
        )
    );
    assert_eq!(exposed(item.client_secret.as_ref()), Some("dq986483917r56e997"));
    assert!(!format!("{item:?}").contains("dq986483917r56e997"));
    let texts = |item: &ApiSecret| [item.url.is_some(), item.client_secret.is_some(), item.method.is_some()];
    for item in
        [shown::<ApiSecrets>("get-ok-v4").0, written::<ApiSecrets>("create-ok"), written::<ApiSecrets>("update-ok")]
    {
        assert_eq!(texts(&item), [true; 3], "{item:?}");
        assert!(!item.shares.users.is_empty());
    }
}

#[test]
fn the_documented_passwords_are_read() {
    let (item, json) = shown::<Passwords>("password-get-ok");
    assert_eq!(
        json,
        concat!(
            r#"{"identifier":"197","name":"Testing","url":"www.url.com","username":"maria","password":"Cs^Q4PdbIOo4","#,
            r#""secretKey":"JBSWY3DPEHPK3PXP","totp":"452180","notes":"This is a test password","tags":"test","#,
            r#""usersAllowed":[],"groupsAllowed":[],"sharedError":[]}"#
        )
    );
    assert_eq!(exposed(item.password.as_ref()), Some("Cs^Q4PdbIOo4"));
    assert_eq!(exposed(item.totp.as_ref()), Some("452180"));
    for value in ["Cs^Q4PdbIOo4", "JBSWY3DPEHPK3PXP", "452180"] {
        assert!(!format!("{item:?}").contains(value), "{value}");
    }
    let (item, _) = shown::<Passwords>("password-get-ok-without-totp");
    assert_eq!((item.secret_key, item.totp), (None, None));
    for (name, notes) in [
        ("password-create-ok", "Access details"),
        // The answer calls the notes `note`.
        ("password-update-ok", "Access details for this key."),
    ] {
        let Password { password, notes: shown, shares, .. } = written::<Passwords>(name);
        assert_eq!((password, shown.as_deref()), (None, Some(notes)), "{name}");
        assert_eq!(shares.users.first().map(|share| share.name.as_str()), Some("pduarte"));
    }
}

#[test]
fn the_documented_notes_are_read() {
    let (item, json) = shown::<Notes>("note-get-ok");
    assert_eq!(
        json,
        concat!(
            r#"{"identifier":"177","name":"My secret note","note":"My super top secret note","tags":"secret","#,
            r#""usersAllowed":[{"username":"pduarte","canEdit":true}],"groupsAllowed":[],"sharedError":[]}"#
        )
    );
    assert!(exposed(item.note.as_ref()).is_some() && !format!("{item:?}").contains("super top"));
    for (name, identifier) in [("note-create-ok", "8"), ("note-update-ok", "2")] {
        let Note { identifier: shown, note, tags, .. } = written::<Notes>(name);
        assert_eq!((shown.as_str(), note), (identifier, None), "{name}");
        assert!(tags.is_some());
    }
}

#[test]
fn a_one_time_code_that_came_as_a_number_has_its_leading_zeros() {
    for (wire, totp) in [
        ("452180", Some("452180")),
        ("52180", Some("052180")),
        ("0", Some("000000")),
        ("\"52180\"", Some("52180")),
        ("\"012345\"", Some("012345")),
        ("12345678", Some("12345678")),
        ("52180.0", Some("052180")),
        ("null", None),
        ("-1", None),
        ("[452180]", None),
    ] {
        let body = format!(r#"{{"password_entity":{{"identifier":1,"token":{wire}}}}}"#);
        let item: Password = read(Passwords::KIND, body.into(), "password_entity").into();
        assert_eq!(exposed(item.totp.as_ref()), totp, "{wire}");
    }
}

#[test]
fn failed_shares_are_named_in_every_form() {
    let failed = r#"{"e":{"identifier":1,"shared_error":["a",{"username":"b"},{"name":"c"},4,{}]}}"#;
    for kind in [ApiSecrets::KIND, Passwords::KIND, Notes::KIND] {
        assert_eq!(read(kind, failed.into(), "e").shares.failed, ["a", "b", "c"]);
    }
}

#[test]
fn a_request_body_has_the_names_of_the_wire() {
    let share = |name: &str, can_edit| Share { name: name.into(), can_edit };
    let shares =
        ShareChanges { users: Some(vec![share("u", true), share("v", false)]), groups: Some(vec![share("g", false)]) };
    let changes = PasswordChanges {
        name: Some("a\"b".into()),
        password: Some("s".into()),
        secret_key: Some("k".into()),
        notes: Some("n".into()),
        shares,
        ..PasswordChanges::default()
    };
    let changes = crate::api::Fields::from(changes);
    assert_eq!(
        *changes.body().expose(),
        concat!(
            r#"{"name":"a\"b","password":"s","secret_key":"k","notes":"n","#,
            r#""users_allowed":[{"username":"u","can_edit":true},{"username":"v","can_edit":false}],"#,
            r#""groups_allowed":[{"name":"g","can_edit":false}]}"#
        )
    );
    assert_eq!(changes.secrets().count(), 2);
    assert!(changes.check_update().is_ok());
    let nothing = fields(Notes::KIND, &[]);
    assert!(nothing.check_update().is_err());
    assert_eq!(*nothing.body().expose(), "{}");
}

#[test]
fn a_new_item_needs_the_documented_fields() {
    for (kind, required) in [
        (ApiSecrets::KIND, &["name", "url", "clientId"][..]),
        (Passwords::KIND, &["name", "username", "password"]),
        (Notes::KIND, &["name", "note"]),
    ] {
        let all: Vec<_> = required.iter().map(|name| (*name, "x")).collect();
        assert!(fields(kind, &all).check_new(kind).is_ok());
        for missing in required {
            for blank in [None, Some((*missing, "")), Some((*missing, " "))] {
                let given: Vec<_> = all.iter().copied().filter(|(name, _)| name != missing).chain(blank).collect();
                let error = fields(kind, &given).check_new(kind).unwrap_err();
                assert!(error.message().starts_with(&format!("{missing} is missing: a new ")), "{error}");
            }
        }
    }
}

#[test]
fn a_note_has_at_most_900_code_points() {
    let new =
        |note: String| crate::api::Fields::from(NewNote { name: "n".into(), note: note.into(), ..NewNote::default() });
    for (note, fits) in [("x".repeat(900), true), ("😀".repeat(900), true), ("e\u{301}".repeat(450), true)] {
        assert_eq!(new(note).check_new(Notes::KIND).is_ok(), fits);
    }
    for note in ["x".repeat(901), "😀".repeat(901)] {
        let error = new(note.clone()).check_new(Notes::KIND).unwrap_err();
        assert_eq!(error.code(), Code::InvalidArgument);
        assert!(error.message().contains("901 characters") && error.message().contains("at most 900"), "{error}");
        assert!(fields(Notes::KIND, &[("note", &note)]).check_update().is_err());
    }
}
