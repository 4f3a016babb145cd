//! What a text consists of.

use super::at;
use super::number::Number;
use crate::error::Result;

#[derive(Clone, Debug, PartialEq)]
pub enum Token<'a> {
    Number(Number),
    Name(&'a str),
    /// What stands between quotes.
    Quoted(&'a str),
    /// An operator or a bracket.
    Sign(&'static str),
    End,
}

/// Longer ones first.
const SIGNS: &[&str] = &[
    "...", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+", "-", "*", "/", "%", "<", ">", "&", "|",
    "^", "~", "!", "(", ")", "[", "]", ",", ":", ";", "=", "@", ".",
];

impl Token<'_> {
    /// As an error shows it.
    pub fn text(&self) -> String {
        match self {
            Token::Number(_) => "a number".into(),
            Token::Name(name) => format!("'{name}'"),
            Token::Quoted(_) => "a quoted text".into(),
            Token::Sign("\n") => "the end of the line".into(),
            Token::Sign(sign) => format!("'{sign}'"),
            Token::End => "the end".into(),
        }
    }
}

/// Tokens with the bytes at which they begin; the last one is the end. Line breaks between brackets count as spaces, others
/// separate as semicolons do.
pub fn tokens(text: &str) -> Result<Vec<(Token<'_>, usize)>> {
    let mut list = Vec::new();
    let (mut place, mut depth) = (0usize, 0usize);
    while let Some(c) = text[place..].chars().next() {
        let rest = &text[place..];
        if c == '\n' && depth == 0 {
            list.push((Token::Sign(";"), place));
            place += 1;
        } else if c.is_whitespace() {
            place += c.len_utf8();
        } else if c == '#' {
            place += rest.find('\n').unwrap_or(rest.len());
        } else if c.is_ascii_digit() || c == '.' && rest[1..].starts_with(|next: char| next.is_ascii_digit()) {
            let length = length_of_number(rest);
            let number = Number::read(&rest[..length])
                .ok_or_else(|| at(text, place, &format!("cannot read the number '{}'", &rest[..length])))?;
            list.push((Token::Number(number), place));
            place += length;
        } else if c.is_alphabetic() || c == '_' {
            let length = length_of_name(rest);
            list.push((Token::Name(&rest[..length]), place));
            place += length;
        } else if c == '\'' || c == '"' {
            let Some(length) = rest[1..].find(c) else { return Err(at(text, place, "this quote is not closed")) };
            list.push((Token::Quoted(&rest[1..1 + length]), place));
            place += length + 2;
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            match *sign {
                "(" | "[" => depth += 1,
                ")" | "]" => depth = depth.saturating_sub(1),
                _ => {}
            }
            list.push((Token::Sign(sign), place));
            place += sign.len();
        } else {
            return Err(at(text, place, &format!("no expression has '{c}' in it")));
        }
    }
    list.push((Token::End, text.len()));
    Ok(list)
}

/// Letters, digits and underscores; behind a point the name goes on, as in `np.linalg.norm`.
fn length_of_name(text: &str) -> usize {
    let mut length = 0;
    loop {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let rest = &text[length..];
        length += rest.find(|c| !word(c)).unwrap_or(rest.len());
        let next = &text[length..];
        if !next.starts_with('.') || !next[1..].starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return length;
        }
        length += 1;
    }
}

/// Digits, points, underscores, letters, and the sign of an exponent.
fn length_of_number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let hexadecimal =
        bytes.len() > 1 && bytes[0] == b'0' && matches!(bytes[1], b'x' | b'X' | b'b' | b'B' | b'o' | b'O');
    let mut length = 0;
    while length < bytes.len() {
        let sign = matches!(bytes[length], b'+' | b'-');
        let exponent = length > 0 && matches!(bytes[length - 1], b'e' | b'E') && !hexadecimal;
        if !(bytes[length].is_ascii_alphanumeric() || matches!(bytes[length], b'.' | b'_') || sign && exponent) {
            break;
        }
        length += 1;
    }
    length
}
