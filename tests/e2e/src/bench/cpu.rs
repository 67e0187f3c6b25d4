//! How long the processors worked for a browser, all of its processes together. The main thread is not everything: what
//! it leaves to painters and compositors costs a battery as well.

use std::fs;
use std::time::Duration;

/// The kernel counts in hundredths of a second, on any Linux.
const TICK: Duration = Duration::from_millis(10);

/// The time of all processes in a group that run now; `None` where there is no `/proc`.
pub(super) fn of_group(group: u32) -> Option<Duration> {
    let stats =
        fs::read_dir("/proc").ok()?.flatten().filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok());
    let ticks: u32 = stats.filter_map(|stat| ticks(&stat, group)).sum();
    (ticks > 0).then(|| TICK * ticks)
}

/// User and system time out of a `/proc/…/stat`, if the process is of that group.
fn ticks(stat: &str, group: u32) -> Option<u32> {
    // The name of the program is in brackets and may hold anything.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let number = |index: usize| fields.get(index)?.parse::<u32>().ok();
    (number(2)? == group).then_some(number(11)? + number(12)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_from_behind_any_name() {
        let stat = "7 (a) b (c) S 1 42 42 0 -1 4194560 1 2 3 4 50 6 0 0 20 0 1 0 9 9 9";
        assert_eq!((ticks(stat, 42), ticks(stat, 41), ticks("", 42)), (Some(56), None, None));
    }
}
