//! The announced end of an operation, a parameter or a property: `x-sunset` and the stability.

use serde_json::Value;

use super::cursor::Cursor;
use super::walker::{Both, Walker};
use crate::date::Date;
use crate::kind::Kind;

const KEY: &str = "x-sunset";

impl<'d> Walker<'d> {
    /// Compares the dates until which two parts work, and their stability.
    pub(super) fn sunset(&mut self, at: &Both<'d>) {
        self.keyword(at, "x-stability-level", [Kind::StabilityChanged; 2]);
        let values = at.values(|at| at.look(KEY).cloned());
        let dates = [&values.0, &values.1].map(|value| value.as_ref().map(date));
        let is_new = values.0 != values.1;
        let kind = match dates {
            _ if !is_new => None,
            [None, Some(Some(_))] => Some(Kind::SunsetAdded),
            [Some(Some(_)), None] => Some(Kind::SunsetRemoved),
            [Some(Some(old)), Some(Some(new))] if old < new => Some(Kind::SunsetPostponed),
            [Some(Some(old)), Some(Some(new))] if old > new => Some(Kind::SunsetAdvanced),
            [Some(Some(_)), Some(Some(_))] => None,
            _ => Some(Kind::SunsetInvalid),
        };
        if let Some(kind) = kind {
            self.changed(at, kind, values.clone());
        }
        let is_deprecated = !at.old.flag("deprecated") && at.new.flag("deprecated");
        // Of an operation or a parameter: a field that is no longer sent breaks no call.
        let is_call = ["responses", "in"].iter().any(|key| at.new.has(key));
        if self.calendar.is_some() && is_call && is_deprecated && dates[1].is_none() {
            self.changed(at, Kind::DeprecatedWithoutSunset, (None, None));
        }
        let was_announced = !is_new && at.old.flag("deprecated") == at.new.flag("deprecated");
        if let (Some(calendar), [_, Some(Some(end))]) = (self.calendar, dates)
            && !was_announced
            && end < calendar.today.plus(calendar.notice_days)
        {
            self.changed(at, Kind::SunsetTooSoon, (None, values.1));
        }
    }

    /// Reports a removed part that had an announced end.
    pub(super) fn removed(&mut self, unit: usize, at: &Cursor<'d>) {
        let resolved = at.resolved();
        let value = at.look(KEY).or_else(|| resolved.look(KEY));
        if let (Some(calendar), Some(value)) = (self.calendar, value) {
            let kind = match date(value) {
                None => Kind::SunsetInvalid,
                Some(end) if end >= calendar.today => Kind::RemovedBeforeSunset,
                Some(_) => Kind::RemovedAfterSunset,
            };
            self.report(unit, kind, Some(at), None, (Some(value.clone()), None));
        }
    }
}

fn date(value: &Value) -> Option<Date> {
    value.as_str().and_then(Date::parse)
}
