//! The normal and the lognormal distribution, to the last digits of a double. Never holds a sample.

use std::f64::consts::{PI, SQRT_2};

/// A lognormal distribution of seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lognormal {
    /// Mean of the logarithm.
    pub mu: f64,
    /// Standard deviation of the logarithm.
    pub sigma: f64,
}

impl Lognormal {
    /// The lognormal with this median and this 99th percentile, in seconds: sigma = ln(p99/p50)/z(0.99) (risk
    /// catalogue, R04). A p99 below the median counts as equal to it, a median below a nanosecond as a nanosecond.
    pub fn from_percentiles(p50: f64, p99: f64) -> Self {
        let p50 = p50.max(1e-9);
        Self { mu: p50.ln(), sigma: (p99.max(p50) / p50).ln() / quantile(0.99) }
    }

    /// The share of values up to `seconds`.
    pub fn cumulative(&self, seconds: f64) -> f64 {
        if seconds <= 0.0 {
            return 0.0;
        }
        match seconds.ln() - self.mu {
            above if self.sigma > 0.0 => cumulative(above / self.sigma),
            above => f64::from(u8::from(above >= 0.0)),
        }
    }

    /// The share of values beyond `seconds`, exact in the tail too.
    pub fn exceeding(&self, seconds: f64) -> f64 {
        if seconds <= 0.0 || self.sigma <= 0.0 {
            return 1.0 - self.cumulative(seconds);
        }
        cumulative(-(seconds.ln() - self.mu) / self.sigma)
    }

    /// The mean in seconds: exp(mu + sigma^2 / 2).
    pub fn mean(&self) -> f64 {
        (self.mu + 0.5 * self.sigma * self.sigma).exp()
    }

    /// The value in seconds that a share `q` of all values stays below.
    pub fn quantile(&self, q: f64) -> f64 {
        if self.sigma > 0.0 { (self.mu + self.sigma * quantile(q)).exp() } else { self.mu.exp() }
    }
}

/// Share of a standard normal below `x`.
pub(super) fn cumulative(x: f64) -> f64 {
    0.5 * complementary_error(-x / SQRT_2)
}

/// The point that a share `q` of a standard normal stays below: Acklam's rational approximation (relative error 1e-9),
/// refined by one step of Halley's method.
pub(super) fn quantile(q: f64) -> f64 {
    if q <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if q >= 1.0 {
        return f64::INFINITY;
    }
    if q > 0.5 {
        return -quantile_below_median(1.0 - q);
    }
    quantile_below_median(q)
}

fn quantile_below_median(q: f64) -> f64 {
    let x = acklam(q);
    let error = (cumulative(x) - q) * (2.0 * PI).sqrt() * (x * x / 2.0).exp();
    x - error / (1.0 + x * error / 2.0)
}

/// P. J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function".
fn acklam(q: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969683028665376e1,
        2.209460984245205e2,
        -2.759285104469687e2,
        1.38357751867269e2,
        -3.066479806614716e1,
        2.506628277459239,
    ];
    const B: [f64; 6] = [
        -5.447609879822406e1,
        1.615858368580409e2,
        -1.556989798598866e2,
        6.680131188771972e1,
        -1.328068155288572e1,
        1.0,
    ];
    const C: [f64; 6] = [
        -7.784894002430293e-3,
        -3.223964580411365e-1,
        -2.400758277161838,
        -2.549732539343734,
        4.374664141464968,
        2.938163982698783,
    ];
    const D: [f64; 5] =
        [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1.0];
    let polynomial = |coefficients: &[f64], x: f64| coefficients.iter().fold(0.0, |sum, c| sum * x + c);
    if q < 0.02425 {
        let r = (-2.0 * q.ln()).sqrt();
        return polynomial(&C, r) / polynomial(&D, r);
    }
    let centred = q - 0.5;
    let r = centred * centred;
    polynomial(&A, r) * centred / polynomial(&B, r)
}

/// erfc by its series near zero and its continued fraction in the tail (Abramowitz and Stegun, 7.1.6 and 7.1.14).
fn complementary_error(x: f64) -> f64 {
    if x < 0.0 {
        return 2.0 - complementary_error(-x);
    }
    let scale = (-x * x).exp() / PI.sqrt();
    if x < 2.5 {
        let (mut term, mut sum, mut n) = (x, x, 0.0);
        while term > sum * 1e-17 {
            n += 1.0;
            term *= 2.0 * x * x / (2.0 * n + 1.0);
            sum += term;
        }
        return 1.0 - 2.0 * scale * sum;
    }
    let fraction = (1..=80).rev().fold(0.0, |below, n| f64::from(n) / 2.0 / (x + below));
    scale / (x + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published values: Abramowitz and Stegun, table 26.1; z(0.99) of vector PC-SIG; sf(6) from tables of tails.
    #[test]
    fn agrees_with_tables() {
        let close =
            |value: f64, wanted: f64| assert!((value / wanted - 1.0).abs() < 1e-9, "{value} {wanted}");
        close(cumulative(1.0), 0.841344746068543);
        close(cumulative(-3.0), 1.349898031630095e-3);
        close(cumulative(-6.0), 9.865876450376946e-10);
        close(quantile(0.99), 2.3263478740408408);
        close(quantile(0.975), 1.959963984540054);
        close(quantile(0.001), -3.090232306167813);
    }

    #[test]
    fn fits_two_percentiles() {
        let hop = Lognormal::from_percentiles(5e-3, 25e-3);
        assert!((hop.mu + 3.0 * 10f64.ln() - 1.60943791243).abs() < 1e-9, "PC-SIG");
        assert!((hop.sigma - 0.691830284883).abs() < 1e-9, "PC-SIG");
        let hop = Lognormal::from_percentiles(10e-3, 100e-3);
        assert!((hop.exceeding(60e-3) / 0.035128474 - 1.0).abs() < 1e-6, "PC-TMO");
        assert!((hop.quantile(0.5) - 10e-3).abs() < 1e-12);
        let constant = Lognormal::from_percentiles(0.2, 0.2);
        assert_eq!((constant.cumulative(0.1), constant.cumulative(0.3)), (0.0, 1.0));
    }
}
