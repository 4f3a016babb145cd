//! Reads the declarations of a C header that cbindgen wrote.

#[derive(Clone, Debug)]
pub struct Parameter {
    pub c_type: String,
    pub name: String,
    /// Number of entries of a structure's array, else empty.
    pub extent: String,
}

#[derive(Clone, Debug)]
pub struct Function {
    pub result: String,
    pub name: String,
    pub parameters: Vec<Parameter>,
    /// First paragraph of the comment, then whether it is Collective or Local.
    pub documentation: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Constant {
    pub name: String,
    pub value: String,
}

#[derive(Clone, Debug)]
pub struct Structure {
    pub name: String,
    pub members: Vec<Parameter>,
}

#[derive(Default, Debug)]
pub struct Header {
    pub constants: Vec<Constant>,
    pub functions: Vec<Function>,
    pub callbacks: Vec<Function>,
    pub structures: Vec<Structure>,
}

/// Splits `const int64_t *shape` into type `const int64_t *` and name `shape`.
fn parameter(text: &str) -> Parameter {
    let text = text.trim();
    let at = text.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |at| at + 1);
    let c_type = text[..at].replace("struct ", "").split_whitespace().collect::<Vec<_>>().join(" ");
    Parameter { c_type: c_type.replace(" *", "*"), name: text[at..].to_string(), extent: String::new() }
}

fn parameters(list: &str) -> Vec<Parameter> {
    match list.trim() {
        "" | "void" => Vec::new(),
        list => list.split(',').map(parameter).collect(),
    }
}

fn documentation(comment: &str) -> Vec<String> {
    let lines: Vec<&str> = comment.lines().map(|line| line.trim().trim_start_matches('*').trim()).collect();
    let first: Vec<&str> =
        lines.iter().skip_while(|line| line.is_empty()).take_while(|line| !line.is_empty()).copied().collect();
    let mut found = vec![first.join(" ")];
    for word in ["Collective", "Local"] {
        if comment.contains(&format!("**{word}**")) {
            found.push(format!("**{word}**."));
        }
    }
    found
}

fn members(body: &str) -> Vec<Parameter> {
    body.split(';')
        .map(str::trim)
        .filter(|member| !member.is_empty())
        .map(|member| match member.split_once("(*") {
            Some((_, rest)) => Parameter {
                c_type: "function pointer".to_string(),
                name: rest.split(')').next().unwrap_or_default().to_string(),
                extent: String::new(),
            },
            None => {
                let (before, extent) = member.split_once('[').map_or((member, ""), |(before, n)| (before, n));
                let mut found = parameter(before);
                found.extent = extent.trim_end_matches(']').to_string();
                found
            }
        })
        .collect()
}

fn declaration(header: &mut Header, statement: &str, comment: &str) {
    let statement = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    let statement = statement.trim_start_matches("extern \"C\" {").trim_start_matches('}').trim();
    if let Some(rest) = statement.strip_prefix("typedef ") {
        let Some((result, rest)) = rest.split_once("(*") else { return };
        let (name, list) = rest.split_once(")(").unwrap_or_else(|| panic!("cannot read 'typedef {rest}'"));
        header.callbacks.push(Function {
            result: result.trim().to_string(),
            name: name.trim().to_string(),
            parameters: parameters(list.trim_end_matches(')')),
            documentation: documentation(comment),
        });
    } else if let Some((before, list)) = statement.split_once('(') {
        let before = parameter(before);
        if before.name.starts_with("distarray_") && !before.c_type.starts_with("static") {
            header.functions.push(Function {
                result: before.c_type,
                name: before.name,
                parameters: parameters(list.trim_end_matches(')')),
                documentation: documentation(comment),
            });
        }
    }
}

pub fn parse(text: &str) -> Header {
    let mut header = Header::default();
    let (mut statement, mut comment) = (String::new(), String::new());
    let mut lines = text.lines();
    let mut depth = 0;
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if trimmed.starts_with('#') {
            let mut whole = trimmed.to_string();
            while whole.ends_with('\\') {
                whole.pop();
                whole += lines.next().unwrap_or_default().trim();
            }
            if let Some((name, value)) = whole.strip_prefix("#define ").and_then(|rest| rest.split_once(' ')) {
                let numeric = value.trim().starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '(')
                    || value.contains("INT64_M")
                    || value.contains("INT32_C(");
                let known = header.constants.iter().any(|c| c.name == name);
                if name.starts_with("DISTARRAY_") && !name.contains('(') && numeric && !known {
                    header.constants.push(Constant { name: name.to_string(), value: value.trim().to_string() });
                }
            }
            continue;
        }
        let mut code = trimmed.to_string();
        while let Some(at) = code.find("/*") {
            let mut rest = code[at + 2..].to_string();
            while !rest.contains("*/") {
                rest.push('\n');
                rest += lines.next().expect("a comment ends");
            }
            let (text, after) = rest.split_once("*/").expect("found above");
            if code[..at].trim().is_empty() && statement.trim().is_empty() {
                comment = text.to_string();
            }
            code = format!("{} {}", &code[..at], after);
        }
        let code = code.split("//").next().unwrap_or_default().trim();
        if code == "extern \"C\" {" || (code == "}" && depth == 0) {
            continue;
        }
        statement += code;
        statement.push(' ');
        depth += code.matches('{').count() as i32 - code.matches('}').count() as i32;
        if depth == 0 && code.ends_with('}') {
            statement.clear();
        }
        if depth == 0 && code.ends_with(';') {
            let whole = statement.trim().trim_end_matches(';');
            match whole.split_once('{') {
                Some((head, body)) if head.contains("struct ") => header.structures.push(Structure {
                    name: head.split_whitespace().last().unwrap_or_default().to_string(),
                    members: members(body.rsplit_once('}').map_or("", |(body, _)| body)),
                }),
                Some(_) => {}
                None => whole.split(';').for_each(|one| declaration(&mut header, one, &comment)),
            }
            statement.clear();
            comment.clear();
        }
    }
    header
}
