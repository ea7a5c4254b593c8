//! Predictions against a simulation that shares no code with them, in `docs/validation.md`. Never lets a row that fails
//! go unmentioned.

mod build;
mod compare;
mod predicted;
mod text;
mod topologies;

#[test]
fn show() {
    for topology in topologies::topologies() {
        let start = std::time::Instant::now();
        for row in compare::compare(&topology) {
            println!(
                "{} {:26} {:9} {:36} {:16} {:10.5} {:10.5} {:8.4}",
                if row.holds() { "  " } else { "XX" },
                row.topology, row.load.word(), row.metric.word(), row.about, row.predicted, row.simulated, row.error
            );
        }
        println!("{} {:?}", topology.name, start.elapsed());
    }
}
