//! How long the processors worked for a browser, all of its processes together. The main thread is not everything: what
//! it leaves to painters and compositors costs a battery as well.

use std::fs;
use std::path::Path;
use std::time::Duration;

/// The time of all threads of all processes in a group that run now; `None` where there is no `/proc`.
pub(super) fn of_group(group: u32) -> Option<Duration> {
    let processes = fs::read_dir("/proc").ok()?.flatten().map(|entry| entry.path());
    let ours = processes.filter(|path| fs::read_to_string(path.join("stat")).is_ok_and(|stat| is_of(&stat, group)));
    let time: Duration = ours.map(|path| of_threads(&path)).sum();
    (time > Duration::ZERO).then_some(time)
}

/// Waits until a group has next to nothing to do, a few seconds at most: garbage that one contender left would be swept up at
/// the next one's cost.
pub(super) fn wait_for_calm(group: u32) {
    const A_WHILE: Duration = Duration::from_millis(200);
    for _ in 0..25 {
        let before = of_group(group);
        std::thread::sleep(A_WHILE);
        let spent = of_group(group).zip(before).map_or(Duration::ZERO, |(after, before)| after.saturating_sub(before));
        if spent < A_WHILE / 20 {
            return;
        }
    }
}

/// The most memory that each process of a group ever had, in bytes and added up: they need not have had it at once.
pub(super) fn peak_memory(group: u32) -> Option<u64> {
    let processes = fs::read_dir("/proc").ok()?.flatten().map(|entry| entry.path());
    let ours = processes.filter(|path| fs::read_to_string(path.join("stat")).is_ok_and(|stat| is_of(&stat, group)));
    let peak = |path: std::path::PathBuf| {
        let status = fs::read_to_string(path.join("status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()
    };
    Some(ours.filter_map(peak).sum::<u64>() * 1024)
}

/// The scheduler counts a thread's time in nanoseconds, where `stat` has hundredths of a second.
fn of_threads(process: &Path) -> Duration {
    let threads = fs::read_dir(process.join("task")).into_iter().flatten().flatten();
    let times = threads.filter_map(|thread| fs::read_to_string(thread.path().join("schedstat")).ok());
    times.filter_map(|times| times.split(' ').next()?.parse().ok()).map(Duration::from_nanos).sum()
}

/// Whether a `/proc/…/stat` is of a process in that group.
fn is_of(stat: &str, group: u32) -> bool {
    // The name of the program is in brackets and may hold anything.
    let fields = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace());
    fields.and_then(|mut fields| fields.nth(2)?.parse().ok()) == Some(group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_from_behind_any_name() {
        let stat = "7 (a) b (c) S 1 42 42 0 -1 4194560 1 2 3 4 50 6 0 0 20 0 1 0 9 9 9";
        assert_eq!((is_of(stat, 42), is_of(stat, 41), is_of("", 42)), (true, false, false));
    }

    #[test]
    fn work_is_counted() {
        let (me, before) = (Path::new("/proc/self"), of_threads(Path::new("/proc/self")));
        let mut sum = 0_u64;
        while of_threads(me) == before {
            sum = (0..1_000_000).fold(sum, u64::wrapping_add);
        }
        assert!(of_threads(me) > before || sum == 0);
    }
}
