//! Quicksort of 64-bit integers eight at a time, for processors with AVX-512.
//!
//! The partition goes over a sequence from both ends in place: of eight elements those below the pivot are brought to the
//! front by one permutation, and all eight stored both at the left and at the right edge of the free space; whatever is
//! wrong there is overwritten later. Up to 64 elements are sorted by a network, eight columns at once, which are then merged.

/// Elements that the network sorts.
const BLOCK: usize = 64;

/// Whether this processor can.
#[inline]
pub(super) fn is_here() -> bool {
    std::arch::is_x86_feature_detected!("avx512f")
        && std::arch::is_x86_feature_detected!("popcnt")
        && std::arch::is_x86_feature_detected!("bmi2")
}

/// Sorts in ascending order, and calls `done` for every stretch that is in its final state.
///
/// # Safety
/// Only where [`is_here`].
pub(super) unsafe fn sort(items: &mut [i64], done: &mut impl FnMut(&mut [i64])) {
    let budget = 2 * items.len().max(1).ilog2() + 8;
    unsafe { quick(items, None, budget, done) }
}

/// `least`: a number than which none of the elements is less.
unsafe fn quick(mut items: &mut [i64], mut least: Option<i64>, mut budget: u32, done: &mut impl FnMut(&mut [i64])) {
    while items.len() > BLOCK {
        if budget == 0 {
            // Too many bad pivots.
            items.sort_unstable();
            return done(items);
        }
        budget -= 1;
        let pivot = pivot_of(items);
        let equal = least == Some(pivot);
        // Where nothing is below the pivot, what equals it goes to the left.
        let Some(cut) = (if equal { pivot.checked_add(1) } else { Some(pivot) }) else { return done(items) };
        let below = unsafe { partition(items, cut) };
        let (left, right) = items.split_at_mut(below);
        match equal {
            true => done(left),
            false => unsafe { quick(left, least, budget, done) },
        }
        (items, least) = (right, Some(cut));
    }
    unsafe { network(items) };
    done(items);
}

/// The median of some elements, of which there are more than [`BLOCK`].
fn pivot_of(items: &[i64]) -> i64 {
    // Not at equal distances, which patterns may have too.
    let mut state = items.len() as u64;
    let mut any = |k: usize, count: usize| {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        let step = items.len() / count;
        items[k * step + (((state >> 32) * step as u64) >> 32) as usize]
    };
    if items.len() < 2000 {
        return median_of_five([0, 1, 2, 3, 4].map(|k| any(k, 5)));
    }
    let fives: [i64; 5] = std::array::from_fn(|five| median_of_five(std::array::from_fn(|k| any(5 * five + k, 25))));
    median_of_five(fives)
}

fn median_of_five([a, b, c, d, e]: [i64; 5]) -> i64 {
    // Neither the least nor the greatest of four.
    let (one, other) = (a.min(b).max(c.min(d)), a.max(b).min(c.max(d)));
    one.min(other).max(one.max(other).min(e))
}

/// For every set of bits the positions that have them, then the others: one byte each.
static ORDERS: [u64; 256] = {
    let mut orders = [0u64; 256];
    let mut set = 0;
    while set < 256 {
        let (mut k, mut to, mut order) = (0, 0, 0u64);
        while k < 8 {
            if set >> k & 1 == 1 {
                order |= k << (8 * to);
                to += 1;
            }
            k += 1;
        }
        k = 0;
        while k < 8 {
            if set >> k & 1 == 0 {
                order |= k << (8 * to);
                to += 1;
            }
            k += 1;
        }
        orders[set] = order;
        set += 1;
    }
    orders
};

/// Eight elements of a register to both edges of the free space.
macro_rules! place {
    ($register:literal) => {
        concat!(
            "vpcmpgtq k1, zmm31, zmm",
            $register,
            "\n",
            "kmovw {mask:e}, k1\n",
            "vpmovzxbq zmm28, [{orders} + 8*{mask}]\n",
            "vpermq zmm28, zmm28, zmm",
            $register,
            "\n",
            "popcnt {mask:e}, {mask:e}\n",
            "vmovdqu64 [{left}], zmm28\n",
            "vmovdqu64 [{right} - 64], zmm28\n",
            "lea {left}, [{left} + 8*{mask}]\n",
            "lea {right}, [{right} + 8*{mask} - 64]\n",
        )
    };
}

