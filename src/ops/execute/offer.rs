//! How senders tell receivers of their node where data lie, when a movement runs for the first time.

use super::compile::Resolved;
use super::pieces::{by_peer, Exchange};
use crate::context::{Context, Incoming, Outgoing};
use crate::error::{Error, Result, Status};
use crate::index::{shape, Access, ByteRun, Stretch};

/// Sources whose neighbouring elements are farther apart than this are packed by their owner, in whose cache they are.
const CACHE_LINE: usize = 64;

/// What a sender proposes for all that goes to one rank.
pub enum Offer {
    Message,
    Stage,
    /// One source per part that goes there.
    Direct(Vec<Source>),
}

/// Memory of a sender: an allocation, the origin in it, and for every block the bytes of its positions, axis by axis.
pub struct Source {
    pub offset: u64,
    pub bytes: u64,
    pub origin: i64,
    pub blocks: Vec<Vec<Access>>,
}

/// In the order of `by_peer`.
pub struct Offers {
    pub made: Vec<Offer>,
    pub got: Vec<Offer>,
}

/// The offers to and from all peers, of which those of other nodes are messages without asking. Collective over
/// ranks that exchange data.
pub fn exchange(context: &Context, parts: &[Resolved]) -> Result<Offers> {
    let (sends, receives) = (by_peer(parts, false), by_peer(parts, true));
    let near = |exchange: &Exchange| context.neighbour(exchange.rank).is_some();
    let make = |exchange: &Exchange| if near(exchange) { offer(exchange) } else { Offer::Message };
    let made: Vec<Offer> = sends.iter().map(make).collect();
    let words: Vec<Vec<i64>> = made.iter().map(encode).collect();
    let headers: Vec<[i64; 2]> = made.iter().zip(&words).map(|(offer, words)| header(offer, words)).collect();
    let mut out = Vec::new();
    for (exchange, header) in sends.iter().zip(&headers).filter(|(exchange, _)| near(exchange)) {
        out.push(Outgoing { rank: exchange.rank, data: bytemuck::cast_slice(header) });
    }
    let mut got = vec![[0i64; 2]; receives.len()];
    let mut rooms = Vec::new();
    for (exchange, header) in receives.iter().zip(&mut got).filter(|(exchange, _)| near(exchange)) {
        rooms.push(Incoming { rank: exchange.rank, data: bytemuck::cast_slice_mut(header) });
    }
    context.exchange(&out, &mut rooms)?;
    let mut bodies: Vec<Vec<i64>> = got.iter().map(|header| vec![0; header[1] as usize]).collect();
    let mut out = Vec::new();
    for (exchange, words) in sends.iter().zip(&words).filter(|(_, words)| !words.is_empty()) {
        out.push(Outgoing { rank: exchange.rank, data: bytemuck::cast_slice(words) });
    }
    let mut rooms = Vec::new();
    for (exchange, words) in receives.iter().zip(&mut bodies).filter(|(_, words)| !words.is_empty()) {
        rooms.push(Incoming { rank: exchange.rank, data: bytemuck::cast_slice_mut(words) });
    }
    context.exchange(&out, &mut rooms)?;
    let got = receives.iter().zip(got).zip(&bodies).map(|((exchange, header), words)| match header[0] {
        0 => Ok(Offer::Message),
        1 => Ok(Offer::Stage),
        _ => decode(exchange, words).map(Offer::Direct).ok_or_else(|| {
            let text = format!("rank {} offered memory that does not fit the plan", exchange.rank);
            Error::new(Status::Internal, text)
        }),
    });
    // What cannot be read here is a mistake of the library, which the others learn as any other failure of a commit.
    let got = got.collect::<Result<_>>();
    if let Err(error) = &got {
        context.give_up(&error.message);
    }
    Ok(Offers { made, got: got? })
}

fn header(offer: &Offer, words: &[i64]) -> [i64; 2] {
    let kind = match offer {
        Offer::Message => 0,
        Offer::Stage => 1,
        Offer::Direct(_) => 2,
    };
    [kind, words.len() as i64]
}

