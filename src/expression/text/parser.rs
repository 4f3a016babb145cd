//! From text to expressions, by precedence, with stacks of its own: brackets may nest to any depth.

use super::at;
use super::functions::{self, bare, Setting, Value};
use super::number::Number;
use super::tokens::{tokens, Token};
use crate::error::{Error, Result};
use crate::expression::Expression;
use crate::kernels::ufunc::Ufunc;
use crate::ops::view::Item;
use rustc_hash::FxHashMap;

/// Reads one or more expressions, separated by semicolons or line breaks, each with the name that it is given (`"a = x + 1"`)
/// or none. Names are those of arrays and other expressions, then those given further ahead in the text. **Local.**
///
/// # Errors
/// `Format`, with the column of what cannot be read.
pub fn parse(text: &str, names: &[(&str, Expression)]) -> Result<Vec<(Option<String>, Expression)>> {
    let tokens = tokens(text)?;
    let known = names.iter().map(|(name, expression)| (name.to_string(), expression.clone())).collect();
    let mut parser = Parser { text, tokens, next: 0, known, values: Vec::new(), waiting: Vec::new() };
    let mut results = Vec::new();
    loop {
        while parser.takes(";") {}
        if *parser.peek() == Token::End {
            break;
        }
        let name = parser.assigned();
        let expression = parser.expression()?;
        if let Some(name) = &name {
            parser.known.insert(name.clone(), expression.clone());
        }
        results.push((name, expression));
    }
    if results.is_empty() {
        return Err(at(text, 0, "expected an expression, got nothing"));
    }
    Ok(results)
}

/// Operators of two operands: how tightly they bind, and their functions.
const BINARY: &[(&str, u8, Ufunc)] = &[
    ("<", 1, Ufunc::Less),
    ("<=", 1, Ufunc::LessEqual),
    (">", 1, Ufunc::Greater),
    (">=", 1, Ufunc::GreaterEqual),
    ("==", 1, Ufunc::Equal),
    ("!=", 1, Ufunc::NotEqual),
    ("|", 2, Ufunc::BitwiseOr),
    ("^", 3, Ufunc::BitwiseXor),
    ("&", 4, Ufunc::BitwiseAnd),
    ("<<", 5, Ufunc::LeftShift),
    (">>", 5, Ufunc::RightShift),
    ("+", 6, Ufunc::Add),
    ("-", 6, Ufunc::Subtract),
    ("*", 7, Ufunc::Multiply),
    ("/", 7, Ufunc::Divide),
    ("//", 7, Ufunc::FloorDivide),
    ("%", 7, Ufunc::Remainder),
    ("**", 9, Ufunc::Power),
];
const COMPARISON: u8 = 1;
/// Signs before an operand bind less than a power, more than a product.
const UNARY: &[(&str, u8, Ufunc)] = &[("+", 8, Ufunc::Positive), ("-", 8, Ufunc::Negative), ("~", 8, Ufunc::Invert)];
const POWER: u8 = 9;

