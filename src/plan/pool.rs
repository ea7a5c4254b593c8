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

#[cfg(test)]
mod tests {
    use super::erlang_b;

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
