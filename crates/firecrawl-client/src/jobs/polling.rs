//! The waits between the polls of a job, to its deadline.

use std::time::{Duration, Instant};

use api_transport::{Error, ErrorKind};

use super::job::Job;
use super::kind::JobKind;
use crate::client::Client;

/// The part of the deadline that is kept for the last poll, by the time that polls take.
const LAST_POLL: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(1));

/// One wait for something new of a job.
pub(super) struct Polling {
    /// The beginning of the wait.
    since: Instant,
    /// The beginning of the last poll.
    asked: Instant,
    /// The beginning of the first of the polls that failed one after the other.
    failing: Option<Instant>,
    polls: u32,
    /// The error if nothing comes: `the job did not end`.
    what: &'static str,
}

impl Polling {
    /// Leaves a time out of account that the consumer took.
    pub fn leave_out(&mut self, time: Duration) {
        self.since += time;
        self.asked += time;
        self.failing = self.failing.map(|since| since + time);
    }
}

impl<K: JobKind> Job<K> {
    /// Begins a wait after a number of polls.
    pub(super) fn polling(&self, what: &'static str, polls: u32) -> Polling {
        let now = self.clock().now();
        Polling {
            since: now,
            asked: now,
            failing: None,
            polls,
            what,
        }
    }

    /// Waits until the next poll; an error if the time is over, or polls have failed for too long.
    pub(super) async fn pause(
        &self,
        polling: &mut Polling,
        problem: Option<Error>,
    ) -> Result<(), Error> {
        let random = self.client.transport.random();
        let pause = self.poll_policy.pause(polling.polls, random);
        let wanted = problem.as_ref().and_then(Error::retry_after);
        let took = self.clock().now().saturating_duration_since(polling.asked);
        let (least, most) = LAST_POLL;
        let last = (took * 2).clamp(least, most);
        let left = self.time_left(polling).saturating_sub(last);
        let to_be_known = problem.as_ref();
        let to_be_known = to_be_known.and_then(|error| self.time_to_be_known(error));
        let pause = pause.min(to_be_known.unwrap_or(pause));
        let pause = pause.max(wanted.unwrap_or_default());
        let problem = self.outlasts(polling, pause, problem)?;
        if left.is_zero() {
            return Err(self.too_long(polling.what, problem));
        }
        let pause = pause.min(left);
        self.clock().sleep(pause).await;
        polling.polls += 1;
        Ok(())
    }

    /// Returns the error of a poll, or fails with it if polls will have failed for too long after a pause.
    fn outlasts(
        &self,
        polling: &mut Polling,
        pause: Duration,
        problem: Option<Error>,
    ) -> Result<Option<Error>, Error> {
        let Some(problem) = problem else {
            polling.failing = None;
            return Ok(None);
        };
        let since = *polling.failing.get_or_insert(polling.asked);
        let failing = self.clock().now().saturating_duration_since(since);
        match self.poll_policy.outage {
            Some(longest) if failing.saturating_add(pause) > longest => Err(problem),
            _ => Ok(Some(problem)),
        }
    }

    /// Returns the client with no call longer than the rest of the deadline.
    pub(super) fn client_within(&self, polling: &mut Polling) -> Client {
        polling.asked = self.clock().now();
        let client = self.client.after_start();
        // At least one request is sent, whatever the deadline.
        let left = self.time_left(polling).max(Duration::from_millis(1));
        let options = client.transport.options().clone();
        let total = client.transport.total();
        client.with_options(options.at_most(total.map_or(left, |total| total.min(left))))
    }

    /// Returns an error if the time is over.
    #[cfg(feature = "ws")]
    pub(super) fn check_deadline(&self, polling: &Polling) -> Result<(), Error> {
        match self.time_left(polling).is_zero() {
            true => Err(self.too_long(polling.what, None)),
            false => Ok(()),
        }
    }

    fn time_left(&self, polling: &Polling) -> Duration {
        let spent = self.clock().now().saturating_duration_since(polling.since);
        self.poll_policy.deadline.saturating_sub(spent)
    }

    /// Returns the error of a job that takes too long.
    fn too_long(&self, what: &str, problem: Option<Error>) -> Error {
        let deadline = self.poll_policy.deadline;
        let error = Error::new(
            ErrorKind::JobDeadline,
            format!(
                "{what} within {deadline:?}; it goes on, and its handle can be recreated from its id"
            ),
        )
        .retryable(true);
        match problem {
            Some(problem) => error.caused_by(problem),
            None => error,
        }
    }
}
