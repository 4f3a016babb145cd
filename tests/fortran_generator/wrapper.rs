//! Turns one C function into a bind(C) interface and a Fortran procedure.

use crate::annotations::{Role, KINDS, NAMES, ROLES};
use crate::header::{Function, Parameter};

const HANDLES: &[&str] = &[
    "distarray_context",
    "distarray_specification",
    "distarray_distribution",
    "distarray_array",
    "distarray_plan",
    "distarray_request",
    "distarray_expression",
    "distarray_random",
];

/// What one C argument becomes.
#[derive(Default)]
struct Piece {
    /// Dummy argument and its declaration.
    dummy: Option<(String, String)>,
    optional: bool,
    locals: Vec<String>,
    before: Vec<String>,
    actual: String,
    after: Vec<String>,
    /// A 64-bit input, which 32 bits may stand for; true if an array.
    wide: Option<bool>,
    per_kind: bool,
}

impl Piece {
    fn new(name: &str, declaration: &str, actual: &str) -> Piece {
        Piece {
            dummy: Some((name.to_string(), format!("{declaration} :: {name}"))),
            actual: actual.to_string(),
            ..Piece::default()
        }
    }
}

pub fn wrapped(indent: &str, text: &str) -> String {
    let mut lines = String::new();
    let mut rest = format!("{indent}{text}");
    while rest.len() > 118 {
        let at = rest[..115].rfind(", ").unwrap_or_else(|| panic!("cannot wrap '{rest}'")) + 2;
        lines += &format!("{}&\n", &rest[..at]);
        rest = format!("{indent}  {}", &rest[at..]);
    }
    lines + &rest + "\n"
}

pub fn comment(lines: &[String], indent: &str) -> String {
    let mut text = String::new();
    for line in lines {
        let mut current = String::new();
        for word in line.split_whitespace() {
            if current.len() + word.len() > 108 {
                text += &format!("{indent}!> {}\n", current.trim());
                current.clear();
            }
            current += word;
            current.push(' ');
        }
        if !current.is_empty() {
            text += &format!("{indent}!> {}\n", current.trim());
        }
    }
    text
}

fn is_handle(c_type: &str) -> bool {
    HANDLES.contains(&c_type.trim_end_matches('*'))
}

/// Several handles, in or out.
fn is_handle_list(function: &Function, p: &Parameter) -> bool {
    let handles_in = p.c_type.strip_prefix("const ").is_some_and(|c_type| is_handle(c_type) && c_type.ends_with('*'));
    handles_in || matches!(role_of(function, p), Role::HandlesOut(_) | Role::HandlesInOut(_))
}

/// Fortran's name of an argument.
fn name_of(p: &Parameter) -> String {
    let handle = p.c_type.trim_end_matches('*');
    NAMES
        .iter()
        .find(|(short, c_type, _)| *short == p.name && *c_type == handle)
        .map_or(p.name.clone(), |found| found.2.to_string())
}

/// Declaration of an argument in the bind(C) interface.
fn c_declaration(function: &Function, p: &Parameter, in_callback: bool) -> String {
    let c_type = p.c_type.as_str();
    let array_role = matches!(role_of(function, p), Role::ArrayIn { .. } | Role::ArrayOut { .. } | Role::NewShape)
        && c_type.ends_with('*');
    let local = matches!(p.name.as_str(), "shape" | "strides") && c_type.ends_with('*');
    match c_type {
        "const int64_t*" if in_callback => "integer(c_int64_t), intent(in)".to_string(),
        _ if array_role || local => "type(c_ptr), value".to_string(),
        "void**" => "type(c_ptr), intent(out)".to_string(),
        "const void*const*" => "type(c_ptr), intent(in)".to_string(),
        "const distarray_dtype*" => "type(c_ptr), value".to_string(),
        "const char*" | "char*" | "const void*" | "void*" | "const int64_t*" | "const int*" | "const double*" => {
            "type(c_ptr), value".to_string()
        }
        _ if is_handle_list(function, p) => "type(c_ptr), value".to_string(),
        _ if is_handle(c_type) => {
            let passing = if c_type.ends_with('*') { "intent(inout)" } else { "value" };
            format!("integer(c_intptr_t), {passing}")
        }
        _ if c_type.starts_with("const distarray_protocol_section") => {
            "type(distarray_protocol_section), intent(in)".to_string()
        }
        _ if c_type.starts_with("distarray_protocol_section") => {
            "type(distarray_protocol_section), intent(inout)".to_string()
        }
        _ if c_type.ends_with("_callback") || c_type.ends_with("_function") => "type(c_funptr), value".to_string(),
        _ => match c_type.strip_suffix('*') {
            Some(scalar) => format!("{}, intent(out)", scalar_type(function, p, scalar)),
            None => format!("{}, value", scalar_type(function, p, c_type)),
        },
    }
}

