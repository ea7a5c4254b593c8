//! Multi-window, multi-burn-rate alerts: how much too fast a budget is spent. Never a fixed error rate.
//!
//! Site Reliability Workbook (Google, 2018), chapter 5, "Multiwindow, Multi-Burn-Rate Alerts": over 30 days, a factor of
//! 14.4 spends 2% of the budget in an hour, 6 spends 5% in six hours, 3 spends 10% in a day, 1 spends it in time. A short
//! window, a twelfth of the long one, ends the alert soon after the trouble.

use super::alert::{Alert, Case, Family, Labels, Origin, Recording, Severity, Values, Written};
use super::query::{Series, number, string};

/// A factor with its windows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speed {
    pub(super) factor: f64,
    pub(super) long: &'static str,
    pub(super) short: &'static str,
    /// It is worth waking somebody.
    pub(super) fast: bool,
    /// How long both must hold, so that a single evaluation wakes nobody.
    minutes: u32,
}

pub(super) const SPEEDS: &[Speed] = &[
    Speed { factor: 14.4, long: "1h", short: "5m", fast: true, minutes: 1 },
    Speed { factor: 6.0, long: "6h", short: "30m", fast: true, minutes: 2 },
    Speed { factor: 3.0, long: "1d", short: "2h", fast: false, minutes: 15 },
    Speed { factor: 1.0, long: "3d", short: "6h", fast: false, minutes: 15 },
];

/// Requests per minute in the cases.
const PER_MINUTE: f64 = 6000.0;

/// Which requests a series counts.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Bad,
    Good,
    All,
}

/// What is spent, and how fast it may be.
pub(super) struct Burn<'a> {
    pub(super) name: &'static str,
    pub(super) about: String,
    /// The first part of the recorded name, such as `journey:failed`.
    pub(super) recorded: &'static str,
    /// The labels of the recorded series, which tell it from all others.
    pub(super) key: Labels,
    pub(super) labels: Labels,
    /// What counts against the budget; where `inverted`, what does not.
    pub(super) part: Series,
    pub(super) inverted: bool,
    pub(super) all: Series,
    /// The share that may be bad.
    pub(super) budget: f64,
    pub(super) speeds: &'a [Speed],
    pub(super) severity: Severity,
    /// A whole clause, such as "requests fail".
    pub(super) says: String,
    /// Where the budget comes from.
    pub(super) promised: String,
    pub(super) origin: Origin,
    /// The series that requests are counted in.
    pub(super) course: Vec<(Written, Part)>,
}

impl Burn<'_> {
    /// The recorded shares, the alerts, and the speeds at which not even a total failure would be noticed.
    pub(super) fn built(&self) -> (Vec<Recording>, Family, Vec<f64>) {
        let possible = |speed: &&Speed| speed.factor * self.budget < 1.0;
        let speeds: Vec<Speed> = self.speeds.iter().filter(possible).copied().collect();
        let impossible =
            self.speeds.iter().filter(|speed| !possible(speed)).map(|speed| speed.factor).collect();
        let mut windows: Vec<&str> = Vec::new();
        for window in speeds.iter().flat_map(|speed| [speed.short, speed.long]) {
            if !windows.contains(&window) {
                windows.push(window);
            }
        }
        let recordings = windows.iter().map(|window| self.recording(window)).collect();
        let alerts = speeds.iter().map(|speed| self.alert(*speed)).collect();
        let cases = self.cases(&speeds);
        (recordings, Family { name: self.name, about: self.about.clone(), alerts, cases }, impossible)
    }

    fn recording(&self, window: &str) -> Recording {
        let share = format!("{} / {}", self.part.rate(window), self.all.rate(window));
        Recording {
            name: format!("{}:ratio_rate{window}", self.recorded),
            labels: self.key.clone(),
            expression: if self.inverted { format!("1 - {share}") } else { share },
        }
    }

    fn alert(&self, speed: Speed) -> Alert {
        let key: Vec<_> =
            self.key.iter().map(|(label, value)| format!("{label}={}", string(value))).collect();
        let limit = format!("{} * {}", number(speed.factor), number(self.budget));
        let over =
            |window: &str| format!("{}:ratio_rate{window}{{{}}} > {limit}", self.recorded, key.join(","));
        let share = percent(speed.factor * self.budget);
        let mut labels = self.labels.clone();
        labels.push(("burn", number(speed.factor)));
        Alert {
            severity: if speed.fast { self.severity } else { Severity::Ticket },
            labels,
            expression: format!("{}\nand\n{}", over(speed.long), over(speed.short)),
            minutes: speed.minutes,
            summary: format!("{}: {}, {} times too fast", self.about, self.says, number(speed.factor)),
            description: format!(
                "More than {share} over {} and over {}: {}. {}",
                speed.long, speed.short, self.says, self.promised
            ),
            origin: self.origin.clone(),
        }
    }

    /// A little more than each speed, and a little less than the budget.
    fn cases(&self, speeds: &[Speed]) -> Vec<Case> {
        let case = |name: String, share: f64, fires: Vec<usize>| {
            let counted = |part: Part| match part {
                Part::Bad => share,
                Part::Good => 1.0 - share,
                Part::All => 1.0,
            };
            let course = self.course.iter();
            let series = course
                .map(|(written, part)| (written.clone(), Values::Rising(counted(*part) * PER_MINUTE)))
                .collect();
            Case { name, series, fires }
        };
        let mut cases = vec![case("within its budget".into(), 0.8 * self.budget, Vec::new())];
        for (at, speed) in speeds.iter().enumerate() {
            let share = (1.2 * speed.factor * self.budget).min(0.5 * (1.0 + speed.factor * self.budget));
            let name = format!("spends its budget {} times too fast", number(speed.factor));
            cases.push(case(name, share, (at..speeds.len()).collect()));
        }
        cases
    }
}

/// A share in percent, as people write it.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", number((share * 1e8).round() / 1e6))
}
