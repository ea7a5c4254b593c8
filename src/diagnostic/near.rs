//! Near names: what somebody probably meant. Never guesses when nothing is close.

/// The candidate that is closest to `name`, where one is close enough to be a slip of the keyboard.
///
/// Close enough is a Damerau-Levenshtein distance of at most a third of the longer name, and at least 1;
/// a candidate that differs only in case, `_` or `-` is always close. Names over 64 characters are not
/// compared. Ties go to the first candidate in the order given.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if name.chars().count() > 64 {
        return None;
    }
    let folded = fold(name);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if fold(candidate) == folded {
            return Some(candidate);
        }
        if candidate.len().abs_diff(name.len()) > 22 {
            continue;
        }
        let distance = strsim::damerau_levenshtein(name, candidate);
        let limit = (name.chars().count().max(candidate.chars().count()) / 3).max(1);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// `did you mean …?` for the nearest candidate, if any.
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

/// A candidate that differs from `name` by one slip of the keyboard or by case only. Names under four bytes are too
/// close to each other to tell.
pub fn near_slip<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let slip =
        |candidate: &&str| fold(candidate) == fold(name) || strsim::damerau_levenshtein(name, candidate) == 1;
    candidates.into_iter().filter(|_| (4..=64).contains(&name.len())).find(slip)
}

fn fold(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_slips_and_leaves_strangers_alone() {
        let keys = ["timeout", "attempts", "user-waiting"];
        assert_eq!(nearest("timeuot", keys), Some("timeout"));
        assert_eq!(nearest("user_waiting", keys), Some("user-waiting"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest("retry", keys), None);
    }
}
