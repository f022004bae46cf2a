//! A FLAC stream cut after its last frame.

use std::io::{self, Read};

use symphonia::core::codecs::audio::AudioDecoder;

use super::super::frame_stream::Window;
use super::super::frame_stream::tag::{self, HEAD};
use super::header::{Header, MAX_SIZE};
use super::marker::{BLOCK_HEAD, MARKER, begins};
use super::notes::Notes;
use super::stream_info::{STREAM_INFO, StreamInfo};
use super::trailing::{self, Trailing};

/// The maximum size of metadata for looking ahead at the first frame.
const MAX_METADATA: usize = 1 << 22;

/// Bytes to search for a header at a time.
const CHUNK: usize = 1 << 14;

/// A FLAC stream cut after its last frame; other data pass unchanged.
pub(in super::super) struct FlacStream<R> {
    window: Window<R>,
    notes: Notes,
    part: Part,
    /// Bytes ahead to be handed out unchanged.
    ready: u64,
    info: Option<StreamInfo>,
    /// Bytes ahead that contain no header but the first.
    searched: usize,
    trailing: Trailing,
    /// Decodes frames to verify that they are complete.
    decoder: Option<Box<dyn AudioDecoder>>,
}

/// The part of the stream at the current position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The first byte, or after tags.
    Start,
    /// A metadata block.
    Blocks,
    /// A frame.
    Frames,
    /// After a frame without a successor.
    Trailing,
    /// Data other than FLAC.
    Foreign,
    /// The end.
    Over,
}

impl<R: Read> FlacStream<R> {
    pub(in super::super) fn new(reader: R, notes: Notes) -> Self {
        let (window, trailing) = (Window::new(reader), Trailing::default());
        Self { window, notes, part: Part::Start, ready: 0, info: None, searched: 1, trailing, decoder: None }
    }

    /// Marks the next bytes as ready, until the end.
    fn advance(&mut self) -> io::Result<()> {
        while self.ready == 0 && self.part != Part::Over {
            self.part = match (self.part, &self.info) {
                (Part::Start, _) => self.start()?,
                (Part::Blocks, _) => self.block()?,
                (Part::Frames, Some(info)) => {
                    let info = info.clone();
                    self.frame(&info)?
                }
                (Part::Trailing, Some(info)) => match self.trailing.pass(&mut self.window, info, &self.notes)? {
                    trailing::AfterFrame::Nothing => Part::Over,
                    trailing::AfterFrame::Frame => {
                        self.searched = 1;
                        Part::Frames
                    }
                    trailing::AfterFrame::Another => {
                        self.notes.lock().second = Some(self.window.position());
                        Part::Over
                    }
                },
                (_, _) => {
                    self.ready = u64::MAX;
                    Part::Foreign
                }
            };
        }
        Ok(())
    }

    fn start(&mut self) -> io::Result<Part> {
        self.window.fill(HEAD)?;
        let ahead = self.window.ahead();
        if ahead.starts_with(MARKER) {
            self.ready = MARKER.len() as u64;
            return Ok(Part::Blocks);
        }
        let Some(tag) = tag::tag(ahead) else { return Ok(Part::Foreign) };
        self.ready = tag.size;
        Ok(Part::Start)
    }

    fn block(&mut self) -> io::Result<Part> {
        self.window.fill(BLOCK_HEAD + STREAM_INFO)?;
        let ahead = self.window.ahead();
        let Some(&[kind, high, middle, low]) = ahead.first_chunk() else { return Ok(Part::Foreign) };
        self.ready = BLOCK_HEAD as u64 + u64::from(u32::from_be_bytes([0, high, middle, low]));
        if kind & 0x7F == 0 {
            if let Some(sizes) = self.settled_sizes()? {
                self.window.patch(BLOCK_HEAD, &sizes);
            }
            self.info = self.window.ahead().get(BLOCK_HEAD..).and_then(<[u8]>::first_chunk).map(StreamInfo::of);
        }
        Ok(if kind & 0x80 == 0 { Part::Blocks } else { Part::Frames })
    }

