//! What the page headers of a file tell: its length, and where its pages begin.

use std::io;

use super::page::{Header, MAX_HEAD};
use crate::source::compressed::window::Window;

/// The maximum number of places to keep.
const MAX_PLACES: usize = 1 << 12;

/// Pages of a stream from its start on, as far as they and their times are in order and no other data come between.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Where a page begins, and its time.
    places: Vec<(u64, i64)>,
    /// Pages from one place to the next.
    stride: u64,
    /// The last time, if the file holds this stream only and all of it.
    pub(super) end: Option<i64>,
}

impl Index {
    /// Reads the page headers of a file. The window stands at another byte afterwards.
    ///
    /// Only in this way is it known that no second stream follows, and the samples before each place can be relied on.
    /// For an hour of audio it takes hundredths of a second.
    pub(super) fn of(window: &mut Window, stream: u32) -> io::Result<Self> {
        let mut index = Self { stride: 1, ..Self::default() };
        let file = window.size()?.unwrap_or(0);
        window.go_to(0)?;
        let (mut last, mut has_data, mut pages): (Option<Header>, _, _) = (None, false, 0);
        let mut end = None;
        loop {
            window.fill(MAX_HEAD)?;
            let (at, ahead) = (window.position(), window.ahead());
            if ahead.is_empty() {
                index.end = end.filter(|_| last.is_some_and(|last| last.is_last));
                return Ok(index);
            }
            let Some(page) = Header::of(ahead) else { return Ok(index) };
            if at + page.size as u64 > file || page.is_first && has_data {
                return Ok(index);
            }
            has_data |= !page.is_first;
            if page.stream == stream {
                let is_next = last.is_none_or(|last| last.number.wrapping_add(1) == page.number && !last.is_last);
                if !is_next || page.time.is_some_and(|time| end.is_some_and(|end| time < end)) {
                    return Ok(index);
                }
                if let Some(time) = page.time {
                    index.push(pages, (at, time));
                    pages += 1;
                    end = Some(time);
                }
                last = Some(page);
            }
            window.skip(page.size as u64)?;
        }
    }

    fn push(&mut self, page: u64, place: (u64, i64)) {
        if !page.is_multiple_of(self.stride) {
            return;
        }
        self.places.push(place);
        if self.places.len() == MAX_PLACES {
            let mut index = 0;
            self.places.retain(|_| (index % 2 == 0, index += 1).0);
            self.stride *= 2;
        }
    }

    /// Pages after byte `after` that end by `time`, the last first.
    pub(super) fn before(&self, time: i64, after: u64) -> impl Iterator<Item = (u64, i64)> {
        let end = self.places.partition_point(|&(_, end)| end <= time);
        self.places[..end].iter().rev().copied().take_while(move |&(at, _)| at > after)
    }
}
