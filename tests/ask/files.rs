//! Adding to a file and editing one: everything else stays, byte by byte. Never edits a file of the repository.

use crate::alone::ask;

const SHOP: &str = "\u{feff}# The shop. Keep this line.\r\nsyncwise = 1\r\n\r\n[service.shop]      # the front\r\nregion = 'eu'\r\n\r\n[service.orders]\r\n\r\n# Orders are placed here.\r\n[[interaction]]\r\nid = \"place\"   # ours\r\nfrom = 'shop'\r\nto = 'orders'\r\n\r\n[[interaction]]\r\nfrom = \"orders\"\r\nto = \"shop\"\r\nkind = \"event\"\r\n";

fn shop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("shop.toml"), SHOP).expect("the folder is writable");
    folder
}

fn read(folder: &tempfile::TempDir) -> String {
    std::fs::read_to_string(folder.path().join("shop.toml")).expect("the file is there")
}

#[test]
fn adding_keeps_what_is_there() {
    let folder = shop();
    let arguments = [
        "--add",
        "shop.toml",
        "--from=orders",
        "--to=mail",
        "--what=order.created",
        "--answer=kind=event",
        "--answer=receivers=open",
        "--answer=distance=same",
        "--answer=messaging=some",
        "--rest-unknown",
    ];
    let (output, errors, code) = ask(folder.path(), &arguments, "");
    assert_eq!(code, 0, "{errors}");
    assert!(
        output.contains("Make it asynchronous") && errors.contains("wrote shop.toml"),
        "{output}{errors}"
    );
    let text = read(&folder);
    let kept = SHOP.replace("[service.orders]\r\n", "[service.orders]\r\nregion = \"one-region\"\r\n");
    assert!(text.starts_with(&kept), "{text}");
    let added = &text[kept.len()..];
    assert!(added.contains("[system]\r\nmessaging = \"some\"\r\n"), "{added}");
    assert!(added.contains("[service.mail]\r\nregion = \"one-region\"\r\n"), "{added}");
    assert!(
        added.contains("channel = \"order.created\"\r\n") && !added.replace("\r\n", "").contains('\n'),
        "{added}"
    );
}

#[test]
fn editing_changes_one_interaction() {
    let folder = shop();
    let arguments = [
        "--edit",
        "place",
        "shop.toml",
        "--answer=kind=command",
        "--answer=user-waiting=yes",
        "--rest-unknown",
    ];
    let (_, errors, code) = ask(folder.path(), &arguments, "");
    assert_eq!(code, 0, "{errors}");
    let expected =
        SHOP.replace("to = 'orders'\r\n", "to = 'orders'\r\nkind = \"command\"\r\nuser-waiting = true\r\n");
    assert_eq!(read(&folder), expected);
    let (_, errors, code) = ask(folder.path(), &["--edit", "plaec", "shop.toml"], "");
    assert!(code == 2 && errors.contains("did you mean `place`?"), "{errors}");
    let (_, errors, code) = ask(folder.path(), &["--edit", "place", "no.toml"], "");
    assert!(code == 2 && errors.contains("no such file"), "{errors}");
}

#[test]
fn a_refusal_writes_nothing() {
    let folder = shop();
    for further in [&["--answer=kind=event", "--answer=needs-result=now"][..], &["--answer=kind=event"]] {
        let arguments = [&["--add", "shop.toml", "--from=a", "--to=b"], further].concat();
        assert_eq!(ask(folder.path(), &arguments, "").2, 2, "{further:?}");
        assert_eq!(read(&folder), SHOP);
    }
    std::fs::write(folder.path().join("shop.toml"), "syncwise = 1\nnonsense = 2\n").expect("writable");
    let (_, errors, code) =
        ask(folder.path(), &["--add", "shop.toml", "--from=a", "--to=b", "--rest-unknown"], "");
    assert!(code == 2 && errors.contains("nonsense"), "{errors}");
}

#[test]
fn a_new_file_is_never_written_over_an_old_one() {
    let folder = shop();
    let (_, errors, code) =
        ask(folder.path(), &["--out", "shop.toml", "--from=a", "--to=b", "--rest-unknown"], "");
    assert!(code == 2 && errors.contains("changed meanwhile"), "{errors}");
    assert_eq!(read(&folder), SHOP);
    let arguments = ["--out", "new/file.toml", "--decide", "--adr", "records", "--rest-unknown"];
    let arguments = [&arguments[..], &crate::alone::CREATE].concat();
    let (_, errors, code) = ask(folder.path(), &arguments, "");
    assert_eq!(code, 0, "{errors}");
    assert!(
        folder.path().join("new/file.toml").exists()
            && folder.path().join("records/0002-orders-analytics-order-created.md").exists()
    );
}
