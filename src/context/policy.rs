//! What may happen that a caller did not ask for by name: communication and temporaries that a call needs although
//! its name does not say so, such as moving an operand to the distribution of another.

use super::{log, logs, Context, Level};
use crate::error::{Error, Result, Status};

/// What a call may need without saying so; as bits for [`Context::set_policy`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Implicit {
    Communication = 1,
    Temporaries = 2,
}

/// What happens to calls that need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Policy {
    Allow = 0,
    /// One line in the log of rank 0.
    Warn = 1,
    /// `Status::Policy`, before anything is changed.
    Forbid = 2,
}

impl Policy {
    pub(super) fn from_number(number: u8) -> Policy {
        match number {
            0 => Policy::Allow,
            1 => Policy::Warn,
            _ => Policy::Forbid,
        }
    }
}

impl Implicit {
    fn name(self) -> &'static str {
        match self {
            Implicit::Communication => "communication",
            Implicit::Temporaries => "temporaries",
        }
    }
}

impl Context {
    /// Sets the policy for these kinds. The same on all ranks: agreements compare it. **Local.**
    pub fn set_policy(&self, kinds: &[Implicit], policy: Policy) {
        kinds.iter().for_each(|kind| self.0.settings.set_implicit(*kind, policy));
    }

    pub fn policy(&self, kind: Implicit) -> Policy {
        self.0.settings.implicit(kind)
    }

    /// Says in a prepare phase that `function` needs something it is not named after: `what` is moved or copied
    /// ("'b' to the distribution of 'a'"), about `bytes` on this rank. To be called on all ranks or none, for rank 0
    /// alone speaks. **Local.**
    pub fn implicit(&self, function: &str, kind: Implicit, what: &str, bytes: usize) -> Result<()> {
        let policy = self.policy(kind);
        if policy == Policy::Allow || (policy == Policy::Warn && (self.rank() != 0 || !logs(Level::Warn))) {
            return Ok(());
        }
        let verb = match kind {
            Implicit::Communication => "moves",
            Implicit::Temporaries => "makes a temporary of",
        };
        let sentence = format!("{function} {verb} {what}, {bytes} bytes on this rank");
        if policy == Policy::Warn {
            log(Level::Warn, &format!("implicit {}: {sentence}", kind.name()));
            return Ok(());
        }
        let remedy = match kind {
            Implicit::Communication => "redistribute explicitly before",
            Implicit::Temporaries => "give memory of its own for the result",
        };
        let name = kind.name();
        Err(Error::new(
            Status::Policy,
            format!("the context forbids implicit {name}, but {sentence}: {remedy}, or allow {name}"),
        ))
    }
}
