//! fortran/distarray.F90 is made from include/distarray.h and include/distarray/protocol.h, compared here, and
//! rewritten by `DISTARRAY_UPDATE=1 cargo test --test fortran_generator`.

mod annotations;
mod header;
mod wrapper;

use annotations::{BY_TWIN, KINDS, SPECIAL};
use header::{Constant, Header, Parameter, Structure};
use std::path::Path;
use std::{env, fs};
use wrapper::wrapped;

const NOUNS: &[&str] =
    &["context", "specification", "distribution", "array", "plan", "request", "expression", "random"];
const RANKS: usize = 7;

fn constant(c: &Constant) -> String {
    let value = c.value.trim_start_matches("UINT32_C").trim_matches(|c| c == '(' || c == ')');
    let (kind, value) = match value {
        "INT64_MIN" => ("c_int64_t", "-huge(1_c_int64_t) - 1_c_int64_t".to_string()),
        "INT64_MAX" => ("c_int64_t", "huge(1_c_int64_t)".to_string()),
        _ => ("c_int", value.to_string()),
    };
    format!("  integer({kind}), parameter, public :: {} = {value}\n", c.name)
}

fn member(m: &Parameter) -> String {
    let name = m.name.as_str();
    let dimension = if m.extent.is_empty() { String::new() } else { format!("({})", m.extent) };
    let fortran = match m.c_type.as_str() {
        "function pointer" => "type(c_funptr)",
        c_type if c_type.ends_with('*') => "type(c_ptr)",
        "int64_t" | "uint64_t" => "integer(c_int64_t)",
        "int32_t" | "uint32_t" => "integer(c_int32_t)",
        "int16_t" | "uint16_t" => "integer(c_int16_t)",
        "int8_t" | "uint8_t" => "integer(c_int8_t)",
        "int" => "integer(c_int)",
        "char" => "character(kind=c_char)",
        "size_t" => "integer(c_size_t)",
        other => panic!("member '{name}': no Fortran type for '{other}'"),
    };
    let initial = match fortran {
        "type(c_ptr)" => " = c_null_ptr",
        "type(c_funptr)" => " = c_null_funptr",
        "character(kind=c_char)" => " = c_null_char",
        _ => " = 0",
    };
    format!("    {fortran} :: {name}{dimension}{initial}\n")
}

fn structure(s: &Structure) -> String {
    let members: String = s.members.iter().map(member).collect();
    format!("\n  type, bind(C), public :: {}\n{members}  end type\n", s.name)
}

fn kind_rank(template: &str, kind: &annotations::Kind, rank: usize) -> String {
    let list = |item: &dyn Fn(usize) -> String, separator: &str| -> String {
        (1..=rank).map(item).collect::<Vec<_>>().join(separator)
    };
    template
        .replace("{type}", kind.fortran)
        .replace("{kind}", kind.name)
        .replace("{rank}", &rank.to_string())
        .replace("{fitting}", &kind.fitting.join(", "))
        .replace("{colons}", &list(&|_| ":".into(), ", "))
        .replace("{ones}", &list(&|k| format!("lbound({{array}}, {k})"), ", ").replace("{array}", "memory"))
        .replace("{lower}", &list(&|k| format!("v%lower({k}):"), ", "))
        .replace("{sections}", &list(&|k| format!("v%first({k}):v%last({k}):v%step({k})"), ", &\n        "))
        .replace("{reversed}", &list(&|k| (rank + 1 - k).to_string(), ", "))
        .replace("{reversed_sizes}", &list(&|k| format!("size(data, {})", rank + 1 - k), ", "))
        .replace("{reversed_part_sizes}", &list(&|k| format!("size(part, {})", rank + 1 - k), ", "))
}

fn generic(name: &str, specifics: &[String], documentation: &[String]) -> String {
    let mut text = String::from("\n") + &wrapper::comment(documentation, "  ");
    text += &format!("  interface {name}\n");
    for specific in specifics {
        let optional = specific.ends_with("_f08");
        let guard = |line: &str| if optional { format!("{line}\n") } else { String::new() };
        text += &guard("#ifndef DISTARRAY_NO_MPI_F08");
        text += &format!("    module procedure {specific}\n");
        text += &guard("#endif");
    }
    text + "  end interface\n"
}

