//! The mean offspring matrix of a loop (R31): how many events each event causes, and what that adds up to. Never holds zeros.

/// Work of one question, in steps along an edge.
const STEPS: usize = 5_000_000;
/// Relative change from which on an iteration counts as settled.
const SETTLED: f64 = 1e-10;

/// Mean numbers of events of the second kind that one event of the first kind causes. Not negative.
#[derive(Debug)]
pub(super) struct Offspring {
    kinds: usize,
    entries: Vec<(u32, u32, f64)>,
}

impl Offspring {
    pub(super) fn new(kinds: usize, entries: Vec<(u32, u32, f64)>) -> Self {
        Self { kinds, entries }
    }

    fn rounds(&self) -> usize {
        (STEPS / (self.entries.len() + self.kinds)).min(100_000)
    }

    /// One generation later, counted by kind.
    fn next(&self, events: &[f64]) -> Vec<f64> {
        let mut next = vec![0.0; self.kinds];
        for (from, to, mean) in &self.entries {
            next[*to as usize] += events[*from as usize] * mean;
        }
        next
    }

    /// The spectral radius: from 1 on the events never end. By power iteration on M + I, whose powers settle even where those
    /// of M swing. `None` where that does not settle.
    pub(super) fn spectral_radius(&self) -> Option<f64> {
        let mut events = vec![1.0; self.kinds];
        let mut last = f64::NAN;
        for _ in 0..self.rounds() {
            let grown: Vec<f64> =
                self.next(&events).iter().zip(&events).map(|(next, now)| next + now).collect();
            let radius = grown.iter().sum::<f64>() / events.iter().sum::<f64>();
            if (radius - last).abs() <= SETTLED * radius {
                return Some(radius - 1.0);
            }
            last = radius;
            let size = grown.iter().sum::<f64>() / self.kinds as f64;
            events = grown.into_iter().map(|it| it / size).collect();
        }
        None
    }

    /// How often each kind occurs after one event of the kind `start`, that one included: the row of (I - M)^-1, generation by
    /// generation. `None` where that does not settle.
    pub(super) fn visits(&self, start: u32) -> Option<Vec<f64>> {
        let mut generation = vec![0.0; self.kinds];
        generation[start as usize] = 1.0;
        let mut visits = generation.clone();
        for _ in 0..self.rounds() {
            generation = self.next(&generation);
            let born: f64 = generation.iter().sum();
            visits.iter_mut().zip(&generation).for_each(|(sum, more)| *sum += more);
            if born <= SETTLED * 1e-3 {
                return Some(visits);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Offspring;

    /// EV-3 of the vectors, tolerance 1e-6: two loops that share a node.
    #[test]
    fn ev_3_takes_the_spectral_radius() {
        let matrix = Offspring::new(3, vec![(0, 1, 0.6), (1, 0, 0.3), (1, 2, 0.5), (2, 0, 0.4)]);
        let radius = matrix.spectral_radius().expect("three kinds settle");
        assert!((radius - 0.612993247).abs() < 1e-6, "{radius}");
        let visits = matrix.visits(0).expect("fewer than one child each");
        for (visits, wanted) in visits.iter().zip([1.42857143, 0.857142857, 0.428571429]) {
            assert!((visits - wanted).abs() < 1e-6, "{visits} is not {wanted}");
        }
    }

    #[test]
    fn settles_where_powers_swing_and_not_where_events_never_end() {
        let ring = |mean: f64| Offspring::new(2, vec![(0, 1, mean), (1, 0, mean)]);
        assert!((ring(1.0).spectral_radius().expect("a swing settles") - 1.0).abs() < 1e-6);
        assert_eq!(ring(1.0).visits(0), None);
    }
}
