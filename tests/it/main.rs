//! Every integration test, in one binary: a module per subject.

mod architecture;
mod backend;
mod cli;
mod colormap;
mod errors;
mod export;
mod figure;
mod golden;
mod inputs;
mod layout;
mod level;
mod pcm;
mod pipeline;
mod pool;
mod program;
mod reference;
mod scale;
mod shared;
mod shared_audio;
mod stft;
mod synth;
mod ticks;
mod wav;
mod wav_output;
mod window;
