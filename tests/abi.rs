//! The C interface is one thing said in several places: header, shared library, function table, Fortran module,
//! version numbers. Here they are compared.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{command:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
    text
}

fn without_comments(header: &str) -> String {
    let mut code = String::new();
    let mut rest = header;
    while let Some((before, after)) = rest.split_once("/*") {
        code += before;
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    code + rest
}

/// Names followed by an opening parenthesis, without comments and macro definitions.
fn functions_of(header: &str) -> BTreeSet<String> {
    let code = without_comments(header);
    let (mut plain, mut in_macro) = (String::new(), false);
    for line in code.lines() {
        in_macro = in_macro || line.trim_start().starts_with('#');
        if !in_macro {
            plain += line;
            plain.push('\n');
        }
        in_macro = in_macro && line.ends_with('\\');
    }
    let name_of = |before: &str| {
        let name = before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?.to_string();
        name.starts_with("distarray_").then_some(name)
    };
    plain.match_indices('(').filter_map(|(at, _)| name_of(plain[..at].trim_end())).collect()
}

/// Each function with the comment right above it.
fn comments_of(header: &str) -> BTreeMap<String, String> {
    let mut comments: BTreeMap<String, String> =
        functions_of(header).into_iter().map(|name| (name, String::new())).collect();
    for block in header.split("/**").skip(1) {
        let Some((comment, code)) = block.split_once("*/") else {
            continue;
        };
        let declaration = code.split_once(';').map_or("", |(first, _)| first);
        for name in functions_of(declaration) {
            comments.insert(name, comment.to_string());
        }
    }
    comments
}

/// What one side has and the other has not, as a readable failure.
fn assert_same(left: (&str, &BTreeSet<String>), right: (&str, &BTreeSet<String>)) {
    let only_left: Vec<_> = left.1.difference(right.1).collect();
    let only_right: Vec<_> = right.1.difference(left.1).collect();
    assert!(
        only_left.is_empty() && only_right.is_empty(),
        "only in {}: {only_left:?}\nonly in {}: {only_right:?}",
        left.0,
        right.0
    );
}

#[test]
fn header_is_what_cbindgen_makes() {
    let config = cbindgen::Config::from_file(root().join("include/cbindgen.toml")).unwrap();
    let bindings = cbindgen::Builder::new()
        .with_config(config)
        .with_src(root().join("src/c_api/mod.rs"))
        .generate()
        .expect("src/c_api cannot be turned into a header");
    let mut text = Vec::new();
    bindings.write(&mut text);
    let text = String::from_utf8(text).unwrap();
    let path = root().join("include/distarray.h");
    if env::var_os("DISTARRAY_UPDATE").is_some() {
        fs::write(&path, text).unwrap();
        return;
    }
    let checked_in = fs::read_to_string(&path).unwrap_or_default();
    let differing = checked_in.lines().zip(text.lines()).position(|(old, new)| old != new);
    assert!(
        checked_in == text,
        "include/distarray.h is not what src/c_api says (first difference in line {:?}); \
         run `DISTARRAY_UPDATE=1 cargo test --test abi`",
        differing.map(|n| n + 1)
    );
}

#[test]
fn every_function_is_documented() {
    let comments = comments_of(&read("include/distarray.h"));
    let missing: Vec<_> = comments
        .iter()
        .filter(|(_, text)| !text.contains("**Local**") && !text.contains("**Collective**"))
        .map(|(name, _)| name)
        .collect();
    assert!(missing.is_empty(), "no comment with **Local** or **Collective**: {missing:?}");
}

fn headers_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            headers_below(&path, found);
        } else if path.extension().is_some_and(|e| e == "h" || e == "hpp") {
            found.push(path);
        }
    }
}

