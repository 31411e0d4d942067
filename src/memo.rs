//! What was worked out before, so many of it; beyond that it begins anew.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::RandomState;

/// Values by what they were worked out from.
pub(crate) struct Memo<K, V> {
    known: HashMap<K, V, RandomState>,
    most: usize,
}

impl<K: Eq + Hash, V> Memo<K, V> {
    /// Keeps so many values at most.
    pub(crate) fn new(most: usize) -> Self {
        Self { known: HashMap::default(), most }
    }

    /// The value, if it is known.
    pub(crate) fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.known.get(key)
    }

    /// Keeps a value.
    pub(crate) fn keep(&mut self, key: K, value: V) {
        if self.known.len() >= self.most {
            self.known.clear();
        }
        self.known.insert(key, value);
    }
}
