//! Distributions of waiting times on a log-spaced grid (R04): in series, in parallel, cut off, retried. Never samples, and
//! never adds a percentile to a percentile.
//!
//! 1,024 points from a microsecond to ten thousand seconds, 2.3 % apart. A value between two points is split so that
//! its mean stays; every operator keeps quantiles within 1 % (test vectors, group `percentiles`). Calls are taken to be
//! independent.

use super::normal::Lognormal;
use std::ops::Range;
use std::sync::LazyLock;

/// How long something takes.
#[derive(Debug, Clone)]
pub struct Distribution {
    /// Probability of taking no time at all.
    zero: f64,
    /// Probability at each point of the grid.
    mass: Vec<f64>,
    /// A largest value with a probability of its own, such as a timeout: seconds and probability.
    atom: Option<(f64, f64)>,
}

const POINTS: usize = 1024;
const FIRST: f64 = 1e-6;
const LAST: f64 = 1e4;
/// Probabilities below this change no quantile that anybody asks for.
const NEGLIGIBLE: f64 = 1e-14;
/// Standard deviations beyond which less than [`NEGLIGIBLE`] lies: 1e-17 of a normal distribution.
const NO_FURTHER: f64 = 8.5;

struct Grid {
    /// Seconds at each point.
    at: Vec<f64>,
    /// Logarithm of the ratio of two neighbours.
    step: f64,
    /// For the sum of two points that are `d` apart: how many points above the larger it lies, and the share of the
    /// next one.
    sum: Vec<(usize, f64)>,
}

static GRID: LazyLock<Grid> = LazyLock::new(|| {
    let step = (LAST / FIRST).ln() / (POINTS - 1) as f64;
    let at = (0..POINTS).map(|point| FIRST * (step * point as f64).exp()).collect();
    let sum = (0..POINTS).map(|apart| {
        let above = (-step * apart as f64).exp().ln_1p() / step;
        (above.floor() as usize, ((step * above.fract()).exp() - 1.0) / (step.exp() - 1.0))
    });
    Grid { at, step, sum: sum.collect() }
});

impl Distribution {
    /// No time at all.
    pub fn nothing() -> Self {
        Self { zero: 1.0, mass: vec![0.0; POINTS], atom: None }
    }

    /// Whether it takes no time at all for certain.
    pub fn is_nothing(&self) -> bool {
        self.zero >= 1.0
    }

    /// A lognormal time.
    pub fn lognormal(shape: &Lognormal) -> Self {
        let half = (-GRID.step / 2.0).exp();
        let edge = |point: usize| GRID.at[point] * half;
        let least = (shape.mu - NO_FURTHER * shape.sigma).exp();
        let most = (shape.mu + NO_FURTHER * shape.sigma).exp();
        let share = |seconds: f64| match seconds {
            _ if seconds < least => 0.0,
            _ if seconds > most => 1.0,
            _ => shape.cumulative(seconds),
        };
        let mut distribution = Self::nothing();
        distribution.zero = share(edge(0));
        let mut below = distribution.zero;
        for point in 0..POINTS {
            let up_to = if point + 1 < POINTS { share(edge(point + 1)) } else { 1.0 };
            distribution.mass[point] = up_to - below;
            below = up_to;
        }
        distribution
    }

