//! Every TOML block of the manual is read: fragments of architectures, checks and criteria. Never accepts a block that
//! does not do what it says.
//!
//! - A block stands for a whole architecture; `syncwise = 1` may be left out.
//! - A block that begins with `# error: CODE` must fail with this mistake.
//! - A block that begins with `# file: …syncwise.toml` is one of settings.
//! - A block with a root key `id` is a rule, and has to be sound.
//! - A block that begins with `# beside: FILE` is a part; the commands of its page read the whole.
//! - A block in which `# …` stands for something left out is not read.

use crate::block::{Block, blocks};
use crate::pages;
use syncwise::architecture::{lower, read};
use syncwise::decision::contradictions;
use syncwise::diagnostic::{Diagnostic, Severity};
use syncwise::rule::criterion::{self, Origin};
use syncwise::rule::read_check;
use syncwise::source::SourceMap;

/// The mistakes in a block that make it useless.
fn mistakes(block: &Block<'_>) -> Vec<Diagnostic> {
    let mut sources = SourceMap::new();
    let root = block.text.lines().take_while(|line| !line.starts_with('['));
    let keys: Vec<&str> = root.filter_map(|line| Some(line.split_once('=')?.0.trim())).collect();
    let mut found = if block.mark("file").is_some_and(|path| path.ends_with(syncwise::run::FILE)) {
        let file = sources.add(syncwise::run::FILE, block.text.clone());
        syncwise::settings::read(&sources, file).1
    } else if keys.contains(&"id") {
        let file = sources.add("rule.toml", block.text.clone());
        if keys.contains(&"fact") {
            criterion::read(&sources, file, Origin::Team).1
        } else {
            read_check(&sources, file).1
        }
    } else {
        let version = if keys.contains(&"syncwise") { "" } else { "syncwise = 1\n" };
        let file = sources.add("architecture.toml", format!("{version}{}", block.text));
        let (written, mut found) = read(&sources, file);
        let (architecture, more) = lower(vec![written]);
        found.extend(more);
        found.extend(architecture.interactions.iter().flat_map(contradictions));
        found
    };
    found.retain(|mistake| mistake.severity == Severity::Error);
    found
}

/// What is wrong with a block, in a line.
fn complaint(block: &Block<'_>) -> Option<String> {
    let found = mistakes(block);
    match block.mark("error") {
        Some(code) if found.iter().any(|mistake| mistake.code == code) => None,
        Some(code) => Some(format!("does not fail with `{code}`: {:?}", codes(&found))),
        None if found.is_empty() => None,
        None => {
            Some(found.iter().map(|it| format!("{}: {}", it.code, it.title)).collect::<Vec<_>>().join("; "))
        }
    }
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|mistake| mistake.code).collect()
}

#[test]
fn every_toml_block_is_read() {
    let pages = pages();
    let all = pages.iter().flat_map(|(path, text)| blocks(text).into_iter().map(move |block| (path, block)));
    let whole = all.filter(|(_, it)| {
        it.language == "toml"
            && it.mark("beside").is_none()
            && !it.text.lines().any(|line| line.trim() == "# …")
    });
    let (mut count, mut wrong) = (0, Vec::new());
    for (path, block) in whole {
        count += 1;
        wrong.extend(complaint(&block).map(|complaint| format!("{path}:{}: {complaint}", block.line)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 50, "only {count} blocks were found");
}

#[test]
fn a_wrong_block_is_noticed() {
    for text in [
        "[service.a]\ntier = 9\n",
        "# error: unknown-key\n[service.a]\ntier = 1\n",
        "# error: unknown-key\n[service.a]\ntier = 9\n",
        "id = \"a\"\nclass = \"high\"\n",
        "id = \"a\"\nfact = \"kind\"\n",
    ] {
        let page = format!("```toml\n{text}```\n");
        assert!(complaint(&blocks(&page)[0]).is_some(), "{text}");
    }
}
