//! The sentences by which MySafe reports a success.

use super::answer::Answer;

/// What the sentences of an answer say of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// The state was changed.
    Done,
    /// The item was in this state already.
    Already,
    /// The answer has no documented sentence of the action. What became of the state is not known.
    Undocumented,
}

/// The documented sentences of one action, in lower case and with one space between words. In each version of the
/// documents they are English in `message` and in `mensagem` alike.
pub(crate) type Sentences = &'static [(&'static str, Reply)];

/// What `answer` says of the action that has these sentences. A single word proves nothing, since the name of an item can
/// stand in a message: the whole sentence has to be documented, and every member that holds one has to say the same.
pub(crate) fn reply(answer: &Answer, sentences: Sentences) -> Reply {
    let mut all = None;
    answer.each_message(&mut |words| {
        let documented = sentences.iter().find(|(sentence, _)| is_sentence(sentence, words.unwrap_or_default()));
        let reply = documented.map_or(Reply::Undocumented, |(_, reply)| *reply);
        all = Some(if all.is_none_or(|before| before == reply) { reply } else { Reply::Undocumented });
    });
    all.unwrap_or(Reply::Undocumented)
}

/// Whether every message of `answer` is this sentence or empty.
pub(crate) fn says_no_more_than(answer: &Answer, sentence: &str) -> bool {
    let mut says_no_more = true;
    answer.each_message(&mut |words| {
        says_no_more &= words.is_some_and(|words| words.trim().is_empty() || is_sentence(sentence, words));
    });
    says_no_more
}

/// Whether `words` are the `sentence`, white space and letter case aside.
fn is_sentence(sentence: &str, words: &str) -> bool {
    let mut expected = sentence.split(' ');
    words.split_whitespace().all(|word| expected.next().is_some_and(|expected| expected.eq_ignore_ascii_case(word)))
        && expected.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::action::Action;
    use crate::api::kind::Kind;
    use crate::api::{ApiSecrets, ItemKind, Notes, Passwords};
    use crate::testing::json;

    fn replied(action: Action, body: &str) -> Reply {
        replied_of(ApiSecrets::KIND, action, body)
    }

    fn replied_of(kind: &Kind, action: Action, body: &str) -> Reply {
        reply(&Answer::new(Box::new(json(200, body))), action.sentences(kind))
    }

    #[test]
    fn a_sentence_of_another_kind_proves_nothing() {
        let kinds = [ApiSecrets::KIND, Passwords::KIND, Notes::KIND];
        let mut documented = 0;
        for kind in kinds {
            for (sentence, _) in kind.activated.iter().chain(kind.deactivated) {
                let body = serde_json::json!({"response":{"message":sentence}}).to_string();
                for other in kinds {
                    for action in [Action::Activate, Action::Deactivate] {
                        let own = kind == other && action.sentences(kind).iter().any(|(known, _)| known == sentence);
                        assert_eq!(
                            replied_of(other, action, &body) != Reply::Undocumented,
                            own,
                            "{other:?} {sentence}"
                        );
                        documented += u32::from(own);
                    }
                }
            }
        }
        assert_eq!(documented, 12);
    }

    #[test]
    fn only_a_documented_sentence_of_the_action_reports_its_success() {
        let one = |action, words: &str| replied(action, &serde_json::json!({"response":{"message":words}}).to_string());
        for (words, activate, deactivate) in [
            ("Api secret activated successfully", Reply::Done, Reply::Undocumented),
            ("API secret  successfully deactivated", Reply::Undocumented, Reply::Done),
            ("\tapi SECRET\u{a0}successfully\ndeactivated ", Reply::Undocumented, Reply::Done),
            ("Api secret has already been activated", Reply::Already, Reply::Undocumented),
            ("API SECRET HAS ALREADY BEEN DEACTIVATED", Reply::Undocumented, Reply::Already),
            ("", Reply::Undocumented, Reply::Undocumented),
            ("Success", Reply::Undocumented, Reply::Undocumented),
            ("Api secret successfully activated", Reply::Undocumented, Reply::Undocumented),
            ("Api secret successfully deactivated.", Reply::Undocumented, Reply::Undocumented),
            ("Api secret could not be deactivated", Reply::Undocumented, Reply::Undocumented),
            ("API secret Already-rotated key successfully deactivated", Reply::Undocumented, Reply::Undocumented),
            ("Password successfully deactivated", Reply::Undocumented, Reply::Undocumented),
            ("successfully deactivated Api secret", Reply::Undocumented, Reply::Undocumented),
            ("Segredo de API já foi desativado", Reply::Undocumented, Reply::Undocumented),
        ] {
            assert_eq!(one(Action::Activate, words), activate, "{words}");
            assert_eq!(one(Action::Deactivate, words), deactivate, "{words}");
        }
    }

    #[test]
    fn every_member_that_holds_a_sentence_has_to_say_the_same() {
        for (body, expected) in [
            (r#"{"response":{"mensagem":"DONE"}}"#, Reply::Done),
            (r#"{"response":{"message":"DONE","mensagem":"DONE","Message":null}}"#, Reply::Done),
            (r#"{"message":"DONE","response":{"message":"DONE"}}"#, Reply::Done),
            (r#"{"response":{"message":"DONE","mensagem":""}}"#, Reply::Undocumented),
            (r#"{"response":{"message":"DONE","Message":"Success"}}"#, Reply::Undocumented),
            (
                r#"{"response":{"message":"DONE","mensagem":"Api secret has already been deactivated"}}"#,
                Reply::Undocumented,
            ),
            (r#"{"response":{"message":"DONE","mensagem":["DONE"]}}"#, Reply::Undocumented),
            (r#"{"message":"waits for approval","response":{"message":"DONE"}}"#, Reply::Undocumented),
            (r#"{"response":{}}"#, Reply::Undocumented),
        ] {
            let body = body.replace("DONE", "Api secret successfully deactivated");
            assert_eq!(replied(Action::Deactivate, &body), expected, "{body}");
        }
    }
}
