//! Groups `retries`, `pools`, `cascade` and `timeouts`. Never takes a pool or a timeout for granted.

use super::case::{Case, list, number, text};
use super::draft::{Draft, call, journey, service};
use syncwise::analysis::erlang_b;
use syncwise::analysis::{Inversion, TimeoutTable, expected_attempts, request_failure};
use syncwise::plan::{Slowness, slowness};

/// A chain of layers below the entry, with these keys on every call.
fn layers(case: &Case, keys: &str) -> Draft {
    let draft = Draft::new().service("l0", "").journey("l0", "");
    (1..=case.number("layers") as usize).fold(draft, |draft, at| {
        let name = format!("l{at}");
        draft.service(&name, "").call(&format!("l{}", at - 1), &name, &format!("mode = \"sync\"\n{keys}"))
    })
}

fn factor(draft: &Draft) -> f64 {
    draft.look(|analysis| analysis.retry_factor(journey(analysis)).value)
}

fn attempts_of(case: &Case) -> f64 {
    factor(&layers(case, &format!("attempts = {}", case.number("attempts"))))
}

pub(crate) fn worst_attempts(case: &Case) {
    case.is("leaf_attempts", attempts_of(case));
}

pub(crate) fn expected(case: &Case) {
    let (worst, p) = (attempts_of(case), case.number("leaf_failure"));
    case.is("leaf_attempts", expected_attempts(worst, p));
    case.is("request_failure", request_failure(worst, p));
}

/// The program shows the service hit hardest; the others are hit hardest when the graph ends with them.
pub(crate) fn worst_attempts_of_graph(case: &Case) {
    let entry = text(case.input("entry"));
    for target in ["a", "b", "leaf"] {
        let names = [entry, "a", "b", "leaf"];
        let draft = names.iter().fold(Draft::new().journey(entry, ""), |draft, name| draft.service(name, ""));
        let edges = list(case.input("edges")).iter();
        let edges = edges.filter(|edge| target == "leaf" || edge["to"] == target);
        let draft = edges.fold(draft, |draft, edge| {
            let (calls, attempts) = (&edge["calls"], &edge["attempts"]);
            let keys = format!("mode = \"sync\"\ncalls = {calls}\nattempts = {attempts}");
            draft.call(text(&edge["from"]), text(&edge["to"]), &keys)
        });
        draft.look(|analysis| {
            let attempts = analysis.attempts(journey(analysis)).expect("the entry calls somebody");
            assert_eq!(attempts.service, service(analysis, target), "{}", case.id);
            case.is(target, attempts.attempts.value);
        });
    }
}

pub(crate) fn budget(case: &Case) {
    let budget = format!("attempts = 4\nretry-budget = \"{}%\"", case.number("budget") * 100.0);
    let all = layers(case, &budget);
    case.is("all_layers", factor(&all));
    let one = all.look(|analysis| {
        let last = format!("l{}-l{}", case.number("layers") - 1.0, case.number("layers"));
        analysis.retry_factor_behind(call(analysis, &last)).expect("the caller waits").value
    });
    case.is("per_layer_factor", one);
}

pub(crate) fn loss(case: &Case) {
    let (servers, offered) = (case.number("servers"), case.number("offered"));
    let blocked = erlang_b(servers as u64, offered);
    case.is("blocked", blocked);
    if case.expects("served") {
        case.is("served", 1.0 - blocked);
        case.is("fluid_served", servers / offered);
    }
}

/// The number at which a share that grows with it passes `limit`.
fn bisect(limit: f64, most: f64, share: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, most);
    for _ in 0..100 {
        let middle = (low + high) / 2.0;
        if share(middle) > limit { high = middle } else { low = middle }
    }
    low
}

pub(crate) fn offered_at_loss(case: &Case) {
    let servers = case.number("servers");
    let share = |offered| erlang_b(servers as u64, offered);
    case.is("offered", bisect(case.number("blocked"), servers * 2.0, share));
}

/// A service with a pool, of whose requests a share calls another one that becomes slow.
fn slow_callee(own: f64, threads: f64, rate: f64, share: f64, timeout: &str, seconds: f64) -> Slowness {
    let own = format!("latency = {{ p50 = \"{own}s\", p99 = \"{own}s\" }}");
    let draft = Draft::new()
        .service("user", "kind = \"client\"")
        .service("u", &format!("instances = 1\nconcurrency = {threads}\n{own}"))
        .service("v", "latency = { p50 = \"1ms\", p99 = \"1ms\" }")
        .call("user", "u", &format!("mode = \"sync\"\nrate = \"{rate}/s\""))
        .call(
            "u",
            "v",
            &format!(
                "mode = \"sync\"\nrate = \"{}/s\"\nprobability = \"{}%\"\ntimeout = {timeout}",
                rate * share,
                share * 100.0
            ),
        )
        .journey("user", "");
    draft.look(|analysis| slowness(analysis, service(analysis, "v"), seconds))
}

