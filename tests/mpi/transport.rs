//! Transport in the commit phase: contents, order, cutting at the message limit, counters.

use crate::{Subject, RANKS};
use distarray::context::{Context, Incoming, Outgoing, Totals};
use distarray::error::Status;
use distarray::mpi::library::Family;

pub const SUBJECTS: &[Subject] = &[
    Subject::new("transport", RANKS, transport),
    Subject::new("transport_in_pieces", &[1, 2, 3, 5], in_pieces),
    Subject::new("transport_counters", &[1, 2, 3], counters),
    Subject::new("transport_above_2_gib", &[2], above_2_gib),
    Subject::new("transport_of_wrong_lengths", &[2], wrong_lengths),
];

/// The k-th message from one rank to another: its length and contents tell all three.
fn message(from: i32, to: i32, k: usize, scale: usize) -> Vec<u8> {
    let length = (from as usize * 7 + to as usize * 3 + k) % 11 * scale;
    (0..length).map(|i| (i * 31 + from as usize * 5 + to as usize * 17 + k) as u8).collect()
}

fn everybody_to_everybody(context: &Context, scale: usize) {
    let (me, size) = (context.rank(), context.size());
    let messages: Vec<(i32, Vec<u8>)> =
        (0..3).flat_map(|k| (0..size).map(move |to| (to, message(me, to, k, scale)))).collect();
    let sends: Vec<Outgoing> = messages.iter().map(|(rank, data)| Outgoing { rank: *rank, data }).collect();
    // Other peers in another order; only the order per pair counts.
    let mut rooms: Vec<(i32, usize, Vec<u8>)> = Vec::new();
    for from in (0..size).rev() {
        for k in 0..3 {
            rooms.push((from, k, vec![0; message(from, me, k, scale).len()]));
        }
    }
    let mut receives: Vec<Incoming> = rooms.iter_mut().map(|(rank, _, data)| Incoming { rank: *rank, data }).collect();
    context.exchange(&sends, &mut receives).unwrap();
    for (from, k, data) in &rooms {
        assert_eq!(*data, message(*from, me, *k, scale));
    }
}

fn collectives(context: &Context, length: usize) {
    let (me, size) = (context.rank(), context.size());
    let of = |rank: i32| -> Vec<u8> { (0..length).map(|i| (i * 3 + rank as usize) as u8).collect() };
    for root in 0..size {
        let mut data = if me == root { of(root) } else { vec![0; length] };
        context.broadcast(root, &mut data).unwrap();
        assert_eq!(data, of(root));
    }
    let all = context.all_gather(&of(me)).unwrap();
    assert_eq!(all, (0..size).flat_map(of).collect::<Vec<u8>>());
    let part = |rank: i32| of(rank)[..length * rank as usize / size as usize].to_vec();
    let all = context.all_gather_varying(&part(me)).unwrap();
    assert_eq!(all, (0..size).map(part).collect::<Vec<_>>());
    let pieces: Vec<Vec<u8>> = (0..size).map(|to| message(me, to, 1, length)).collect();
    let got = context.all_to_all_varying(&pieces).unwrap();
    assert_eq!(got, (0..size).map(|from| message(from, me, 1, length)).collect::<Vec<_>>());
}

fn transport(context: &Context) {
    for scale in [0, 1, 1000, 100_000] {
        everybody_to_everybody(context, scale);
    }
    for length in [0, 1, 5000, 300_000] {
        collectives(context, length);
    }
    let size = context.size() as u64;
    let me = context.rank() as u64;
    assert_eq!(context.sum(&[1, me]).unwrap(), [size, size * (size - 1) / 2]);
    assert_eq!(context.maximum(&[me, 5 - me.min(5)]).unwrap(), [size - 1, 5]);
    // A ring: each rank talks to two others only.
    let (to, from) = ((me + 1) % size, (me + size - 1) % size);
    let mut got = [0];
    let sends = [Outgoing { rank: to as i32, data: &[me as u8] }];
    context.exchange(&sends, &mut [Incoming { rank: from as i32, data: &mut got }]).unwrap();
    assert_eq!(got, [from as u8]);
}

fn in_pieces(context: &Context) {
    context.set_message_limit(7);
    for scale in [0, 1, 3, 500] {
        everybody_to_everybody(context, scale);
    }
    for length in [0, 1, 6, 7, 8, 700] {
        collectives(context, length);
    }
    context.set_message_limit(usize::MAX);
    assert_eq!(context.message_limit(), 1 << 30);
}

