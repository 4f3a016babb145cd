//! Sixteen blocks at once with AVX-512, whose multiplications of 52 bits (IFMA) make up those of 64.
//!
//! A product of x = x₀ + 2⁵² x₁ and m, cut in the same way, is L + 2⁵² S + 2¹⁰⁴ T: its lower half is L + 2⁵² S, its upper half
//! ⌊S / 2¹²⌋ + 2⁴⁰ T. The instructions look at the lower 52 bits of their operands by themselves.

use super::philox::{Block, Key, MULTIPLIERS, ROUNDS, WEYL};

/// Blocks of one call.
pub const LANES: usize = 16;

/// What the instructions read.
#[repr(C, align(64))]
pub struct Schedule {
    /// Blocks of the eight lanes, such that two steps bring words into their order.
    order: [u64; 8],
    /// Which words of two registers follow each other.
    lower: [u64; 8],
    upper: [u64; 8],
    multipliers: [u64; 2],
    tops: [u64; 2],
    keys: [[u64; 2]; ROUNDS],
}

/// True if the processor has the instructions.
pub fn available() -> bool {
    std::arch::is_x86_feature_detected!("avx512f")
        && std::arch::is_x86_feature_detected!("avx512dq")
        && std::arch::is_x86_feature_detected!("avx512ifma")
}

impl Schedule {
    pub fn new(key: Key) -> Schedule {
        let after = |k: usize, round: usize| key[k].wrapping_add(WEYL[k].wrapping_mul(round as u64));
        Schedule {
            order: [0, 4, 1, 5, 2, 6, 3, 7],
            lower: [0, 1, 8, 9, 2, 3, 10, 11],
            upper: [4, 5, 12, 13, 6, 7, 14, 15],
            multipliers: MULTIPLIERS,
            tops: MULTIPLIERS.map(|m| m >> 52),
            keys: std::array::from_fn(|round| [after(0, round), after(1, round)]),
        }
    }
}

/// The product of `x` and a multiplier: L, S and T in registers, and one more.
macro_rules! product {
    ($x:literal, $m:literal, $top:literal, $high:literal, $l:literal, $s:literal, $t:literal) => {
        concat!(
            "vpsrlq zmm", $high, ", zmm", $x, ", 52\n",
            "vpxord zmm", $l, ", zmm", $l, ", zmm", $l, "\n",
            "vpxord zmm", $s, ", zmm", $s, ", zmm", $s, "\n",
            "vpxord zmm", $t, ", zmm", $t, ", zmm", $t, "\n",
            "vpmadd52huq zmm", $s, ", zmm", $x, ", zmm", $m, "\n",
            "vpmadd52huq zmm", $t, ", zmm", $x, ", zmm", $top, "\n",
            "vpmadd52luq zmm", $l, ", zmm", $x, ", zmm", $m, "\n",
            "vpmadd52luq zmm", $s, ", zmm", $x, ", zmm", $top, "\n",
            "vpmadd52huq zmm", $t, ", zmm", $high, ", zmm", $m, "\n",
            "vpmadd52luq zmm", $s, ", zmm", $high, ", zmm", $m, "\n",
            "vpmadd52luq zmm", $t, ", zmm", $high, ", zmm", $top, "\n",
        )
    };
}

/// `to` = the product's upper half ^ `low` ^ key, then `low` = its lower half.
macro_rules! mix {
    ($to:literal, $low:literal, $key:literal, $high:literal, $l:literal, $s:literal, $t:literal) => {
        concat!(
            "vpsrlq zmm",
            $high,
            ", zmm",
            $s,
            ", 12\n",
            "vpsllq zmm",
            $t,
            ", zmm",
            $t,
            ", 40\n",
            "vpaddq zmm",
            $to,
            ", zmm",
            $high,
            ", zmm",
            $t,
            "\n",
            "vpsllq zmm",
            $s,
            ", zmm",
            $s,
            ", 52\n",
            "vpternlogq zmm",
            $to,
            ", zmm",
            $low,
            ", qword ptr [{keys} + ",
            $key,
            "]{{1to8}}, 0x96\n",
            "vporq zmm",
            $low,
            ", zmm",
            $s,
            ", zmm",
            $l,
            "\n",
        )
    };
}

/// One round of both groups, with the keys at a distance.
macro_rules! round {
    ($first:literal, $second:literal) => {
        concat!(
            product!("0", "28", "29", "8", "9", "10", "11"),
            product!("4", "28", "29", "16", "17", "18", "19"),
            product!("2", "30", "31", "12", "13", "14", "15"),
            product!("6", "30", "31", "20", "21", "22", "23"),
            mix!("0", "1", $first, "12", "13", "14", "15"),
            mix!("4", "5", $first, "20", "21", "22", "23"),
            mix!("2", "3", $second, "8", "9", "10", "11"),
            mix!("6", "7", $second, "16", "17", "18", "19"),
        )
    };
}