/// Hanging requests hold their thread until the deadline, of which the normal time is a part.
pub(crate) fn deadline(case: &Case) {
    let (normal, deadline) = (case.number("normal_s"), case.number("deadline_s"));
    let (threads, share) = (case.number("threads"), case.number("hang_share"));
    let timeout = format!("\"{}s\"", ((deadline - normal) * 1e6).round() / 1e6);
    let slow = slow_callee(normal, threads, case.number("rps"), share, &timeout, 1e6);
    let [pool] = &slow.pools[..] else { panic!("{}: {slow:?}", case.id) };
    case.is("offered", pool.utilisation.1 * threads);
    case.is("served", 1.0 - pool.rejected.1);
}

pub(crate) fn slow_tolerance(case: &Case) {
    assert_eq!(case.number("others_s"), 0.0);
    let (own, threads) = (case.number("own_s"), case.number("threads"));
    let slow = |seconds| {
        slow_callee(own, threads, case.number("rps"), case.number("share_calling"), "\"none\"", seconds)
    };
    case.is("fluid_s", bisect(1.0, 10.0, |seconds| slow(seconds).pools[0].utilisation.1));
    case.is("one_percent_s", bisect(0.01, 10.0, |seconds| slow(seconds).pools[0].rejected.1));
}

/// Two pools and a leaf; the collateral is what requests lose that do not need the leaf.
pub(crate) fn cascade(case: &Case) {
    let long = case.number("rps_entry") * case.number("share");
    let pool = |threads: &str| {
        let own = case.number("own_s");
        let threads = case.number(threads);
        format!("instances = 1\nconcurrency = {threads}\nlatency = {{ p50 = \"{own}s\", p99 = \"{own}s\" }}")
    };
    let timeout = |key: &str| format!("timeout = \"{}s\"\nrate = \"{long}/s\"", case.number(key));
    let short = |rate: f64| format!("operation = \"short\"\nmode = \"sync\"\nrate = \"{rate}/s\"");
    let draft = Draft::new()
        .service("user", "kind = \"client\"")
        .service("entry", &pool("threads_entry"))
        .service("mid", &pool("threads_mid"))
        .service("leaf", "latency = { p50 = \"50ms\", p99 = \"50ms\" }")
        .call("user", "entry", &short(case.number("rps_entry") - long))
        .call("user", "mid", &short(case.number("rps_mid_other")))
        .call(
            "entry",
            "mid",
            &format!(
                "during = \"long\"\noperation = \"long\"\nmode = \"sync\"\n{}",
                timeout("timeout_entry_s")
            ),
        )
        .call("mid", "leaf", &format!("during = \"long\"\nmode = \"sync\"\n{}", timeout("timeout_mid_s")))
        .journey("entry", &format!("operation = \"long\"\nrate = \"{long}/s\""));
    let slow = draft.look(|analysis| {
        let slow = slowness(analysis, service(analysis, "leaf"), case.number("leaf_s"));
        let lost = |name| {
            let found = slow.pools.iter().find(|pool| pool.service == service(analysis, name));
            found.expect("the pool is assessed").rejected.1
        };
        (lost("entry"), lost("mid"))
    });
    case.is("closed_entry_collateral", slow.0);
    case.is("closed_mid_collateral", slow.1);
    // What another simulator saw is compared with ours: `tests/simulation/published.rs`.
    let simulated = include_str!("../simulation/published.rs");
    for key in ["des_entry_collateral", "des_mid_collateral"] {
        let number = case.expected(key);
        assert!(simulated.contains(&number.to_string()), "{}: {number} is not compared", case.id);
    }
}

fn own_p99(case: &Case, draft: Draft) -> Draft {
    let all = case.input("own_p99_s").as_object().expect("services by name").iter();
    all.fold(draft, |draft, (name, own)| {
        draft.service(name, &format!("latency = {{ p50 = \"0s\", p99 = \"{own}s\" }}"))
    })
}

fn milliseconds(seconds: f64) -> String {
    format!("\"{}ms\"", seconds * 1e3)
}

pub(crate) fn inversion(case: &Case) {
    let edges = list(case.input("edges"));
    let draft = edges.iter().fold(own_p99(case, Draft::new()), |draft, edge| {
        let backoff = edge["backoff_max_s"][0].as_f64().unwrap_or(0.0);
        let keys = format!(
            "mode = \"sync\"\ntimeout = {}\nattempts = {}\nbackoff = {}",
            milliseconds(number(&edge["timeout_s"])),
            edge["attempts"],
            milliseconds(backoff)
        );
        draft.call(text(&edge["from"]), text(&edge["to"]), &keys)
    });
    let [first, second] = &edges[..] else { panic!("{}: two edges", case.id) };
    let id = |edge: &serde_json::Value| format!("{}-{}", text(&edge["from"]), text(&edge["to"]));
    draft.look(|analysis| {
        let wait = |edge| analysis.worst_wait(call(analysis, &id(edge))).expect("the caller waits").at_least;
        for edge in [first, second] {
            case.is(&format!("worst_wait_{}_s", id(edge).replace('-', "_")), wait(edge));
        }
        let needs = analysis.callee_needs(call(analysis, &id(first))).expect("the caller waits");
        case.is(&format!("work_time_{}_s", text(&first["to"])), needs.total.known().expect("declared").value);
        match analysis.inversion(call(analysis, &id(first))).expect("the caller waits") {
            Inversion::Strong { wasted, .. } => {
                assert_eq!(case.expected("inversion"), "strong", "{}", case.id);
                case.is("waste_ratio", wasted);
            }
            other => {
                assert_eq!(case.expected("inversion"), "none", "{}", case.id);
                assert_eq!(other, Inversion::None, "{}", case.id);
            }
        }
        if case.expects("error_seen_after_s") {
            // The delay is longer than the first wait, so that the error is seen when all of it is over.
            assert!(number(&case.input("injected_delay_s")["reviews->ratings"]) > wait(first));
            case.is("error_seen_after_s", wait(first));
        }
    });
}

