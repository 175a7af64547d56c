//! The callbacks of an operation: calls that the service makes, in which the sides are reversed.

use super::cursor::Cursor;
use super::operation::Operation;
use super::walker::{Both, Root, Walker};
use crate::change::Side;
use crate::kind::Kind;
use openapi_document::METHODS;

impl<'d> Walker<'d> {
    /// Compares the callbacks of an operation, whose requests belong to what it receives.
    pub(super) fn callbacks(&mut self, own: &Both<'d>, number: usize) {
        for named in self.called(own, own.members("callbacks")) {
            let items = named.map(Cursor::resolved);
            let items = items.own_members();
            for item in self.called(own, items) {
                let item = item.map(Cursor::resolved);
                let mut calls = item.own_members();
                let is_call = |at: &Cursor<'_>| METHODS.contains(&&*at.name());
                calls.pairs.retain(|(at, _)| is_call(at));
                calls.old.retain(is_call);
                calls.new.retain(is_call);
                for at in self.called(own, calls) {
                    let call = |at: &Cursor<'d>, item: &Cursor<'d>| Operation {
                        method: "",
                        path: "",
                        item: item.clone(),
                        at: at.clone(),
                        is_webhook: true,
                    };
                    let calls = (call(&at.old, &item.old), call(&at.new, &item.new));
                    let [sent, received] = [Side::Response, Side::Request].map(|side| {
                        let root = self.root(Root::Callback(number, side), &at.old, &at.new);
                        at.in_unit(root.unit)
                    });
                    self.exchange(&at, &sent, &received, &calls.0, &calls.1);
                }
            }
        }
    }

    /// Reports the calls that only one contract has, and returns those of both.
    fn called(
        &mut self,
        own: &Both<'d>,
        matching: super::matching::Matching<Cursor<'d>>,
    ) -> Vec<Both<'d>> {
        self.left_over(own.unit, &matching, |at| (at, Kind::CallbackAdded, None));
        let pairs = matching.pairs.into_iter();
        pairs.map(|pair| own.with(pair)).collect()
    }
}
