//! The agreement: one meeting of fixed shape in every collective call, after which all ranks hold the same error or none.
//! Because it is the same everywhere, even ranks in different calls meet in it. Ranks of one node meet on their board,
//! others in an allreduce.

use super::channel::{final_error, Channel};
use super::settings::Settings;
use super::{Context, Counters};
use crate::error::{Error, Result, Status};
use crate::mpi::{Pending, SPOKEN};
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::sync::atomic::Ordering;

/// A collective call: its C name and the arguments that must be the same on all ranks.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    pub function: &'static str,
    pub arguments: &'a [(&'static str, Arg<'a>)],
}

/// The value of an argument that must be the same on all ranks.
#[derive(Clone, Copy, Debug)]
pub enum Arg<'a> {
    Int(i64),
    Ints(&'a [i64]),
    Float(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
    /// An object's kind and serial number.
    Object(&'static str, u64),
}

impl<'a> Call<'a> {
    pub fn new(function: &'static str, arguments: &'a [(&'static str, Arg<'a>)]) -> Call<'a> {
        Call { function, arguments }
    }
}

/// Words of the agreement: error, fingerprint, four slots, whether somebody watches the progress.
type Words = [u64; SPOKEN];
const PRINT: usize = 1;
/// Size of the record that describes an error or a call to the other ranks.
const RECORD: usize = 1024;
/// Longest text of one value in a record.
const VALUE: usize = 160;

impl Arg<'_> {
    fn hash(&self, hasher: &mut FxHasher) {
        match self {
            Arg::Int(value) => hasher.write_i64(*value),
            Arg::Ints(values) => {
                hasher.write_usize(values.len());
                values.iter().for_each(|v| hasher.write_i64(*v));
            }
            // One NaN is as good as another.
            Arg::Float(value) if value.is_nan() => hasher.write_u64(u64::MAX),
            Arg::Float(value) => hasher.write_u64(value.to_bits()),
            Arg::Text(text) => hash_bytes(text.as_bytes(), hasher),
            Arg::Bytes(bytes) => hash_bytes(bytes, hasher),
            Arg::Object(kind, serial) => {
                hash_bytes(kind.as_bytes(), hasher);
                hasher.write_u64(*serial);
            }
        }
    }

    /// What a user sees; long values end in their hash, so that different values have different texts.
    fn text(&self) -> String {
        let full = match self {
            Arg::Int(value) => value.to_string(),
            Arg::Ints(values) if values.len() <= 64 => format!("{values:?}"),
            Arg::Ints(values) => format!("{} numbers", values.len()),
            Arg::Float(value) => format!("{value:?}"),
            Arg::Text(text) => format!("'{text}'"),
            Arg::Bytes(bytes) => format!("{} bytes", bytes.len()),
            Arg::Object(kind, serial) => format!("{kind} #{serial}"),
        };
        let whole = !matches!(self, Arg::Bytes(_)) && !full.ends_with(" numbers");
        if whole && full.len() <= VALUE {
            return full;
        }
        let mut hasher = FxHasher::default();
        self.hash(&mut hasher);
        format!("{} (hash {:08x})", shortened(&full, VALUE - 20), mix(hasher.finish()) as u32)
    }
}

fn hash_bytes(bytes: &[u8], hasher: &mut FxHasher) {
    hasher.write_usize(bytes.len());
    hasher.write(bytes);
}

/// Spreads every input bit over all output bits.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    x = (x ^ (x >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    x ^ (x >> 33)
}

