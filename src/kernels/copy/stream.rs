//! Rows of bytes: short ones inlined, and stores that pass the caches by where a copy is larger than they are.

use std::sync::OnceLock;

/// How rows are copied on this processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// Masked stores of 64 bytes.
    Wide,
    /// What every processor of this architecture has.
    Plain,
}

impl Width {
    #[inline]
    pub fn here() -> Width {
        #[cfg(target_arch = "x86_64")]
        if std::arch::is_x86_feature_detected!("avx512bw") && std::arch::is_x86_feature_detected!("avx512f") {
            return Width::Wide;
        }
        Width::Plain
    }

    /// Bytes from which on [`row`] beats single elements.
    pub fn shortest_row(self) -> usize {
        match self {
            Width::Wide => 16,
            Width::Plain => 64,
        }
    }
}

/// Whether stores past the caches pay for a rank that writes so many bytes in one operation.
pub fn streaming_pays(bytes: usize) -> bool {
    static LIMIT: OnceLock<usize> = OnceLock::new();
    cfg!(target_arch = "x86_64") && bytes > *LIMIT.get_or_init(limit)
}

/// Half of a processor's share of the last cache, within what such shares are: guests are told sizes of whole hosts.
fn limit() -> usize {
    const SMALLEST: usize = 2 << 20;
    const LARGEST: usize = 16 << 20;
    let read = |name: &str| std::fs::read_to_string(format!("/sys/devices/system/cpu/cpu0/cache/index3/{name}")).ok();
    let size = read("size").and_then(|text| parse_size(text.trim())).unwrap_or(LARGEST);
    let sharing = read("shared_cpu_list").map_or(1, |text| count_processors(text.trim()));
    (size / sharing.max(1) / 2).clamp(SMALLEST, LARGEST)
}

fn parse_size(text: &str) -> Option<usize> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let unit = match &text[digits.len()..] {
        "" => 1,
        "K" => 1 << 10,
        "M" => 1 << 20,
        _ => return None,
    };
    digits.parse::<usize>().ok()?.checked_mul(unit)
}

/// Processors in a list such as `0-3,8-11`.
fn count_processors(list: &str) -> usize {
    let count = |range: &str| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        Some((last.parse::<usize>().ok()? + 1).saturating_sub(first.parse().ok()?))
    };
    list.split(',').filter_map(count).sum()
}

/// Stores that passed the caches become visible before all later ones.
#[inline(always)]
pub(super) fn finish() {
    #[cfg(target_arch = "x86_64")]
    // Sound: a fence, on every x86-64.
    unsafe {
        std::arch::x86_64::_mm_sfence()
    }
}

#[inline(always)]
pub(super) fn prefetch(address: *const u8) {
    #[cfg(target_arch = "x86_64")]
    // Sound: prefetching touches no memory that the program could see, and never fails.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(address.cast())
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}

/// Copies a row, past the caches if `STREAM`; then also brings the bytes in that lie `ahead` of it.
#[inline(always)]
pub(super) unsafe fn row<const WIDE: bool, const STREAM: bool>(
    mut from: *const u8,
    mut to: *mut u8,
    mut bytes: usize,
    ahead: isize,
) {
    unsafe {
        if !STREAM && (bytes > SHORT || !WIDE) {
            return std::ptr::copy_nonoverlapping(from, to, bytes);
        }
        if STREAM {
            let head = ((to as usize).wrapping_neg() % LINE).min(bytes);
            if head > 0 {
                piece::<WIDE>(from, to, head);
                (from, to, bytes) = (from.add(head), to.add(head), bytes - head);
            }
        }
        while STREAM && bytes >= 4 * PAGE {
            // Four pages at once: the processor follows each of them on its own.
            for first in (0..PAGE).step_by(4 * LINE) {
                for page in (0..4 * PAGE).step_by(PAGE) {
                    for at in (page + first..).step_by(LINE).take(4) {
                        prefetch(from.wrapping_add(at).wrapping_offset(ahead));
                        line::<WIDE, STREAM>(from.add(at), to.add(at));
                    }
                }
            }
            (from, to, bytes) = (from.add(4 * PAGE), to.add(4 * PAGE), bytes - 4 * PAGE);
        }
        while bytes >= LINE {
            if STREAM {
                prefetch(from.wrapping_offset(ahead));
            }
            line::<WIDE, STREAM>(from, to);
            (from, to, bytes) = (from.add(LINE), to.add(LINE), bytes - LINE);
        }
        if bytes > 0 {
            if STREAM {
                prefetch(from.wrapping_offset(ahead));
            }
            piece::<WIDE>(from, to, bytes);
        }
    }
}