fn scalar_type(function: &Function, p: &Parameter, c_type: &str) -> &'static str {
    match c_type {
        "int" | "distarray_status" | "MPI_Fint" => "integer(c_int)",
        "int32_t" => "integer(c_int32_t)",
        "int64_t" => "integer(c_int64_t)",
        "size_t" => "integer(c_size_t)",
        "double" => "real(c_double)",
        // What is neither a handle nor a function is a number with a name.
        _ if c_type.starts_with("distarray_") => "integer(c_int32_t)",
        _ => panic!("{}: no Fortran type for argument '{}' of C type '{c_type}'", function.name, p.name),
    }
}

fn role_of(function: &Function, p: &Parameter) -> Role {
    ROLES
        .iter()
        .find(|(f, name, c_type, _)| {
            (f.is_empty() || *f == function.name) && *name == p.name && (c_type.is_empty() || *c_type == p.c_type)
        })
        .map_or(Role::Plain, |found| found.3)
}

/// The private bind(C) interface; callbacks become public abstract ones.
pub fn interface(function: &Function, callback: bool) -> String {
    let (prefix, binding) = match callback {
        true => (String::new(), "bind(C)".to_string()),
        false => ("c_".to_string(), format!("bind(C, name=\"{}\")", function.name)),
    };
    let names: Vec<String> = function.parameters.iter().map(name_of).collect();
    let (word, result) = match function.result.as_str() {
        "void" => ("subroutine", ""),
        _ => ("function", " result(returned)"),
    };
    let mut text =
        wrapped("    ", &format!("{word} {prefix}{}({}){result} {binding}", function.name, names.join(", ")));
    text += "      import\n      implicit none\n";
    for (p, name) in function.parameters.iter().zip(&names) {
        let dimension = match p.c_type.as_str() {
            _ if !callback => "",
            "const void*const*" => "(*)",
            "const int64_t*" if p.name == "indices" => "(*)",
            "const int64_t*" => "(ndim)",
            _ => "",
        };
        text += &format!("      {} :: {name}{dimension}\n", c_declaration(function, p, callback));
    }
    match function.result.as_str() {
        "void" => {}
        "const char*" => text += "      type(c_ptr) :: returned\n",
        _ => text += "      integer(c_int) :: returned\n",
    }
    text + &format!("    end {word}\n")
}

