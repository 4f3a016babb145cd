//! One rank's events as the inside of a `traceEvents` list.

use super::{Event, Kind, Ring};
use crate::error::{Error, Result, Status};
use std::fmt::Write;

/// How this rank's clock becomes rank 0's: offsets at two moments, and a line between and beyond them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clock {
    /// The moment on rank 0's clock that counts as 0.
    pub zero: u64,
    pub start: Sample,
    pub stop: Sample,
}

/// What must be added to this rank's clock at a moment of it, and by how much that may be wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sample {
    pub at: u64,
    pub offset: i64,
    pub uncertainty: u64,
}

impl Clock {
    /// Nanoseconds since zero.
    fn time(&self, at: u64) -> u64 {
        let whole = self.stop.at.saturating_sub(self.start.at).max(1) as f64;
        let part = (at as f64 - self.start.at as f64) / whole;
        let drift = (self.stop.offset as i128 - self.start.offset as i128) as f64;
        let offset = self.start.offset as i128 + (drift * part) as i128;
        u64::try_from(at as i128 + offset - self.zero as i128).unwrap_or(0)
    }
}

/// Microseconds with all digits.
struct Micro(u64);

impl std::fmt::Display for Micro {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}

/// Refused memory is an error of formatting, then of ours.
struct Text(String);

impl Write for Text {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.try_reserve(text.len()).map_err(|_| std::fmt::Error)?;
        self.0.push_str(text);
        Ok(())
    }
}

/// The same on both ends of a message; exact as a double.
fn flow(from: i32, to: i32, size: i32, number: u64) -> u64 {
    let pair = from as u64 * size as u64 + to as u64;
    (pair << 24 | number & 0xff_ffff) & ((1 << 53) - 1)
}

/// This rank's events with commas between them; the first one names the rank.
pub(super) fn events(ring: &Ring, rank: i32, size: i32, clock: &Clock) -> Result<Vec<u8>> {
    let mut text = Text(String::new());
    let written = write_events(&mut text, ring, rank, size, clock);
    written.map_err(|_| Error::new(Status::Memory, "the system refused the memory for the text of a trace"))?;
    Ok(text.0.into_bytes())
}

fn write_events(text: &mut Text, ring: &Ring, rank: i32, size: i32, clock: &Clock) -> std::fmt::Result {
    write!(text, r#"{{"name":"process_name","ph":"M","pid":{rank},"args":{{"name":"rank {rank}"}}}}"#)?;
    write!(
        text,
        ",\n{{\"name\":\"process_sort_index\",\"ph\":\"M\",\"pid\":{rank},\"args\":{{\"sort_index\":{rank}}}}}"
    )?;
    if ring.dropped > 0 {
        let labels = format!("{} older events dropped", ring.dropped);
        write!(
            text,
            ",\n{{\"name\":\"process_labels\",\"ph\":\"M\",\"pid\":{rank},\"args\":{{\"labels\":\"{labels}\"}}}}"
        )?;
    }
    let (newer, older) = ring.events.split_at(ring.next);
    for event in older.iter().chain(newer) {
        write_event(text, event, rank, size, clock)?;
    }
    Ok(())
}

fn write_event(text: &mut Text, event: &Event, rank: i32, size: i32, clock: &Clock) -> std::fmt::Result {
    let Event { kind, thread, peer, name, bytes, number, .. } = *event;
    let begin = clock.time(event.begin);
    let ts = Micro(begin);
    write!(text, ",\n{{\"name\":\"{name}\",\"pid\":{rank},\"tid\":{thread},\"ts\":{ts}")?;
    match kind {
        Kind::Call | Kind::Phase => {
            let duration = Micro(clock.time(event.end).saturating_sub(begin));
            let category = if kind == Kind::Call { "call" } else { "phase" };
            write!(text, ",\"ph\":\"X\",\"cat\":\"{category}\",\"dur\":{duration}")?;
            if bytes > 0 {
                write!(text, ",\"args\":{{\"bytes\":{bytes}}}")?;
            }
        }
        Kind::Out => {
            let id = flow(rank, peer, size, number);
            write!(text, ",\"ph\":\"s\",\"cat\":\"message\",\"id\":{id},\"args\":{{\"to\":{peer},\"bytes\":{bytes}}}")?;
        }
        Kind::In => {
            let id = flow(peer, rank, size, number);
            write!(text, ",\"ph\":\"f\",\"bp\":\"e\",\"cat\":\"message\",\"id\":{id}")?;
            write!(text, ",\"args\":{{\"from\":{peer},\"bytes\":{bytes}}}")?;
        }
        Kind::Memory => write!(text, ",\"ph\":\"C\",\"args\":{{\"bytes\":{bytes}}}")?,
    }
    write!(text, "}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_aligned_on_a_line() {
        let sample = |at, offset| Sample { at, offset, uncertainty: 0 };
        let clock = Clock { zero: 1000, start: sample(100, 900), stop: sample(1100, 910) };
        assert_eq!(clock.time(100), 0);
        assert_eq!(clock.time(600), 505);
        assert_eq!(clock.time(1100), 1010);
        assert_eq!(clock.time(50), 0);
        assert_eq!(Micro(1_234_005).to_string(), "1234.005");
    }

    #[test]
    fn flows_differ_between_pairs_and_directions() {
        let mut ids = std::collections::BTreeSet::new();
        for (from, to, number) in [(0, 1, 1), (1, 0, 1), (1, 2, 1), (0, 1, 2), (16383, 16382, 5)] {
            assert!(ids.insert(flow(from, to, 16384, number)));
        }
    }
}