fn shortened(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// High half: function and sequence number. Low half: arguments. So one maximum tells both apart.
fn fingerprint(call: &Call, sequence: u64, context: u64, settings: &Settings) -> u64 {
    let mut function = FxHasher::default();
    hash_bytes(call.function.as_bytes(), &mut function);
    function.write_u64(sequence);
    let mut arguments = FxHasher::default();
    if settings.checks() > 0 {
        arguments.write_u64(context);
        arguments.write_usize(settings.message_limit());
        arguments.write_u8(settings.policy_word());
        for (name, value) in call.arguments {
            hash_bytes(name.as_bytes(), &mut arguments);
            value.hash(&mut arguments);
        }
    }
    (mix(function.finish()) & !0xffff_ffff) | (mix(arguments.finish()) >> 32)
}

/// How much an error matters: the highest wins, then the lowest rank.
fn severity(status: Status) -> u64 {
    match status {
        Status::Internal => 6,
        Status::Mpi => 5,
        Status::Hang | Status::ContextDead | Status::CallMismatch => 4,
        Status::Damaged => 3,
        Status::Memory | Status::Io => 2,
        _ => 1,
    }
}

fn error_word(status: Status, rank: i32) -> u64 {
    (severity(status) << 56) | ((status as u64) << 32) | u64::from(u32::MAX - rank as u32)
}

fn error_rank(word: u64) -> i32 {
    (u32::MAX - word as u32) as i32
}

/// A fixed-size message of texts.
struct Record {
    bytes: Vec<u8>,
}

impl Record {
    fn new(number: u64, texts: &[&str]) -> Result<Record> {
        let mut bytes = Vec::new();
        bytes
            .try_reserve_exact(RECORD)
            .map_err(|_| final_error(Error::new(Status::Memory, "no memory to describe an error")))?;
        bytes.extend_from_slice(&number.to_ne_bytes());
        for text in texts {
            let room = (RECORD - bytes.len()).saturating_sub(2);
            let text = shortened(text, room);
            if room < 2 {
                break;
            }
            bytes.extend_from_slice(&(text.len() as u16).to_ne_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        bytes.resize(RECORD, 0);
        Ok(Record { bytes })
    }

    fn read(bytes: &[u8]) -> (u64, Vec<String>) {
        let number = u64::from_ne_bytes(bytes[..8].try_into().unwrap_or_default());
        let mut texts = Vec::new();
        let mut rest = &bytes[8..];
        while let Some((length, after)) = rest.split_first_chunk::<2>() {
            let length = usize::from(u16::from_ne_bytes(*length)).min(after.len());
            texts.push(String::from_utf8_lossy(&after[..length]).into_owned());
            rest = &after[length..];
        }
        (number, texts)
    }
}

/// Waits for a transfer of the agreement.
fn complete<T>(channel: &Channel, settings: &Settings, mut pending: Pending<T>) -> Result<Vec<T>> {
    channel.wait(settings, true, || pending.test())?;
    pending.finish()
}

/// The greatest of every word that the ranks say, and the least of their fingerprints.
fn meet_all(channel: &Channel, settings: &Settings, mine: &Words) -> Result<(Words, u64)> {
    if let Some(board) = channel.common_board() {
        let (mut greatest, mut least) = (*mine, mine[PRINT]);
        channel.meet(settings, board, mine, |words| {
            greatest.iter_mut().zip(words).for_each(|(most, word)| *most = (*most).max(*word));
            least = least.min(words[PRINT]);
        })?;
        return Ok((greatest, least));
    }
    // The least number has the greatest complement.
    let mut words = [!mine[PRINT]; SPOKEN + 1];
    words[..SPOKEN].copy_from_slice(mine);
    let all = complete(channel, settings, channel.comm.start_maximum(&words)?)?;
    Ok((std::array::from_fn(|k| all[k]), !all[SPOKEN]))
}

/// The winner's error, told to all.
fn shared_error(channel: &Channel, settings: &Settings, winner: i32, error: Option<&Error>) -> Result<Error> {
    let comm = channel.comm;
    let counts = complete(channel, settings, comm.start_sum(&[u64::from(error.is_some())])?)?;
    let record = match error {
        Some(e) => Record::new(e.status as u64, &[&e.argument, &e.message])?,
        None => Record::new(0, &[])?,
    };
    let bytes = complete(channel, settings, comm.start_broadcast(record.bytes, winner)?)?;
    let (status, mut texts) = Record::read(&bytes);
    texts.resize(2, String::new());
    let status = Status::from_number(status as i32).unwrap_or(Status::Internal);
    let mut message = texts.swap_remove(1);
    match counts[0] {
        0 | 1 => (),
        2 => message += "; another rank failed too",
        failing => message += &format!("; {} other ranks failed too", failing - 1),
    }
    Ok(Error { rank: Some(winner), ..Error::argument(status, &texts[0], message) })
}

/// What differs between the ranks' calls, found from a record of each.
fn difference(channel: &Channel, settings: &Settings, call: &Call, context: u64, print: u64) -> Result<Error> {
    let sequence = channel.sequence.load(Ordering::Relaxed).to_string();
    let limit = settings.message_limit().to_string();
    let context = Arg::Object("context", context).text();
    let values: Vec<String> = call.arguments.iter().map(|(_, v)| v.text()).collect();
    let policy = settings.policy_text();
    let mut texts = vec![call.function, &sequence, "context", &context, "message_limit", &limit, "policy", &policy];
    for ((name, _), value) in call.arguments.iter().zip(&values) {
        texts.extend([name, value.as_str()]);
    }
    let mine = Record::new(print, &texts)?.bytes;
    let all = complete(channel, settings, channel.comm.start_all_gather(&mine)?)?;
    let calls: Vec<(u64, Vec<String>)> = all.chunks(RECORD).map(Record::read).collect();
    Ok(different_functions(&calls).or_else(|| different_arguments(&calls)).unwrap_or_else(|| {
        Error::new(Status::Mismatch, "arguments or the level of checks differ between ranks, beyond what can be named")
    }))
}

fn list(ranks: &[usize]) -> String {
    let shown: Vec<String> = ranks.iter().take(8).map(usize::to_string).collect();
    let more = if ranks.len() > 8 { ", …" } else { "" };
    let word = if ranks.len() > 1 { "ranks" } else { "rank" };
    format!("{word} {}{more}", shown.join(", "))
}

fn different_functions(calls: &[(u64, Vec<String>)]) -> Option<Error> {
    let mut groups: Vec<(&[String], Vec<usize>)> = Vec::new();
    for (rank, (_, texts)) in calls.iter().enumerate() {
        let what = &texts[..2];
        match groups.iter_mut().find(|(other, _)| *other == what) {
            Some((_, ranks)) => ranks.push(rank),
            None => groups.push((what, vec![rank])),
        }
    }
    if groups.len() < 2 {
        return None;
    }
    let one_name = groups.iter().all(|(what, _)| what[0] == groups[0].0[0]);
    let parts: Vec<String> = groups
        .iter()
        .enumerate()
        .map(|(i, (what, ranks))| {
            let verb = match (i, ranks.len()) {
                (0, 1) => " is",
                (0, _) => " are",
                _ => "",
            };
            let number = match one_name {
                true => format!(" (call {})", what[1]),
                false => String::new(),
            };
            format!("{}{verb} in {}{number}", list(ranks), what[0])
        })
        .collect();
    Some(Error::new(
        Status::CallMismatch,
        format!(
            "mismatched calls: {}; the context is dead, make all ranks call the same functions in the same order",
            parts.join(", ")
        ),
    ))
}

fn different_arguments(calls: &[(u64, Vec<String>)]) -> Option<Error> {
    let first = &calls[0].1;
    let most = calls.iter().map(|(_, texts)| texts.len()).max()?;
    for at in (2..most).step_by(2) {
        let value = |texts: &[String]| {
            let absent = || "nothing".to_string();
            texts.get(at + 1).cloned().unwrap_or_else(absent)
        };
        let other = calls
            .iter()
            .position(|(_, texts)| texts.get(at) != first.get(at) || texts.get(at + 1) != first.get(at + 1));
        if let Some(rank) = other {
            let other = &calls[rank].1;
            let name = first.get(at).filter(|n| !n.is_empty()).or(other.get(at))?;
            return Some(Error::argument(
                Status::Mismatch,
                name,
                format!(
                    "differs: rank 0 has {}, rank {rank} has {}; give the same on all ranks",
                    value(first),
                    value(other)
                ),
            ));
        }
    }
    None
}

/// One agreement on this channel, on behalf of the context of that number (0: of none). `error` is what this rank found; `slots` come back as the maximum over ranks.
pub(super) fn meet(
    channel: &Channel,
    settings: &Settings,
    context: u64,
    call: &Call,
    error: Option<&Error>,
    slots: &mut [u64; 4],
    watch: &mut u64,
) -> Result<()> {
    let _entered = channel.enter()?;
    let sequence = channel.begin(call.function);
    if channel.size == 1 {
        return match error {
            Some(e) => Err(final_error(Error { rank: Some(0), ..e.clone() })),
            None => Ok(()),
        };
    }
    let print = fingerprint(call, sequence, context, settings);
    let word = error.map_or(0, |e| error_word(e.status, channel.rank));
    let mine = [word, print, slots[0], slots[1], slots[2], slots[3], *watch];
    let outcome = meet_all(channel, settings, &mine).and_then(|(all, lowest)| {
        let highest = all[PRINT];
        if highest >> 32 != lowest >> 32 {
            return difference(channel, settings, call, context, print).map(Some);
        }
        if all[0] != 0 {
            let winner = error_rank(all[0]);
            return shared_error(channel, settings, winner, error).map(Some);
        }
        if highest != lowest {
            return difference(channel, settings, call, context, print).map(Some);
        }
        slots.copy_from_slice(&all[2..6]);
        *watch = all[6];
        Ok(None)
    });
    match outcome {
        Ok(None) => Ok(()),
        Ok(Some(error)) => {
            if error.status == Status::CallMismatch {
                channel.die(&error.message);
            }
            Err(final_error(error))
        }
        Err(mut error) => {
            if !channel.is_dead() {
                channel.leave(&error.message);
            }
            error.rank.get_or_insert(channel.rank);
            Err(final_error(error))
        }
    }
}

impl Context {
    /// All ranks agree on whether to go on: gives back what was prepared if every rank prepared it for the
    /// same call with the same arguments, else the same error on every rank. Bad arguments on one rank come
    /// here too, as `Err`. **Collective.**
    pub fn agree<T>(&self, call: &Call, prepared: Result<T>) -> Result<T> {
        self.agree_with(call, prepared, &mut [0; 4])
    }

    /// As [`Context::agree`]; the slots come back as their maxima over all ranks. **Collective.**
    pub fn agree_with<T>(&self, call: &Call, prepared: Result<T>, slots: &mut [u64; 4]) -> Result<T> {
        if prepared.as_ref().is_err_and(|error| error.agreed) {
            return prepared;
        }
        let inner = &self.0;
        let _scope = self.trace().scope("agree");
        self.trace().agrees();
        if call.function != inner.channel.function() {
            inner.progress.begin_call();
        }
        let wish = inner.progress.take_cancel();
        let prepared = prepared.and_then(|prepared| wish.map_or(Ok(prepared), Err));
        Counters::add(&inner.counters.collectives, 1);
        let mut watch = inner.progress.word();
        meet(&inner.channel, &inner.settings, inner.serial, call, prepared.as_ref().err(), slots, &mut watch)?;
        inner.progress.agreed(self.calls(), watch);
        prepared
    }

    /// A further agreement within the call under way, such as after writing a file. **Collective.**
    pub fn confirm<T>(&self, outcome: Result<T>) -> Result<T> {
        self.confirm_with(outcome, &mut [0; 4])
    }

    /// As [`Context::confirm`]; the slots come back as their maxima over all ranks. **Collective.**
    pub fn confirm_with<T>(&self, outcome: Result<T>, slots: &mut [u64; 4]) -> Result<T> {
        self.agree_with(&Call::new(self.0.channel.function(), &[]), outcome, slots)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(function: &'static str, arguments: &[(&'static str, Arg)]) -> u64 {
        fingerprint(&Call::new(function, arguments), 1, 1, &Settings::default())
    }

    #[test]
    fn fingerprints_tell_functions_from_arguments() {
        let a = print("f", &[("axis", Arg::Int(0))]);
        let b = print("f", &[("axis", Arg::Int(1))]);
        let c = print("g", &[("axis", Arg::Int(0))]);
        assert_eq!(a >> 32, b >> 32);
        assert_ne!(a as u32, b as u32);
        assert_ne!(a >> 32, c >> 32);
        assert_eq!(a as u32, c as u32);
        assert_eq!(print("f", &[("x", Arg::Float(f64::NAN))]), print("f", &[("x", Arg::Float(-f64::NAN))]));
        assert_ne!(print("f", &[("x", Arg::Float(0.0))]), print("f", &[("x", Arg::Float(-0.0))]));
    }

    #[test]
    fn the_highest_severity_then_the_lowest_rank_wins() {
        let low = error_word(Status::Argument, 0);
        let high = error_word(Status::Internal, 3);
        assert!(high > low);
        assert!(error_word(Status::Argument, 1) > error_word(Status::Argument, 2));
        assert_eq!(error_rank(high), 3);
    }

    #[test]
    fn records_carry_texts_and_cut_them_at_characters() {
        let long = "é".repeat(2000);
        let record = Record::new(7, &["axis", &long]).unwrap();
        assert_eq!(record.bytes.len(), RECORD);
        let (number, texts) = Record::read(&record.bytes);
        assert_eq!(number, 7);
        assert_eq!(texts[0], "axis");
        assert!(long.starts_with(&texts[1]) && texts[1].len() > 900);
    }

    #[test]
    fn long_values_show_that_they_differ() {
        let (a, mut b) = (vec![1i64; 1000], vec![1i64; 1000]);
        b[999] = 2;
        assert_ne!(Arg::Ints(&a).text(), Arg::Ints(&b).text());
    }
}
