//! Things worth keeping between calls, such as plans: the most recently used few, of any type.

use super::Context;
use crate::error::Result;
use std::any::Any;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// How many things are kept.
const CAPACITY: usize = 64;

type Entries = VecDeque<Arc<dyn Any + Send + Sync>>;

#[derive(Default)]
pub(super) struct Cache(Mutex<Entries>);

impl Cache {
    fn entries(&self) -> std::sync::MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Context {
    /// The kept thing of type `T` for which `fits` says true, or a new one, which is kept if `worth` says true. **Local.**
    pub fn kept<T: Any + Send + Sync>(
        &self,
        fits: impl Fn(&T) -> bool,
        make: impl FnOnce() -> Result<T>,
        worth: impl FnOnce(&T) -> bool,
    ) -> Result<Arc<T>> {
        if let Some(thing) = self.find(fits) {
            return Ok(thing);
        }
        let thing = Arc::new(make()?);
        if worth(&thing) {
            self.keep(thing.clone());
        }
        Ok(thing)
    }

    /// The kept thing of type `T` for which `fits` says true. **Local.**
    pub fn find<T: Any + Send + Sync>(&self, fits: impl Fn(&T) -> bool) -> Option<Arc<T>> {
        let mut entries = self.cache().entries();
        let at = entries.iter().position(|entry| entry.downcast_ref::<T>().is_some_and(&fits))?;
        let entry = entries.remove(at)?;
        entries.push_front(entry.clone());
        entry.downcast().ok()
    }

    /// Keeps a thing for as long as it is among those used last. **Local.**
    pub fn keep<T: Any + Send + Sync>(&self, thing: Arc<T>) {
        let mut entries = self.cache().entries();
        entries.truncate(CAPACITY - 1);
        entries.push_front(thing);
    }
}