fn generate(header: &Header) -> String {
    let (mut interfaces, mut generics, mut bodies) = (String::new(), String::new(), String::new());
    let mut public: Vec<String> = vec!["distarray_string".to_string(), "distarray_section_release".to_string()];
    for function in &header.functions {
        let name = function.name.as_str();
        if !BY_TWIN.contains(&name) {
            interfaces += &format!("\n{}", wrapper::interface(function, false));
        }
        let specifics = match SPECIAL.iter().find(|(special, _)| *special == name) {
            Some((_, [])) => continue,
            Some((_, [family])) if family.ends_with('*') => KINDS
                .iter()
                .flat_map(|kind| (1..=RANKS).map(|r| format!("{}{}_{r}", family.trim_end_matches('*'), kind.name)))
                .collect(),
            Some((_, specifics)) => specifics.iter().map(|s| s.to_string()).filter(|s| s != name).collect(),
            None => {
                let (body, specifics) = wrapper::procedures(function);
                bodies += &body;
                specifics
            }
        };
        public.push(name.to_string());
        if !specifics.is_empty() {
            generics += &generic(name, &specifics, &function.documentation);
        }
    }
    for pair in ["as_number", "assign_number"] {
        let family = pair.replace("as_", "").replace("assign_number", "assign");
        let names: Vec<String> = KINDS.iter().map(|kind| format!("{family}_{}", kind.name)).collect();
        generics += &generic(pair, &names, &[]);
    }

    let mut text = include_str!("head.F90").to_string();
    text += "\n";
    for name in &public {
        text += &format!("  public :: {name}\n");
    }
    for callback in &header.callbacks {
        text += &format!("  public :: {}\n", callback.name);
    }
    text += "\n";
    text.extend(header.constants.iter().map(constant));
    for noun in NOUNS {
        text += &format!(
            "\n  !> Handle of a{} {noun}; assignment copies the handle, not what it names.\n  type, bind(C), public :: \
             distarray_{noun}\n    private\n    integer(c_intptr_t) :: handle = 0\n  end type\n",
            if *noun == "array" { "n" } else { "" }
        );
    }
    text.extend(header.structures.iter().map(structure));
    text += include_str!("state.F90");
    text += "\n  abstract interface\n";
    text += include_str!("release.F90");
    for callback in &header.callbacks {
        text += &format!("\n{}", wrapper::interface(callback, true));
    }
    text += "\n  end interface\n\n  interface\n";
    text += &interfaces;
    text += "\n  end interface\n";
    text += &generics;
    text += "\ncontains\n";
    text += &bodies;
    text += include_str!("special.F90");
    text += include_str!("support.F90");
    for kind in KINDS {
        text += &include_str!("kind.F90")
            .replace("{type}", kind.fortran)
            .replace("{kind}", kind.name)
            .replace("{number}", kind.to_number)
            .replace("{fits}", kind.fits)
            .replace("{convert}", kind.from_number);
        for rank in 1..=RANKS {
            text += &kind_rank(include_str!("kind_rank.F90"), kind, rank);
        }
    }
    text += "\nend module\n";
    text.lines().map(|line| if line.len() > 130 { wrapped("", line) } else { format!("{line}\n") }).collect()
}

#[test]
fn module_is_what_the_header_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_default();
    let mut header = header::parse(&read("include/distarray.h"));
    let protocol = header::parse(&read("include/distarray/protocol.h"));
    header.structures = protocol.structures;
    header.constants.extend(protocol.constants);
    let text = generate(&header);
    let path = root.join("fortran/distarray.F90");
    if env::var_os("DISTARRAY_UPDATE").is_some() {
        fs::write(&path, text).unwrap();
        return;
    }
    let checked_in = fs::read_to_string(&path).unwrap_or_default();
    let differing = checked_in.lines().zip(text.lines()).position(|(old, new)| old != new);
    assert!(
        checked_in == text,
        "fortran/distarray.F90 is not what the headers say (first difference in line {:?}); \
         run `DISTARRAY_UPDATE=1 cargo test --test fortran_generator`",
        differing.map(|n| n + 1)
    );
}
