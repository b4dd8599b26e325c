use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use crate::Error;

/// Pieces of work taken on per thread before the oldest of them is handed out: enough that a long article does not
/// let the other threads idle, few enough that memory stays flat.
const AHEAD: usize = 4;

/// Does `work` on every item with `jobs` threads and gives the results to `sink` in the order of the items.
///
/// `items` and `sink` run on the calling thread, so that one writer can own a store. No more than a few items per
/// thread are in flight at a time, however long `items` is. When `sink` breaks, no further item is taken; what is in
/// hand is still finished and given to `sink`. A piece of work that panics gives `broken(message)`.
///
/// # Errors
/// When the threads cannot be started.
pub fn in_order<T, R>(
    items: impl IntoIterator<Item = T>,
    jobs: usize,
    work: impl Fn(T) -> R + Sync,
    broken: impl Fn(String) -> R,
    mut sink: impl FnMut(R) -> ControlFlow<()>,
) -> Result<(), Error>
where
    T: Send,
    R: Send,
{
    let jobs = jobs.max(1);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs)
        .thread_name(|n| format!("reader-{n}"))
        // Deep inside a page's tree and a gemm at once: the default of 2 MB leaves little room.
        .stack_size(8 << 20)
        .build()
        .map_err(|e| Error::Threads {
            jobs,
            cause: e.to_string(),
        })?;
    let work = &work;
    let (sender, results) = mpsc::channel();
    pool.in_place_scope_fifo(|scope| {
        let mut items = items.into_iter().enumerate().fuse();
        let mut waiting = BTreeMap::new();
        let (mut taken, mut handed_out, mut stopped) = (0, 0, false);
        loop {
            while !stopped && taken - handed_out < jobs * AHEAD {
                let Some((n, item)) = items.next() else {
                    stopped = true;
                    break;
                };
                taken = n + 1;
                let sender = sender.clone();
                scope.spawn_fifo(move |_| {
                    let result = catch_unwind(AssertUnwindSafe(|| work(item))).map_err(|panic| message(&*panic));
                    // The receiver lives as long as this scope.
                    let _ = sender.send((n, result));
                });
            }
            if handed_out == taken {
                break;
            }
            let Ok((n, result)) = results.recv() else { break };
            waiting.insert(n, result);
            while let Some(result) = waiting.remove(&handed_out) {
                handed_out += 1;
                if sink(result.unwrap_or_else(&broken)).is_break() {
                    stopped = true;
                }
            }
        }
    });
    Ok(())
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(|s| (*s).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "unknown cause".to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items_and_few_are_in_flight() {
        let (begun, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut out = Vec::new();
        in_order(
            0..200u64,
            3,
            |n| {
                let now = begun.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(now, Ordering::SeqCst);
                std::thread::sleep(std::time::Duration::from_micros((n * 7919) % 300));
                n
            },
            |_| u64::MAX,
            |n| {
                out.push(n);
                begun.fetch_sub(1, Ordering::SeqCst);
                ControlFlow::Continue(())
            },
        )
        .expect("three threads");
        assert_eq!(out, (0..200).collect::<Vec<_>>());
        assert!(most.into_inner() <= 3 * AHEAD);
    }

    #[test]
    fn a_break_finishes_what_is_in_hand_and_takes_no_more() {
        let taken = AtomicUsize::new(0);
        let mut out = 0;
        let items = (0..1000).inspect(|_| {
            taken.fetch_add(1, Ordering::SeqCst);
        });
        in_order(
            items,
            2,
            |n| n,
            |_| 0,
            |_| {
                out += 1;
                ControlFlow::Break(())
            },
        )
        .expect("two threads");
        assert_eq!(out, taken.load(Ordering::SeqCst), "everything begun is handed out");
        assert!(out <= 2 * AHEAD);
    }

    #[test]
    fn a_panic_costs_one_result_and_not_the_others() {
        let mut out = Vec::new();
        in_order(
            0..5,
            2,
            |n| if n == 2 { panic!("item {n}") } else { n.to_string() },
            |why| format!("broken: {why}"),
            |r| {
                out.push(r);
                ControlFlow::Continue(())
            },
        )
        .expect("two threads");
        assert_eq!(out, ["0", "1", "broken: item 2", "3", "4"]);
    }
}