    /// One after the other.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let (one, other) = (self.folded(), next.folded());
        let mut sum = Self { zero: one.zero * other.zero, mass: vec![0.0; POINTS], atom: None };
        let (ours, theirs) = (one.support(), other.support());
        for point in ours.clone() {
            sum.mass[point] += one.mass[point] * other.zero;
        }
        for point in theirs.clone() {
            sum.mass[point] += other.mass[point] * one.zero;
        }
        sum.add_pairs((&one.mass, &ours), (&other.mass, &theirs), 0);
        sum.add_pairs((&other.mass, &theirs), (&one.mass, &ours), 1);
        sum
    }

    /// Adds the sums of every point of `larger` and every point of `smaller` that is at least `apart` below it. Pairs that
    /// are equally far apart are shifted alike, so that they are taken together.
    fn add_pairs(&mut self, larger: (&[f64], &Range<usize>), smaller: (&[f64], &Range<usize>), apart: usize) {
        let (places, support) = (larger.1, smaller.1);
        for (apart, (above, share)) in GRID.sum.iter().copied().enumerate().skip(apart) {
            let first = places.start.max(support.start + apart);
            let end = places.end.min(support.end + apart);
            if first >= end {
                continue;
            }
            let pairs = larger.0[first..end].iter().zip(&smaller.0[first - apart..end - apart]);
            if end + above < POINTS {
                let stays = &mut self.mass[first + above..end + above];
                stays.iter_mut().zip(pairs.clone()).for_each(|(mass, (a, b))| *mass += a * b * (1.0 - share));
                let next = &mut self.mass[first + above + 1..end + above + 1];
                next.iter_mut().zip(pairs).for_each(|(mass, (a, b))| *mass += a * b * share);
                continue;
            }
            for (low, (a, b)) in (first + above..).zip(pairs) {
                self.mass[low.min(POINTS - 1)] += a * b * (1.0 - share);
                self.mass[(low + 1).min(POINTS - 1)] += a * b * share;
            }
        }
    }

    /// `times` in a row, independent of each other.
    #[must_use]
    pub fn repeated(&self, times: u32) -> Self {
        let (mut result, mut power, mut rest) = (Self::nothing(), self.clone(), times);
        while rest > 0 {
            if rest & 1 == 1 {
                result = if result.zero == 1.0 { power.clone() } else { result.then(&power) };
            }
            rest >>= 1;
            if rest > 0 {
                power = power.then(&power);
            }
        }
        result
    }

    /// Both at once, until the later one is done: the product of the distribution functions.
    #[must_use]
    pub fn together(&self, other: &Self) -> Self {
        let (one, other) = (self.folded(), other.folded());
        let mut latest = Self { zero: one.zero * other.zero, mass: vec![0.0; POINTS], atom: None };
        let (mut ours, mut theirs, mut below) = (one.zero, other.zero, latest.zero);
        for point in 0..POINTS {
            ours += one.mass[point];
            theirs += other.mass[point];
            latest.mass[point] = (ours * theirs - below).max(0.0);
            below = ours * theirs;
        }
        latest
    }

    /// With this probability, otherwise no time at all.
    #[must_use]
    pub fn with_probability(&self, probability: f64) -> Self {
        let mut sometimes = self.clone();
        sometimes.mass.iter_mut().for_each(|mass| *mass *= probability);
        sometimes.zero = self.zero * probability + (1.0 - probability);
        sometimes.atom = self.atom.map(|(seconds, mass)| (seconds, mass * probability));
        sometimes
    }

    /// Later by a constant.
    #[must_use]
    pub fn delayed(&self, seconds: f64) -> Self {
        if seconds <= 0.0 {
            return self.clone();
        }
        let mut later = Self { zero: 0.0, mass: vec![0.0; POINTS], atom: None };
        later.place(seconds, self.zero);
        for point in self.support() {
            later.place(GRID.at[point] + seconds, self.mass[point]);
        }
        later.atom = self.atom.map(|(at, mass)| (at + seconds, mass));
        later
    }

    /// What the caller waits for: up to `attempts` attempts that are given up after `timeout` seconds, with a pause before
    /// each further one. The last failure takes all of it.
    #[must_use]
    pub fn attempted(&self, timeout: f64, attempts: u32, pause: f64) -> Self {
        let failing = self.exceeding(timeout);
        let mut in_time = self.folded();
        let last = in_time.cut(timeout);
        let mut wait = Self { zero: 0.0, mass: vec![0.0; POINTS], atom: None };
        let (mut probability, mut spent) = (1.0, 0.0);
        for attempt in 0..attempts.max(1) {
            if attempt > 0 {
                spent += timeout + pause;
                probability *= failing;
            }
            if probability < NEGLIGIBLE {
                break;
            }
            wait.place(spent, in_time.zero * probability);
            for point in 0..last {
                wait.place(GRID.at[point] + spent, in_time.mass[point] * probability);
            }
        }
        let all_fail = failing.powf(f64::from(attempts.max(1)));
        let longest = f64::from(attempts.max(1)) * timeout + f64::from(attempts.max(1) - 1) * pause;
        wait.atom = (all_fail > 0.0).then_some((longest, all_fail));
        wait
    }

    /// Probability of taking longer than `seconds`.
    pub fn exceeding(&self, seconds: f64) -> f64 {
        let atom = self.atom.filter(|(at, _)| *at > seconds).map_or(0.0, |(_, mass)| mass);
        if seconds < FIRST {
            return atom + self.mass.iter().sum::<f64>();
        }
        let position = (seconds / FIRST).ln() / GRID.step + 0.5;
        let point = (position.floor() as usize).min(POINTS);
        let beyond = self.mass.get(point + 1..).map_or(0.0, |beyond| beyond.iter().sum::<f64>());
        let within = self.mass.get(point).copied().unwrap_or(0.0);
        atom + beyond + within * (1.0 - position.fract())
    }

    /// The time in seconds that a share `q` of all cases stays within.
    pub fn quantile(&self, q: f64) -> f64 {
        let atom = self.atom.map_or(0.0, |(_, mass)| mass);
        let total = self.zero + self.mass.iter().sum::<f64>() + atom;
        let (wanted, ceiling) = (q * total, self.atom.map_or(f64::INFINITY, |(at, _)| at));
        if wanted <= self.zero {
            return 0.0;
        }
        let mut below = self.zero;
        for (point, mass) in self.mass.iter().enumerate() {
            if *mass > 0.0 && below + mass >= wanted {
                let share = share_of_bin(below, below + mass, wanted, total);
                return (GRID.at[point] * (GRID.step * (share - 0.5)).exp()).min(ceiling);
            }
            below += mass;
        }
        if ceiling.is_finite() { ceiling } else { LAST }
    }

    /// Adds probability at any time, split between the two nearest points so that the mean stays.
    fn place(&mut self, seconds: f64, probability: f64) {
        if probability <= 0.0 {
            return;
        }
        if seconds < FIRST {
            self.zero += probability;
            return;
        }
        let position = ((seconds / FIRST).ln() / GRID.step).min((POINTS - 1) as f64);
        let low = position.floor() as usize;
        let high = (low + 1).min(POINTS - 1);
        let width = GRID.at[high] - GRID.at[low];
        let share = if width > 0.0 { ((seconds - GRID.at[low]) / width).clamp(0.0, 1.0) } else { 0.0 };
        self.mass[low] += probability * (1.0 - share);
        self.mass[high] += probability * share;
    }

    /// The same with the largest value on the grid like all others.
    fn folded(&self) -> Self {
        let mut folded = self.clone();
        if let Some((seconds, mass)) = folded.atom.take() {
            folded.place(seconds, mass);
        }
        folded
    }

    /// Drops what takes longer than `seconds` from the grid; returns one past the last point left.
    fn cut(&mut self, seconds: f64) -> usize {
        if seconds < FIRST {
            return 0;
        }
        let position = (seconds / FIRST).ln() / GRID.step + 0.5;
        let point = (position.floor() as usize).min(POINTS);
        if let Some(mass) = self.mass.get_mut(point) {
            *mass *= position.fract();
        }
        (point + 1).min(POINTS)
    }

    /// The points that matter.
    fn support(&self) -> Range<usize> {
        let matters = |mass: &f64| *mass > NEGLIGIBLE;
        let first = self.mass.iter().position(matters).unwrap_or(0);
        let last = self.mass.iter().rposition(matters).map_or(0, |last| last + 1);
        first..last
    }
}