pub(crate) fn work_time(case: &Case) {
    let own = case.number("own_p99_s");
    let mut draft = Draft::new()
        .service("v", &format!("latency = {{ p50 = \"0s\", p99 = \"{own}s\" }}"))
        .journey("v", "");
    for (group, calls) in list(case.input("groups")).iter().enumerate() {
        for (at, made) in list(calls).iter().enumerate() {
            let name = format!("c{group}{at}");
            let keys = format!(
                "mode = \"sync\"\ntimeout = {}\nattempts = {}\nbackoff = \"0s\"\ncalls = {}\nparallel = \"g{group}\"",
                milliseconds(number(&made["timeout_s"])),
                made["attempts"],
                made["calls"]
            );
            draft = draft.service(&name, "").call("v", &name, &keys);
        }
    }
    draft.look(|analysis| {
        let work = analysis.journey_work(journey(analysis)).total.known().expect("declared");
        case.is("work_time_s", work.value);
    });
}

/// Own times so that every response adds up to the p99 that the vector gives for it: `b` needs 0.3 s of which 0.03 s are
/// its own, so that each of its two calls takes 0.135 s. The vector has 0.1 s there, which its result does not depend on.
pub(crate) fn timeout_table(case: &Case) {
    let groups = case.input("groups");
    let p99 = |group: usize, at: usize| number(&groups["entry"][group][at]["p99_s"]);
    let own = case.input("own_p99_s");
    let leaf = |seconds: f64| format!("latency = {{ p50 = \"1ms\", p99 = {} }}", milliseconds(seconds));
    let rest = (p99(0, 0) - number(&own["b"])) / number(&groups["b"][0][0]["calls"]);
    let base = Draft::new()
        .service("entry", &leaf(number(&own["entry"])))
        .service("b", &leaf(number(&own["b"])))
        .service("c", &leaf(p99(1, 0)))
        .service("d", &leaf(p99(1, 1)))
        .service("e", &leaf(rest))
        .journey("entry", &format!("slo = {{ p99 = \"{}s\" }}", case.number("deadline_s")));
    let backoff = milliseconds(number(&groups["entry"][1][0]["backoff_max_s"][0]));
    let keys = [
        ("entry", "b", "attempts = 1".to_owned()),
        ("entry", "c", format!("attempts = 2\nbackoff = {backoff}\nparallel = \"g\"")),
        ("entry", "d", "attempts = 1\nparallel = \"g\"".to_owned()),
        ("b", "e", "attempts = 1\ncalls = 2".to_owned()),
    ];
    let wire = |timeout: &dyn Fn(&str) -> String| {
        keys.iter().fold(base.clone(), |draft, (from, to, keys)| {
            draft.call(from, to, &format!("mode = \"sync\"\n{keys}\n{}", timeout(&format!("{from}-{to}"))))
        })
    };
    let timeouts = wire(&|_| String::new()).look(|analysis| {
        let table = analysis.timeout_table(journey(analysis), case.number("margin_s")).expect("a deadline");
        let TimeoutTable::Feasible(lines) = table else { panic!("{table:?}") };
        let name = |line: &syncwise::analysis::SuggestedTimeout| {
            analysis.architecture().interaction(line.interaction).id.to_string()
        };
        lines.iter().map(|line| (name(line), line.timeout)).collect::<Vec<_>>()
    });
    let wanted = case.expected("timeouts_s").as_object().expect("timeouts by call");
    for (id, wanted) in wanted {
        let found =
            timeouts.iter().find(|(name, _)| *name == id.replace("->", "-")).expect("every call has a line");
        assert!((found.1 - number(wanted)).abs() <= 1e-6, "{} {id}: {}", case.id, found.1);
    }
    let applied = wire(&|id| {
        let (_, timeout) = timeouts.iter().find(|(name, _)| name == id).expect("every call has a line");
        format!("timeout = {}", milliseconds(*timeout))
    });
    applied.look(|analysis| {
        let work = analysis.journey_work(journey(analysis)).total.known().expect("declared");
        case.is("work_time_entry_s", work.value);
        let needs = analysis.callee_needs(call(analysis, "entry-b")).expect("the caller waits");
        case.is("work_time_b_s", needs.total.known().expect("declared").value);
        for (id, _) in &timeouts {
            assert_eq!(analysis.inversion(call(analysis, id)), Some(Inversion::None), "{} {id}", case.id);
        }
    });
}
