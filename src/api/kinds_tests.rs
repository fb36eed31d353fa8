use super::super::summary::MOST_COLUMNS;
use super::*;

#[test]
fn each_kind_is_found_by_its_name() {
    for kind in ALL {
        assert_eq!(kind_of(kind.name()), Some(kind));
        assert!(ALL.iter().filter(|other| other.path == kind.path).count() == 1, "{kind:?}");
    }
    assert_eq!(kind_of("secret"), None);
}

#[test]
fn each_kind_fits_what_reads_it() {
    for kind in ALL {
        assert!(kind.columns.starts_with(&["identifier", "name"]) && kind.columns.len() <= MOST_COLUMNS, "{kind:?}");
        let sentences: Vec<_> = kind.activated.iter().chain(kind.deactivated).map(|(sentence, _)| *sentence).collect();
        for sentence in &sentences {
            assert_eq!(*sentence, sentence.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "));
            assert_eq!(sentences.iter().filter(|other| *other == sentence).count(), 1, "{sentence}");
        }
        for field in kind.fields {
            assert!(!field.is_required || !field.is_read_only, "{field:?}");
        }
    }
}
