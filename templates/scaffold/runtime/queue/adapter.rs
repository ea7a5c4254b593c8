//! What the adapters of brokers share: names that a broker accepts, a key's partition, header values, back-off. Never
//! depends on the version of the compiler: services built years apart must agree.

use std::time::Duration;

/// Headers under which a [`super::Message`]'s own fields travel beside its body.
pub mod header {
    /// [`super::super::Message::id`].
    pub const ID: &str = "message-id";
    /// [`super::super::Message::channel`], as it was before [`super::plain`].
    pub const CHANNEL: &str = "message-channel";
    /// [`super::super::Message::key`].
    pub const KEY: &str = "message-key";
    /// [`super::super::Message::published`], in milliseconds since 1970.
    pub const PUBLISHED: &str = "message-published";
    /// All of them: these are no headers of the message.
    pub const OWN: [&str; 4] = [ID, CHANNEL, KEY, PUBLISHED];
}

/// What stands between the readable part of a changed name and its fingerprint.
const MARK: &str = "--";

/// A name of letters, digits, `-` and those of `others`, at most `longest` (40 or more) bytes. A name that is such
/// already stays as it is; any other gets its forbidden characters replaced by `-`, is cut, and ends in `--` and 16
/// hexadecimal digits made from the whole name.
pub fn plain(name: &str, others: &str, longest: usize) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || others.contains(c);
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    let reserved = name.starts_with("amq.");
    let fits = starts_well && !reserved && name.len() <= longest && name.chars().all(allowed);
    if fits && !looks_changed(name) {
        return name.to_owned();
    }
    let readable: String = name
        .chars()
        .map(|c| if allowed(c) && c != '.' { c } else { '-' })
        .take(longest - MARK.len() - 16)
        .collect();
    let readable = readable.trim_matches('-');
    let start = if readable.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        ""
    } else {
        "x"
    };
    let room = longest - MARK.len() - 16 - start.len();
    let readable = &readable[..readable.len().min(room)];
    format!("{start}{readable}{MARK}{:016x}", fingerprint(name))
}

/// Whether a name ends as one that [`plain`] has changed.
fn looks_changed(name: &str) -> bool {
    name.len() > MARK.len() + 16
        && name.is_char_boundary(name.len() - 16)
        && name[..name.len() - 16].ends_with(MARK)
        && name[name.len() - 16..]
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
}

/// FNV-1a, 64 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>.
pub fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The partition, below `partitions`, that keeps what must stay in order: the messages of one key.
#[cfg(any(feature = "nats", test))]
pub fn partition(key: &str, partitions: u64) -> u64 {
    // The lower bits of FNV-1a alone are weak; folding them is what its authors advise for small ranges.
    let hash = fingerprint(key);
    ((hash >> 32) ^ hash) % partitions
}

/// A header's value without control characters and `%`: these become `%` and two hexadecimal digits.
#[cfg(any(feature = "nats", test))]
pub fn encode(value: &str) -> String {
    value
        .chars()
        .flat_map(|c| {
            let code = u32::from(c);
            let escaped = (code < 0x20 || code == 0x7f || c == '%').then(|| format!("%{code:02x}"));
            let plain = escaped.is_none().then_some(c);
            escaped
                .unwrap_or_default()
                .chars()
                .collect::<Vec<_>>()
                .into_iter()
                .chain(plain)
        })
        .collect()
}

/// What `encode` was given.
#[cfg(any(feature = "nats", feature = "kafka", test))]
pub fn decode(value: &str) -> String {
    let mut parts = value.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part
            .get(..2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code.filter(u8::is_ascii) {
            Some(code) => {
                text.push(char::from(code));
                text.push_str(&part[2..]);
            }
            None => {
                text.push('%');
                text.push_str(part);
            }
        }
    }
    text
}

/// How long to wait after so many failures in a row (1 is the first): 100 ms doubled each time, 5 s at most, of which a
/// random part of up to a half is left out, so that not everybody comes back at once.
pub fn back_off(failures: u32) -> Duration {
    let longest = Duration::from_millis(100 << failures.clamp(1, 7).saturating_sub(1))
        .min(Duration::from_secs(5));
    longest.mul_f64(1.0 - fastrand::f64() / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_name_stays() {
        assert_eq!(plain("payment-requested", "", 100), "payment-requested");
        assert_eq!(
            plain("payment_requested.dead", "._", 100),
            "payment_requested.dead"
        );
    }

    #[test]
    fn the_fingerprint_is_the_published_one() {
        // Test vectors of the authors of FNV: "" and "foobar".
        assert_eq!(fingerprint(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn hostile_names_become_valid_and_stay_distinct() {
        let long = "x".repeat(400);
        let changed = plain("a b", "", 60);
        let names = [
            "",
            " ",
            ".",
            "..",
            ">",
            "*",
            "a b",
            "a-b",
            "a.b",
            "a_b",
            "a>b",
            "a*b",
            "ü",
            "語",
            "a/b",
            "-a",
            "_a",
            "a\n",
            "a\0",
            "A-b",
            "$JS",
            "amq.topic",
            long.as_str(),
            &long[..399],
            changed.as_str(),
        ];
        let mut seen = std::collections::BTreeSet::new();
        for name in names {
            let plain = plain(name, "_", 60);
            assert!(
                !plain.is_empty() && plain.len() <= 60,
                "{name:?} became {plain:?}"
            );
            assert!(
                plain.starts_with(|c: char| c.is_ascii_alphanumeric()),
                "{name:?} became {plain:?}"
            );
            assert!(
                plain
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'),
                "{name:?} became {plain:?}"
            );
            assert!(seen.insert(plain), "{name:?} has the same name as another");
        }
    }

    #[test]
    fn keys_spread_over_the_partitions() {
        let mut counts = [0_u32; 16];
        for order in 0..16_000 {
            counts[usize::try_from(partition(&format!("order-{order}"), 16))
                .expect("it is below 16")] += 1;
        }
        // Binomial, 16 000 trials of 1/16: mean 1000, standard deviation 31; seven of them on either side.
        assert!(
            counts.iter().all(|count| (783..=1217).contains(count)),
            "{counts:?}"
        );
    }

    #[test]
    fn header_values_come_back() {
        for value in ["", "plain", "100 %", "%41", "a\r\nb", "ü\u{7f}", "%", "%zz"] {
            let encoded = encode(value);
            assert!(!encoded.contains(['\r', '\n', '\0']), "{encoded:?}");
            assert_eq!(decode(&encoded), value);
        }
    }

    #[test]
    fn back_off_grows_and_ends() {
        for (failures, longest) in [(1, 100), (2, 200), (6, 3200), (7, 5000), (u32::MAX, 5000)] {
            let pause = back_off(failures);
            assert!(
                pause <= Duration::from_millis(longest),
                "{failures}: {pause:?}"
            );
            assert!(
                pause >= Duration::from_millis(longest / 2),
                "{failures}: {pause:?}"
            );
        }
    }
}
