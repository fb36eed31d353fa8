use super::*;

#[test]
fn reads_seconds_and_dates() {
    let clock = crate::testing::FakeClock::default();
    clock.jump(1_700_000_000_000.0);
    for (header, wait) in [
        ("0", Some(0.0)),
        (" 120 ", Some(120_000.0)),
        ("Tue, 14 Nov 2023 22:13:25 GMT", Some(5000.0)),
        ("Tuesday, 14-Nov-23 22:13:25 GMT", Some(5000.0)),
        ("Tue Nov 14 22:13:25 2023", Some(5000.0)),
        ("Tue, 14 Nov 2023 22:13:15 GMT", Some(0.0)),
        ("-1", None),
        ("2.5", Some(2500.0)),
        ("0.0449", Some(44.0)),
        ("1.", Some(1000.0)),
        ("1.5s", None),
        ("2, 2", Some(2000.0)),
        ("2,30 , 4", Some(30_000.0)),
        ("Tue, 14 Nov 2023 22:13:25 GMT, Tue, 14 Nov 2023 22:13:25 GMT", Some(5000.0)),
        ("2, soon", None),
        ("2023-11-14T22:13:25Z", None),
        ("99999999999999999999", None),
        ("4294967295", Some(4_294_967_295_000.0)),
        ("soon", None),
        ("", None),
    ] {
        assert_eq!(retry_after(header, None, &clock), wait, "{header:?}");
    }
    // By the server's own clock, where the client's is five minutes off.
    let date = Some("Tue, 14 Nov 2023 22:08:20 GMT");
    assert_eq!(retry_after("Tue, 14 Nov 2023 22:08:25 GMT", date, &clock), Some(5000.0));
    assert_eq!(retry_after("7", date, &clock), Some(7000.0));
    assert_eq!(retry_after("Tue, 14 Nov 2023 22:13:25 GMT", Some("now"), &clock), Some(5000.0));
}
