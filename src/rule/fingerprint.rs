//! The identity of a finding: the rule and the members concerned. Never looks at a line, a count or an order.

use crate::facts::Subject;

/// FNV-1a (64 bits) over the rule, the subject and the members, in 16 hexadecimal digits. Members are names; their order
/// and repetitions do not matter.
pub(super) fn of<N: AsRef<str>>(rule: &str, subject: Subject, subject_id: &str, members: &[N]) -> String {
    let mut members: Vec<&str> = members.iter().map(AsRef::as_ref).collect();
    members.sort_unstable();
    members.dedup();
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in [rule, subject.kind().word(), subject_id].into_iter().chain(members) {
        // A separator that no name holds: two names never read like one longer one.
        for byte in part.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::of;
    use crate::architecture::JourneyId;
    use crate::facts::Subject;

    #[test]
    fn depends_on_who_is_concerned_and_on_nothing_else() {
        let journey = |members: &[&str]| of("too-deep", Subject::Journey(JourneyId(0)), "buy", members);
        let known = journey(&["a", "b"]);
        assert_eq!(known, journey(&["b", "a", "b"]));
        assert_eq!(known, of("too-deep", Subject::Journey(JourneyId(7)), "buy", &["a", "b"]));
        for other in [journey(&["a", "b", "c"]), journey(&["ab"]), journey(&[])] {
            assert_ne!(known, other);
        }
        assert_ne!(known, of("too-deep", Subject::System, "buy", &["a", "b"]));
        assert_ne!(known, of("other", Subject::Journey(JourneyId(0)), "buy", &["a", "b"]));
    }
}
