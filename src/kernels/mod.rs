//! Local loops over strided memory: copies with casts, functions of elements, reductions; random numbers.
//!
//! Nothing here knows of processes. Memory is a pointer and byte strides (of any sign, zero
//! repeats an element), elements may lie at any address, and dtypes are chosen at run time.
//! Values follow NumPy; where the processor has AVX2 the same loops run compiled for it.

pub mod bytes;
mod cast;
pub mod copy;
pub mod gemm;
mod memory;
mod nest;
mod number;
pub mod program;
pub mod quantile;
pub mod random;
pub mod reduce;
pub mod rows;
pub mod scan;
pub mod select;
pub mod sort;
pub mod ufunc;
pub mod window;

pub use memory::{Source, Target};

/// True if the loops compiled for AVX2 may run.
#[inline]
fn wide() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    false
}

/// Defines a function twice from one inlined body, the second time for AVX2.
macro_rules! twice {
    ($body:ident, $plain:ident, $avx2:ident, [$($generic:ident: $bound:path),*],
     ($($argument:ident: $type:ty),*) $(-> $result:ty)?) => {
        unsafe fn $plain<$($generic: $bound),*>($($argument: $type),*) $(-> $result)? {
            unsafe { $body::<$($generic),*>($($argument),*) }
        }
        #[cfg_attr(target_arch = "x86_64", target_feature(enable = "avx2"))]
        unsafe fn $avx2<$($generic: $bound),*>($($argument: $type),*) $(-> $result)? {
            unsafe { $body::<$($generic),*>($($argument),*) }
        }
    };
}
use twice;
