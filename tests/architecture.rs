//! Holds the map of rooms in src/lib.rs: who may use whom, where MPI, C and `unsafe` may stand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Room, and the rooms it stands on. What these stand on is allowed too.
const ROOMS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("functions", &[]),
    ("dtype", &["error"]),
    ("index", &["dtype"]),
    ("distribution", &["index"]),
    ("protocol", &["distribution"]),
    ("plan", &["distribution"]),
    ("kernels", &["dtype", "index"]),
    ("mpi", &["dtype"]),
    ("context", &["mpi", "functions"]),
    ("array", &["distribution", "protocol", "context", "kernels"]),
    ("ops", &["plan", "kernels", "mpi", "array"]),
    ("expression", &["ops"]),
    ("random", &["ops"]),
    ("statistics", &["expression"]),
    ("io", &["ops"]),
    ("picture", &["ops"]),
    ("remote", &["ops", "expression", "io", "picture"]),
    ("c_api", &["statistics", "expression", "random", "io", "picture", "remote"]),
    ("bin", &["expression", "io", "picture", "remote"]),
];

const MAY_SAY_UNSAFE: &[&str] = &["mpi", "c_api", "array", "kernels", "ops", "io"];
const MAY_SAY_MPI: &[&str] = &["mpi", "c_api"];
const LINES: usize = 700;

struct Source {
    path: String,
    room: String,
    text: String,
    /// Without comments and text literals.
    code: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    files_below(&root().join("src"), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "rs"))
        .map(|path| {
            let inside = path.strip_prefix(root().join("src")).unwrap();
            let room = inside.iter().next().unwrap().to_string_lossy();
            let text = fs::read_to_string(&path).unwrap();
            Source {
                room: room.trim_end_matches(".rs").to_string(),
                path: format!("src/{}", inside.display()),
                code: strip(&text),
                text,
            }
        })
        .filter(|source| source.room != "lib" && source.room != "build")
        .collect()
}

/// Blanks comments, text literals and character literals, keeping line breaks.
fn strip(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (mut code, mut i) = (String::new(), 0);
    let starts = |i: usize, with: &str| with.chars().enumerate().all(|(k, c)| chars.get(i + k) == Some(&c));
    while i < chars.len() {
        if starts(i, "//") {
            while i < chars.len() && chars[i] != '\n' {
                i += 1;
            }
        } else if starts(i, "r\"") || starts(i, "r#\"") {
            let end = if chars[i + 1] == '#' { "\"#" } else { "\"" };
            i += 1 + end.len();
            while i < chars.len() && !starts(i, end) {
                i += 1;
            }
            i += end.len();
        } else if chars[i] == '"' {
            i += 1;
            while i < chars.len() && chars[i] != '"' {
                if chars[i] == '\n' {
                    code.push('\n');
                }
                i += if chars[i] == '\\' { 2 } else { 1 };
            }
            i += 1;
            code.push_str("\"\"");
        } else if chars[i] == '\'' && (chars.get(i + 2) == Some(&'\'') || chars.get(i + 1) == Some(&'\\')) {
            i += 2;
            while i < chars.len() && chars[i] != '\'' {
                i += 1;
            }
            i += 1;
        } else {
            code.push(chars[i]);
            i += 1;
        }
    }
    code
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// Rooms named after `crate::`, also within `crate::{…}`.
fn rooms_used(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with('$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut start = true;
            for (i, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => start = true,
                    c if start && !c.is_whitespace() => {
                        used.insert(word(&group[i..]).to_string());
                        start = false;
                    }
                    _ => {}
                }
            }
        } else if !rest[word(rest).len()..].starts_with('!') {
            used.insert(word(rest).to_string());
        }
    }
    used
}

fn allowed() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut allowed: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (room, below) in ROOMS {
        let mut reach = BTreeSet::from([*room]);
        for room in *below {
            reach.extend(&allowed[room]);
        }
        allowed.insert(room, reach);
    }
    allowed
}

fn assert_none(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn arrows_only_go_down() {
    let allowed = allowed();
    let mut complaints = Vec::new();
    for source in sources() {
        let Some(allowed) = allowed.get(source.room.as_str()) else {
            complaints.push(format!("{}: no room '{}' on the map", source.path, source.room));
            continue;
        };
        for used in rooms_used(&source.code) {
            // Macros exported at the top of the crate are not rooms.
            let is_room = ROOMS.iter().any(|(room, _)| *room == used);
            if is_room && !allowed.contains(used.as_str()) {
                complaints.push(format!("{}: '{}' may not use '{used}'", source.path, source.room));
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn mpi_c_and_unsafe_stay_in_their_rooms() {
    let mut complaints = Vec::new();
    for source in sources() {
        let room = source.room.as_str();
        for (number, line) in source.code.lines().enumerate() {
            let mut complain = |what: &str| {
                complaints.push(format!("{}:{}: {what}", source.path, number + 1));
            };
            if !MAY_SAY_MPI.contains(&room) && line.contains("MPI_") {
                complain("MPI outside src/mpi");
            }
            if room == "c_api" {
                let foreign = line
                    .split(|c: char| !c.is_alphanumeric() && c != '_')
                    .find(|name| name.starts_with("MPI_") && !["MPI_Comm", "MPI_Fint"].contains(name));
                if let Some(name) = foreign {
                    complain(&format!("{name}: src/c_api may name MPI_Comm and MPI_Fint only"));
                }
            }
            if !MAY_SAY_MPI.contains(&room) && line.contains("extern \"\" fn ") {
                complain("extern \"C\" fn outside src/c_api and src/mpi");
            }
            if room != "c_api" && line.contains("no_mangle") {
                complain("exported outside src/c_api");
            }
            // A public function may pass its caller's promise on.
            if !MAY_SAY_UNSAFE.contains(&room)
                && !line.contains("pub unsafe fn")
                && line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == "unsafe")
            {
                complain("unsafe outside its rooms");
            }
        }
    }
    assert_none(complaints);
}

#[test]
fn no_file_holds_two_subjects() {
    let long = sources()
        .into_iter()
        .map(|source| (source.text.lines().count(), source.path))
        .filter(|(lines, _)| *lines > LINES)
        .map(|(lines, path)| format!("{path}: {lines} lines, more than {LINES}"))
        .collect();
    assert_none(long);
}

#[test]
fn nothing_is_unfinished_or_tied_to_one_machine() {
    let words = [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
    ];
    let mut paths = Vec::new();
    for folder in ["src", "include", "fortran", "cmake", "c_examples", "tests", "python", "docs", "benches", "dev.d"] {
        files_below(&root().join(folder), &mut paths);
    }
    let top = fs::read_dir(root()).unwrap().flatten().map(|e| e.path());
    paths.extend(top.filter(|p| p.is_file() && !p.ends_with("Cargo.lock") && !p.ends_with(".git")));
    let mut complaints = Vec::new();
    for path in paths {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            if let Some(word) = words.iter().find(|word| line.contains(*word)) {
                complaints.push(format!("{}:{}: '{word}'", path.display(), number + 1));
            }
        }
    }
    assert_none(complaints);
}