/// Moves on at the side with less free space: its elements begin at {from} then.
macro_rules! choose {
    ($bytes:literal) => {
        concat!(
            "mov {mask}, {begin}\n",
            "sub {mask}, {left}\n",
            "mov {from}, {right}\n",
            "sub {from}, {end}\n",
            "lea {next}, [{end} - ",
            $bytes,
            "]\n",
            "cmp {from}, {mask}\n",
            "mov {from}, {begin}\n",
            "lea {mask}, [{begin} + ",
            $bytes,
            "]\n",
            "cmovb {from}, {next}\n",
            "cmovb {end}, {next}\n",
            "cmovae {begin}, {mask}\n",
        )
    };
}

/// Brings what is less than the pivot to the left, and returns how many these are. More than [`BLOCK`] elements.
unsafe fn partition(items: &mut [i64], pivot: i64) -> usize {
    let tail = items.len() % 8;
    let first = items.as_mut_ptr();
    let left: *mut i64;
    unsafe {
        std::arch::asm!(
            "vpbroadcastq zmm31, {pivot}",
            "kmovw k2, {valid:e}",
            "vmovdqu64 zmm29{{k2}}{{z}}, [{end}]",
            "vmovdqu64 zmm16, [{begin}]",
            "vmovdqu64 zmm17, [{begin} + 64]",
            "vmovdqu64 zmm18, [{begin} + 128]",
            "vmovdqu64 zmm19, [{begin} + 192]",
            "vmovdqu64 zmm20, [{end} - 64]",
            "vmovdqu64 zmm21, [{end} - 128]",
            "vmovdqu64 zmm22, [{end} - 192]",
            "vmovdqu64 zmm23, [{end} - 256]",
            "add {begin}, 256",
            "sub {end}, 256",
            "2:",
            "mov {mask}, {end}",
            "sub {mask}, {begin}",
            "cmp {mask}, 256",
            "jb 3f",
            choose!("256"),
            "prefetcht0 [{begin} + 1024]",
            "prefetcht0 [{begin} + 1088]",
            "prefetcht0 [{begin} + 1152]",
            "prefetcht0 [{begin} + 1216]",
            "prefetcht0 [{end} - 1088]",
            "prefetcht0 [{end} - 1152]",
            "prefetcht0 [{end} - 1216]",
            "prefetcht0 [{end} - 1280]",
            "vmovdqu64 zmm24, [{from}]",
            "vmovdqu64 zmm25, [{from} + 64]",
            "vmovdqu64 zmm26, [{from} + 128]",
            "vmovdqu64 zmm27, [{from} + 192]",
            place!("24"),
            place!("25"),
            place!("26"),
            place!("27"),
            "jmp 2b",
            "3:",
            "cmp {begin}, {end}",
            "jae 4f",
            choose!("64"),
            "vmovdqu64 zmm24, [{from}]",
            place!("24"),
            "jmp 3b",
            "4:",
            // What is beyond the last eight takes exactly its own room.
            "vpcmpgtq k1{{k2}}, zmm31, zmm29",
            "kandnw k3, k1, k2",
            "vpcompressq zmm28{{k1}}{{z}}, zmm29",
            "vpcompressq zmm30{{k3}}{{z}}, zmm29",
            "kmovw {mask:e}, k1",
            "popcnt {mask:e}, {mask:e}",
            "vmovdqu64 [{left}], zmm28",
            "lea {left}, [{left} + 8*{mask}]",
            "kmovw {mask:e}, k3",
            "popcnt {mask:e}, {mask:e}",
            "shl {mask}, 3",
            "sub {right}, {mask}",
            "shr {mask}, 3",
            "mov {from:e}, 1",
            "shlx {from}, {from}, {mask}",
            "dec {from}",
            "kmovw k3, {from:e}",
            "vmovdqu64 [{right}]{{k3}}, zmm30",
            place!("16"),
            place!("17"),
            place!("18"),
            place!("19"),
            place!("20"),
            place!("21"),
            place!("22"),
            place!("23"),
            pivot = in(reg) pivot,
            valid = in(reg) (1u64 << tail) - 1,
            orders = in(reg) ORDERS.as_ptr(),
            begin = inout(reg) first => _,
            end = inout(reg) first.add(items.len() - tail) => _,
            left = inout(reg) first => left,
            right = inout(reg) first.add(items.len()) => _,
            mask = out(reg) _,
            from = out(reg) _,
            next = out(reg) _,
            out("xmm16") _, out("xmm17") _, out("xmm18") _, out("xmm19") _, out("xmm20") _, out("xmm21") _,
            out("xmm22") _, out("xmm23") _, out("xmm24") _, out("xmm25") _, out("xmm26") _, out("xmm27") _,
            out("xmm28") _, out("xmm29") _, out("xmm30") _, out("xmm31") _, out("k1") _, out("k2") _, out("k3") _,
            options(nostack)
        );
        left.offset_from(first) as usize
    }
}