/// Writes the blocks of one group in their order.
macro_rules! store {
    ($a:literal, $b:literal, $c:literal, $d:literal, $at:literal) => {
        concat!(
            "vpunpcklqdq zmm8, zmm",
            $a,
            ", zmm",
            $b,
            "\n",
            "vpunpckhqdq zmm9, zmm",
            $a,
            ", zmm",
            $b,
            "\n",
            "vpunpcklqdq zmm10, zmm",
            $c,
            ", zmm",
            $d,
            "\n",
            "vpunpckhqdq zmm11, zmm",
            $c,
            ", zmm",
            $d,
            "\n",
            "vmovdqa64 zmm12, zmm24\n",
            "vpermi2q zmm12, zmm8, zmm10\n",
            "vpermt2q zmm8, zmm25, zmm10\n",
            "vmovdqa64 zmm13, zmm24\n",
            "vpermi2q zmm13, zmm9, zmm11\n",
            "vpermt2q zmm9, zmm25, zmm11\n",
            "vmovdqu64 [{out} + ",
            $at,
            "], zmm12\n",
            "vmovdqu64 [{out} + ",
            $at,
            " + 64], zmm8\n",
            "vmovdqu64 [{out} + ",
            $at,
            " + 128], zmm13\n",
            "vmovdqu64 [{out} + ",
            $at,
            " + 192], zmm9\n",
        )
    };
}

/// The blocks of [`LANES`] counters that follow each other in their first word.
///
/// # Safety
/// The processor must have the instructions, see [`available`].
pub unsafe fn blocks(schedule: &Schedule, first: Block, out: &mut [Block; LANES]) {
    unsafe {
        std::arch::asm!(
            "vmovdqa64 zmm24, [{schedule} + 64]",
            "vmovdqa64 zmm25, [{schedule} + 128]",
            "vpbroadcastq zmm28, [{schedule} + 192]",
            "vpbroadcastq zmm30, [{schedule} + 200]",
            "vpbroadcastq zmm29, [{schedule} + 208]",
            "vpbroadcastq zmm31, [{schedule} + 216]",
            "vpbroadcastq zmm0, [{first}]",
            "vpaddq zmm0, zmm0, [{schedule}]",
            "vpbroadcastq zmm1, [{first} + 8]",
            "vpbroadcastq zmm2, [{first} + 16]",
            "vpbroadcastq zmm3, [{first} + 24]",
            "vpbroadcastq zmm4, [{second}]",
            "vpaddq zmm4, zmm4, [{schedule}]",
            "vmovdqa64 zmm5, zmm1",
            "vmovdqa64 zmm6, zmm2",
            "vmovdqa64 zmm7, zmm3",
            round!("0", "8"),
            round!("16", "24"),
            round!("32", "40"),
            round!("48", "56"),
            round!("64", "72"),
            round!("80", "88"),
            round!("96", "104"),
            round!("112", "120"),
            round!("128", "136"),
            round!("144", "152"),
            store!("0", "1", "2", "3", "0"),
            store!("4", "5", "6", "7", "256"),
            "vzeroupper",
            schedule = in(reg) schedule,
            keys = in(reg) &schedule.keys,
            first = in(reg) &first,
            second = in(reg) &first[0].wrapping_add(8),
            out = in(reg) out,
            out("xmm0") _, out("xmm1") _, out("xmm2") _, out("xmm3") _, out("xmm4") _, out("xmm5") _, out("xmm6") _,
            out("xmm7") _, out("xmm8") _, out("xmm9") _, out("xmm10") _, out("xmm11") _, out("xmm12") _, out("xmm13") _,
            out("xmm14") _, out("xmm15") _, out("xmm16") _, out("xmm17") _, out("xmm18") _, out("xmm19") _, out("xmm20") _,
            out("xmm21") _, out("xmm22") _, out("xmm23") _, out("xmm24") _, out("xmm25") _, out("xmm28") _,
            out("xmm29") _, out("xmm30") _, out("xmm31") _,
            options(nostack, preserves_flags)
        );
    }
}

/// Makes of words the numbers `low + width · (word >> 11) · 2⁻⁵³`.
///
/// # Safety
/// The processor must have the instructions, see [`available`].
pub unsafe fn units(words: &mut [[u64; 8]], low: f64, width: f64) {
    let scale = 1.0 / (1u64 << 53) as f64;
    for words in words {
        unsafe {
            std::arch::asm!(
                "vpsrlq zmm16, [{words}], 11",
                "vcvtuqq2pd zmm16, zmm16",
                "vmulpd zmm16, zmm16, qword ptr [{scale}]{{1to8}}",
                "vmulpd zmm16, zmm16, qword ptr [{width}]{{1to8}}",
                "vaddpd zmm16, zmm16, qword ptr [{low}]{{1to8}}",
                "vmovdqu64 [{words}], zmm16",
                words = in(reg) words, scale = in(reg) &scale, low = in(reg) &low, width = in(reg) &width,
                out("xmm16") _, options(nostack, preserves_flags)
            );
        }
    }
}
