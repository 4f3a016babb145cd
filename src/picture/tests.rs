use super::*;
use crate::distribution::{Distribution, Facts, Labels, Specification};
use crate::error::Status;
use std::sync::Arc;

fn build(shape: &[i64], text: &str, size: i32) -> Distribution {
    Distribution::build(&Specification::parse(shape, text).unwrap(), size, 0, &[]).unwrap()
}

/// Draws both ways; with a folder named in the environment keeps the SVG to look at.
fn draw(name: &str, distribution: &Distribution, view: &View) -> (String, String) {
    let drawn = (svg(distribution, view, 8).unwrap(), text(distribution, view, 80).unwrap());
    if let Some(folder) = std::env::var_os("DISTARRAY_PICTURES") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.svg")), &drawn.0).unwrap();
        std::fs::write(std::path::Path::new(&folder).join(format!("{name}.txt")), &drawn.1).unwrap();
    }
    assert!(drawn.0.starts_with("<svg") && drawn.0.ends_with("</svg>\n"));
    assert!(!drawn.0.contains("NaN") && !drawn.0.contains("inf"), "{name}");
    assert_eq!(drawn.0.matches("<g").count(), drawn.0.matches("</g>").count());
    assert!(drawn.1.lines().skip(1).all(|line| line.chars().count() <= 80), "{}", drawn.1);
    drawn
}

#[test]
fn blocks_are_rectangles_with_titles() {
    let distribution = build(&[1081, 2160], "block halo(20), block halo(20) @ 2x2", 4);
    let (svg, text) = draw("block", &distribution, &View::of(&distribution));
    assert!(svg.contains("<title>rank 2 (1, 0): rows 541..1080, columns 0..1079, 4.7 MB</title>"), "{svg}");
    assert_eq!(svg.matches("<title>").count(), 4);
    assert!(svg.matches("fill-rule").count() == 1);
    assert!(text.contains("rank 3 (1, 1): 541..1080, 1080..2159"), "{text}");
}

#[test]
fn small_text_is_exact() {
    let distribution = build(&[5, 4], "block, cyclic(2) @ 2x2", 4);
    let drawn = draw("small", &distribution, &View::of(&distribution)).1;
    let expected = "\
(5, 4) block, cyclic(2) @ 2x2
  0                   2
  ┌───────────────────┬───────────────────┐
0 │                   │                   │
";
    assert!(drawn.starts_with(expected), "{drawn}");
    assert!(drawn.contains("│         2         │         3         │\n"), "{drawn}");
    assert!(drawn.ends_with("rank 3 (1, 1): 2 x 2 elements\n"), "{drawn}");
}

#[test]
fn every_kind_and_size_is_drawn() {
    let cases: &[(&str, &[i64], &str, i32)] = &[
        ("scalar", &[], "", 3),
        ("empty", &[0, 5], "block @ 2x2", 4),
        ("one", &[1], "block", 4),
        ("line", &[100], "block halo(4)", 7),
        ("cyclic-line", &[40], "cyclic(3)", 3),
        ("cyclic", &[24, 36], "cyclic(4) @ 2x3", 6),
        ("scalapack", &[1000, 1000], "cyclic(64) @ 2x3", 6),
        ("cyclic-long", &[1_000_000_000, 30], "cyclic, block halo(2) @ 3x2", 6),
        ("mixed", &[64, 64], "block halo(3) periodic, cyclic(8) @ 3x3", 9),
        ("periodic", &[90, 120], "block halo(5) periodic @ 3x4", 12),
        ("boundary", &[50, 80], "block halo(2) boundary(3:3) @ 2x3", 6),
        ("uneven", &[13, 17], "bounds(0:1:2:13), bounds(0:0:16:17) @ 3x3", 9),
        ("many", &[4000, 4000], "block @ 64x64", 4096),
        ("thousands", &[1_000_000, 1_000_000], "block @ 1000x1000", 1_000_000),
        ("huge", &[i64::MAX], "block", i32::MAX),
        ("huge-cyclic", &[i64::MAX], "cyclic", 5),
        ("tall", &[100_000, 3], "block, whole @ 4x1", 4),
        ("replicas", &[6, 6], "block, whole @ 2x1 replicas(3)", 6),
        ("deep", &[8, 9, 10], "block @ 2x2x2", 8),
    ];
    for (name, shape, text, size) in cases {
        let distribution = build(shape, text, *size);
        draw(name, &distribution, &View::of(&distribution));
    }
    let deep = build(&[8, 9, 10], "block @ 2x2x2", 8);
    let view = View { axes: vec![2, 0], fixed: vec![0, 8, 0], ..View::default() };
    let drawn = draw("deep-cut", &deep, &view).0;
    assert!(drawn.contains("axis 1 at 8") && drawn.contains("rank 7 (1, 1, 1)"));
    assert!(!drawn.contains("rank 0 "));
}

#[test]
fn unstructured_axes_need_all_labels() {
    let mut specification = Specification::parse(&[6], "block").unwrap();
    specification.axes[0].kind =
        crate::distribution::AxisKind::Unstructured { labels: vec![0, 3, 4], one_to_one: true };
    let facts = Facts { one_to_one: true, permutation: true, digest: 7 };
    let labels = Labels::new(0, vec![0, 3, 4], vec![3, 3], facts);
    let distribution = Distribution::build(&specification, 2, 0, &[Some(Arc::new(labels))]).unwrap();
    assert_eq!(svg(&distribution, &View::of(&distribution), 8).unwrap_err().status, Status::Argument);
    let labels = vec![Some(vec![vec![0, 3, 4], vec![5, 1, 2]])];
    let view = View { labels, ..View::of(&distribution) };
    let (svg, _) = draw("labels", &distribution, &view);
    for title in ["rank 0 (0): indices 0..0", "rank 1 (1): indices 1..2", "rank 0 (0): indices 3..4"] {
        assert!(svg.contains(title), "{svg}");
    }
}

#[test]
fn wrong_views_are_refused() {
    let distribution = build(&[4, 4, 4], "block", 8);
    for axes in [vec![], vec![3], vec![0, 0], vec![0, 1, 2]] {
        let view = View { axes, ..View::default() };
        assert_eq!(svg(&distribution, &view, 8).unwrap_err().status, Status::Argument);
    }
    for fixed in [vec![0], vec![0, 0, 4], vec![0, 0, -1]] {
        assert!(text(&distribution, &View { fixed, ..View::of(&distribution) }, 80).is_err());
    }
}
