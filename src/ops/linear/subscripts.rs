//! The letters of `einsum`, and the order in which several operands are contracted.

use crate::error::{Error, Result, Status};
use crate::index::shape;

/// What text like `"ij,jk->ik"` says of operands of given dimensions.
#[derive(Clone, Debug, PartialEq)]
pub struct Subscripts {
    /// A label per axis of each operand; a label may come again in one operand: its diagonal.
    pub operands: Vec<Vec<usize>>,
    /// Labels of the result's axes, each once.
    pub result: Vec<usize>,
    /// Number of labels.
    pub labels: usize,
}

fn bad(text: &str, why: &str) -> Error {
    Error::argument(Status::Argument, "subscripts", format!("cannot read '{text}': {why}"))
}

impl Subscripts {
    /// Reads NumPy's notation: letters, commas, `...` for axes that broadcast, `->` before the result's letters. Without
    /// an arrow the result has the axes of `...` and then the letters that come once, in alphabetical order.
    pub fn parse(text: &str, dimensions: &[usize]) -> Result<Subscripts> {
        let clean: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let (inputs, output) = match clean.split_once("->") {
            Some((inputs, output)) => (inputs.to_string(), Some(output.to_string())),
            None => (clean.clone(), None),
        };
        let words: Vec<&str> = inputs.split(',').collect();
        if words.len() != dimensions.len() {
            let why = format!("it has {} operand(s), but {} array(s) were given", words.len(), dimensions.len());
            return Err(bad(text, &why));
        }
        let mut parsed: Vec<(Vec<char>, Option<usize>)> = Vec::new();
        for (word, &ndim) in words.iter().zip(dimensions) {
            let (letters, dots) = letters(text, word)?;
            match dots {
                None if letters.len() != ndim => {
                    let why = format!("'{word}' has {} letter(s) for an array of {ndim} dimension(s)", letters.len());
                    return Err(bad(text, &why));
                }
                Some(_) if letters.len() > ndim => {
                    let why = format!("'{word}' has more letters than the {ndim} dimension(s) of its array");
                    return Err(bad(text, &why));
                }
                _ => parsed.push((letters, dots)),
            }
        }
        // Axes of "..." are counted from the last one; the longest list names them.
        let spans: Vec<usize> =
            parsed.iter().zip(dimensions).map(|((l, dots), &n)| dots.map_or(0, |_| n - l.len())).collect();
        let span = spans.iter().copied().max().unwrap_or(0);
        let mut all: Vec<char> = parsed.iter().flat_map(|(letters, _)| letters.iter().copied()).collect();
        let once: Vec<char> = {
            let mut once: Vec<char> =
                all.iter().copied().filter(|c| all.iter().filter(|o| *o == c).count() == 1).collect();
            once.sort_unstable();
            once
        };
        all.sort_unstable();
        all.dedup();
        let number = |c: &char| span + all.binary_search(c).unwrap_or(0);
        let put = |letters: &[char], dots: Option<usize>, own: usize| {
            let mut labels: Vec<usize> = letters.iter().map(number).collect();
            if let Some(at) = dots {
                labels.splice(at..at, span - own..span);
            }
            labels
        };
        let operands = parsed.iter().zip(&spans).map(|((letters, dots), &own)| put(letters, *dots, own)).collect();
        let result = match output {
            None => (0..span).chain(once.iter().map(number)).collect(),
            Some(word) => {
                let (letters, dots) = letters(text, &word)?;
                if let Some(c) = letters.iter().find(|c| all.binary_search(c).is_err()) {
                    return Err(bad(text, &format!("the result's letter '{c}' is in no operand")));
                }
                if let Some(c) = letters.iter().find(|c| letters.iter().filter(|o| o == c).count() > 1) {
                    return Err(bad(text, &format!("the result has the letter '{c}' more than once")));
                }
                if dots.is_none() && span > 0 {
                    return Err(bad(text, "operands broadcast axes by '...', so the result needs '...' too"));
                }
                put(&letters, dots, span)
            }
        };
        Ok(Subscripts { operands, result, labels: span + all.len() })
    }
}

/// Letters of one operand, and before which of them `...` stands.
fn letters(text: &str, word: &str) -> Result<(Vec<char>, Option<usize>)> {
    let (before, after) = match word.split_once("...") {
        Some((before, after)) => (before, Some(after)),
        None => (word, None),
    };
    let all: Vec<char> = before.chars().chain(after.unwrap_or("").chars()).collect();
    if let Some(c) = all.iter().find(|c| !c.is_ascii_alphabetic()) {
        return Err(bad(text, &format!("expected letters, commas, '...' and '->', got '{c}'")));
    }
    Ok((all, after.map(|_| before.chars().count())))
}

