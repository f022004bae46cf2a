//! Threads that decode packets in groups.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

use symphonia::core::codecs::audio::AudioCodecParameters;

use super::decoded::Decoded;
use super::decoder::{PacketDecoder, decoder_for};
use super::demux::{Event, Packet};
use crate::error::{Error, Result};
use crate::source::SampleFormat;

/// The most threads: a bound on what a mistyped number can do.
const MOST_THREADS: usize = 64;

/// Bytes of the stack of a thread.
const STACK: usize = 1 << 20;

/// Samples per channel, and packets, of a group: enough to outweigh handing it over.
const SAMPLES: u64 = 1 << 16;
const PACKETS: usize = 64;

/// Packets and what became of them.
pub(super) type Results = Vec<(Packet, Result<Decoded, String>)>;

/// Packets to be decoded one after another.
struct Job {
    packets: Vec<Packet>,
    stream: Arc<AudioCodecParameters>,
    format: Option<SampleFormat>,
    reply: Sender<Results>,
}

/// Packets in the hands of a thread.
pub(super) struct Group {
    results: Receiver<Results>,
}

impl Group {
    /// Whether a group of so many packets, of so many samples per channel, has enough of them.
    pub(super) fn is_full(packets: usize, samples: u64) -> bool {
        packets >= PACKETS || samples >= SAMPLES
    }

    /// Waits until all are decoded.
    ///
    /// # Errors
    /// [`Error::Internal`] if the thread has ended before.
    pub(super) fn wait(self) -> Result<Results> {
        self.results.recv().map_err(|_| Error::Internal { reason: "a decoding thread has ended".to_owned() })
    }
}

/// A part of the container in the hands of the threads, or what comes after it.
pub(super) enum Queued {
    Group(Group),
    Event(Event),
    Failure(Error),
}

impl Queued {
    /// Whether nothing behind it can be decoded before it is handled.
    pub(super) fn is_barrier(&self) -> bool {
        matches!(self, Self::Event(Event::Stream(_) | Event::End(_)) | Self::Failure(_))
    }
}

/// Threads that decode packets which do not depend on one another.
pub(super) struct Pool {
    /// `None` once the threads are to end.
    jobs: Option<Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
}

impl Pool {
    /// Starts so many threads, or fewer where the system grants fewer; `None` if not even one starts. The container's
    /// name is for messages.
    pub(super) fn start(threads: usize, container: &'static str) -> Option<Self> {
        let (jobs, waiting) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        let start = |_| {
            let waiting = Arc::clone(&waiting);
            Builder::new().stack_size(STACK).spawn(move || decode_jobs(&waiting, container)).ok()
        };
        let threads: Vec<_> = (0..threads.min(MOST_THREADS)).map_while(start).collect();
        (!threads.is_empty()).then_some(Self { jobs: Some(jobs), threads })
    }

    /// How many groups to have under way: one for each thread, and one for each that waits to be taken.
    pub(super) fn groups(&self) -> usize {
        2 * self.threads.len()
    }

    /// Gives packets of a stream to the next free thread.
    pub(super) fn decode(
        &self,
        packets: Vec<Packet>,
        stream: &Arc<AudioCodecParameters>,
        format: Option<SampleFormat>,
    ) -> Group {
        let (reply, results) = channel();
        let job = Job { packets, stream: Arc::clone(stream), format, reply };
        // If all threads have ended, the group says so.
        let _ = self.jobs.as_ref().map(|jobs| jobs.send(job));
        Group { results }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.jobs = None;
        for thread in self.threads.drain(..) {
            // A thread that panicked has lost its group, which is an error already.
            let _ = thread.join();
        }
    }
}

/// The loop of a thread: decodes one group after another until there are no more.
fn decode_jobs(waiting: &Mutex<Receiver<Job>>, container: &str) {
    let mut current: Option<(Arc<AudioCodecParameters>, Box<dyn PacketDecoder>)> = None;
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Job { packets, stream, format, reply }) = next else { return };
        if current.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, &stream)) {
            // A decoder for it was made before the packets were handed out.
            current = decoder_for(container, &stream).ok().map(|decoder| (stream, decoder));
        }
        let decode = |mut packet: Packet| {
            let decoded = match &mut current {
                Some((_, decoder)) => decoder.decode(&packet, format),
                None => Err("no decoder".to_owned()),
            };
            packet.data = Box::default();
            (packet, decoded)
        };
        // Nobody waits for the group any more if the source is gone.
        let _ = reply.send(packets.into_iter().filter(|packet| !packet.data.is_empty()).map(decode).collect());
    }
}
