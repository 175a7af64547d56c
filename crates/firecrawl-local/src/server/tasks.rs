//! The background tasks of a server.

use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// Runs tasks that end with the server.
#[derive(Debug, Default)]
pub struct Tasks {
    stop: CancellationToken,
}

impl Tasks {
    /// Runs a future in the background until it completes or the server stops.
    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        tokio::spawn(async move { stop.run_until_cancelled(future).await });
    }

    /// Waits until the server stops.
    pub fn stopped(&self) -> WaitForCancellationFutureOwned {
        self.stop.clone().cancelled_owned()
    }

    /// Ends all tasks, also those that are spawned later.
    pub fn stop(&self) {
        self.stop.cancel();
    }
}

impl Drop for Tasks {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[tokio::test]
    async fn a_stop_ends_what_runs_and_what_comes_later() {
        let tasks = Tasks::default();
        let held = Arc::new(());
        for _ in 0..2 {
            let held = Arc::clone(&held);
            tasks.spawn(async move {
                let _held = held;
                std::future::pending::<()>().await;
            });
            tasks.stop();
        }
        while Arc::strong_count(&held) > 1 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn a_task_can_end_by_itself() {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        Tasks::default().spawn(async move {
            let _ = sender.send(7);
        });
        // A dropped `Tasks` stops its tasks, so either is right; hanging is not.
        let _ = receiver.await;
    }
}