/// How far into a bin a cumulative probability lies: linear in its logarithm, seen from the nearer tail.
fn share_of_bin(below: f64, above: f64, wanted: f64, total: f64) -> f64 {
    let (from, to, at) = if wanted * 2.0 > total {
        (total - below, total - above, total - wanted)
    } else {
        (below, above, wanted)
    };
    if from <= NEGLIGIBLE || to <= NEGLIGIBLE || (from / to).ln().abs() < 1e-9 {
        return ((wanted - below) / (above - below)).clamp(0.0, 1.0);
    }
    ((from / at).ln() / (from / to).ln()).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hop() -> Distribution {
        Distribution::lognormal(&Lognormal::from_percentiles(10e-3, 100e-3))
    }

    fn check(name: &str, seconds: f64, milliseconds: f64, tolerance: f64) {
        let error = seconds * 1e3 / milliseconds - 1.0;
        assert!(error.abs() < tolerance, "{name}: {} is not {milliseconds}: {error:e}", seconds * 1e3);
    }

    /// PC-2 to PC-10: k, serial p50 and p99, parallel p50 and p99 in milliseconds.
    const COMPOSED: [(u32, [f64; 4]); 4] = [
        (2, [24.347, 146.64, 17.14953, 127.8994]),
        (3, [39.487, 184.49, 22.50066, 146.4708]),
        (5, [70.654, 249.23, 30.57095, 172.4476]),
        (10, [150.33, 385.68, 44.08162, 212.7086]),
    ];

    #[test]
    fn composes_as_the_vectors_say() {
        for (k, [serial_p50, serial_p99, parallel_p50, parallel_p99]) in COMPOSED {
            let serial = hop().repeated(k);
            check("serial p50", serial.quantile(0.5), serial_p50, 0.002);
            check("serial p99", serial.quantile(0.99), serial_p99, 0.005);
            let parallel = (1..k).fold(hop(), |all, _| all.together(&hop()));
            check("parallel p50", parallel.quantile(0.5), parallel_p50, 1e-4);
            check("parallel p99", parallel.quantile(0.99), parallel_p99, 1e-4);
        }
    }

    #[test]
    fn mixes_cuts_and_retries_as_the_vectors_say() {
        let optional = hop().then(&hop().with_probability(0.3));
        check("PC-OPT p50", optional.quantile(0.5), 13.618, 0.005);
        check("PC-OPT p99", optional.quantile(0.99), 119.37, 0.005);
        let cut = hop().attempted(60e-3, 1, 0.0);
        check("PC-TMO p50", cut.quantile(0.5), 10.0, 1e-4);
        check("PC-TMO p99", cut.quantile(0.99), 60.0, 1e-6);
        let retried = hop().attempted(60e-3, 2, 0.0);
        check("PC-RTY p99", retried.quantile(0.99), 77.563, 0.005);
        check("PC-RTY worst", retried.quantile(1.0), 120.0, 1e-6);
        let (_, failing) = retried.atom.expect("both attempts may fail");
        assert!((failing / 0.0012340097 - 1.0).abs() < 0.005, "PC-RTY p_fail {failing}");
        let fan_out = hop().then(&hop().together(&hop()).together(&hop()));
        check("PC-SP p50", fan_out.quantile(0.5), 37.552, 0.005);
        check("PC-SP p99", fan_out.quantile(0.99), 184.36, 0.005);
    }

    #[test]
    fn keeps_all_probability() {
        let wait = hop().attempted(30e-3, 3, 5e-3).then(&hop()).delayed(0.08).with_probability(0.5);
        let total = wait.zero + wait.mass.iter().sum::<f64>() + wait.atom.map_or(0.0, |(_, mass)| mass);
        assert!((total - 1.0).abs() < 1e-9, "{total}");
        assert!(wait.quantile(0.51) >= 0.08 * 0.97 && wait.quantile(0.49) == 0.0);
    }
}
