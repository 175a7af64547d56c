//! Keeping and stopping.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::time::Instant;

use super::site::World;
use crate::jobs::Jobs;
use crate::jobs::job::{Job, JobKind};
use crate::settings::Settings;

#[test]
fn a_read_puts_the_expiry_off() {
    let hour = Duration::from_secs(3600);
    let job = Job::new(JobKind::Crawl, hour);
    let start = Instant::now();
    assert!(!job.expired(start + 10 * hour), "it runs");
    assert!(job.complete());
    assert!(!job.expired(start + hour / 2));
    assert!(job.expired(Instant::now() + hour));
    let before = Instant::now();
    std::thread::sleep(Duration::from_millis(2));
    job.read(0, 1, 1, false);
    assert!(!job.expired(before + hour));
}

#[tokio::test]
async fn an_expired_job_is_unknown() {
    let settings = Settings {
        expiry: Duration::ZERO,
        ..Settings::default()
    };
    let world = World::with(settings).await;
    let id = world.crawl("/docs/2", json!({})).await;
    let job = world.job(&id);
    let mut changes = job.changes();
    while !job.is_settled() {
        changes.changed().await.unwrap();
    }
    assert_eq!(world.get("getCrawlStatus", &id).await.0, 404);
}

#[tokio::test(start_paused = true)]
async fn expired_jobs_are_removed_without_a_request() {
    let settings = Settings {
        expiry: Duration::from_secs(60),
        ..Settings::default()
    };
    let state = Arc::new(crate::state::ServerState::new(settings));
    crate::jobs::start_sweeper(&state);
    let job = state
        .jobs
        .add(Job::new(JobKind::Crawl, Duration::from_secs(60)));
    assert!(job.complete());
    let kept = Arc::downgrade(&job);
    drop(job);
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert!(kept.upgrade().is_some());
    tokio::time::sleep(Duration::from_secs(32)).await;
    assert!(kept.upgrade().is_none());
}

#[tokio::test]
async fn ended_jobs_make_room() {
    let jobs = Jobs::default();
    let add = || jobs.add(Job::new(JobKind::BatchScrape, Duration::from_secs(3600)));
    let running = add();
    let ended = add();
    assert!(ended.complete());
    for _ in 0..9_999 {
        add();
    }
    assert!(jobs.get(&running.id).is_some());
    assert!(jobs.get(&ended.id).is_none());
}

#[tokio::test]
async fn jobs_end_with_their_server() {
    let world = World::new().await;
    let id = world.crawl("/silent", json!({"sitemap": "skip"})).await;
    world.until(&id, |job| !job.documents(0).is_empty()).await;
    let job = Arc::downgrade(&world.job(&id));
    world.state.tasks.stop();
    let state = Arc::downgrade(&world.state);
    drop(world);
    let gone = async {
        while state.strong_count() > 0 || job.strong_count() > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), gone)
        .await
        .unwrap();
}
