//! Simulated calls against simulated servers: no clock, no network.

use std::collections::BTreeMap;

use super::*;

/// A server that limits the rate.
#[derive(Clone, Copy, Debug)]
enum Limit {
    /// A number of requests in each window of one second.
    Window(u32),
    /// A bucket that is filled at this rate, up to this number.
    Bucket(f64, f64),
    /// Every second request, whenever it comes.
    EverySecond,
}

#[derive(Clone, Copy, Debug)]
enum Hint {
    None,
    /// Whole seconds, rounded up.
    Seconds,
    Exact,
}

struct Server {
    limit: Limit,
    level: f64,
    since: f64,
}

impl Server {
    fn new(limit: Limit) -> Self {
        let level = match limit {
            Limit::Window(_) | Limit::EverySecond => 0.0,
            Limit::Bucket(_, burst) => burst,
        };
        Self {
            limit,
            level,
            since: 0.0,
        }
    }

    /// Accepts a request, or returns the time until the next one is accepted.
    fn take(&mut self, now: f64) -> Result<(), f64> {
        match self.limit {
            Limit::Window(most) => {
                if now >= self.since + 1.0 {
                    self.since = now.floor();
                    self.level = 0.0;
                }
                if self.level >= f64::from(most) {
                    return Err(self.since + 1.0 - now);
                }
                self.level += 1.0;
            }
            Limit::Bucket(rate, burst) => {
                self.level = (self.level + (now - self.since) * rate).min(burst);
                self.since = now;
                if self.level < 1.0 {
                    return Err((1.0 - self.level) / rate);
                }
                self.level -= 1.0;
            }
            Limit::EverySecond => {
                self.level = 1.0 - self.level;
                if self.level == 0.0 {
                    return Err(1.0);
                }
            }
        }
        Ok(())
    }
}

/// An event of the simulation.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// The slot of the first request in the queue may be free.
    Slot,
    /// A response: none for an accepted request, or the wait that the server knows.
    Response(Slot, Option<f64>),
}

/// Makes a number of calls, some at once; returns the time and the number of 429s.
fn simulate(limit: Limit, hint: Hint, latency: f64, calls: u32, at_once: u32) -> (f64, u32) {
    let mut server = Server::new(limit);
    let mut pace = Pace::default();
    let nanos = |time: f64| (time * 1e9).round() as u64;
    let (mut events, mut order) = (BTreeMap::from([((0, 0), Event::Slot)]), 1);
    let mut wake = 0;
    // The times at which the waiting requests were ready.
    let mut queue = VecDeque::from(vec![0; at_once as usize]);
    let (mut left, mut done, mut refused, mut end) = (calls - at_once, 0, 0, 0);
    while let Some(((now, _), event)) = events.pop_first() {
        let seconds = now as f64 / 1e9;
        match event {
            Event::Slot if wake != now => continue,
            Event::Slot => {}
            Event::Response(slot, None) => {
                pace.accepted(slot, seconds);
                (done, end) = (done + 1, now);
                if left > 0 {
                    left -= 1;
                    queue.push_back(now);
                }
            }
            Event::Response(slot, Some(wait)) => {
                refused += 1;
                let requested = match hint {
                    Hint::None => None,
                    Hint::Seconds => Some(wait.ceil()),
                    Hint::Exact => Some(wait),
                };
                let delay = |row: u32| 0.5 * f64::from(2_u32.pow(row.min(6) - 1)).min(30.0);
                pace.rejected(slot, seconds, requested, delay);
                queue.push_back(now);
            }
        }
        while let Some(ready) = queue.front() {
            let (at, event) = match pace.take(seconds, *ready < now) {
                Ok(slot) => {
                    queue.pop_front();
                    let refused = server.take(seconds).err();
                    (now + nanos(latency), Event::Response(slot, refused))
                }
                Err(wait) => (now + nanos(wait).max(1), Event::Slot),
            };
            events.insert((at, order), event);
            order += 1;
            if let Event::Slot = event {
                wake = at;
                break;
            }
        }
        assert!(refused < 20_000, "it never ends");
    }
    assert_eq!(done, calls);
    (end as f64 / 1e9, refused)
}

/// The limits that services have: windows, and buckets with a burst.
const LIMITS: [Limit; 2] = [Limit::Window(10), Limit::Bucket(10.0, 10.0)];

const HINTS: [Hint; 3] = [Hint::None, Hint::Seconds, Hint::Exact];

#[test]
fn two_hundred_calls_at_ten_a_second_lose_little() {
    for (limit, hint) in LIMITS
        .iter()
        .flat_map(|limit| HINTS.map(|hint| (*limit, hint)))
    {
        for latency in [0.0, 0.05, 0.3] {
            let (time, refused) = simulate(limit, hint, latency, 200, 16);
            let case = format!("{limit:?}, {hint:?}, {latency} s: {refused} in {time:.1} s");
            assert!(refused <= 22, "{case}");
            assert!(time <= 20.0 / 0.9 + latency, "{case}");
        }
    }
}

#[test]
fn a_server_without_any_burst_is_found_out() {
    for hint in HINTS {
        let (time, refused) = simulate(Limit::Bucket(10.0, 1.0), hint, 0.05, 1000, 16);
        assert!(
            refused <= 100 && time < 125.0,
            "{hint:?}: {refused} in {time:.1} s"
        );
    }
}

#[test]
fn many_calls_at_once_wait_in_order() {
    for hint in HINTS {
        let (time, refused) = simulate(Limit::Window(100), hint, 0.2, 5000, 400);
        assert!(time < 60.0, "{hint:?}: {refused} in {time:.1} s");
        // The first ones are on their way before the limit is known.
        assert!(refused < 700, "{hint:?}: {refused} in {time:.1} s");
    }
}

#[test]
fn a_server_that_refuses_every_second_request_is_asked_at_its_own_pace() {
    for latency in [0.0, 0.3] {
        let (time, refused) = simulate(Limit::EverySecond, Hint::Seconds, latency, 200, 8);
        let case = format!("{latency} s: {refused} in {time:.1} s");
        assert!(refused <= 200 && time < 450.0, "{case}");
    }
}

#[test]
fn calls_of_long_ago_say_nothing_about_the_rate_of_many() {
    for late in [0, 8] {
        let mut pace = Pace::default();
        let take = |pace: &mut Pace, now: f64| pace.take(now, false).unwrap();
        for second in 0..6 {
            let slot = take(&mut pace, f64::from(second));
            pace.accepted(slot, f64::from(second) + 0.1);
        }
        let slots: Vec<Slot> = (0..16).map(|_| take(&mut pace, 20.0)).collect();
        for slot in &slots[..8] {
            pace.rejected(*slot, 20.0, None, |_| 0.5);
        }
        for slot in &slots[8..8 + late] {
            pace.accepted(*slot, 20.2);
        }
        let mut now = 20.5;
        for _ in 0..60 {
            while let Err(wait) = pace.take(now, true) {
                now += wait.max(1e-9);
            }
            let slot = Slot {
                generation: pace.generation,
                paced: true,
            };
            pace.accepted(slot, now);
        }
        let (took, most) = (now - 20.5, if late == 0 { 25.0 } else { 10.0 });
        assert!(took < most, "{late} late ones: {took:.1} s");
    }
}
