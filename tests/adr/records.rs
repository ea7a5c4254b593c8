//! Records: their text, their numbers, and what no longer matches. Never touches a disk.

use crate::support::{SHOP, Study, date, study};
use syncwise::architecture::Date;
use syncwise::plan::effects;
use syncwise::render::adr::{
    About, ExistingRecord, Mismatch, Record, RecordContext, RecordState, check, parse_existing, records,
};

pub(crate) fn write(study: &Study<'_>, existing: &[ExistingRecord]) -> Vec<Record> {
    let effects = study.views.iter().map(|view| {
        let (architecture, graph) = (view.world.architecture, view.world.graph);
        (view.id, effects(architecture, graph, view.evidence, view.id))
    });
    let context = RecordContext {
        date: date(),
        first_number: 1,
        system: Some("Shop"),
        findings: &study.findings,
        effects: &effects.collect(),
        existing,
    };
    records(&study.views, &context)
}

pub(crate) fn parsed(records: &[Record]) -> Vec<ExistingRecord> {
    let parse = |record: &Record| parse_existing(&record.file_name, record.text.as_deref()?);
    records.iter().filter_map(parse).collect()
}

fn about(id: &str) -> About {
    About::Interaction(id.into())
}

#[test]
fn records_read_well() {
    study(SHOP, |study| {
        for record in write(study, &[]) {
            let name = record.file_name.trim_end_matches(".md").to_owned();
            insta::assert_snapshot!(format!("record_{name}"), record.text.expect("it is new"));
        }
    });
}

#[test]
fn what_is_trivial_is_not_recorded() {
    study(SHOP, |study| {
        let records = write(study, &[]);
        let recorded = |id: &str| records.iter().any(|record| record.about == about(id));
        assert!(["get-stock", "mystery", "store-order"].iter().all(|id| !recorded(id)));
        assert_eq!(records.len(), study.views.len() - 3 + 1, "all others, and the overview");
        assert!(records[0].about == About::Overview && records[0].number == 1);
    });
}

#[test]
fn unchanged_records_are_kept_and_changed_ones_keep_their_number() {
    let before = study(SHOP, |study| {
        let mut before = write(study, &[]);
        let mut existing = parsed(&before);
        assert_eq!(existing.len(), before.len());
        assert_eq!(check(&existing, &study.views, date()), []);
        let kept = write(study, &existing);
        assert!(kept.iter().all(|record| record.state == RecordState::Kept && record.text.is_none()));
        existing.reverse();
        assert_eq!(write(study, &existing), kept, "the order of files does not matter");
        before.push(Record { number: 40, file_name: "0040-use-rust.md".into(), ..before[0].clone() });
        before.last_mut().expect("one was pushed").text = Some("# Use Rust\n".into());
        before
    });
    let existing = parsed(&before);
    let changed = SHOP
        .replace("staleness = \"5min\"", "staleness = \"1s\"")
        .replace("id = \"undecided\"", "id = \"told\"");
    study(&changed, |study| {
        let after = write(study, &existing);
        let state =
            |id: &str| after.iter().find(|record| record.about == about(id)).map(|it| (it.state, it.number));
        let number = |id: &str| existing.iter().find(|record| record.about == about(id)).map(|it| it.number);
        let updated = state("send-confirmation").expect("it is recorded");
        assert_eq!(updated, (RecordState::Updated, number("send-confirmation").expect("it was")));
        assert_eq!(state("told"), Some((RecordState::New, 41)));
        assert_eq!(state("process-order").map(|it| it.0), Some(RecordState::Kept));
        let outdated = check(&existing, &study.views, date());
        let shown: Vec<String> = outdated.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!("outdated", shown.join("\n"));
        let of = |id: &str| outdated.iter().find(|it| it.about == about(id)).map(|it| &it.reason);
        assert_eq!((of("told"), of("undecided")), (Some(&Mismatch::Missing), Some(&Mismatch::Orphaned)));
    });
}

#[test]
fn the_order_of_tables_does_not_matter() {
    let (head, tables) = SHOP.split_once("[[interaction]]").expect("there is an interaction");
    let (tables, journeys) = tables.split_once("[[journey]]").expect("there is a journey");
    let mut tables: Vec<&str> = tables.split("[[interaction]]").collect();
    tables.reverse();
    let turned: String = tables.iter().map(|table| format!("\n[[interaction]]{table}")).collect();
    let turned = format!("{head}{turned}\n[[journey]]{journeys}");
    assert_ne!(turned, SHOP);
    let one = study(SHOP, |study| write(study, &[]));
    let other = study(&turned, |study| write(study, &[]));
    assert_eq!(one, other);
    let other = study(SHOP, |it| {
        let views = it.views.iter().rev().copied().collect();
        write(
            &Study { views, sources: it.sources, findings: it.findings.iter().rev().cloned().collect() },
            &[],
        )
    });
    assert_eq!(one, other);
}

/// The day on which an entry ends is a fact, so that `adr --check` notices when it has passed.
#[test]
fn an_expired_deviation_makes_its_record_outdated() {
    let existing = study(SHOP, |study| parsed(&write(study, &[])));
    let later = Date::new(2027, 2, 1).expect("the day exists");
    let outdated = study(SHOP, |study| check(&existing, &study.views, later));
    let lines: Vec<String> = outdated.iter().map(ToString::to_string).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let wanted = "`accepted-until` was 2027-01-31 and is 2027-01-31, which has passed";
    assert!(lines[0].ends_with(wanted), "{lines:?}");
}

#[test]
fn an_accepted_deviation_ends_with_its_day() {
    let status = |text: &str| {
        study(text, |study| {
            let records = write(study, &[]);
            let record = records.into_iter().find(|record| record.about == about("send-invoice"));
            let text = record.and_then(|record| record.text).expect("it is recorded");
            text.lines().nth(1).map(str::to_owned)
        })
    };
    assert_eq!(status(SHOP).as_deref(), Some("status: accepted"));
    let expired = SHOP.replace("2027-01-31", "2026-01-31");
    let wanted = "status: proposed, because what is declared was accepted until 2026-01-31 only";
    assert_eq!(status(&expired).as_deref(), Some(wanted));
}
