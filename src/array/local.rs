//! The local part as arrays of the crate `ndarray`.

use super::Array;
use crate::dtype::Element;
use crate::error::{Error, Result, Status};
use ndarray::{ArrayViewD, ArrayViewMutD, IxDyn, ShapeBuilder};

/// First element, extents, strides in elements.
type Parts<T> = (*mut T, Vec<usize>, Vec<usize>);

impl Array {
    /// Byte strides of the local part, or an error that says what to do instead.
    pub fn require_strides(&self, name: &str) -> Result<&[isize]> {
        self.strides().ok_or_else(|| {
            let text =
                "this view's local part has no single stride on some axis (a slice of a cyclic or unstructured one, \
                        say); copy it first";
            Error::argument(Status::Unsupported, name, text)
        })
    }

    fn view_parts<T: Element>(&self, padded: bool) -> Result<Parts<T>> {
        if T::DTYPE != self.dtype() {
            refuse!(Dtype, "dtype", "expected elements of {}, got {}", self.dtype().name(), T::DTYPE.name());
        }
        let (pointer, extents) = if padded {
            let extents = self.distribution().padded_shape().iter().map(|&n| n as usize).collect();
            (self.padded_pointer(), extents)
        } else {
            (self.local_pointer(), self.local_extents())
        };
        let strides = self.require_strides("array")?;
        let aligned = strides.iter().all(|s| s % T::DTYPE.size() as isize == 0);
        if !aligned || strides.iter().any(|&s| s < 0) {
            refuse!(Unsupported, "array", "this array's strides {strides:?} cannot be viewed; copy it first");
        }
        let steps = strides.iter().map(|&s| s as usize / T::DTYPE.size()).collect();
        if !self.has_elements() {
            // A 0-d view has one element, wherever it is; borrowed memory without elements may be NULL.
            if extents.is_empty() {
                refuse!(Unsupported, "array", "this process holds no copy of the element");
            }
            return Ok((std::ptr::NonNull::dangling().as_ptr(), extents, steps));
        }
        Ok((pointer.cast(), extents, steps))
    }

    fn shown<T: Element>(&self, padded: bool) -> Result<ArrayViewD<'_, T>> {
        let (pointer, extents, strides) = self.view_parts::<T>(padded)?;
        Ok(unsafe { ArrayViewD::from_shape_ptr(IxDyn(&extents).strides(IxDyn(&strides)), pointer) })
    }

    fn shown_mut<T: Element>(&mut self, padded: bool) -> Result<ArrayViewMutD<'_, T>> {
        self.check_not_read_only("array")?;
        let (pointer, extents, strides) = self.view_parts::<T>(padded)?;
        Ok(unsafe { ArrayViewMutD::from_shape_ptr(IxDyn(&extents).strides(IxDyn(&strides)), pointer) })
    }

    /// The owned part. **Local.**
    pub fn local<T: Element>(&self) -> Result<ArrayViewD<'_, T>> {
        self.shown(false)
    }

    /// The owned part for writing. **Local.**
    pub fn local_mut<T: Element>(&mut self) -> Result<ArrayViewMutD<'_, T>> {
        self.shown_mut(false)
    }

    /// The local part with its halo. **Local.**
    pub fn padded<T: Element>(&self) -> Result<ArrayViewD<'_, T>> {
        self.shown(true)
    }

    /// The local part with its halo, for writing. **Local.**
    pub fn padded_mut<T: Element>(&mut self) -> Result<ArrayViewMutD<'_, T>> {
        self.shown_mut(true)
    }
}