fn offer(exchange: &Exchange) -> Offer {
    let mut sources = Vec::new();
    for &(part, transfer) in &exchange.transfers {
        let Some(span) = part.source.heap else { return Offer::Stage };
        let mut blocks = Vec::new();
        for block in &transfer.blocks {
            let lists: Vec<Vec<Stretch>> =
                block.to_wire().iter().zip(&part.from).map(|(list, access)| stretches(list, access)).collect();
            if is_sparse(&lists, part.source.dtype.size()) {
                return Offer::Stage;
            }
            blocks.push(lists.into_iter().map(|list| Access::Listed(list.into())).collect());
        }
        let origin = (part.source.pointer as isize).wrapping_sub(span.address as isize) as i64;
        sources.push(Source { offset: span.offset, bytes: span.bytes, origin, blocks });
    }
    Offer::Direct(sources)
}

/// Bytes of the positions that travel, in their order.
fn stretches(list: &[crate::index::Segment], access: &Access) -> Vec<Stretch> {
    let mut local = 0;
    let one = |run: ByteRun| {
        let (count, step) = (run.count as i64, run.from_step);
        local += count;
        Stretch { local: local - count, count, offset: run.from, step }
    };
    ByteRun::list(list, access, &Access::Strided(1)).into_iter().map(one).collect()
}

/// True if hardly more than one element of a block lies in each cache line.
fn is_sparse(axes: &[Vec<Stretch>], item: usize) -> bool {
    let ends = |list: &[Stretch]| {
        let all = list.iter().flat_map(|s| [s.offset, s.offset + (s.count as isize - 1) * s.step]);
        Some((all.clone().min()?, all.max()?))
    };
    let is_dense = |list: &Vec<Stretch>| {
        let count: i64 = list.iter().map(|s| s.count).sum();
        let Some((low, high)) = ends(list) else { return true };
        let span = (high - low) as usize;
        span + item >= CACHE_LINE && span / (count - 1).max(1) as usize * 2 <= CACHE_LINE
    };
    let count: i64 = axes.iter().map(|list| list.iter().map(|s| s.count).sum::<i64>()).product();
    count > 8 && !axes.iter().any(is_dense)
}

fn encode(offer: &Offer) -> Vec<i64> {
    let Offer::Direct(sources) = offer else { return Vec::new() };
    let mut words = Vec::new();
    for source in sources {
        words.extend([source.offset as i64, source.bytes as i64, source.origin]);
        for axis in source.blocks.iter().flatten() {
            let Access::Listed(list) = axis else { continue };
            words.push(list.len() as i64);
            for s in list.iter() {
                words.extend([s.count, s.offset as i64, s.step as i64]);
            }
        }
    }
    words
}

/// None unless the words are exactly what the blocks need, and lie within the allocation.
fn decode(exchange: &Exchange, words: &[i64]) -> Option<Vec<Source>> {
    let mut words = words.iter().copied();
    let mut sources = Vec::new();
    for &(part, transfer) in &exchange.transfers {
        let (offset, bytes, origin) = (words.next()? as u64, words.next()? as u64, words.next()?);
        let mut blocks = Vec::new();
        for block in &transfer.blocks {
            let extents = block.wire_extents();
            let mut axes = Vec::new();
            let (mut low, mut high) = (origin as i128, origin as i128 + part.source.dtype.size() as i128);
            for &extent in &extents {
                let (mut list, mut local, mut ends) = (Vec::new(), 0, (0i128, 0i128));
                for k in 0..words.next()? {
                    let (count, offset, step) = (words.next()?, words.next()?, words.next()?);
                    let last = offset as i128 + (count as i128 - 1) * step as i128;
                    let (least, most) = (last.min(offset.into()), last.max(offset.into()));
                    ends = if k == 0 { (least, most) } else { (ends.0.min(least), ends.1.max(most)) };
                    list.push(Stretch { local, count, offset: offset as isize, step: step as isize });
                    local += count;
                }
                (low, high) = (low + ends.0, high + ends.1);
                if local != extent {
                    return None;
                }
                axes.push(Access::Listed(list.into()));
            }
            if low < 0 || high > bytes as i128 && shape::element_count(&extents).ok()? > 0 {
                return None;
            }
            blocks.push(axes);
        }
        sources.push(Source { offset, bytes, origin, blocks });
    }
    words.next().is_none().then_some(sources)
}