fn piece(function: &Function, p: &Parameter) -> Piece {
    let name = name_of(p);
    let c_type = p.c_type.as_str();
    let own = format!("c_{}", p.name);
    let kind = if c_type.contains("int64_t") { "c_int64_t" } else { "c_int" };
    match role_of(function, p) {
        Role::Given(value) => {
            let locals = match value {
                "c_dtype" => vec!["integer(c_int32_t) :: c_dtype".to_string()],
                "file_ndim" => vec!["integer(c_int) :: file_ndim".to_string()],
                _ => Vec::new(),
            };
            Piece { actual: value.to_string(), locals, ..Piece::default() }
        }
        Role::CountOf(other) => Piece { actual: format!("size({other}, kind={kind})"), ..Piece::default() },
        Role::ArrayIn { entries, one_based } => {
            let value = match (one_based, kind) {
                (false, _) => name.clone(),
                (true, "c_int") => format!("zero_based_axis({name})"),
                (true, _) => format!("zero_based({name})"),
            };
            let actual = match entries {
                "" => format!("c_loc({own})"),
                _ if kind == "c_int" => format!("int_entries({own}, {entries}, '{name}')"),
                _ => format!("entries({own}, {entries}, '{name}')"),
            };
            Piece {
                locals: vec![format!("integer({kind}), allocatable, target :: {own}(:)")],
                before: vec![
                    format!("allocate ({own}(size({name}) + 1), source=0_{kind})"),
                    format!("{own}(:size({name})) = {value}"),
                ],
                wide: (kind == "c_int64_t").then_some(true),
                ..Piece::new(&name, "", &actual)
            }
            .declared(&format!("integer({kind}), intent(in) :: {name}(:)"))
        }
        Role::Reals => Piece {
            locals: vec![format!("real(c_double), allocatable, target :: {own}(:)")],
            before: vec![
                format!("allocate ({own}(size({name}) + 1), source=0.0_c_double)"),
                format!("{own}(:size({name})) = {name}"),
            ],
            ..Piece::new(&name, "", &format!("c_loc({own})"))
        }
        .declared(&format!("real(c_double), intent(in) :: {name}(:)")),
        Role::ArrayOut { entries, one_based } => {
            let value = if one_based { format!("one_based({own})") } else { own.clone() };
            let suffix = if kind == "c_int64_t" { "int64" } else { "int" };
            Piece {
                locals: vec![format!("integer({kind}), allocatable, target :: {own}(:)")],
                before: vec![format!("allocate ({own}({entries} + 1), source=0_{kind})"), format!("{name} = 0")],
                after: vec![format!("call hand_out_{suffix}({value}, {name}, '{name}', status)")],
                ..Piece::new(&name, "", &format!("c_loc({own})"))
            }
            .declared(&format!("integer({kind}), intent(out) :: {name}(:)"))
        }
        Role::HandlesOut(entries) => {
            let base = c_type.trim_end_matches('*');
            Piece {
                locals: vec![format!("integer(c_intptr_t), allocatable, target :: {own}(:)")],
                before: vec![format!("allocate ({own}({entries} + 1), source=0_c_intptr_t)")],
                after: vec![format!("call hand_out_handles({own}, {name}%handle, '{name}', status)")],
                ..Piece::new(&name, "", &format!("c_loc({own})"))
            }
            .declared(&format!("type({base}), intent(out) :: {name}(:)"))
        }
        Role::OptionalHandle => Piece {
            optional: true,
            locals: vec![format!("integer(c_intptr_t) :: {own}")],
            before: vec![format!("{own} = 0"), format!("if (present({name})) {own} = {name}%handle")],
            ..Piece::new(&name, &format!("type({c_type}), optional, intent(in)"), &own)
        },
        Role::NewShape => Piece {
            locals: vec!["integer(c_int64_t), target :: c_shape(64)".to_string()],
            before: vec!["file_ndim = 0".to_string()],
            after: vec!["shape = c_shape(:file_ndim)".to_string()],
            ..Piece::new(&name, "", "c_loc(c_shape)")
        }
        .declared("integer(c_int64_t), allocatable, intent(out) :: shape(:)"),
        Role::OneBased if c_type == "int64_t" => Piece {
            wide: Some(false),
            ..Piece::new(&name, "integer(c_int64_t), intent(in)", &format!("zero_based({name})"))
        },
        Role::OneBased if c_type == "int64_t*" => Piece {
            before: vec![format!("{name} = -1")],
            after: vec![format!("{name} = one_based({name})")],
            ..Piece::new(&name, "integer(c_int64_t), intent(out)", &name)
        },
        Role::OneBased => Piece::new(&name, "integer(c_int), intent(in)", &format!("zero_based_axis({name})")),
        Role::Logical if c_type.ends_with('*') => Piece {
            locals: vec![format!("integer(c_int) :: {own}")],
            before: vec![format!("{name} = .false.")],
            after: vec![format!("{name} = {own} /= 0")],
            ..Piece::new(&name, "logical, intent(out)", &own)
        },
        Role::Logical => Piece::new(
            &name,
            "logical, intent(in)",
            &format!("merge(1_{}, 0_{0}, {name})", if c_type == "int" { "c_int" } else { "c_int32_t" }),
        ),
        Role::OptionalAxis => Piece {
            optional: true,
            locals: vec![format!("integer(c_int) :: {own}")],
            before: vec![format!("{own} = -1"), format!("if (present({name})) {own} = zero_based_axis({name})")],
            ..Piece::new(&name, "integer(c_int), optional, intent(in)", &own)
        },
        Role::OptionalAxes(entries) => {
            let given = match entries {
                "" => format!("c_loc({own})"),
                _ => format!("int_entries({own}, {entries}, '{name}')"),
            };
            Piece {
                optional: true,
                locals: vec![
                    format!("integer(c_int), allocatable, target :: {own}(:)"),
                    format!("type(c_ptr) :: {own}_address"),
                    format!("integer(c_int) :: {own}_count"),
                ],
                before: vec![
                    format!("{own}_address = c_null_ptr"),
                    format!("{own}_count = 0"),
                    format!("if (present({name})) then"),
                    format!("  allocate ({own}(size({name}) + 1), source=0_c_int)"),
                    format!("  {own}(:size({name})) = zero_based_axis({name})"),
                    format!("  {own}_count = size({name})"),
                    format!("  {own}_address = {given}"),
                    "end if".to_string(),
                ],
                ..Piece::new(&name, "", &format!("{own}_address"))
            }
            .declared(&format!("integer(c_int), optional, intent(in) :: {name}(:)"))
        }
        Role::DistributionText { optional } => Piece {
            optional,
            locals: vec![format!("character(kind=c_char), allocatable, target :: {own}(:)")],
            before: vec![
                format!("allocate ({own}(len(ordered({name})) + 1))"),
                format!("call terminate(ordered({name}), {own})"),
            ],
            ..Piece::new(
                &name,
                if optional { "character(*), optional, intent(in)" } else { "character(*), intent(in)" },
                &format!("c_loc({own})"),
            )
        },
        Role::ElementIn(dtype) => Piece {
            locals: vec![format!("integer(int8), target :: c_{name}(16)")],
            per_kind: true,
            ..Piece::new(&name, "{type}, intent(in)", &format!("encoded(as_number({name}), {dtype}, c_{name})"))
        },
        Role::ElementOut(dtype) => Piece {
            locals: vec![format!("integer(int8), target :: c_{name}(16)")],
            before: vec![format!("c_{name} = 0"), format!("{name} = 0")],
            after: vec![format!("call assign_number(decoded(c_{name}, {dtype}), {name}, status)")],
            per_kind: true,
            ..Piece::new(&name, "{type}, intent(out)", &format!("c_loc(c_{name})"))
        },
        Role::Elements(expected) => {
            let intent = if p.c_type.starts_with("const ") { "in" } else { "inout" };
            let given = format!("c_loc({name}), size({name}), {expected}");
            Piece {
                per_kind: true,
                ..Piece::new(&name, "", &format!("elements({given}, array_dtype(array), [{{fitting}}], '{name}')"))
            }
            .declared(&format!("{{type}}, contiguous, target, intent({intent}) :: {name}(:)"))
        }
        Role::ScalarIn => Piece {
            locals: vec![format!("{{type}}, target :: {own}")],
            before: vec![format!("{own} = {name}")],
            per_kind: true,
            ..Piece::new(&name, "{type}, intent(in)", &format!("c_loc({own})"))
        },
        Role::HandlesInOut(entries) => {
            let base = c_type.trim_end_matches('*');
            Piece {
                locals: vec![format!("integer(c_intptr_t), allocatable, target :: {own}(:)")],
                before: vec![
                    format!("allocate ({own}(size({name}) + 1), source=0_c_intptr_t)"),
                    format!("{own}(:size({name})) = {name}%handle"),
                ],
                after: vec![format!("{name}%handle = {own}(:size({name}))")],
                ..Piece::new(&name, "", &format!("handle_entries({own}, {entries}, '{name}')"))
            }
            .declared(&format!("type({base}), intent(inout) :: {name}(:)"))
        }
        Role::HandlesIn(_) | Role::HandleInOut | Role::Plain => plain(function, p, &name, &own),
    }
}

