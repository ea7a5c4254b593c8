//! Fenced blocks of a page. Never runs one.

/// A fenced block.
pub(crate) struct Block<'p> {
    /// The line of its fence, from 1.
    pub(crate) line: usize,
    /// What stands behind the fence, such as `toml`.
    pub(crate) language: &'p str,
    /// Its text.
    pub(crate) text: String,
}

impl Block<'_> {
    /// What a comment at its top says under a name, such as `PATH` in `# file: PATH`.
    pub(crate) fn mark(&self, name: &str) -> Option<&str> {
        let mut comments = self.text.lines().map_while(|line| line.strip_prefix("# "));
        comments.find_map(|comment| comment.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// All fenced blocks of a page.
pub(crate) fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let Some(language) = line.trim_start().strip_prefix("```") else { continue };
        let mut text = String::new();
        for (_, line) in lines.by_ref().take_while(|(_, line)| line.trim() != "```") {
            text += line;
            text += "\n";
        }
        blocks.push(Block { line: index + 1, language: language.trim(), text });
    }
    blocks
}
