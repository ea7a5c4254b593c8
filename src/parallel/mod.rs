//! Work spread over all cores: the one door of the `rayon` crate. Never changes an order: results come back as the
//! items stood.

use rayon::prelude::*;

/// Fewer items than this are not worth a second thread.
const LEAST: usize = 64;

/// `work` on pieces of `items`, the results in the order of the pieces.
pub fn chunks<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> R + Sync + Send) -> Vec<R> {
    if items.len() < LEAST {
        return vec![work(items)];
    }
    let pieces = 4 * rayon::current_num_threads();
    items.par_chunks(items.len().div_ceil(pieces)).map(work).collect()
}

/// `work` on pieces of `length` items, the results in the order of the pieces.
pub fn pieces<T: Sync, R: Send>(
    items: &[T],
    length: usize,
    work: impl Fn(&[T]) -> R + Sync + Send,
) -> Vec<R> {
    items.par_chunks(length.max(1)).with_max_len(1).map(work).collect()
}

/// `work` on every item, the results in the order of the items.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if items.len() < LEAST {
        return items.iter().map(work).collect();
    }
    items.par_iter().map(work).collect()
}

/// `work` on every item, the results in the order of the items; for few items that are much work each.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().with_max_len(1).map(work).collect()
}

/// Both at once.
pub fn join<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(one, other)
}

#[cfg(test)]
mod tests {
    #[test]
    fn results_keep_the_order_of_the_items() {
        let items: Vec<usize> = (0..10_000).collect();
        assert_eq!(super::map(&items, |it| it * 2), items.iter().map(|it| it * 2).collect::<Vec<_>>());
        assert_eq!(super::each(&items, |it| it * 2), super::map(&items, |it| it * 2));
        assert_eq!(super::chunks(&items, <[usize]>::to_vec).concat(), items);
        assert_eq!(super::pieces(&items, 7, <[usize]>::to_vec).concat(), items);
    }
}