/// For each axis of each operand the axis along which it is repeated, if it is.
pub type Repeats = Vec<Vec<Option<usize>>>;

/// The extent of each label in operands of these shapes, and which axes of one index are repeated along a longer one.
pub fn resolve(shapes: &[&[i64]], labels: &[&[usize]], count: usize) -> Result<(Vec<i64>, Repeats)> {
    let mut sizes = vec![1i64; count];
    for (k, (shape, labels)) in shapes.iter().zip(labels).enumerate() {
        for (axis, (&n, &l)) in shape.iter().zip(*labels).enumerate() {
            let within = labels[..axis].iter().position(|&other| other == l);
            if let Some(other) = within.filter(|&other| shape[other] != n) {
                refuse!(
                    Shape,
                    "operands",
                    "operand {k} of shape {} has a letter for its axes {other} and {axis}, which differ in extent",
                    shape::text(shape)
                );
            }
            if n != 1 && sizes[l] != 1 && sizes[l] != n {
                let all: Vec<String> = shapes.iter().map(|shape| shape::text(shape)).collect();
                refuse!(
                    Shape,
                    "operands",
                    "an index has the extents {} and {n} in operands of the shapes {}",
                    sizes[l],
                    all.join(" ")
                );
            }
            if n != 1 {
                sizes[l] = n;
            }
        }
    }
    let own = |(shape, labels): (&&[i64], &&[usize])| -> Vec<Option<usize>> {
        shape.iter().zip(*labels).map(|(&n, &l)| (n == sizes[l]).then_some(l)).collect()
    };
    let labelled = shapes.iter().zip(labels).map(own).collect();
    Ok((sizes, labelled))
}

/// Operands up to this number are tried in every order.
const EXHAUSTIVE: usize = 8;

/// Pairs to contract one after the other: numbers in the list of operands, from which both are taken away, and to whose end
/// what they make is added. The fewest multiplications for few operands, the smallest results first for many.
pub fn pairs(operands: &[Vec<usize>], result: &[usize], sizes: &[i64]) -> Vec<(usize, usize)> {
    let bits = |labels: &[usize]| labels.iter().fold(Set::default(), |set, &l| set.with(l));
    let sets: Vec<Set> = operands.iter().map(|labels| bits(labels)).collect();
    let result = bits(result);
    match sets.len() {
        0 | 1 => Vec::new(),
        n if n <= EXHAUSTIVE => exhaustive(&sets, result, sizes),
        _ => greedy(sets, result, sizes),
    }
}

/// Labels as bits: 52 letters and the axes of `...`.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Set(u128);

impl Set {
    fn with(self, label: usize) -> Set {
        Set(self.0 | 1 << label)
    }

    fn volume(self, sizes: &[i64]) -> f64 {
        let has = |l: &usize| self.0 >> l & 1 == 1;
        (0..sizes.len()).filter(has).map(|l| sizes[l] as f64).product()
    }
}

fn exhaustive(sets: &[Set], result: Set, sizes: &[i64]) -> Vec<(usize, usize)> {
    let n = sets.len();
    let all = (1usize << n) - 1;
    let union = |group: usize| (0..n).filter(|k| group >> k & 1 == 1).fold(0u128, |set, k| set | sets[k].0);
    // What a group of operands comes to: labels that others or the result still need.
    let left = |group: usize| Set(union(group) & (union(all & !group) | result.0));
    let made = |group: usize| if group.count_ones() == 1 { sets[group.trailing_zeros() as usize] } else { left(group) };
    let mut best = vec![(f64::INFINITY, 0usize); all + 1];
    for group in 1..=all {
        if group.count_ones() == 1 {
            best[group] = (0.0, 0);
            continue;
        }
        // Each way to cut a group in two once: the first part has the first operand.
        let lowest = group & group.wrapping_neg();
        let mut part = (group - 1) & group;
        while part > 0 {
            if part & lowest != 0 {
                let rest = group & !part;
                let work = Set(made(part).0 | made(rest).0).volume(sizes) + best[part].0 + best[rest].0;
                if best[group].1 == 0 || work < best[group].0 {
                    best[group] = (work, part);
                }
            }
            part = (part - 1) & group;
        }
    }
    // From the last pair backwards, then in order of making.
    let (mut list, mut order) = (vec![all], Vec::new());
    while let Some(group) = list.pop() {
        if group.count_ones() > 1 {
            let part = best[group].1;
            order.push((part, group & !part));
            list.extend([part, group & !part]);
        }
    }
    let mut now: Vec<usize> = (0..n).map(|k| 1 << k).collect();
    order
        .into_iter()
        .rev()
        .map(|(a, b)| {
            let at = |now: &[usize], group: usize| now.iter().position(|&g| g == group).unwrap_or(0);
            let pair = (at(&now, a), at(&now, b));
            now.retain(|&group| group != a && group != b);
            now.push(a | b);
            (pair.0.min(pair.1), pair.0.max(pair.1))
        })
        .collect()
}

