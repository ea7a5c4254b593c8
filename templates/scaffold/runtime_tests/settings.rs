//! Settings name what is wrong with them.

use crate::runtime::settings::parsed;

#[test]
fn a_value_is_read_and_a_wrong_one_is_named() {
    assert_eq!(parsed("N", Some(" 7 ".into()), None), Ok(7));
    assert_eq!(parsed("N", None, Some("7")), Ok(7));
    assert_eq!(parsed("N", Some(String::new()), Some("7")), Ok(7));
    let missing = parsed::<u32>("N", None, None).expect_err("there is no default");
    assert_eq!(missing.to_string(), "N is not set");
    let wrong = parsed::<u32>("N", Some("seven".into()), Some("7")).expect_err("it is no number");
    assert!(wrong.to_string().starts_with("N makes no sense"), "{wrong}");
}
