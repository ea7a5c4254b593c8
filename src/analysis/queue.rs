//! Waiting lines (R29) and backlogs (R30) in closed form. Never looks at a graph, and never assumes a rate.

/// Above this many workers no wait is worked out: the recursion takes a step per worker.
const MOST_WORKERS: u32 = 1_000_000;

/// Work that arrives at one queue and the workers that take it, in a steady state: Poisson arrivals, exponential service
/// times (M/M/c; risk catalogue, R29).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Queue {
    /// Messages per second.
    pub rate: f64,
    /// Mean time to handle one, in seconds.
    pub service_time: f64,
    /// Workers.
    pub workers: u32,
}

impl Queue {
    /// Share of the workers' time that is taken; from 1 on the queue grows without end.
    pub fn utilisation(self) -> f64 {
        self.rate * self.service_time / f64::from(self.workers)
    }

    /// Erlang's delay formula: the share of messages that find all workers busy, from the loss formula of the same load:
    /// C = B / (1 - rho (1 - B)). `None` beyond a million workers.
    pub fn share_that_waits(self) -> Option<f64> {
        if self.workers > MOST_WORKERS {
            return None;
        }
        let (load, rho) = (self.rate * self.service_time, self.utilisation());
        if rho >= 1.0 {
            return Some(1.0);
        }
        let blocked =
            (1..=self.workers).fold(1.0, |blocked, k| load * blocked / (f64::from(k) + load * blocked));
        Some(blocked / (1.0 - rho * (1.0 - blocked)))
    }

    /// Messages per second beyond what arrives that the workers could take.
    fn spare(self) -> f64 {
        f64::from(self.workers) / self.service_time - self.rate
    }

    /// Mean wait in seconds, C / (c mu - lambda), times (ca2 + cs2) / 2 for arrivals and service times with these squared
    /// coefficients of variation (Allen and Cunneen); 1 and 1 are the queue as it stands. Infinite from a utilisation of 1.
    pub fn mean_wait(self, arrivals: f64, service: f64) -> Option<f64> {
        let waits = self.share_that_waits()?;
        if waits == 0.0 {
            return Some(0.0);
        }
        Some(if self.utilisation() >= 1.0 {
            f64::INFINITY
        } else {
            waits / self.spare() * (arrivals + service) / 2.0
        })
    }

    /// 99th percentile of the wait in seconds: ln(C / 0.01) / (c mu - lambda), or nothing where fewer wait. Infinite from a
    /// utilisation of 1.
    pub fn wait_p99(self) -> Option<f64> {
        let waits = self.share_that_waits()?;
        if self.utilisation() >= 1.0 {
            return Some(f64::INFINITY);
        }
        Some(if waits <= 0.01 { 0.0 } else { (waits / 0.01).ln() / self.spare() })
    }

    /// Seconds from the end of an outage of `outage` seconds until its backlog is gone, while messages go on arriving:
    /// lambda t / (c mu - lambda). Infinite from a utilisation of 1.
    pub fn drain_time(self, outage: f64) -> f64 {
        if self.utilisation() >= 1.0 { f64::INFINITY } else { self.backlog(outage) / self.spare() }
    }

    /// Messages per second by which the queue grows; none below a utilisation of 1.
    pub fn growth(self) -> f64 {
        (-self.spare()).max(0.0)
    }

    /// Messages that pile up while nobody consumes for `outage` seconds.
    pub fn backlog(self, outage: f64) -> f64 {
        self.rate * outage
    }

    /// Workers that keep the utilisation at or below this share.
    pub fn workers_for(self, utilisation: f64) -> f64 {
        rounded_up(self.rate * self.service_time / utilisation)
    }

    /// Workers that take what arrives and this backlog besides within `within` seconds: (lambda + B / t) / mu.
    pub fn workers_to_drain(self, backlog: f64, within: f64) -> f64 {
        rounded_up((self.rate + backlog / within) * self.service_time)
    }
}

/// The next whole number, where a rounding error of the multiplication is not taken for a part of one.
fn rounded_up(workers: f64) -> f64 {
    let nearest = workers.round();
    if (workers - nearest).abs() < 1e-9 * nearest.max(1.0) { nearest } else { workers.ceil() }
}

#[cfg(test)]
mod tests {
    use super::Queue;

    fn queue(workers: u32, rate: f64) -> Queue {
        Queue { rate, service_time: 1.0, workers }
    }

    /// Group `queues` of the vectors, relative tolerance 1e-6: workers, rate, share that waits, mean wait, p99.
    #[test]
    fn agrees_with_the_tables_of_m_m_c() {
        let cases = [
            (1, 0.8, 0.8, 4.0, 21.910133),
            (1, 0.9, 0.9, 9.0, 44.998097),
            (1, 0.95, 0.95, 19.0, 91.077538),
            (4, 3.2, 0.59643247, 0.74554059, 5.1104762),
            (10, 8.0, 0.40918015, 0.20459008, 1.8557852),
            (10, 9.5, 0.82558558, 1.6511712, 8.8270157),
            (50, 45.0, 0.36386447, 0.072772893, 0.71883927),
        ];
        for (workers, rate, waits, mean, p99) in cases {
            let queue = queue(workers, rate);
            let is = |name: &str, value: Option<f64>, wanted: f64| {
                let value = value.expect("few workers");
                assert!(
                    (value / wanted - 1.0).abs() < 1e-6,
                    "{workers} {rate}: {name} is {value}, not {wanted}"
                );
            };
            is("rho", Some(queue.utilisation()), rate / f64::from(workers));
            is("waits", queue.share_that_waits(), waits);
            is("mean", queue.mean_wait(1.0, 1.0), mean);
            is("p99", queue.wait_p99(), p99);
        }
    }

    /// MD1-.8: a constant service time halves the wait.
    #[test]
    fn corrects_for_the_variability() {
        assert!((queue(1, 0.8).mean_wait(1.0, 0.0).expect("one worker") - 2.0).abs() < 1e-9);
    }

    #[test]
    fn grows_without_end_from_a_utilisation_of_one() {
        assert_eq!(queue(2, 2.0).wait_p99(), Some(f64::INFINITY));
        assert_eq!(queue(2, 2.5).mean_wait(1.0, 1.0), Some(f64::INFINITY));
        assert_eq!(queue(2, 2.0).drain_time(1.0), f64::INFINITY);
        assert_eq!(queue(u32::MAX, 2.0).wait_p99(), None);
        assert_eq!(queue(3, 0.0).wait_p99(), Some(0.0));
    }

    /// BL-1 to BL-3 and BL-SQS.
    #[test]
    fn drains_backlogs() {
        let at = |rate, out: u32| Queue { rate, service_time: 1.0, workers: out };
        assert_eq!((at(100.0, 120).backlog(600.0), at(100.0, 120).drain_time(600.0)), (60_000.0, 3_000.0));
        assert_eq!(at(100.0, 200).drain_time(600.0), 600.0);
        assert_eq!((at(150.0, 120).growth() * 600.0, at(100.0, 120).growth()), (18_000.0, 0.0));
        let sqs = Queue { rate: 0.0, service_time: 0.1, workers: 10 };
        assert_eq!(sqs.workers_to_drain(1_500.0, 10.0) - f64::from(sqs.workers), 5.0);
    }
}
