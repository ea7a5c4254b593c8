//! Pools of threads or connections: which share of requests finds none free. Never looks at a graph.

/// Erlang's loss formula: the share of requests that find all of `servers` taken at an offered load of `offered` erlang,
/// by the recursion B(0) = 1, B(k) = a B(k-1) / (k + a B(k-1)) (risk catalogue, R21). Exact for Poisson arrivals whatever the
/// distribution of holding times.
pub fn erlang_b(servers: u64, offered: f64) -> f64 {
    if offered.is_infinite() {
        return 1.0;
    }
    (1..=servers).fold(1.0, |blocked, k| offered * blocked / (k as f64 + offered * blocked))
}

/// The load in erlang at which a share `blocked` of the requests finds all of `servers` taken: the inverse of
/// [`erlang_b`], by bisection to twelve digits.
pub(super) fn offered_at(servers: u64, blocked: f64) -> f64 {
    let (mut low, mut high) = (0.0, servers as f64 / (1.0 - blocked) + 1.0);
    while high - low > 1e-12 * high {
        let middle = 0.5 * (low + high);
        if middle == low || middle == high {
            break;
        }
        if erlang_b(servers, middle) < blocked { low = middle } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::{erlang_b, offered_at};

    /// From the same tables: 100 lines bear 84.06 erlang at a loss of 1 %.
    #[test]
    fn finds_the_load_that_a_pool_bears() {
        for (servers, blocked) in [(1, 0.01), (100, 0.01), (1000, 0.05)] {
            assert!((erlang_b(servers, offered_at(servers, blocked)) - blocked).abs() < 1e-9);
        }
        assert!((offered_at(100, 0.01) - 84.06).abs() < 0.01);
    }

    /// Group `pools` of the vectors; the first is Beyer et al. 2016, chapter 22: 19.6 % served.
    #[test]
    fn agrees_with_published_tables() {
        let cases = [
            (1000, 5095.0, 0.803_777_046_517),
            (1, 0.5, 0.333_333_333_3),
            (10, 8.0, 0.121_661_064_3),
            (100, 84.0, 0.009_872_528_609),
            (100, 505.0, 0.802_466_156_1),
        ];
        for (servers, offered, blocked) in cases {
            assert!((erlang_b(servers, offered) - blocked).abs() < 1e-9, "{servers} {offered}");
        }
    }
}