fn greedy(mut sets: Vec<Set>, result: Set, sizes: &[i64]) -> Vec<(usize, usize)> {
    let mut order = Vec::new();
    while sets.len() > 1 {
        let mut best: Option<(f64, usize, usize, Set)> = None;
        for b in 1..sets.len() {
            for a in 0..b {
                let others = sets.iter().enumerate().filter(|(k, _)| *k != a && *k != b);
                let needed = others.fold(result.0, |set, (_, other)| set | other.0);
                let made = Set((sets[a].0 | sets[b].0) & needed);
                let growth = made.volume(sizes) - sets[a].volume(sizes) - sets[b].volume(sizes);
                if best.as_ref().is_none_or(|(least, ..)| growth < *least) {
                    best = Some((growth, a, b, made));
                }
            }
        }
        let Some((_, a, b, made)) = best else { break };
        order.push((a, b));
        sets.remove(b);
        sets.remove(a);
        sets.push(made);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str, dimensions: &[usize]) -> Subscripts {
        Subscripts::parse(text, dimensions).unwrap()
    }

    #[test]
    fn letters_become_labels() {
        let matmul = parsed("ij, jk -> ik", &[2, 2]);
        assert_eq!(matmul, Subscripts { operands: vec![vec![0, 1], vec![1, 2]], result: vec![0, 2], labels: 3 });
        assert_eq!(parsed("ij,jk", &[2, 2]), matmul);
        assert_eq!(parsed("ba", &[2]).result, [0, 1]);
        assert!(parsed("ii", &[2]).result.is_empty());
        // Two axes of "..." in one operand, one in the other.
        let dots = parsed("...ij,j...", &[4, 2]);
        assert_eq!(dots.operands, [vec![0, 1, 2, 3], vec![3, 1]]);
        assert_eq!(dots.result, [0, 1, 2]);
        assert_eq!(parsed("i...->...i", &[3]).result, [0, 1, 2]);
        for (wrong, dimensions) in [
            ("ij", vec![3]),
            ("ij,jk", vec![2]),
            ("ij->ik", vec![2]),
            ("ij->ii", vec![2]),
            ("i1", vec![2]),
            ("...i->i", vec![2]),
            ("i...j...", vec![4]),
            ("i->j->k", vec![1]),
        ] {
            assert_eq!(Subscripts::parse(wrong, &dimensions).unwrap_err().argument, "subscripts", "{wrong}");
        }
    }

    #[test]
    fn extents_meet_and_repeat() {
        let (sizes, labels) = resolve(&[&[3, 1], &[4, 2]], &[&[0, 1], &[1, 2]], 3).unwrap();
        assert_eq!(sizes, [3, 4, 2]);
        assert_eq!(labels, [vec![Some(0), None], vec![Some(1), Some(2)]]);
        assert!(resolve(&[&[3, 2], &[4, 2]], &[&[0, 1], &[1, 2]], 3).is_err());
        assert!(resolve(&[&[3, 1]], &[&[0, 0]], 1).is_err());
    }

    #[test]
    fn few_operands_are_contracted_in_the_best_order() {
        // A chain of matrices: (AB)C or A(BC), whichever is cheaper.
        let chain = [vec![0, 1], vec![1, 2], vec![2, 3]];
        assert_eq!(pairs(&chain, &[0, 3], &[10, 1000, 10, 1000]), [(0, 1), (0, 1)]);
        assert_eq!(pairs(&chain, &[0, 3], &[1000, 10, 1000, 10]), [(1, 2), (0, 1)]);
        // Every order of four agrees with brute force on the cost, and all operands are used.
        let four = [vec![0, 1], vec![1, 2], vec![2, 3], vec![3, 0]];
        assert_eq!(pairs(&four, &[], &[2, 30, 4, 50]).len(), 3);
        let many: Vec<Vec<usize>> = (0..12).map(|k| vec![k, k + 1]).collect();
        assert_eq!(pairs(&many, &[0, 12], &[3; 13]).len(), 11);
    }
}