fn counters(context: &Context) {
    let (me, size) = (context.rank(), context.size());
    context.counters().reset();
    let data = vec![1u8; 100];
    let sends: Vec<Outgoing> = (0..size).map(|rank| Outgoing { rank, data: &data }).collect();
    let mut rooms = vec![vec![0u8; 100]; size as usize];
    let mut receives: Vec<Incoming> = (0..).zip(&mut rooms).map(|(rank, data)| Incoming { rank, data }).collect();
    context.exchange(&sends, &mut receives).unwrap();
    let others = size as u64 - 1;
    let expected = Totals {
        messages: others,
        bytes_sent: 100 * others,
        bytes_received: 100 * others,
        local_bytes: 100,
        ..Totals::default()
    };
    assert_eq!(context.counters().snapshot(), expected);
    context.set_message_limit(30);
    context.exchange(&sends, &mut receives_of(&mut rooms)).unwrap();
    assert_eq!(context.counters().snapshot().messages, 5 * others);
    context.counters().reset();
    let mut room = [me as u8; 64];
    context.broadcast(0, &mut room[..20]).unwrap();
    let totals = context.counters().snapshot();
    if size > 1 {
        assert_eq!(totals.collectives, 1);
        let (sent, received) = if me == 0 { (20, 0) } else { (0, 20) };
        assert_eq!((totals.bytes_sent, totals.bytes_received), (sent, received));
    }
    context.counters().reset();
    assert_eq!(context.counters().snapshot(), Totals::default());
}

fn receives_of(rooms: &mut [Vec<u8>]) -> Vec<Incoming<'_>> {
    (0..).zip(rooms).map(|(rank, data)| Incoming { rank, data }).collect()
}

/// A mistake of the library itself: both ranks get an error, and none hangs.
fn wrong_lengths(context: &Context) {
    // MPICH 4.0 ends the program here, whatever the communicator's error handler.
    if Family::built_for() == Family::Mpich {
        return;
    }
    let (me, other) = (context.rank(), 1 - context.rank());
    let data = vec![0u8; 100 + 10 * me as usize];
    let mut room = vec![0u8; 100];
    let sends = [Outgoing { rank: other, data: &data }];
    let mut receives = [Incoming { rank: other, data: &mut room }];
    let outcome = context.exchange(&sends, &mut receives);
    if me == 0 {
        let error = outcome.unwrap_err();
        assert_eq!(error.status, Status::Mpi);
        assert!(error.message.contains("MPI_") && error.message.contains("TRUNC"), "{error}");
        assert!(error.agreed && context.is_dead());
    } else {
        outcome.unwrap();
        // The other one will never come, and says so.
        let error = context.all_gather(&[1]).unwrap_err();
        assert_eq!(error.status, Status::ContextDead);
        assert!(error.message.contains("rank 0"), "{error}");
    }
}

/// One message and one broadcast that no 32-bit count can hold, where the machine has the memory for it.
fn above_2_gib(context: &Context) {
    let length = (1usize << 31) + 12345;
    let enough = || -> Option<bool> {
        let text = std::fs::read_to_string("/proc/meminfo").ok()?;
        let line = text.lines().find(|line| line.starts_with("MemAvailable"))?;
        let kib: usize = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kib / 1024 > 3 * (length >> 20))
    };
    let enough = u64::from(enough().unwrap_or(false));
    if context.sum(&[enough]).unwrap()[0] < 2 {
        return;
    }
    let mut data = context.temporary(length).unwrap();
    let whole = |data: &[u8]| data.chunks(4096).enumerate().all(|(i, page)| page[0] == (i * 7) as u8);
    if context.rank() == 0 {
        data.chunks_mut(4096).enumerate().for_each(|(i, page)| page[0] = (i * 7) as u8);
        context.exchange(&[Outgoing { rank: 1, data: &data }], &mut []).unwrap();
        data.fill(1);
    } else {
        context.exchange(&[], &mut [Incoming { rank: 0, data: &mut data }]).unwrap();
    }
    assert_eq!(whole(&data), context.rank() == 1);
    context.broadcast(1, &mut data).unwrap();
    assert!(whole(&data));
}
