//! Work in chunks on several threads, taken and given back in order.
//!
//! The calling thread takes chunks and writes what was found, both in order; the others judge. No more chunks are under
//! way than there is room for, so that memory does not grow with the file.

use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{Receiver, RecvError, Sender, channel};
use std::sync::{Mutex, PoisonError};

/// Chunks under way for each thread: one that it works on, one that waits.
const UNDER_WAY: usize = 2;

/// Takes chunks until `take` says that there is none left, lets each worker `judge` some, and gives all to `write`, in the
/// order in which they were taken. Gives the workers back. One worker works on the calling thread.
///
/// # Errors
/// What `write` gives: nothing is taken any more.
pub(crate) fn together<W: Default + Send, C: Send>(
    mut workers: Vec<C>,
    mut take: impl FnMut(&mut W) -> bool,
    judge: impl Fn(&mut C, &mut W) + Sync,
    mut write: impl FnMut(&mut W) -> io::Result<()>,
) -> io::Result<Vec<C>> {
    if let [only] = workers.as_mut_slice() {
        let mut work = W::default();
        while take(&mut work) {
            judge(only, &mut work);
            write(&mut work)?;
        }
        return Ok(workers);
    }
    let mut free: Vec<W> = (0..workers.len() * UNDER_WAY).map(|_| W::default()).collect();
    let (give, given) = channel::<(u64, W)>();
    let (done, finished) = channel();
    let (given, judge) = (&Mutex::new(given), &judge);
    std::thread::scope(|scope| {
        let threads: Vec<_> = workers
            .into_iter()
            .map(|mut worker| {
                let done = done.clone();
                scope.spawn(move || {
                    while let Ok((place, mut work)) = next(given) {
                        judge(&mut worker, &mut work);
                        // Nobody waits for it when writing failed.
                        if done.send((place, work)).is_err() {
                            break;
                        }
                    }
                    worker
                })
            })
            .collect();
        drop(done);
        let written = feed(&mut take, &mut write, &mut free, &give, &finished);
        drop((give, finished));
        let workers = threads.into_iter().map(|thread| {
            // A panic goes on in the caller's thread, as if there had been one thread only.
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        let workers = workers.collect();
        written.map(|()| workers)
    })
}

fn next<W>(given: &Mutex<Receiver<(u64, W)>>) -> Result<(u64, W), RecvError> {
    given.lock().unwrap_or_else(PoisonError::into_inner).recv()
}

fn feed<W>(
    take: &mut impl FnMut(&mut W) -> bool,
    write: &mut impl FnMut(&mut W) -> io::Result<()>,
    free: &mut Vec<W>,
    give: &Sender<(u64, W)>,
    finished: &Receiver<(u64, W)>,
) -> io::Result<()> {
    let mut early = BTreeMap::new();
    let (mut taken, mut written, mut more) = (0, 0, true);
    while more || written < taken {
        while let Some(mut work) = if more { free.pop() } else { None } {
            more = take(&mut work);
            if more && give.send((taken, work)).is_ok() {
                taken += 1;
            }
        }
        if written == taken {
            continue;
        }
        // No worker is left only when one of them panicked: joining it tells.
        let Ok((place, work)) = finished.recv() else { return Ok(()) };
        early.insert(place, work);
        while let Some(mut work) = early.remove(&written) {
            write(&mut work)?;
            free.push(work);
            written += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sums of a run over 100 chunks, and the order in which they were written.
    fn run(threads: usize) -> (u64, Vec<u64>) {
        let (mut next, mut order) = (0, Vec::new());
        let take = |work: &mut u64| {
            next += 1;
            *work = next;
            next <= 100
        };
        let judge = |sum: &mut u64, work: &mut u64| *sum += *work;
        let sums = together(vec![0; threads], take, judge, |work| {
            order.push(*work);
            Ok(())
        });
        (sums.unwrap().iter().sum(), order)
    }

    #[test]
    fn each_chunk_is_judged_once_and_written_in_order_whatever_the_threads() {
        for threads in [1, 2, 5] {
            assert_eq!(run(threads), (5050, (1..=100).collect()), "{threads}");
        }
    }

    #[test]
    fn a_failure_of_writing_stops() {
        for threads in [1, 3] {
            let failed = together(
                vec![(); threads],
                |_: &mut u8| true,
                |(), _| {},
                |_| Err(io::ErrorKind::StorageFull.into()),
            );
            assert_eq!(failed.unwrap_err().kind(), io::ErrorKind::StorageFull);
        }
    }
}