    /// Corrected minimum and maximum block sizes, if those in the STREAMINFO block ahead contradict how the first frame
    /// counts. The demuxer would reject every frame.
    fn settled_sizes(&mut self) -> io::Result<Option<[u8; 4]>> {
        let mut first = 0;
        let header = loop {
            self.window.fill(first + MAX_SIZE)?;
            let Some(&[kind, high, middle, low]) = self.window.ahead().get(first..).and_then(<[u8]>::first_chunk)
            else {
                return Ok(None);
            };
            first += BLOCK_HEAD + u32::from_be_bytes([0, high, middle, low]) as usize;
            if first > MAX_METADATA {
                return Ok(None);
            }
            if kind & 0x80 != 0 {
                self.window.fill(first + MAX_SIZE)?;
                break self.window.ahead().get(first..).and_then(Header::of);
            }
        };
        let info = self.window.ahead().get(BLOCK_HEAD..).and_then(<[u8]>::first_chunk).map(StreamInfo::of);
        Ok(header.zip(info).and_then(|(header, info)| info.settled_sizes(&header)))
    }

    /// Hands out all bytes before the next frame header, or the frame ahead if none follows.
    fn frame(&mut self, info: &StreamInfo) -> io::Result<Part> {
        let next = self.next(info)?;
        let ahead = self.window.ahead();
        let this = Header::of(ahead).filter(|header| info.is_of_stream(header));
        let end = this.map(|this| info.end_of(&this));
        let is_another = next.is_some_and(|at| begins(&ahead[at..]));
        let start_of = |at: usize| Header::of(&ahead[at..]).map(|header| info.start_of(&header));
        let is_followed = next.is_some_and(|at| !is_another && (end.is_none() || start_of(at) == end));
        let within = &ahead[..next.unwrap_or(ahead.len())];
        let size = this.filter(|_| !is_followed).and_then(|this| info.measure(within, &this, &mut self.decoder));
        // Outside the searched range there may still be a frame.
        let left = self.window.left().filter(|&left| left <= self.searched);
        let (ready, part) = match (size, next, left) {
            (Some(size), ..) => (size, Part::Trailing),
            (None, Some(at), _) if is_another => (at, Part::Trailing),
            // The next frame of the stream. Otherwise, this frame is damaged or the header was found by chance.
            (None, Some(at), _) => (at, Part::Frames),
            // The demuxer appends data shorter than a header to the previous frame.
            (None, None, Some(left)) => (if left < MAX_SIZE { 0 } else { left }, Part::Over),
            (None, None, None) => (self.searched, Part::Frames),
        };
        let is_cut = part == Part::Over && this.is_some();
        let mut notes = self.notes.lock();
        notes.is_cut = is_cut;
        if let Some(this) = this.filter(|this| !is_cut && info.continues_at(notes.end, this)) {
            notes.frame(info.start_of(&this), info.end_of(&this));
        }
        drop(notes);
        (self.ready, self.searched) = (ready as u64, 1);
        self.trailing = Trailing::new(end.unwrap_or(0));
        Ok(part)
    }

    /// The offset, beyond the searched bytes, of the next frame or file within the maximum frame size.
    fn next(&mut self, info: &StreamInfo) -> io::Result<Option<usize>> {
        loop {
            let ahead = self.window.ahead();
            let is_all = self.window.left().is_some();
            let most = if is_all { ahead.len() } else { ahead.len().saturating_sub(MAX_SIZE) };
            let most = most.min(info.largest_frame());
            let is_frame = |at: usize| Header::of(&ahead[at..]).is_some_and(|header| info.is_of_stream(&header));
            let may_be = |at: &usize| is_frame(*at) || begins(&ahead[*at..]);
            let within = ahead.get(self.searched..most).unwrap_or_default();
            let found = memchr::memchr2_iter(0xFF, MARKER[0], within).map(|at| self.searched + at).find(may_be);
            if found.is_some() {
                return Ok(found);
            }
            self.searched = self.searched.max(most);
            if is_all || self.searched >= info.largest_frame() {
                return Ok(None);
            }
            self.window.fill(self.searched + CHUNK)?;
        }
    }
}

impl<R: Read> Read for FlacStream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.advance()?;
        self.window.hand_out(&mut self.ready, buffer)
    }
}
