//! The known differences between this server and the recorded one.

/// One way to differ, of one or several recordings.
pub struct Difference {
    /// The numbers of the recordings.
    pub recordings: &'static [&'static str],
    /// The place; `body` is the whole body.
    pub place: &'static str,
    /// The reason to keep it.
    pub reason: &'static str,
}

impl Difference {
    /// Returns whether this is about a recording.
    pub fn names(&self, recording: &str) -> bool {
        let number = recording.split('-').next().unwrap_or(recording);
        self.recordings.contains(&number)
    }

    /// Returns whether this explains a difference.
    pub fn covers(&self, recording: &str, place: &str) -> bool {
        let inside = self.place == "body" && place.starts_with("body");
        self.names(recording) && (inside || place == self.place)
    }
}

/// All of them. An entry that no longer holds makes the replay fail.
pub const KNOWN_DIFFERENCES: &[Difference] = &[
    Difference {
        recordings: &["006"],
        place: "status",
        reason: "the contract has the format `images` now",
    },
    Difference {
        recordings: &["008", "416"],
        place: "status",
        reason: "the contract has `json` only as an object with a prompt or a schema",
    },
    Difference {
        recordings: &["016"],
        place: "body.details[].unionErrors[].issues[].expected",
        reason: "the contract has more formats than a year ago",
    },
    Difference {
        recordings: &["016"],
        place: "body.details[].unionErrors[].issues[].message",
        reason: "the contract has more formats than a year ago",
    },
    Difference {
        recordings: &["048"],
        place: "body.details[].minimum",
        reason: "the contract asks for a timeout of at least a second",
    },
    Difference {
        recordings: &["048"],
        place: "body.details[].inclusive",
        reason: "the contract asks for a timeout of at least a second",
    },
    Difference {
        recordings: &["048"],
        place: "body.details[].message",
        reason: "the contract asks for a timeout of at least a second",
    },
    Difference {
        recordings: &["053"],
        place: "status",
        reason: "the contract asks for a timeout of at least a second",
    },
    Difference {
        recordings: &["009"],
        place: "body.data.screenshot",
        reason: "made up and said to be; the recorded server had no browser",
    },
    Difference {
        recordings: &["009", "026", "412"],
        place: "body.data.warning",
        reason: "says what is made up",
    },
    Difference {
        recordings: &["026"],
        place: "body.data.json",
        reason: "made up from the user's schema; the recorded server had no model",
    },
    Difference {
        recordings: &["412"],
        place: "body.data.summary",
        reason: "made up here, a stand-in in the recording",
    },
    Difference {
        recordings: &["054"],
        place: "status",
        reason: "waiting needs no browser here; the recorded server had none for it",
    },
    Difference {
        recordings: &["175", "445", "447"],
        place: "body",
        reason: "made up from the response schema; the recorded search was none or a stand-in",
    },
    Difference {
        recordings: &["134", "508", "511"],
        place: "status",
        reason: "an unknown id is 404 in the contract; the recorded server failed over its database",
    },
    Difference {
        recordings: &["140"],
        place: "status",
        reason: "the contract has the route now",
    },
    Difference {
        recordings: &["150"],
        place: "content-type",
        reason: "the contract has the route now; only the job is unknown",
    },
    Difference {
        recordings: &["150"],
        place: "body",
        reason: "the contract has the route now; only the job is unknown",
    },
    Difference {
        recordings: &["286"],
        place: "status",
        reason: "the recorded server needed a database to keep idempotency keys",
    },
    Difference {
        recordings: &["316"],
        place: "status",
        reason: "the recorded server needed a database to limit the concurrency",
    },
    Difference {
        recordings: &["554"],
        place: "status",
        reason: "there is no stealth proxy to wait for: the page with its 403 is the response",
    },
    Difference {
        recordings: &["557"],
        place: "status",
        reason: "the contract calls this proxy `enhanced`",
    },
    Difference {
        recordings: &["464"],
        place: "body.data.metadata.cacheState",
        reason: "with keys the server is the cloud's double, which tells of its cache",
    },
    Difference {
        recordings: &["188"],
        place: "body",
        reason: "made up and said to be; the recorded server had no model and failed",
    },
    Difference {
        recordings: &["242"],
        place: "body.next",
        reason: "`limit` is honoured; the recorded server ignored it without a database",
    },
    Difference {
        recordings: &["354"],
        place: "body.next",
        reason: "`skip` is honoured; the recorded server gave the first page again",
    },
    Difference {
        recordings: &["321", "325", "561"],
        place: "body.data[].warning",
        reason: "there is no plan whose concurrency could be too low",
    },
    Difference {
        recordings: &["328"],
        place: "crawl.page body[].body.data[].warning",
        reason: "there is no plan whose concurrency could be too low",
    },
    Difference {
        recordings: &["321"],
        place: "body.next",
        reason: "a cancelled crawl settles at once; the recorded one took 15 seconds",
    },
    Difference {
        recordings: &["330", "336"],
        place: "frame 0 body.json.data.status",
        reason: "a crawl that has just started is not called completed",
    },
];
