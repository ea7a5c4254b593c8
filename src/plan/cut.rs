//! Minimum cut by maximum flow (Dinic 1970): the cheapest edges whose removal separates a source from targets. Never recurses.

/// A network with capacities; an infinite one cannot be cut. One network serves many targets.
#[derive(Debug)]
pub(super) struct Flow {
    /// Per node: the arcs that leave it. Arc `i ^ 1` is the reverse of arc `i`.
    out: Vec<Vec<usize>>,
    to: Vec<usize>,
    capacity: Vec<f64>,
    /// What is left of the capacities.
    rest: Vec<f64>,
}

/// Capacities are sums of costs; what is left below this is rounding.
const NOTHING: f64 = 1e-9;

impl Flow {
    pub(super) fn new(nodes: usize) -> Self {
        Self { out: vec![Vec::new(); nodes], to: Vec::new(), capacity: Vec::new(), rest: Vec::new() }
    }

    /// Adds an arc; returns its number.
    pub(super) fn arc(&mut self, from: usize, to: usize, capacity: f64) -> usize {
        let number = self.to.len();
        self.to.extend([to, from]);
        self.capacity.extend([capacity, 0.0]);
        self.out[from].push(number);
        self.out[to].push(number + 1);
        number
    }

    /// Whether each node is still reached from `source` once a minimum cut against all `sinks` is made; `None` where no cut
    /// of finite cost exists.
    pub(super) fn cut(&mut self, source: usize, sinks: &[usize]) -> Option<Vec<bool>> {
        self.rest.clone_from(&self.capacity);
        loop {
            let levels = self.levels(source);
            if sinks.iter().all(|sink| levels[*sink] == usize::MAX) {
                return Some(levels.into_iter().map(|level| level != usize::MAX).collect());
            }
            let mut next = vec![0; self.out.len()];
            while let Some(path) = self.path(source, sinks, &levels, &mut next) {
                let narrowest = path.iter().map(|arc| self.rest[*arc]).fold(f64::INFINITY, f64::min);
                if narrowest.is_infinite() {
                    return None;
                }
                for arc in path {
                    self.rest[arc] -= narrowest;
                    self.rest[arc ^ 1] += narrowest;
                }
            }
        }
    }

    /// How much the last cut let through from its source: what it costs.
    pub(super) fn sent(&self, source: usize) -> f64 {
        self.out[source].iter().map(|arc| self.rest[*arc ^ 1] - self.capacity[*arc ^ 1]).sum()
    }

    fn levels(&self, source: usize) -> Vec<usize> {
        let mut levels = vec![usize::MAX; self.out.len()];
        let mut open = vec![source];
        levels[source] = 0;
        let mut at = 0;
        while let Some(node) = open.get(at).copied() {
            at += 1;
            for arc in self.out[node].iter().filter(|arc| self.rest[**arc] > NOTHING) {
                let to = self.to[*arc];
                if levels[to] == usize::MAX {
                    levels[to] = levels[node] + 1;
                    open.push(to);
                }
            }
        }
        levels
    }

    /// One augmenting path in the level graph; arcs that lead nowhere are not tried again.
    fn path(
        &self,
        source: usize,
        sinks: &[usize],
        levels: &[usize],
        next: &mut [usize],
    ) -> Option<Vec<usize>> {
        let mut path: Vec<usize> = Vec::new();
        loop {
            let node = path.last().map_or(source, |arc| self.to[*arc]);
            if sinks.contains(&node) {
                return Some(path);
            }
            let Some(arc) = self.out[node].get(next[node]).copied() else {
                let dead = path.pop()?;
                next[self.to[dead ^ 1]] += 1;
                continue;
            };
            let is_down = levels[self.to[arc]] == levels[node] + 1;
            if is_down && self.rest[arc] > NOTHING {
                path.push(arc);
            } else {
                next[node] += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Flow;

    /// The network of Cormen, Leiserson, Rivest and Stein, figure 26.1: the maximum flow is 23.
    #[test]
    fn cuts_the_textbook_network() {
        let arcs = [(0, 1, 16.0), (0, 2, 13.0), (1, 3, 12.0), (2, 1, 4.0), (2, 4, 14.0)];
        let more = [(3, 2, 9.0), (3, 5, 20.0), (4, 3, 7.0), (4, 5, 4.0)];
        let mut flow = Flow::new(6);
        let all: Vec<_> = arcs.into_iter().chain(more).collect();
        all.iter().for_each(|(from, to, capacity)| {
            flow.arc(*from, *to, *capacity);
        });
        let near = flow.cut(0, &[5]).expect("every arc can be cut");
        let cost: f64 = all.iter().filter(|(from, to, _)| near[*from] && !near[*to]).map(|arc| arc.2).sum();
        assert_eq!(cost, 23.0);
    }

    #[test]
    fn says_that_nothing_can_be_cut() {
        let mut flow = Flow::new(2);
        flow.arc(0, 1, f64::INFINITY);
        assert_eq!(flow.cut(0, &[1]), None);
    }
}