/// Writes a row past the caches; meanwhile brings in as much of what lies at the addresses `ahead`, to be read next.
#[inline(always)]
pub(super) unsafe fn row_out<const WIDE: bool>(
    mut from: *const u8,
    mut to: *mut u8,
    mut bytes: usize,
    ahead: &[*const u8],
) {
    unsafe {
        let head = ((to as usize).wrapping_neg() % LINE).min(bytes);
        if head > 0 {
            piece::<WIDE>(from, to, head);
            (from, to, bytes) = (from.add(head), to.add(head), bytes - head);
        }
        let mut done = 0;
        while bytes >= LINE {
            ahead.iter().for_each(|next| prefetch(next.wrapping_add(done)));
            line::<WIDE, true>(from, to);
            (from, to, bytes, done) = (from.add(LINE), to.add(LINE), bytes - LINE, done + LINE);
        }
        if bytes > 0 {
            piece::<WIDE>(from, to, bytes);
        }
    }
}

const LINE: usize = 64;
const PAGE: usize = 4096;

/// Rows up to this are not worth a call.
const SHORT: usize = 512;

/// Copies one line; its target is aligned if `STREAM`.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn line<const WIDE: bool, const STREAM: bool>(from: *const u8, to: *mut u8) {
    use std::arch::x86_64::*;
    unsafe {
        if WIDE && STREAM {
            std::arch::asm!("vmovdqu64 zmm16, [{from}]", "vmovntdq [{to}], zmm16", from = in(reg) from, to = in(reg) to,
                out("xmm16") _, options(nostack, preserves_flags));
        } else if WIDE {
            std::arch::asm!("vmovdqu64 zmm16, [{from}]", "vmovdqu64 [{to}], zmm16", from = in(reg) from, to = in(reg) to,
                out("xmm16") _, options(nostack, preserves_flags));
        } else {
            let (from, to) = (from.cast::<__m128i>(), to.cast::<__m128i>());
            let quarters = [0, 1, 2, 3].map(|k| _mm_loadu_si128(from.add(k)));
            for (k, quarter) in quarters.into_iter().enumerate() {
                if STREAM {
                    _mm_stream_si128(to.add(k), quarter);
                } else {
                    _mm_storeu_si128(to.add(k), quarter);
                }
            }
        }
    }
}

/// Copies 1 to 63 bytes.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn piece<const WIDE: bool>(from: *const u8, to: *mut u8, bytes: usize) {
    if !WIDE {
        return unsafe { halves(from, to, bytes) };
    }
    let mask = (1u64 << bytes) - 1;
    unsafe {
        std::arch::asm!("kmovq k1, {mask}", "vmovdqu8 zmm16{{k1}}{{z}}, [{from}]", "vmovdqu8 [{to}]{{k1}}, zmm16",
            mask = in(reg) mask, from = in(reg) from, to = in(reg) to,
            out("xmm16") _, out("k1") _, options(nostack, preserves_flags));
    }
}

#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
unsafe fn line<const WIDE: bool, const STREAM: bool>(from: *const u8, to: *mut u8) {
    unsafe { std::ptr::copy_nonoverlapping(from, to, LINE) }
}

#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
unsafe fn piece<const WIDE: bool>(from: *const u8, to: *mut u8, bytes: usize) {
    unsafe { halves(from, to, bytes) }
}

/// Copies 1 to 63 bytes in pieces of falling powers of two.
#[inline(always)]
unsafe fn halves(mut from: *const u8, mut to: *mut u8, bytes: usize) {
    macro_rules! half {
        ($($word:ty),*) => {$(
            if bytes & size_of::<$word>() != 0 {
                to.cast::<$word>().write_unaligned(from.cast::<$word>().read_unaligned());
                (from, to) = (from.add(size_of::<$word>()), to.add(size_of::<$word>()));
            }
        )*};
    }
    unsafe {
        half!([u128; 2], u128, u64, u32, u16, u8);
    }
    let _ = (from, to);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cache_descriptions_are_read() {
        assert_eq!(parse_size("491520K"), Some(480 << 20));
        assert_eq!(parse_size("32M"), Some(32 << 20));
        assert_eq!(parse_size("512"), Some(512));
        assert_eq!(parse_size("many"), None);
        assert_eq!(count_processors("0-3,8-11"), 8);
        assert_eq!(count_processors("5"), 1);
        assert!(!streaming_pays(1 << 20));
        assert_eq!(streaming_pays(1 << 40), cfg!(target_arch = "x86_64"));
    }
}
