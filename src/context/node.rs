//! What the ranks of one node share: memory that is read in place, and counters of what passed.

use super::Context;
use crate::error::{Error, Result, Status};
use crate::mpi::{Board, Comm, Mapping, Pair, Peer, Table};

impl Context {
    fn shared_board(&self) -> Option<&Board> {
        self.0.channel.board().filter(|board| self.0.settings.shared_memory() && board.size() > 1)
    }

    /// Whether this rank has others on its node with whom it shares memory. **Local.**
    pub fn shares_memory(&self) -> bool {
        self.shared_board().is_some()
    }

    /// The number on this node of another rank, if both have memory to share; the same answer there. **Local.**
    pub fn neighbour(&self, rank: i32) -> Option<usize> {
        let board = self.shared_board()?;
        let index = board.index_of(rank).filter(|index| *index != board.own_index())?;
        board.memory_of(board.own_index())?;
        board.memory_of(index).map(|_| index)
    }

    /// Maps an allocation of a neighbour. None where the system refuses. **Local.**
    pub fn map_of(&self, neighbour: usize, offset: u64, bytes: u64) -> Option<Mapping> {
        Peer::open(self.shared_board()?.memory_of(neighbour)?)?.map(offset, bytes)
    }

    /// The number under which the ranks of this node know the array of a serial number. **Local.**
    pub fn array_key(&self, serial: u64) -> u64 {
        let board = self.shared_board().map_or(0, Board::key);
        let mixed = (board ^ serial.rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 29)
    }

    /// Where the arrays of a rank of this node are found. **Local.**
    pub fn table_of(&self, rank: i32) -> Option<Table> {
        if rank == self.rank() {
            return Table::own();
        }
        let neighbour = self.neighbour(rank)?;
        Table::of(&*Peer::open(self.shared_board()?.memory_of(neighbour)?)?)
    }

    /// Waits until `test` says true, while other ranks may do whatever they do. **Local.**
    pub fn wait_for(&self, mut test: impl FnMut() -> bool) -> Result<()> {
        let began = std::time::Instant::now();
        let limit = self.watchdog().0;
        while !test() {
            if limit > 0.0 && began.elapsed().as_secs_f64() > limit {
                return Err(Error::new(
                    Status::Hang,
                    format!("waited {limit} s for what another rank should have done"),
                ));
            }
            std::thread::yield_now();
        }
        Ok(())
    }

    /// The counters of what passes to a neighbour or, if `inward`, from it. **Local.**
    pub(crate) fn pair(&self, lane: usize, inward: bool, neighbour: usize) -> Option<&Pair> {
        let board = self.0.channel.board().filter(|board| neighbour < board.size())?;
        let me = board.own_index();
        let (from, to) = if inward { (neighbour, me) } else { (me, neighbour) };
        Some(board.pair(lane, from, to))
    }

    /// Counts pieces that will pass to or from a neighbour, and gives the number that passed before. Both sides count
    /// alike, because both run the same movements. **Local.**
    pub(crate) fn advance(&self, lane: usize, inward: bool, neighbour: usize, pieces: u64) -> u64 {
        self.0.channel.advance(lane, inward, neighbour, pieces)
    }

    /// The communicator, for exchanges in lanes and windows. **Local.**
    pub(crate) fn channel_comm(&self) -> Comm {
        self.0.channel.comm
    }

    /// Lets everything that is under way go on, without waiting. **Local.**
    pub(crate) fn go_on(&self) -> Result<()> {
        let _entered = self.0.channel.enter()?;
        self.0.channel.lanes.go_on();
        Ok(())
    }

    /// Runs `step` until it says that all is done, in the commit phase: a failure kills the context.
    pub(crate) fn drive(&self, step: impl FnMut() -> Result<bool>) -> Result<()> {
        let inner = &self.0;
        let entered = inner.channel.enter();
        let _scope = self.trace().scope("move");
        let outcome = entered.and_then(|_entered| inner.channel.wait_in(None, &inner.settings, true, step));
        self.committed(outcome)
    }
}