impl Piece {
    fn declared(mut self, declaration: &str) -> Piece {
        if let Some(dummy) = &mut self.dummy {
            dummy.1 = declaration.to_string();
        }
        self
    }
}

fn plain(function: &Function, p: &Parameter, name: &str, own: &str) -> Piece {
    let c_type = p.c_type.as_str();
    if is_handle_list(function, p) {
        let base = c_type.trim_start_matches("const ").trim_end_matches('*');
        let actual = match role_of(function, p) {
            Role::HandlesIn(entries) => format!("handle_entries({own}, {entries}, '{name}')"),
            _ => format!("c_loc({own})"),
        };
        return Piece {
            locals: vec![format!("integer(c_intptr_t), allocatable, target :: {own}(:)")],
            before: vec![
                format!("allocate ({own}(size({name}) + 1), source=0_c_intptr_t)"),
                format!("{own}(:size({name})) = {name}%handle"),
            ],
            ..Piece::new(name, "", &actual)
        }
        .declared(&format!("type({base}), intent(in) :: {name}(:)"));
    }
    if is_handle(c_type) {
        let base = c_type.trim_end_matches('*');
        let intent =
            match (c_type.ends_with('*'), ["_free", "_end"].iter().any(|ending| function.name.ends_with(ending))) {
                (false, _) => "in",
                (true, true) => "inout",
                (true, false) if role_of(function, p) == Role::HandleInOut => "inout",
                (true, false) => "out",
            };
        return Piece::new(name, &format!("type({base}), intent({intent})"), &format!("{name}%handle"));
    }
    match c_type {
        "const char*" => Piece {
            locals: vec![format!("character(kind=c_char), allocatable, target :: {own}(:)")],
            before: vec![format!("allocate ({own}(len_trim({name}) + 1))"), format!("call terminate({name}, {own})")],
            ..Piece::new(name, "character(*), intent(in)", &format!("c_loc({own})"))
        },
        "const distarray_protocol_section*" => Piece::new(name, "type(distarray_protocol_section), intent(in)", name),
        "distarray_protocol_section*" => Piece::new(name, "type(distarray_protocol_section), intent(inout)", name),
        "int64_t" => Piece { wide: Some(false), ..Piece::new(name, "integer(c_int64_t), intent(in)", name) },
        _ => match c_type.strip_suffix('*') {
            Some(scalar) => Piece::new(name, &format!("{}, intent(out)", scalar_type(function, p, scalar)), name),
            None => Piece::new(name, &format!("{}, intent(in)", scalar_type(function, p, c_type)), name),
        },
    }
}