/// Each header, included alone and twice. Those for other libraries are compiled where these are: tests/consumers.
#[test]
fn headers_compile_alone() {
    let (include, folder) = (root().join("include"), scratch("header"));
    // As a system header: the C++ bindings inside mpi.h warn, and they are not ours.
    let wrapper = env::var("MPICC").unwrap_or("mpicc".into());
    let mpi: Vec<String> = run(Command::new(wrapper).args(["-show", "-c", "x.c"]))
        .split_whitespace()
        .filter_map(|word| word.strip_prefix("-I"))
        .flat_map(|path| ["-isystem".to_string(), path.to_string()])
        .collect();
    let mut headers = Vec::new();
    headers_below(&include, &mut headers);
    for header in headers {
        let name = header.strip_prefix(&include).unwrap().to_str().unwrap();
        if ["petsc", "tpetra", "epetra", "dlpack"].iter().any(|other| name.contains(other)) {
            continue;
        }
        let program = format!("#include <{name}>\n#include <{name}>\nint main(void) {{ return 0; }}\n");
        let cxx = ("c++", "-std=c++17", "cpp");
        let compilers = if name.ends_with(".hpp") {
            vec![cxx]
        } else {
            vec![("cc", "-std=c99", "c"), ("cc", "-std=c11", "c"), cxx]
        };
        for (compiler, standard, suffix) in compilers {
            let source = folder.join(format!("alone.{suffix}"));
            fs::write(&source, &program).unwrap();
            run(Command::new(compiler)
                .args([standard, "-Wall", "-Wextra", "-pedantic", "-Werror", "-c", "-I"])
                .arg(&include)
                .args(&mpi)
                .arg(&source)
                .arg("-o")
                .arg(folder.join("alone.o")));
        }
    }
}

#[test]
fn library_exports_what_the_header_declares() {
    let declared = functions_of(&read("include/distarray.h"));
    let library = env::current_exe().unwrap().with_file_name("libdistarray.so");
    let exported = run(Command::new("nm").args(["-D", "--defined-only"]).arg(&library))
        .lines()
        .filter_map(|line| line.split_whitespace().last())
        .map(str::to_string)
        .collect();
    assert_same(("the library", &exported), ("the header", &declared));
    let dynamic = run(Command::new("objdump").arg("-p").arg(&library));
    let soname = dynamic.lines().find_map(|line| line.trim().strip_prefix("SONAME")).map(str::trim);
    let expected = concat!("libdistarray.so.", env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
    assert_eq!(soname, Some(expected), "while the major number is 0, the minor one names the interface");
}

#[test]
fn table_lists_what_the_header_declares() {
    let declared = functions_of(&read("include/distarray.h"));
    let table: Vec<String> = distarray::functions::FUNCTIONS.iter().map(|f| f.name.to_string()).collect();
    let unique: BTreeSet<String> = table.iter().cloned().collect();
    assert_eq!(unique.len(), table.len(), "a name stands twice in src/functions.rs");
    assert_same(("src/functions.rs", &unique), ("the header", &declared));
}

/// The comment says Collective exactly where the table does.
#[test]
fn table_and_comments_agree_on_collective() {
    let comments = comments_of(&read("include/distarray.h"));
    let differing: Vec<_> = distarray::functions::FUNCTIONS
        .iter()
        .filter(|f| comments.get(f.name).is_some_and(|c| c.contains("**Collective**") != f.collective))
        .map(|f| f.name)
        .collect();
    assert!(differing.is_empty(), "header and src/functions.rs differ on Collective: {differing:?}");
}

/// What must be the same on all ranks is named as in the declaration.
#[test]
fn table_names_arguments_of_the_header() {
    let header = without_comments(&read("include/distarray.h"));
    for function in distarray::functions::FUNCTIONS.iter().filter(|f| f.collective) {
        let (_, rest) = header.split_once(&format!(" {}(", function.name)).expect(function.name);
        let declaration = rest.split(';').next().unwrap();
        let words: Vec<&str> = declaration.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
        for name in function.same {
            assert!(words.contains(name), "{}: no argument '{name}'", function.name);
        }
    }
}

/// Fortran binds every function by its C name, `bind(C, name="…")`; where there is a twin ending in `_f`, only that.
#[test]
fn fortran_binds_what_the_header_declares() {
    let Ok(module) = fs::read_to_string(root().join("fortran/distarray.F90")) else {
        return;
    };
    let bound = module
        .to_lowercase()
        .split("name=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|name| name.starts_with("distarray_"))
        .map(str::to_string)
        .collect();
    let all = functions_of(&read("include/distarray.h"));
    let has_no_twin = |name: &&String| !all.contains(&format!("{name}_f"));
    let declared = all.iter().filter(has_no_twin).cloned().collect();
    assert_same(("fortran/distarray.F90", &bound), ("the header", &declared));
}

#[test]
fn versions_agree() {
    let header = read("include/distarray.h");
    let number = |name: &str| -> String {
        let define = format!("#define DISTARRAY_VERSION_{name} ");
        let (_, after) = header.split_once(&define).unwrap();
        after.lines().next().unwrap().trim().to_string()
    };
    let of_header = [number("MAJOR"), number("MINOR"), number("PATCH")].join(".");
    assert_eq!(of_header, env!("CARGO_PKG_VERSION"));
}
