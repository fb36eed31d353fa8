use super::*;
use crate::text::json::quote;

fn parsed(text: &str) -> Document {
    Document::parse(text.into())
}

#[test]
fn reads_every_kind_of_value() {
    let document = parsed(r#"{"a":null,"b":true,"c":-1.5,"d":"x\u0041","e":[1,{"f":2}],"g":{"\u0068":1},"b":false}"#);
    let json = document.root();
    assert!(json.is_object() && !json.is_null());
    assert!(json.get("a").unwrap().is_null());
    assert_eq!(json.get("b").unwrap().as_bool(), Some(false), "the last of two");
    assert_eq!(json.get("c").unwrap().as_number(), Some("-1.5"));
    assert_eq!(json.get("d").unwrap().as_str().unwrap(), "xA");
    assert_eq!(json.get("e").unwrap().items().unwrap().nth(1).unwrap().get("f").unwrap().as_u32(), Some(2));
    assert_eq!(json.get("g").unwrap().get("h").unwrap().as_u32(), Some(1));
    assert_eq!(json.members().unwrap().map(|(name, _)| name.as_str().unwrap()).collect::<String>(), "abcdegb");
    assert!(json.get("z").is_none() && json.get("d").unwrap().get("x").is_none());
    assert!(json.as_str().is_none() && json.literal().is_none() && json.as_u32().is_none() && json.as_bool().is_none());
    assert_eq!(parsed("18446744073709551615").root().as_text().unwrap(), u64::MAX.to_string());
    let beyond = parsed("18446744073709551616");
    assert!(beyond.root().as_text().is_none() && beyond.root().as_number().is_some());
    assert_eq!(parsed(r#" "\"" "#).root().literal(), Some(r#""\"""#), "as it stands");
    for bad in ["", "{", "{}x", "[1,]", "\"\\ud80\"", "nul"] {
        let document = parsed(bad);
        let json = document.root();
        assert!(json.is_null() && json.as_bool().is_none() && json.as_number().is_none(), "{bad}");
    }
}

#[test]
fn reads_whole_numbers_as_numbers_and_as_strings() {
    for (text, whole) in [
        ("1005", Some(1005)),
        ("\" 1005 \"", Some(1005)),
        ("4294967295", Some(u32::MAX)),
        ("4294967296", None),
        ("-1", None),
        ("0.5", None),
        ("1e999", None),
        ("\"x\"", None),
        ("true", None),
        ("null", None),
    ] {
        assert_eq!(parsed(text).root().as_u32(), whole, "{text}");
    }
}

#[test]
fn reads_truth_values_in_every_form_that_mysafe_uses() {
    for (text, flag) in [
        ("true", Some(true)),
        ("1", Some(true)),
        ("2", Some(true)),
        ("\"1\"", Some(true)),
        ("false", Some(false)),
        ("0", Some(false)),
        ("\"0\"", Some(false)),
        ("\"\"", Some(false)),
        ("\"2\"", None),
        ("\"yes\"", None),
        ("null", None),
        ("-1", None),
        ("{}", None),
    ] {
        assert_eq!(parsed(text).root().as_bool(), flag, "{text}");
    }
}

#[test]
fn agrees_with_serde_json() {
    let seeds = [
        r#" { "a" : [ 1 , -2.5 , 3e2 , 0.25E-1 ] , "b" : { "c" : null , "d" : true , "e" : false } , "f" : "" } "#,
        r#"{"a":"x\u00e9\ud83d\ude00\"\\\/\b\f\n\r\té😀","b":-0,"c":0,"d":10,"e":9007199254740991,"f":4294967295}"#,
        r#"[[],{},[{}],"",0,-1,1e5,1E+2,null,true,false]"#,
        r#""text""#,
        "12",
        "null",
    ];
    let marks = b"{}[],:\"\\ue019.-+ntf \n\x01\x80\xc3/d8";
    let mut compared = 0;
    for seed in seeds {
        for at in 0..=seed.len() {
            // Cut short, and with every mark put in, in place, or left out.
            let (before, after) = seed.as_bytes().split_at(at);
            let rest = after.get(1..).unwrap_or_default();
            let mut texts = vec![before.to_vec(), [before, rest].concat()];
            for mark in marks {
                texts.extend([[before, &[*mark], after].concat(), [before, &[*mark], rest].concat()]);
            }
            for text in texts {
                let expected = match serde_json::from_str::<serde_json::Value>(&String::from_utf8_lossy(&text)) {
                    // JavaScript reads these: as infinity, and as half of a pair.
                    Err(error) if error.to_string().starts_with("number out of range") => continue,
                    Err(error) if error.to_string().contains("surrogate") => continue,
                    Err(error) if error.to_string().starts_with("unexpected end of hex escape") => continue,
                    expected => expected.ok(),
                };
                let document = Document::parse(text.clone());
                let same = match &expected {
                    Some(expected) => same(document.root(), expected),
                    None => document.root().nodes.is_empty(),
                };
                assert!(same, "{}: not {expected:?}", String::from_utf8_lossy(&text));
                compared += 1;
            }
        }
    }
    assert!(compared > 10_000);
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-12 * other.abs()
}

/// The same but for the order of members, and the last digits of numbers.
fn same(one: Json, other: &serde_json::Value) -> bool {
    use serde_json::Value;
    match other {
        Value::Null => one.is_null() && !one.nodes.is_empty(),
        Value::Bool(flag) => one.as_bool() == Some(*flag) && one.literal().is_none(),
        Value::Number(number) => {
            let expected = number.as_f64().unwrap();
            let digits = number.as_u64().map(|number| number.to_string());
            // Zero has two forms here, and one there.
            let digits = digits.filter(|_| one.bare() != Some("-0"));
            // A whole number may be written as a float.
            let digits = digits.or_else(|| {
                let (digits, zeros) = one.bare()?.split_once('.')?;
                let is_whole = !digits.starts_with('-') && zeros.bytes().all(|byte| byte == b'0');
                is_whole.then(|| digits.to_owned())
            });
            one.literal() == digits.as_deref()
                && one.as_str().is_none()
                && one.as_number().is_some_and(|found| close(found.parse().unwrap(), expected))
        }
        Value::String(text) => one.as_str().is_some_and(|found| found == *text) && one.as_number().is_none(),
        Value::Array(items) => {
            let found: Vec<_> = one.items().into_iter().flatten().collect();
            one.items().is_some()
                && found.len() == items.len()
                && found.into_iter().zip(items).all(|(one, other)| same(one, other))
        }
        Value::Object(members) => {
            members.iter().all(|(name, value)| one.get(name).is_some_and(|found| same(found, value)))
                && one
                    .members()
                    .is_some_and(|mut found| found.all(|(name, _)| members.contains_key(&*name.as_str().unwrap())))
        }
    }
}

#[test]
fn a_quoted_string_reads_back_as_itself() {
    let text: String = (0..0x80).map(char::from).chain("é€𝄞".chars()).collect();
    let mut out = String::new();
    quote(&mut out, &text);
    assert_eq!(serde_json::from_str::<String>(&out).ok(), Some(text.clone()));
    assert_eq!(parsed(&out).root().as_str().as_deref(), Some(text.as_str()));
}

#[test]
fn rejects_nesting_beyond_the_limit() {
    for (depth, refused) in [(127, false), (128, false), (129, true), (1_000_000, true)] {
        let text = ["{\"a\":".repeat(depth), "1".into(), "}".repeat(depth)].concat();
        assert_eq!(parsed(&text).root().is_null(), refused, "{depth}");
    }
}