/// Whether the function ends in (buffer, capacity, length), which becomes one allocatable text.
fn gives_text(function: &Function) -> bool {
    function.parameters.iter().any(|p| p.name == "capacity" && p.c_type == "size_t")
}

fn pieces(function: &Function) -> Vec<Piece> {
    let texts = gives_text(function);
    let of_text = |p: &Parameter| texts && matches!(p.name.as_str(), "buffer" | "capacity" | "length");
    function.parameters.iter().filter(|p| !of_text(p)).map(|p| piece(function, p)).collect()
}

fn procedure(function: &Function, name: &str, documented: bool, kind: Option<usize>) -> String {
    let (texts, pieces) = (gives_text(function), pieces(function));
    let mut dummies: Vec<String> =
        pieces.iter().filter(|p| !p.optional).filter_map(|p| p.dummy.clone().map(|d| d.0)).collect();
    let mut declarations: Vec<String> = pieces.iter().filter_map(|p| p.dummy.clone().map(|d| d.1)).collect();
    let mut actuals: Vec<String> = pieces.iter().map(|p| p.actual.clone()).collect();
    if texts {
        dummies.push("text".to_string());
        declarations.push("character(:), allocatable, intent(out) :: text".to_string());
        actuals.extend(["c_loc(buffer)", "size(buffer, kind=c_size_t)", "length"].map(String::from));
    }
    let has_status = function.result != "void";
    dummies.extend(pieces.iter().filter(|p| p.optional).filter_map(|p| p.dummy.clone().map(|d| d.0)));
    if has_status {
        dummies.push("ierr".to_string());
        declarations.push("integer, optional, intent(out) :: ierr".to_string());
    }
    let mut locals: Vec<String> = Vec::new();
    for local in pieces.iter().flat_map(|p| &p.locals) {
        if !locals.contains(local) {
            locals.push(local.clone());
        }
    }
    let before: Vec<&String> = pieces.iter().flat_map(|p| &p.before).collect();
    let after: Vec<&String> = pieces.iter().flat_map(|p| &p.after).collect();
    let call = format!("c_{}({})", function.name, actuals.join(", "));

    let mut text = String::from("\n");
    if documented {
        text += &comment(&function.documentation, "  ");
    }
    text += &wrapped("  ", &format!("subroutine {name}({})", dummies.join(", ")));
    for line in &declarations {
        text += &format!("    {line}\n");
    }
    for line in &locals {
        text += &format!("    {line}\n");
    }
    let statements = texts || !after.is_empty();
    if texts {
        text += "    character(kind=c_char), allocatable, target :: buffer(:)\n    integer(c_size_t) :: length\n";
    }
    if statements {
        text += "    integer(c_int) :: status\n";
    }
    for line in before {
        text += &wrapped("    ", line);
    }
    if texts {
        text += "    length = 0\n    text = ''\n    allocate (buffer(65536))\n";
        text += &wrapped("    ", &format!("status = {call}"));
        text += "    if (status == DISTARRAY_SUCCESS .and. length >= size(buffer)) then\n";
        text += "      deallocate (buffer)\n      allocate (buffer(length + 1))\n";
        text += &wrapped("      ", &format!("status = {call}"));
        text += "    end if\n    if (status == DISTARRAY_SUCCESS) text = joined(buffer(:length))\n";
    } else if statements {
        text += &wrapped("    ", &format!("status = {call}"));
    }
    if !after.is_empty() {
        text += "    if (status == DISTARRAY_SUCCESS) then\n";
        for line in after {
            text += &wrapped("      ", line);
        }
        text += "    end if\n";
    }
    text += &match (statements, has_status) {
        (true, _) => format!("    call finish('{}', status, ierr)\n", function.name),
        (false, true) => wrapped("    ", &format!("call finish('{}', {call}, ierr)", function.name)),
        (false, false) => wrapped("    ", &format!("call {call}")),
    };
    text += "  end subroutine\n";
    match kind {
        Some(kind) => {
            let kind = &KINDS[kind];
            let fitting = kind.fitting.join(", ");
            text.replace("{type}", kind.fortran).replace("{dtype}", kind.fitting[0]).replace("{fitting}", &fitting)
        }
        None => text,
    }
}

