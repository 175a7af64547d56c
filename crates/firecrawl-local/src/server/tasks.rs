//! What runs beside the requests.

use tokio::sync::watch;

/// Runs tasks that end with the server.
#[derive(Debug)]
pub struct Tasks {
    stop: watch::Sender<bool>,
}

impl Default for Tasks {
    fn default() -> Self {
        Self {
            stop: watch::Sender::new(false),
        }
    }
}

impl Tasks {
    /// Runs a future in the background until it is done or the server stops.
    pub fn spawn(&self, future: impl Future<Output = ()> + Send + 'static) {
        let stopped = self.stopped();
        tokio::spawn(async move {
            tokio::select! {
                biased;
                () = stopped => {}
                () = future => {}
            }
        });
    }

    /// Waits until the server stops.
    pub fn stopped(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut stop = self.stop.subscribe();
        async move {
            // The sender goes with the server, which is a stop too.
            let _ = stop.wait_for(|stopped| *stopped).await;
        }
    }

    /// Ends everything.
    pub fn stop(&self) {
        self.stop.send_replace(true);
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
