//! Handles: numbers into one table, never addresses, so that NULL, freed, foreign, wrong-kind
//! and random values are refused without being followed.

use crate::array::Array;
use crate::context::Context;
use crate::distribution::{Distribution, Specification};
use crate::error::{Error, Result, Status};
use crate::expression::Expression;
use crate::ops::plan::{Redistribution, Request};
use crate::random::Random;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

/// A duplicated communicator with settings and counters.
pub struct distarray_context_s {
    _private: [u8; 0],
}
/// Handle of a context; free with distarray_context_free().
pub type distarray_context = *mut distarray_context_s;

/// What a distribution shall be, axis by axis.
pub struct distarray_specification_s {
    _private: [u8; 0],
}
/// Handle of a specification; free with distarray_specification_free().
pub type distarray_specification = *mut distarray_specification_s;

/// Who owns which global index.
pub struct distarray_distribution_s {
    _private: [u8; 0],
}
/// Handle of a distribution; free with distarray_distribution_free().
pub type distarray_distribution = *mut distarray_distribution_s;

/// A distributed array.
pub struct distarray_array_s {
    _private: [u8; 0],
}
/// Handle of an array; free with distarray_array_free().
pub type distarray_array = *mut distarray_array_s;

/// A redistribution planned ahead.
pub struct distarray_plan_s {
    _private: [u8; 0],
}
/// Handle of a plan; free with distarray_plan_free().
pub type distarray_plan = *mut distarray_plan_s;

/// A movement under way.
pub struct distarray_request_s {
    _private: [u8; 0],
}
/// Handle of a request; end with distarray_request_end().
pub type distarray_request = *mut distarray_request_s;

/// What shall be computed.
pub struct distarray_expression_s {
    _private: [u8; 0],
}
/// Handle of an expression; free with distarray_expression_free().
pub type distarray_expression = *mut distarray_expression_s;

/// A generator of random numbers.
pub struct distarray_random_s {
    _private: [u8; 0],
}
/// Handle of a generator; free with distarray_random_free().
pub type distarray_random = *mut distarray_random_s;

/// What a handle can stand for.
#[derive(Clone)]
pub enum Object {
    Context(Context),
    Specification(Arc<Mutex<Arc<Specification>>>),
    Distribution(Context, Arc<Distribution>),
    Array(Array),
    Plan(Arc<Redistribution>),
    Request(Arc<Request>),
    Expression(Expression),
    Random(Arc<Mutex<Random>>),
}

impl Object {
    fn kind(&self) -> u64 {
        match self {
            Object::Context(_) => 1,
            Object::Specification(_) => 2,
            Object::Distribution(..) => 3,
            Object::Array(_) => 4,
            Object::Plan(_) => 5,
            Object::Request(_) => 6,
            Object::Expression(_) => 7,
            Object::Random(_) => 8,
        }
    }
}

const KINDS: &[&str] = &[
    "",
    "a context",
    "a specification",
    "a distribution",
    "an array",
    "a plan",
    "a request",
    "an expression",
    "a generator of random numbers",
];
const INDEX_BITS: u32 = 24;
const GENERATION_BITS: u32 = 28;
const CHECK_BITS: u32 = 8;

struct Slot {
    generation: u64,
    object: Option<Object>,
}

struct Table {
    slots: Vec<Slot>,
    free: Vec<usize>,
    /// Differs between processes and between copies of the library in one process.
    secret: u64,
}

fn table() -> MutexGuard<'static, Table> {
    static TABLE: OnceLock<Mutex<Table>> = OnceLock::new();
    let secret = || RandomState::new().build_hasher().finish();
    let table = TABLE.get_or_init(|| Mutex::new(Table { slots: Vec::new(), free: Vec::new(), secret: secret() }));
    table.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Fields of a handle: kind, generation, slot, check.
fn fields(handle: u64) -> (u64, u64, usize, u64) {
    let mask = |bits: u32| (1u64 << bits) - 1;
    let check = handle & mask(CHECK_BITS);
    let slot = (handle >> CHECK_BITS) & mask(INDEX_BITS);
    let generation = (handle >> (CHECK_BITS + INDEX_BITS)) & mask(GENERATION_BITS);
    (handle >> (CHECK_BITS + INDEX_BITS + GENERATION_BITS), generation, slot as usize, check)
}

impl Table {
    fn encode(&self, kind: u64, generation: u64, slot: usize) -> u64 {
        let body = (((kind << GENERATION_BITS) | generation) << INDEX_BITS) | slot as u64;
        let product = u128::from(body ^ self.secret) * 0x9e37_79b9_7f4a_7c15;
        (body << CHECK_BITS) | ((product ^ (product >> 64)) as u64 & ((1 << CHECK_BITS) - 1))
    }

    fn find(&self, handle: u64, kind: u64) -> std::result::Result<&Slot, String> {
        if handle == 0 {
            return Err(format!("expected {}, got NULL", KINDS[kind as usize]));
        }
        let (given, generation, slot, _) = fields(handle);
        let stranger = || Err(format!("expected {}, got a value that is not a handle", KINDS[kind as usize]));
        if !(1..KINDS.len() as u64).contains(&given) || self.encode(given, generation, slot) != handle {
            return stranger();
        }
        let Some(entry) = self.slots.get(slot) else { return stranger() };
        let live = entry.generation == generation && entry.object.as_ref().is_some_and(|o| o.kind() == given);
        if !live {
            return match generation <= entry.generation {
                true => Err(format!("expected {}, got a handle that was freed", KINDS[kind as usize])),
                false => stranger(),
            };
        }
        if given != kind {
            return Err(format!("expected {}, got {}", KINDS[kind as usize], KINDS[given as usize]));
        }
        Ok(entry)
    }
}