/// The same procedure for 32-bit inputs.
fn narrow(function: &Function, wide_name: &str, name: &str, kind: Option<usize>) -> String {
    let pieces = pieces(function);
    let sorted = || pieces.iter().filter(|p| !p.optional).chain(pieces.iter().filter(|p| p.optional));
    let (mut dummies, mut actuals, mut declarations) = (Vec::new(), Vec::new(), Vec::new());
    for p in sorted() {
        let Some((dummy, declaration)) = &p.dummy else { continue };
        dummies.push(dummy.clone());
        declarations.push(match p.wide {
            Some(_) => declaration.replace("integer(c_int64_t)", "integer(c_int32_t)"),
            None => declaration.clone(),
        });
        actuals.push(if p.wide.is_some() { format!("int({dummy}, c_int64_t)") } else { dummy.clone() });
    }
    for list in [&mut dummies, &mut actuals] {
        list.push("ierr".to_string());
    }
    declarations.push("integer, optional, intent(out) :: ierr".to_string());
    let mut text = String::from("\n");
    text += &wrapped("  ", &format!("subroutine {name}({})", dummies.join(", ")));
    for line in declarations {
        text += &format!("    {line}\n");
    }
    text += &wrapped("    ", &format!("call {wide_name}({})", actuals.join(", ")));
    text += "  end subroutine\n";
    match kind {
        Some(kind) => text.replace("{type}", KINDS[kind].fortran),
        None => text,
    }
}

/// Functions that return text or a number instead of a status.
fn query(function: &Function) -> String {
    let mut text = String::from("\n") + &comment(&function.documentation, "  ");
    let names: Vec<String> = function.parameters.iter().map(name_of).collect();
    let list = names.join(", ");
    text += &format!("  function {}({list}) result(answer)\n", function.name);
    for (p, name) in function.parameters.iter().zip(&names) {
        text += &format!("    {}, intent(in) :: {name}\n", scalar_type(function, p, &p.c_type));
    }
    if function.result == "const char*" {
        text += &format!(
            "    character(:), allocatable :: answer\n    answer = distarray_string(c_{}({list}))\n",
            function.name
        );
    } else {
        text += &format!("    integer(c_int) :: answer\n    answer = c_{}({list})\n", function.name);
    }
    text + "  end function\n"
}

/// Bodies, and the names of the specific procedures (none if the procedure has the function's own name).
pub fn procedures(function: &Function) -> (String, Vec<String>) {
    if function.result == "const char*" || function.name == "distarray_last_error_rank" {
        return (query(function), Vec::new());
    }
    let pieces = pieces(function);
    let per_kind = pieces.iter().any(|p| p.per_kind);
    let wide = pieces.iter().any(|p| p.wide.is_some());
    if !per_kind && !wide {
        return (procedure(function, &function.name, true, None), Vec::new());
    }
    let short = function.name.trim_start_matches("distarray_");
    let kinds: Vec<Option<usize>> = if per_kind { (0..KINDS.len()).map(Some).collect() } else { vec![None] };
    let (mut text, mut names) = (String::new(), Vec::new());
    for kind in kinds {
        let base = match kind {
            Some(kind) => format!("{short}_{}", KINDS[kind].name),
            None => short.to_string(),
        };
        let wide_name = if wide { format!("{base}_at64") } else { base.clone() };
        text += &procedure(function, &wide_name, false, kind);
        names.push(wide_name.clone());
        if wide {
            let name = format!("{base}_at32");
            text += &narrow(function, &wide_name, &name, kind);
            names.push(name);
        }
    }
    (text, names)
}
