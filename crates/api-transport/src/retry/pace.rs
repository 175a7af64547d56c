//! The pace of requests, learned from 429s.
//!
//! Services limit the rate of each route on its own, so each operation has a pace,
//! which all clones of a client share. There is none before the first 429. That one
//! blocks the operation for the time that the service asks for; then requests are
//! sent at even intervals, at the rate that the service accepted before. From there
//! the rate follows the curve of TCP CUBIC, counted in requests: it falls at a 429,
//! returns to the last good rate, stays there, and probes for more.
//!
//! Requests wait in order; only the first one waits for the time of its slot.
//!
//! Before the first 429, few requests of an operation are in flight at once, and twice as
//! many after as many were accepted: a limit is then found with few rejected requests.
//! Responses can take minutes while a 429 comes at once, so that after a moment without
//! a response one more request is sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

/// The number of accepted requests that are remembered to estimate a rate.
const HISTORY: usize = 256;

/// The number of steps until the rate returns to the last good one.
const RECOVERY: f64 = 6.0;

/// The part of the rate that is left after a 429 above the last good rate.
const MILD: f64 = 0.92;

/// The part of the rate that is left after a 429 below the last good rate.
const STRONG: f64 = 0.7;

/// The growth of the rate beyond the last good one: 15 % after 50 steps, 120 % after 100.
const PROBING: (f64, f64) = (0.15, 50.0);

/// The steps of the growth for each accepted request: a low rate would otherwise rise slowly where
/// the limit was raised, or where another client that shared it is done.
const STEPS: f64 = 3.0;

/// The most steps per second: what a high rate brings shows late.
const FASTEST: f64 = 10.0;

/// The shortest time over which a rate is estimated, in seconds; limits are per second or longer.
const WINDOW: f64 = 1.0;

/// The number of accepted requests from which on an estimate is reliable.
const ENOUGH: u32 = 5;

/// The time before a 429 in which so many were accepted, in seconds.
const RECENT: f64 = 5.0;

/// The number of requests in which an unreliable estimate doubles.
const DOUBLING: f64 = 2.0;

/// The lowest rate that a service without a hint is believed to have, in requests per second.
const SLOWEST: f64 = 1.0 / 30.0;

/// A pace is forgotten when there was no 429 for this long, in seconds.
const FORGOTTEN: f64 = 600.0;

/// The number of requests that are in flight at first.
const FIRST: u32 = 8;

/// The most doublings of that number.
const DOUBLINGS: u32 = 16;

/// The time without a response after which one more request is sent; it is real time, as the
/// limits of an attempt are.
const MOMENT: Duration = Duration::from_millis(50);

/// A place among requests in flight, if their number is limited.
pub(crate) type Permit<'a> = Option<SemaphorePermit<'a>>;

