//! Random times from one seed. Never reads a clock or any other source of chance.

use super::model::Time;
use rand::SeedableRng;
use rand_distr::{Distribution, Exp1, StandardNormal, StandardUniform};
use rand_pcg::Pcg64;

/// The 99th percentile of the standard normal distribution.
const Z99: f64 = 2.326_347_874_040_840_8;

/// One stream of random numbers.
pub(crate) struct Random(Pcg64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Pcg64::seed_from_u64(seed))
    }

    pub(crate) fn time(&mut self, time: Time) -> f64 {
        match time {
            Time::Constant(seconds) => seconds,
            Time::Exponential(mean) => self.exponential(mean),
            Time::Lognormal(p50, p99) => {
                let normal: f64 = StandardNormal.sample(&mut self.0);
                p50 * (normal * (p99 / p50).ln() / Z99).exp()
            }
        }
    }

    pub(crate) fn exponential(&mut self, mean: f64) -> f64 {
        let unit: f64 = Exp1.sample(&mut self.0);
        unit * mean
    }

    /// Uniform around one, up to `spread` to both sides.
    pub(crate) fn around(&mut self, spread: f64) -> f64 {
        if spread == 0.0 {
            return 1.0;
        }
        let unit: f64 = StandardUniform.sample(&mut self.0);
        1.0 + spread * (2.0 * unit - 1.0)
    }

    /// True with this probability.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        if probability <= 0.0 || probability >= 1.0 {
            return probability >= 1.0;
        }
        let unit: f64 = StandardUniform.sample(&mut self.0);
        unit < probability
    }
}