/// What waits for operands or for its closing bracket.
enum Waiting<'a> {
    Operator { sign: &'static str, level: u8, function: Ufunc, unary: bool, place: usize },
    Parenthesis(usize),
    Call { name: &'a str, place: usize, values: Vec<Value>, settings: Vec<(String, Setting)> },
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(Token<'a>, usize)>,
    next: usize,
    known: FxHashMap<String, Expression>,
    values: Vec<Value>,
    waiting: Vec<Waiting<'a>>,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> &Token<'a> {
        &self.tokens[self.next].0
    }

    fn place(&self) -> usize {
        self.tokens[self.next].1
    }

    /// The next token; the end stays.
    fn take(&mut self) -> (Token<'a>, usize) {
        let token = self.tokens[self.next].clone();
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        token
    }

    fn takes(&mut self, sign: &'static str) -> bool {
        let found = *self.peek() == Token::Sign(sign);
        if found {
            self.take();
        }
        found
    }

    fn refuse(&self, place: usize, sentence: impl AsRef<str>) -> Error {
        at(self.text, place, sentence.as_ref())
    }

    fn follows(&self, sign: &'static str) -> bool {
        self.tokens.get(self.next + 1).is_some_and(|(token, _)| *token == Token::Sign(sign))
    }

    /// `name =`, if it stands here.
    fn assigned(&mut self) -> Option<String> {
        let Token::Name(name) = *self.peek() else { return None };
        if !self.follows("=") {
            return None;
        }
        self.take();
        self.take();
        Some(name.to_string())
    }

    /// One expression, to the semicolon or the end.
    fn expression(&mut self) -> Result<Expression> {
        loop {
            self.operand()?;
            if self.operators()? {
                break;
            }
        }
        let place = self.place();
        match self.values.pop() {
            Some(value) => value.expression().map_err(|sentence| self.refuse(place, sentence)),
            None => Err(self.refuse(place, "expected an expression")),
        }
    }

    /// Signs and opening brackets, then what they are about.
    fn operand(&mut self) -> Result<()> {
        loop {
            let (token, place) = self.take();
            match token {
                Token::Number(number) => self.values.push(Value::Number(number)),
                Token::Sign("(") => {
                    self.waiting.push(Waiting::Parenthesis(place));
                    continue;
                }
                Token::Sign(sign) => {
                    let Some(&(sign, level, function)) = UNARY.iter().find(|row| row.0 == sign) else {
                        let hint = if sign == "!" { "; 'not' is ~ for bools" } else { "" };
                        return Err(self.refuse(place, format!("expected an operand, got {}{hint}", token.text())));
                    };
                    self.waiting.push(Waiting::Operator { sign, level, function, unary: true, place });
                    continue;
                }
                Token::Name("not") => {
                    return Err(self.refuse(place, "'not' is for single values; use ~ or logical_not()"))
                }
                Token::Name(name) => {
                    if *self.peek() == Token::Sign("(") {
                        if self.open_call(bare(name), place)? {
                            continue;
                        }
                    } else {
                        self.name(name, place)?;
                    }
                }
                _ => return Err(self.refuse(place, format!("expected an operand, got {}", token.text()))),
            }
            return Ok(());
        }
    }

    fn name(&mut self, name: &str, place: usize) -> Result<()> {
        let value = match (self.known.get(name), functions::constant(bare(name))) {
            (Some(expression), _) => Value::Expression(expression.clone()),
            (None, Some(number)) => Value::Number(number),
            (None, None) => {
                let sentence = if functions::is_function(bare(name)) {
                    format!("'{name}' is a function; write its operands in parentheses behind it")
                } else if name.contains('.') {
                    format!("'{name}': there are no attributes; write functions before their operands, such as sum(x)")
                } else {
                    let mut names: Vec<&str> = self.known.keys().map(String::as_str).collect();
                    names.sort_unstable();
                    format!("there is no array '{name}'; known are: {}", names.join(", "))
                };
                return Err(self.refuse(place, sentence));
            }
        };
        self.values.push(value);
        Ok(())
    }

    /// Behind the name of a function: its bracket, and keywords at the beginning. True if a value must follow.
    fn open_call(&mut self, name: &'a str, place: usize) -> Result<bool> {
        if !functions::is_function(name) {
            return Err(self.refuse(place, format!("there is no function '{name}'")));
        }
        self.take();
        self.waiting.push(Waiting::Call { name, place, values: Vec::new(), settings: Vec::new() });
        if self.takes(")") {
            self.close_call()?;
            return Ok(false);
        }
        self.settings()
    }

    /// `key=value` in a call, one after the other; the bracket that closes it. True if a value must follow.
    fn settings(&mut self) -> Result<bool> {
        loop {
            let place = self.place();
            let Token::Name(key) = *self.peek() else { return self.value_follows(place) };
            if !self.follows("=") {
                return self.value_follows(place);
            }
            self.take();
            self.take();
            let setting = self.setting()?;
            if let Some(Waiting::Call { settings, .. }) = self.waiting.last_mut() {
                settings.push((key.to_string(), setting));
            }
            if self.takes(")") {
                self.close_call()?;
                return Ok(false);
            }
            let place = self.place();
            if !self.takes(",") {
                let got = self.peek().text();
                return Err(self.refuse(place, format!("expected ',' or ')', got {got}")));
            }
            if self.takes(")") {
                self.close_call()?;
                return Ok(false);
            }
        }
    }

    fn value_follows(&self, place: usize) -> Result<bool> {
        match self.waiting.last() {
            Some(Waiting::Call { settings, .. }) if !settings.is_empty() => {
                Err(self.refuse(place, "values stand before arguments with names"))
            }
            _ => Ok(true),
        }
    }

    /// A number, a tuple of integers, a name or a quoted text.
    fn setting(&mut self) -> Result<Setting> {
        let (token, place) = self.take();
        match token {
            Token::Name(word) => Ok(match functions::constant(bare(word)) {
                Some(number) => Setting::Number(number),
                None => Setting::Word(word.to_string()),
            }),
            Token::Quoted(word) => Ok(Setting::Word(word.to_string())),
            Token::Number(number) => Ok(Setting::Number(number)),
            Token::Sign("-") => match self.take() {
                (Token::Number(number), _) => {
                    Ok(Setting::Number(number.unary("-").map_err(|s| self.refuse(place, s))?))
                }
                (Token::Name("inf" | "np.inf"), _) => Ok(Setting::Number(Number::Float(f64::NEG_INFINITY))),
                (_, place) => Err(self.refuse(place, "expected a number")),
            },
            Token::Sign("(" | "[") => {
                let mut list = Vec::new();
                while !self.takes(")") && !self.takes("]") {
                    list.push(self.integer()?);
                    if !self.takes(",") && !matches!(self.peek(), Token::Sign(")" | "]")) {
                        return Err(self.refuse(self.place(), "expected ',' or ')'"));
                    }
                }
                Ok(Setting::Integers(list))
            }
            _ => Err(self.refuse(place, format!("expected a value, got {}", token.text()))),
        }
    }

    fn integer(&mut self) -> Result<i64> {
        let negative = self.takes("-");
        let (token, place) = self.take();
        let number = match token {
            Token::Number(number) => number.integer(),
            _ => None,
        };
        let number = number.ok_or_else(|| self.refuse(place, format!("expected an integer, got {}", token.text())))?;
        Ok(if negative { -number } else { number })
    }

    /// What stands behind an operand: brackets, closing parentheses, commas, and an operator, after which another operand
    /// follows. True at the end of the expression.
    fn operators(&mut self) -> Result<bool> {
        loop {
            let (token, place) = self.take();
            match token {
                Token::Sign("[") => self.index(place)?,
                Token::Sign(")") => {
                    self.reduce_above(0)?;
                    match self.waiting.last() {
                        Some(Waiting::Parenthesis(_)) => drop(self.waiting.pop()),
                        Some(Waiting::Call { .. }) => {
                            self.argument();
                            self.close_call()?;
                        }
                        _ => return Err(self.refuse(place, "this ')' closes nothing")),
                    }
                }
                Token::Sign(",") => {
                    self.reduce_above(0)?;
                    if !matches!(self.waiting.last(), Some(Waiting::Call { .. })) {
                        return Err(
                            self.refuse(place, "a ',' stands between arguments only; separate expressions by ';'")
                        );
                    }
                    self.argument();
                    if self.takes(")") {
                        self.close_call()?;
                        continue;
                    }
                    if self.settings()? {
                        return Ok(false);
                    }
                }
                Token::Sign(";") | Token::End => {
                    self.reduce_above(0)?;
                    return match self.waiting.last() {
                        Some(Waiting::Parenthesis(open)) | Some(Waiting::Call { place: open, .. }) => {
                            Err(self.refuse(*open, "what is opened here is not closed"))
                        }
                        _ => Ok(true),
                    };
                }
                Token::Sign(sign) => {
                    let Some(&(sign, level, function)) = BINARY.iter().find(|row| row.0 == sign) else {
                        return Err(self.refuse(place, unknown_operator(sign)));
                    };
                    // Powers group from the right.
                    let compared = self.reduce_above(if level == POWER { POWER + 1 } else { level })?;
                    if level == COMPARISON && compared {
                        let sentence = "comparisons cannot be chained; write (a < b) & (b < c)";
                        return Err(self.refuse(place, sentence));
                    }
                    self.waiting.push(Waiting::Operator { sign, level, function, unary: false, place });
                    return Ok(false);
                }
                Token::Name(word @ ("and" | "or")) => {
                    let instead = if word == "and" { "&, or logical_and()" } else { "|, or logical_or()" };
                    let sentence =
                        format!("'{word}' is for single values; use {instead}, and parentheses around comparisons");
                    return Err(self.refuse(place, sentence));
                }
                _ => return Err(self.refuse(place, format!("expected an operator, got {}", token.text()))),
            }
        }
    }

    /// Applies what waits and binds at least as tightly as a level, down to the last bracket; true if a comparison was
    /// among it.
    fn reduce_above(&mut self, level: u8) -> Result<bool> {
        let mut compared = false;
        while let Some(Waiting::Operator { level: waiting, .. }) = self.waiting.last() {
            if *waiting < level {
                break;
            }
            compared |= *waiting == COMPARISON;
            let Some(Waiting::Operator { sign, function, unary, place, .. }) = self.waiting.pop() else { break };
            let applied = match (unary, self.values.pop(), self.values.len()) {
                (true, Some(value), _) => apply_unary(sign, function, value),
                (false, Some(right), 1..) => match self.values.pop() {
                    Some(left) => apply_binary(sign, function, left, right),
                    None => Err("expected an operand".into()),
                },
                _ => Err("expected an operand".into()),
            };
            self.values.push(applied.map_err(|sentence: String| self.refuse(place, sentence))?);
        }
        Ok(compared)
    }

    /// The last value becomes an argument of the innermost call.
    fn argument(&mut self) {
        if let (Some(value), Some(Waiting::Call { values, .. })) = (self.values.pop(), self.waiting.last_mut()) {
            values.push(value);
        }
    }

    fn close_call(&mut self) -> Result<()> {
        if let Some(Waiting::Call { name, place, values, settings }) = self.waiting.pop() {
            let made = functions::call(name, values, settings).map_err(|sentence| self.refuse(place, sentence))?;
            self.values.push(Value::Expression(made));
        }
        Ok(())
    }

    /// Brackets behind an operand, up to the closing one.
    fn index(&mut self, place: usize) -> Result<()> {
        // A sign before the operand is about what the brackets give: nothing is reduced here.
        let mut items = Vec::new();
        while !self.takes("]") {
            items.push(self.item()?);
            if !self.takes(",") && *self.peek() != Token::Sign("]") {
                let got = self.peek().text();
                return Err(self.refuse(self.place(), format!("expected ',' or ']', got {got}")));
            }
        }
        if items.is_empty() {
            return Err(self.refuse(place, "expected an index or a slice"));
        }
        match self.values.pop() {
            Some(Value::Expression(expression)) => self.values.push(Value::Expression(expression.slice(&items))),
            _ => return Err(self.refuse(place, "numbers have no elements")),
        }
        Ok(())
    }

    fn item(&mut self) -> Result<Item> {
        match *self.peek() {
            Token::Sign("...") | Token::Name("Ellipsis") => {
                self.take();
                return Ok(Item::Ellipsis);
            }
            Token::Name("newaxis" | "np.newaxis" | "numpy.newaxis" | "None") => {
                self.take();
                return Ok(Item::NewAxis);
            }
            _ => {}
        }
        let start = self.bound()?;
        if !self.takes(":") {
            let place = self.place();
            return start.map(Item::Index).ok_or_else(|| self.refuse(place, "expected an index or a slice"));
        }
        let stop = self.bound()?;
        let step = if self.takes(":") { self.bound()? } else { None };
        Ok(Item::Slice { start, stop, step })
    }

    fn bound(&mut self) -> Result<Option<i64>> {
        match self.peek() {
            Token::Sign(":" | "," | "]") => Ok(None),
            Token::Name("None") => {
                self.take();
                Ok(None)
            }
            _ => self.integer().map(Some),
        }
    }
}

fn unknown_operator(sign: &str) -> String {
    match sign {
        "&&" => "'&&' is & here, with parentheses around comparisons".into(),
        "||" => "'||' is | here, with parentheses around comparisons".into(),
        "=" => "'=' gives names at the beginning of an expression; to compare, write ==".into(),
        "@" => "products of matrices are no part of expressions".into(),
        "." => "there are no attributes; write functions before their operands, such as sum(x)".into(),
        "]" => "this ']' closes nothing".into(),
        _ => format!("expected an operator, got '{sign}'"),
    }
}

fn apply_unary(sign: &str, function: Ufunc, value: Value) -> std::result::Result<Value, String> {
    match value {
        Value::Number(number) => number.unary(sign).map(Value::Number),
        Value::Expression(of) => {
            Expression::apply(function, &[of]).map(Value::Expression).map_err(|error| error.message)
        }
    }
}

fn apply_binary(sign: &str, function: Ufunc, left: Value, right: Value) -> std::result::Result<Value, String> {
    if let (Value::Number(a), Value::Number(b)) = (&left, &right) {
        return a.binary(sign, *b).map(Value::Number);
    }
    let operands = [left.expression()?, right.expression()?];
    Expression::apply(function, &operands).map(Value::Expression).map_err(|error| error.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        let names = [("x", Expression::from(1.0)), ("y", Expression::from(2.0))];
        parse(text, &names).err().map_or("no error".into(), |error| error.message)
    }

    #[test]
    fn errors_point_at_columns() {
        for (text, expected) in [
            ("sqrt(x)*)", "column 9: expected an operand, got ')': sqrt(x)* >>> )"),
            ("x +", "column 4: expected an operand, got the end"),
            ("", "column 1: expected an expression, got nothing"),
            ("x y", "column 3: expected an operator, got 'y'"),
            ("(x + y", "column 1: what is opened here is not closed"),
            ("x)", "column 2: this ')' closes nothing"),
            ("x]", "column 2: this ']' closes nothing"),
            ("x < y < x", "column 7: comparisons cannot be chained"),
            ("x and y", "column 3: 'and' is for single values; use &"),
            ("not x", "column 1: 'not' is for single values"),
            ("x && y", "column 3: '&&' is & here"),
            ("x @ y", "column 3: products of matrices"),
            ("z + 1", "column 1: there is no array 'z'; known are: x, y"),
            ("sin + 1", "column 1: 'sin' is a function"),
            ("sinus(x)", "column 1: there is no function 'sinus'"),
            ("x.sum()", "column 1: there is no function 'x.sum'"),
            ("add(x)", "column 1: add() takes 2 value(s), got 1"),
            ("sum(x, axis=0, axis=1)", "column 1: sum() got 'axis' twice"),
            ("sum(axis=0, x)", "column 13: values stand before arguments with names"),
            ("sum(x, where=0)", "column 1: sum() takes no argument 'where'"),
            ("1 / 0", "column 3: a division by zero"),
            ("x + 2**200", "column 6: this integer does not fit into 64 bits"),
            ("x[1", "column 4: expected ',' or ']', got the end"),
            ("x[]", "column 2: expected an index or a slice"),
            ("x[1.5]", "column 3: expected an integer, got a number"),
            ("(x, y)", "column 3: a ',' stands between arguments only"),
            ("1__0", "column 1: cannot read the number '1__0'"),
            ("x $ y", "column 3: no expression has '$' in it"),
            ("t = x; u = t + z", "column 16: there is no array 'z'; known are: t, x, y"),
            ("x = = 2", "column 5: expected an operand, got '='"),
            ("x == y = 2", "column 8: '=' gives names"),
        ] {
            assert!(error(text).starts_with(expected), "{text}: {}", error(text));
        }
    }

    #[test]
    fn what_python_reads_is_read() {
        for text in [
            "-x**2",
            "2**-x",
            "x[1:-1, ..., newaxis]",
            "x[1,]",
            "where(x < y, x, y)",
            "sum(x, axis=(0, 1), keepdims=True)",
            "np.sqrt(x) + numpy.linalg.norm(x, ord=1)",
            "norm(x, -inf)",
            "x\n+ y; y\n",
            "(x\n + y)",
            "a = x; a*a",
            "x # comment",
            "var(x, ddof=1, dtype=float32)",
            "float32(2)*x",
            "~(x == y) & (x < y) | (y != 2)",
            "+-~-x",
            "min(x,)",
        ] {
            assert_eq!(error(text), "no error", "{text}");
        }
    }

    #[test]
    fn brackets_nest_to_any_depth() {
        let depth = 100_000;
        let text = format!("{}x{}", "(".repeat(depth), ")".repeat(depth));
        assert_eq!(error(&text), "no error");
        let text = format!("{}x{}", "sin(".repeat(depth), ")".repeat(depth));
        assert_eq!(error(&text), "no error");
        assert_eq!(error(&format!("{}x", "-".repeat(depth))), "no error");
        assert_eq!(error(&format!("x{}", "**x".repeat(depth))), "no error");
        assert_eq!(error(&format!("x{}", " + x".repeat(depth))), "no error");
        assert!(error(&"(".repeat(depth)).starts_with("column 100001"));
    }
}