/// The paces of a client.
#[derive(Default)]
pub(crate) struct Paces(Mutex<Vec<(&'static str, Arc<OperationPace>)>>);

impl Paces {
    /// Returns the pace of an operation.
    pub fn of(&self, operation: &'static str, now: Instant) -> Arc<OperationPace> {
        let mut paces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // They are few.
        if let Some((_, pace)) = paces.iter().find(|(name, _)| *name == operation) {
            return Arc::clone(pace);
        }
        let pace = Arc::new(OperationPace {
            started: now,
            turn: tokio::sync::Mutex::default(),
            pace: Mutex::default(),
            first: Semaphore::new(FIRST as usize),
            next: tokio::sync::Mutex::default(),
        });
        paces.push((operation, Arc::clone(&pace)));
        pace
    }
}

/// The pace of one operation, which all clones of a client share.
pub(crate) struct OperationPace {
    started: Instant,
    /// The request that is sent next holds it; the others wait in order.
    pub turn: tokio::sync::Mutex<()>,
    pace: Mutex<Pace>,
    /// The places of the first requests.
    first: Semaphore,
    /// The request that gets the next place holds it.
    next: tokio::sync::Mutex<()>,
}

/// The permission to send a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot {
    /// The number of decreases of the rate before it.
    generation: u32,
    /// True if the pace made it wait.
    paced: bool,
}

impl OperationPace {
    /// Returns whether the rate is limited at all.
    pub fn is_limited(&self) -> bool {
        let pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        pace.rate.is_some() || pace.blocked > 0.0
    }

    /// Takes the next slot, or returns the time until it is free.
    pub fn take(&self, now: Instant, waited: bool) -> Result<Slot, Duration> {
        self.with(now, |pace, now| pace.take(now, waited))
            .map_err(seconds)
    }

    /// Takes a slot without waiting for it.
    pub fn take_now(&self, now: Instant) -> Slot {
        self.with(now, |pace, _| Slot {
            generation: pace.generation,
            paced: false,
        })
    }

    /// Notes that the service accepted a request.
    pub fn accepted(&self, slot: Slot, now: Instant) {
        let more = self.with(now, |pace, now| {
            pace.accepted(slot, now);
            pace.widen(self.first.available_permits())
        });
        self.first.add_permits(more as usize);
    }

    /// Takes a place among the first requests, if one is free.
    pub fn try_start(&self) -> Option<Permit<'_>> {
        self.first.try_acquire().ok().map(Some)
    }

    /// Waits for a place among the first requests, or for a moment.
    pub async fn start(&self) -> Permit<'_> {
        let _next = self.next.lock().await;
        let place = timeout(MOMENT, self.first.acquire()).await;
        place.ok()?.ok()
    }

    /// Notes a 429, with the wait that the service asks for, or else the delay after a number of
    /// 429s in a row; returns how long the next request has to wait.
    pub fn rejected(
        &self,
        slot: Slot,
        now: Instant,
        requested: Option<Duration>,
        delay: impl FnOnce(u32) -> Duration,
    ) -> Duration {
        let requested = requested.filter(|wait| !wait.is_zero());
        let requested = requested.map(|wait| wait.as_secs_f64());
        seconds(self.with(now, |pace, now| {
            pace.rejected(slot, now, requested, |row| delay(row).as_secs_f64())
        }))
    }

    /// Returns how long no request was accepted, at most since the given time.
    pub fn stalled(&self, since: Instant, now: Instant) -> Duration {
        let last = self.with(now, |pace, _| pace.history.back().copied());
        let last = last.map_or(self.started, |last| self.started + seconds(last));
        now.saturating_duration_since(last.max(since))
    }

    fn with<T>(&self, now: Instant, change: impl FnOnce(&mut Pace, f64) -> T) -> T {
        let now = now.saturating_duration_since(self.started).as_secs_f64();
        change(
            &mut self.pace.lock().unwrap_or_else(PoisonError::into_inner),
            now,
        )
    }
}

/// The pace of one operation; times are in seconds.
#[derive(Debug, Default)]
struct Pace {
    /// The requests per second; `None` is not limited.
    rate: Option<f64>,
    /// The last good rate.
    good: f64,
    /// True while the rate is based on so few requests that it doubles quickly.
    is_guess: bool,
    /// The time of the next free slot.
    next: f64,
    /// No request is sent before this time.
    blocked: f64,
    generation: u32,
    /// The generation whose rate was estimated by what was accepted before.
    estimated: u32,
    /// The requests that were accepted at the limit of the rate since it fell.
    streak: u32,
    /// The decreases since a request was accepted.
    in_a_row: u32,
    /// The time of the last decrease.
    decreased: f64,
    /// The number of doublings of the requests in flight, and the requests accepted since the last one.
    doublings: u32,
    accepted: u32,
    /// The times of the last accepted requests.
    history: VecDeque<f64>,
}

impl Pace {
    /// Takes the next slot, or returns the time until it is free.
    fn take(&mut self, now: f64, waited: bool) -> Result<Slot, f64> {
        if self.rate.is_some() && now - self.decreased > FORGOTTEN {
            self.rate = None;
        }
        let free = match self.rate {
            Some(_) => self.next.max(self.blocked),
            None => self.blocked,
        };
        if free > now {
            return Err(free - now);
        }
        if let Some(rate) = self.rate {
            // A short delay is caught up, a pause is not.
            self.next = self.next.max(now - 1.0 / rate) + 1.0 / rate;
        }
        Ok(Slot {
            generation: self.generation,
            paced: waited,
        })
    }

    fn accepted(&mut self, slot: Slot, now: f64) {
        self.in_a_row = 0;
        if self.history.len() == HISTORY {
            self.history.pop_front();
        }
        self.history.push_back(now);
        if slot.paced && slot.generation == self.generation && self.rate.is_some() {
            self.streak = self.streak.saturating_add(1);
            self.rate = Some(self.curve(now));
        } else if (self.is_guess || self.estimated == self.generation)
            && slot.generation != self.generation
        {
            // It was sent before the 429 and shows what the service accepted then.
            self.estimate_rate(self.decreased);
        }
    }

