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
    /// A window whose number changes after 15 s and after 30 s.
    Changing([u32; 3]),
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
            Limit::Window(_) | Limit::Changing(_) | Limit::EverySecond => 0.0,
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
            Limit::Window(_) | Limit::Changing(_) => {
                let most = match self.limit {
                    Limit::Changing(numbers) => numbers[((now / 15.0) as usize).min(2)],
                    Limit::Window(most) => most,
                    _ => 0,
                };
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

/// The calls of a client: their pace, those that are left, and those that wait.
struct Calls {
    pace: Pace,
    left: u32,
    done: u32,
    /// The times at which the waiting requests were ready.
    queue: VecDeque<u64>,
    wake: u64,
}

/// Makes a number of calls, some at once; returns the time and the number of 429s.
fn simulate(limit: Limit, hint: Hint, latency: f64, calls: u32, at_once: u32) -> (f64, u32) {
    let (time, refused, _) = simulate_clients(1, limit, hint, latency, calls, at_once, None);
    (time, refused)
}

/// Makes as many calls by each of several clients, which share a limit without knowing it.
///
/// With random numbers, the latency is the longest one. Returns also the accepted requests per
/// second until the first client is done.
fn simulate_clients(
    clients: u32,
    limit: Limit,
    hint: Hint,
    latency: f64,
    calls: u32,
    at_once: u32,
    mut latencies: Option<fastrand::Rng>,
) -> (f64, u32, f64) {
    let mut server = Server::new(limit);
    let nanos = |time: f64| (time * 1e9).round() as u64;
    let mut clients: Vec<Calls> = (0..clients)
        .map(|_| Calls {
            pace: Pace::default(),
            left: calls - at_once,
            done: 0,
            queue: VecDeque::from(vec![0; at_once as usize]),
            wake: 0,
        })
        .collect();
    let starts = (0..clients.len()).map(|index| ((0, index), (index, Event::Slot)));
    let (mut events, mut order) = (BTreeMap::from_iter(starts), clients.len());
    let (mut done, mut refused, mut end, mut together) = (0, 0, 0, None);
    while let Some(((now, _), (index, event))) = events.pop_first() {
        let client = &mut clients[index];
        let seconds = now as f64 / 1e9;
        match event {
            Event::Slot if client.wake != now => continue,
            Event::Slot => {}
            Event::Response(slot, None) => {
                client.pace.accepted(slot, seconds);
                (done, end) = (done + 1, now);
                client.done += 1;
                if client.done == calls {
                    together.get_or_insert(f64::from(done) / seconds);
                }
                if client.left > 0 {
                    client.left -= 1;
                    client.queue.push_back(now);
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
                client.pace.rejected(slot, seconds, requested, delay);
                client.queue.push_back(now);
            }
        }
        while let Some(ready) = client.queue.front() {
            let (at, event) = match client.pace.take(seconds, *ready < now) {
                Ok(slot) => {
                    client.queue.pop_front();
                    let refused = server.take(seconds).err();
                    let part = latencies.as_mut().map_or(1.0, fastrand::Rng::f64);
                    let at = now + nanos(latency * part).max(1);
                    (at, Event::Response(slot, refused))
                }
                Err(wait) => (now + nanos(wait).max(1), Event::Slot),
            };
            events.insert((at, order), (index, event));
            order += 1;
            if let Event::Slot = event {
                client.wake = at;
                break;
            }
        }
        assert!(refused < 20_000, "it never ends");
    }
    assert_eq!(done, calls * clients.len() as u32);
    (end as f64 / 1e9, refused, together.unwrap())
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
fn responses_that_overtake_each_other_are_no_loss() {
    for (limit, hint) in LIMITS
        .iter()
        .flat_map(|limit| HINTS.map(|hint| (*limit, hint)))
    {
        let mut sum = 0.0;
        for seed in 0..40 {
            let latencies = Some(fastrand::Rng::with_seed(seed));
            let (time, refused, _) = simulate_clients(1, limit, hint, 0.1, 200, 16, latencies);
            let case = format!("{limit:?}, {hint:?}, {seed}: {refused} in {time:.1} s");
            assert!(refused <= 22 && time <= 20.0 / 0.85, "{case}");
            sum += time / 40.0;
        }
        assert!(sum <= 20.0 / 0.9, "{limit:?}, {hint:?}: {sum:.1} s");
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
fn a_limit_that_changes_is_followed() {
    for hint in HINTS {
        for (numbers, calls, best) in [([10, 5, 10], 425, 50.0), ([5, 10, 20], 425, 40.0)] {
            let (time, refused) = simulate(Limit::Changing(numbers), hint, 0.05, calls, 16);
            let case = format!("{numbers:?}, {hint:?}: {refused} in {time:.1} s");
            assert!(refused * 10 <= calls + refused, "{case}");
            // A limit that doubles is found within five seconds.
            assert!(time <= best / 0.88, "{case}");
        }
    }
}

#[test]
fn two_clients_share_a_limit_without_knowing_it() {
    for (limit, hint) in LIMITS
        .iter()
        .flat_map(|limit| HINTS.map(|hint| (*limit, hint)))
    {
        // As many at once as are in flight at first.
        let (time, refused, together) = simulate_clients(2, limit, hint, 0.05, 200, FIRST, None);
        let case = format!("{limit:?}, {hint:?}: {refused} in {time:.1} s, {together:.1}/s");
        assert!(refused * 10 <= 400 + refused, "{case}");
        assert!(together >= 9.0, "{case}");
        // At the end one is left, and does not know it.
        assert!(time <= 40.0 / 0.84, "{case}");
    }
}