fn store(object: Object) -> Result<u64> {
    let mut table = table();
    let kind = object.kind();
    let slot = match table.free.pop() {
        Some(slot) => slot,
        None if table.slots.len() < 1 << INDEX_BITS => {
            if table.slots.try_reserve(1).is_err() {
                return Err(Error::new(Status::Memory, "the system refused memory for a handle"));
            }
            table.slots.push(Slot { generation: 0, object: None });
            table.slots.len() - 1
        }
        None => return Err(Error::new(Status::Memory, "too many live handles; free some")),
    };
    let entry = &mut table.slots[slot];
    entry.generation += 1;
    entry.object = Some(object);
    let generation = entry.generation;
    Ok(table.encode(kind, generation, slot))
}

/// The object, which the caller drops after the table is unlocked.
fn remove(handle: u64, kind: u64) -> std::result::Result<Option<Object>, String> {
    let mut table = table();
    table.find(handle, kind)?;
    let (_, generation, slot, _) = fields(handle);
    let object = table.slots[slot].object.take();
    // A slot whose generations are used up is never used again.
    if generation + 1 < 1 << GENERATION_BITS {
        table.free.push(slot);
    }
    Ok(object)
}

fn look_up(handle: u64, kind: u64, argument: &str) -> Result<Object> {
    let table = table();
    match table.find(handle, kind) {
        Ok(slot) => slot.object.clone().ok_or_else(|| Error::argument(Status::Internal, argument, "empty slot")),
        Err(text) => Err(Error::argument(Status::Handle, argument, text)),
    }
}

/// A handle type of the C interface.
pub trait Handle: Copy {
    const KIND: u64;
    fn number(self) -> u64;
    fn from_number(number: u64) -> Self;
}

macro_rules! handles {
    ($($handle:ty => $kind:literal),*) => {
        $(impl Handle for $handle {
            const KIND: u64 = $kind;
            fn number(self) -> u64 {
                self as usize as u64
            }
            fn from_number(number: u64) -> Self {
                number as usize as $handle
            }
        })*
    };
}
handles!(
    distarray_context => 1,
    distarray_specification => 2,
    distarray_distribution => 3,
    distarray_array => 4,
    distarray_plan => 5,
    distarray_request => 6,
    distarray_expression => 7,
    distarray_random => 8
);

pub fn get<H: Handle>(handle: H, argument: &str) -> Result<Object> {
    look_up(handle.number(), H::KIND, argument)
}

/// Stores an object and writes its handle. A failure is this rank's alone: the others are done with their call.
pub fn put<H: Handle>(object: Object, out: super::arguments::Out<H>) -> Result<()> {
    let number = store(object).map_err(|error| Error { agreed: true, ..error })?;
    out.set(H::from_number(number));
    Ok(())
}

/// Stores objects and writes their handles one after the other, all or none.
pub fn put_all<H: Handle>(objects: Vec<Object>, out: super::arguments::Out<H>) -> Result<()> {
    let numbers = store_all::<H>(objects)?;
    out.set_all(numbers.into_iter().map(H::from_number));
    Ok(())
}

/// Stores objects and writes the handle of each to its place, all or none.
pub fn put_each<H: Handle>(objects: Vec<(Object, super::arguments::Out<H>)>) -> Result<()> {
    let (objects, outs): (Vec<_>, Vec<_>) = objects.into_iter().unzip();
    let numbers = store_all::<H>(objects)?;
    outs.into_iter().zip(numbers).for_each(|(out, number)| out.set(H::from_number(number)));
    Ok(())
}

fn store_all<H: Handle>(objects: Vec<Object>) -> Result<Vec<u64>> {
    let mut numbers = Vec::with_capacity(objects.len());
    for object in objects {
        match store(object) {
            Ok(number) => numbers.push(number),
            Err(error) => {
                numbers.into_iter().for_each(|number| drop(remove(number, H::KIND)));
                return Err(Error { agreed: true, ..error });
            }
        }
    }
    Ok(numbers)
}

/// Frees what `*address` stands for and makes it NULL. NULL and a NULL handle are fine.
pub unsafe fn free<H: Handle>(address: *mut H, argument: &str) -> Result<()> {
    if address.is_null() {
        return Ok(());
    }
    let out = super::arguments::Out::new(address, argument)?;
    if (*address).number() == 0 {
        return Ok(());
    }
    let object =
        remove((*address).number(), H::KIND).map_err(|text| Error::argument(Status::Handle, argument, text))?;
    out.set(H::from_number(0));
    drop(object);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::c_api::arguments::Out;

    fn specification() -> Object {
        Object::Specification(Arc::new(Mutex::new(Arc::new(Specification::new(&[3]).unwrap()))))
    }

    #[test]
    fn foreign_values_are_refused() {
        let mut handle: distarray_specification = std::ptr::null_mut();
        put(specification(), Out::new(&mut handle, "x").unwrap()).unwrap();
        let number = handle.number();
        assert!(get(handle, "x").is_ok());
        for bit in 0..64 {
            assert!(look_up(number ^ (1 << bit), 2, "x").is_err(), "bit {bit}");
        }
        let mut state = 88172645463325252u64;
        for _ in 0..1_000_000 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            assert!(state == number || look_up(state, 2, "x").is_err());
        }
        let array = distarray_array::from_number(number);
        assert!(get(array, "x").err().unwrap().message.contains("got a specification"));
        let mut copy = handle;
        unsafe { free(&mut handle, "x") }.unwrap();
        assert!(handle.is_null());
        assert!(get(copy, "x").err().unwrap().message.contains("was freed"));
        assert!(unsafe { free(&mut copy, "x") }.is_err());
        unsafe { free(&mut handle, "x") }.unwrap();
    }
}