    /// Counts an accepted request of many; returns how many more may be in flight now.
    fn widen(&mut self, unused: usize) -> u32 {
        let width = FIRST << self.doublings;
        // Few requests say nothing about many.
        if self.doublings == DOUBLINGS || unused >= width as usize / 2 {
            return 0;
        }
        self.accepted += 1;
        if self.accepted < width {
            return 0;
        }
        self.doublings += 1;
        self.accepted = 0;
        width
    }

    /// Returns the rate after the streak so far.
    fn curve(&self, now: f64) -> f64 {
        if self.is_guess {
            // Responses arrive with a delay.
            let recent = self.history.iter().rev().zip(1_u32..);
            let recent = recent.take_while(|(time, _)| **time > now - WINDOW);
            let most = 2.0 * f64::from(recent.last().map_or(0, |(_, count)| count)) / WINDOW;
            let doubled = self.good * 2_f64.powf(f64::from(self.streak.min(60)) / DOUBLING);
            return doubled.min(most).max(self.good);
        }
        let most = (now - self.decreased) * FASTEST;
        let beyond = (STEPS * f64::from(self.streak)).min(most) - RECOVERY;
        let factor = if beyond < 0.0 {
            1.0 - (1.0 - MILD) * (-beyond / RECOVERY).powi(3)
        } else {
            let (growth, steps) = PROBING;
            1.0 + growth * (beyond / steps).powi(3).min(20.0)
        };
        self.good * factor
    }

    /// Returns how long the request has to wait.
    fn rejected(
        &mut self,
        slot: Slot,
        now: f64,
        requested: Option<f64>,
        delay: impl FnOnce(u32) -> f64,
    ) -> f64 {
        if slot.generation != self.generation {
            // It was sent before the rate fell, so it says nothing new.
            return (self.blocked - now).max(0.0);
        }
        self.generation = self.generation.wrapping_add(1);
        self.decreased = now;
        let is_mild = !self.is_guess && f64::from(self.streak) >= RECOVERY;
        if let (Some(rate), true) = (self.rate, is_mild) {
            // The limit was found: the others continue at once, a little slower.
            self.fall_to(MILD * rate, MILD * rate);
            self.next = now + 1.0 / rate;
            return requested.unwrap_or(1.0 / rate);
        }
        self.in_a_row += 1;
        let wait = requested.unwrap_or_else(|| delay(self.in_a_row));
        self.blocked = now + wait;
        self.next = self.blocked;
        match self.rate {
            // Nothing was accepted since the last 429: it is not the rate that is too high.
            Some(_) if self.in_a_row > 1 => self.streak = 0,
            // A service that says when to come back accepts a request then.
            Some(rate) => {
                let slowest = requested.map_or(SLOWEST, |wait| 1.0 / wait.max(WINDOW));
                let good = (1.0 + STRONG) / 2.0 * rate;
                self.fall_to((STRONG * rate).max(slowest), good.max(slowest));
            }
            None => {
                self.estimated = self.generation;
                self.estimate_rate(now);
            }
        }
        wait
    }

    fn fall_to(&mut self, rate: f64, good: f64) {
        self.rate = Some(rate);
        self.good = good;
        self.streak = 0;
        self.is_guess = false;
    }

    /// Sets the rate by what was accepted around a 429, unless it is higher already.
    fn estimate_rate(&mut self, rejected: f64) {
        let estimate = self.estimate(self.blocked.max(rejected + WINDOW));
        let is_news = |rate: f64| self.rate.is_none() || rate > self.good;
        let Some((rate, requests)) = estimate.filter(|(rate, _)| is_news(*rate)) else {
            return;
        };
        self.fall_to(MILD * rate, rate);
        // Requests of long ago were few because few were sent.
        let recent = self.history.iter().rev();
        let recent = recent.take_while(|time| **time > rejected - RECENT).count();
        self.is_guess = requests.min(u32::try_from(recent).unwrap_or(ENOUGH)) < ENOUGH;
    }

    /// Estimates the rate that the service accepts, up to the time when it accepts again.
    ///
    /// Of the averages since each accepted request it is the highest one: earlier
    /// requests may have been few because few were sent.
    ///
    /// Returns the number of requests, too, on which the estimate is based.
    fn estimate(&self, until: f64) -> Option<(f64, u32)> {
        let averages = self.history.iter().rev().zip(1_u32..);
        averages
            .filter(|(time, _)| until > **time)
            .map(|(time, count)| (f64::from(count) / (until - time), count))
            .max_by(|(one, _), (other, _)| one.total_cmp(other))
    }
}

fn seconds(time: f64) -> Duration {
    Duration::try_from_secs_f64(time.max(0.0)).unwrap_or(Duration::MAX)
}

#[cfg(test)]
mod tests;