/// The less of two registers to the first, the greater to the second, lane by lane.
macro_rules! order {
    ($(($a:literal, $b:literal))*) => {
        concat!($(
            "vpminsq zmm24, zmm", $a, ", zmm", $b, "\n",
            "vpmaxsq zmm", $b, ", zmm", $a, ", zmm", $b, "\n",
            "vmovdqa64 zmm", $a, ", zmm24\n",
        )*)
    };
}

/// Compares rows with the mirrored others, whose lanes `$permute` exchanges; lanes of mask k keep the greater ones.
macro_rules! mirror {
    ($mask:literal, $permute:literal, $by:literal, $last:literal, $(($a:literal, $b:literal))*) => {
        concat!($(
            $permute, " zmm24, ", $by, "zmm", $b, $last, "\n",
            $permute, " zmm25, ", $by, "zmm", $a, $last, "\n",
            "vpminsq zmm26, zmm", $a, ", zmm24\n",
            "vpmaxsq zmm26{{", $mask, "}}, zmm", $a, ", zmm24\n",
            "vpminsq zmm27, zmm", $b, ", zmm25\n",
            "vpmaxsq zmm27{{", $mask, "}}, zmm", $b, ", zmm25\n",
            "vmovdqa64 zmm", $a, ", zmm26\n",
            "vmovdqa64 zmm", $b, ", zmm27\n",
        )*)
    };
}

/// Compares rows with themselves, with lanes exchanged.
macro_rules! across {
    ($mask:literal, $permute:literal, $last:literal, $($a:literal)*) => {
        concat!($(
            $permute, " zmm24, zmm", $a, $last, "\n",
            "vpminsq zmm26, zmm", $a, ", zmm24\n",
            "vpmaxsq zmm26{{", $mask, "}}, zmm", $a, ", zmm24\n",
            "vmovdqa64 zmm", $a, ", zmm26\n",
        )*)
    };
}

macro_rules! merge_columns {
    () => {
        order!(("16", "20")("17", "21")("18", "22")("19", "23")("16", "18")("17", "19")("20", "22")("21", "23")(
            "16", "17"
        )("18", "19")("20", "21")("22", "23"))
    };
}

