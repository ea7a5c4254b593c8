//! Decisions and records: what they look like, that they keep their numbers, and that hostile names stay names.

mod hostile;
mod records;
mod support;

use support::{SHOP, study};
use syncwise::render::{PageOptions, decision_page, decisions_json, decisions_table};

#[test]
fn a_table_of_many() {
    study(SHOP, |study| {
        insta::assert_snapshot!("narrow_table", decisions_table(&study.views, 80, false));
        insta::assert_snapshot!("wide_table", decisions_table(&study.views, 160, false));
    });
}

#[test]
fn colour_changes_no_column() {
    study(SHOP, |study| {
        for columns in [40, 80, 131, 132, 200] {
            let (plain, painted) =
                (decisions_table(&study.views, columns, false), decisions_table(&study.views, columns, true));
            assert_eq!(without_colour(&painted), plain);
            let widest = plain.lines().rev().skip(1).map(|line| line.chars().count()).max();
            assert!(widest <= Some(columns.max(60)), "{columns}: {widest:?}");
        }
    });
}

fn without_colour(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').expect("a colour ends in m").1)
}

#[test]
fn a_page_each() {
    study(SHOP, |study| {
        let options = PageOptions { columns: 100, color: false };
        let page = |view| decision_page(view, study.sources, options);
        let pages: Vec<_> = study.views.iter().map(|view| (view.name(), page(view))).collect();
        for (name, page) in &pages {
            insta::assert_snapshot!(format!("page_{name}"), page);
        }
        let lines = pages.iter().map(|(name, page)| (page.lines().count(), *name));
        assert!(lines.clone().all(|(lines, _)| lines <= 48), "{:?}", lines.collect::<Vec<_>>());
    });
}

#[test]
fn json_has_the_published_shape() {
    study(SHOP, |study| {
        let text = decisions_json(&study.views);
        let document: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(document["version"], 1);
        let decisions = document["decisions"].as_array().expect("decisions are a list");
        assert_eq!(decisions.len(), study.views.len());
        let hybrid = decisions.iter().find(|it| it["interaction"] == "process-order");
        insta::assert_snapshot!("json_hybrid", format!("{:#}", hybrid.expect("it is decided")));
        let conflict =
            decisions.iter().find(|it| it["interaction"] == "authorise-card").expect("it is decided");
        for key in ["recommended", "confidence", "margin", "conflict_index", "variant", "statement"] {
            assert!(conflict[key].is_null(), "{key}");
        }
        assert!(conflict["scores"].as_object().expect("scores are a table").values().all(|it| it.is_null()));
        assert_eq!(conflict["verdict"], "conflict");
    });
}