/// Sorts up to [`BLOCK`] elements.
unsafe fn network(items: &mut [i64]) {
    let mut block = [i64::MAX; BLOCK];
    block[..items.len()].copy_from_slice(items);
    static REVERSE: [u64; 8] = [7, 6, 5, 4, 3, 2, 1, 0];
    unsafe {
        std::arch::asm!(
            "vmovdqu64 zmm16, [{block}]",
            "vmovdqu64 zmm17, [{block} + 64]",
            "vmovdqu64 zmm18, [{block} + 128]",
            "vmovdqu64 zmm19, [{block} + 192]",
            "vmovdqu64 zmm20, [{block} + 256]",
            "vmovdqu64 zmm21, [{block} + 320]",
            "vmovdqu64 zmm22, [{block} + 384]",
            "vmovdqu64 zmm23, [{block} + 448]",
            // Every column: a network of 19 comparisons.
            order!(("16", "18")("17", "19")("20", "22")("21", "23")("16", "20")("17", "21")("18", "22")("19", "23")
                   ("16", "17")("18", "19")("20", "21")("22", "23")("18", "20")("19", "21")("17", "20")("19", "22")
                   ("17", "18")("19", "20")("21", "22")),
            // Columns merged to sequences of 16, 32 and 64: bitonic.
            "mov {word:e}, 0xaa",
            "kmovw k1, {word:e}",
            "mov {word:e}, 0xcc",
            "kmovw k2, {word:e}",
            "mov {word:e}, 0xf0",
            "kmovw k3, {word:e}",
            "vmovdqu64 zmm29, [{reverse}]",
            mirror!("k1", "vpshufd", "", ", 0x4e", ("16", "23")("17", "22")("18", "21")("19", "20")),
            merge_columns!(),
            mirror!("k2", "vpermq", "", ", 0x1b", ("16", "23")("17", "22")("18", "21")("19", "20")),
            across!("k1", "vpshufd", ", 0x4e", "16" "17" "18" "19" "20" "21" "22" "23"),
            merge_columns!(),
            mirror!("k3", "vpermq", "zmm29, ", "", ("16", "23")("17", "22")("18", "21")("19", "20")),
            across!("k2", "vpermq", ", 0x4e", "16" "17" "18" "19" "20" "21" "22" "23"),
            across!("k1", "vpshufd", ", 0x4e", "16" "17" "18" "19" "20" "21" "22" "23"),
            merge_columns!(),
            // Columns become rows.
            "vpunpcklqdq zmm24, zmm16, zmm17",
            "vpunpckhqdq zmm25, zmm16, zmm17",
            "vpunpcklqdq zmm26, zmm18, zmm19",
            "vpunpckhqdq zmm27, zmm18, zmm19",
            "vpunpcklqdq zmm28, zmm20, zmm21",
            "vpunpckhqdq zmm29, zmm20, zmm21",
            "vpunpcklqdq zmm30, zmm22, zmm23",
            "vpunpckhqdq zmm31, zmm22, zmm23",
            "vshufi64x2 zmm16, zmm24, zmm26, 0x88",
            "vshufi64x2 zmm17, zmm25, zmm27, 0x88",
            "vshufi64x2 zmm18, zmm24, zmm26, 0xdd",
            "vshufi64x2 zmm19, zmm25, zmm27, 0xdd",
            "vshufi64x2 zmm20, zmm28, zmm30, 0x88",
            "vshufi64x2 zmm21, zmm29, zmm31, 0x88",
            "vshufi64x2 zmm22, zmm28, zmm30, 0xdd",
            "vshufi64x2 zmm23, zmm29, zmm31, 0xdd",
            "vshufi64x2 zmm24, zmm16, zmm20, 0x88",
            "vshufi64x2 zmm25, zmm17, zmm21, 0x88",
            "vshufi64x2 zmm26, zmm18, zmm22, 0x88",
            "vshufi64x2 zmm27, zmm19, zmm23, 0x88",
            "vshufi64x2 zmm28, zmm16, zmm20, 0xdd",
            "vshufi64x2 zmm29, zmm17, zmm21, 0xdd",
            "vshufi64x2 zmm30, zmm18, zmm22, 0xdd",
            "vshufi64x2 zmm31, zmm19, zmm23, 0xdd",
            "vmovdqu64 [{block}], zmm24",
            "vmovdqu64 [{block} + 64], zmm25",
            "vmovdqu64 [{block} + 128], zmm26",
            "vmovdqu64 [{block} + 192], zmm27",
            "vmovdqu64 [{block} + 256], zmm28",
            "vmovdqu64 [{block} + 320], zmm29",
            "vmovdqu64 [{block} + 384], zmm30",
            "vmovdqu64 [{block} + 448], zmm31",
            block = in(reg) block.as_mut_ptr(),
            reverse = in(reg) REVERSE.as_ptr(),
            word = out(reg) _,
            out("xmm16") _, out("xmm17") _, out("xmm18") _, out("xmm19") _, out("xmm20") _, out("xmm21") _,
            out("xmm22") _, out("xmm23") _, out("xmm24") _, out("xmm25") _, out("xmm26") _, out("xmm27") _,
            out("xmm28") _, out("xmm29") _, out("xmm30") _, out("xmm31") _, out("k1") _, out("k2") _, out("k3") _,
            options(nostack)
        );
    }
    items.copy_from_slice(&block[..items.len()]);
}
