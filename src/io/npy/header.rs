//! The header of `.npy` files: magic string, version, length, a Python dictionary in words.

use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::{shape, Order};

const MAGIC: &[u8] = b"\x93NUMPY";
/// Longest dictionary that is looked at.
pub const MOST: usize = 64 << 10;
/// Bytes before the dictionary, at most.
pub const PREFIX: usize = 12;
/// Headers are padded to a multiple of this.
const ALIGNMENT: usize = 64;
/// NumPy leaves room for a first extent of so many digits.
const DIGITS: usize = 21;

/// What a header says.
#[derive(Debug, PartialEq)]
pub struct Header {
    /// Bytes before the elements.
    pub length: usize,
    pub shape: Vec<i64>,
    pub order: Order,
    pub dtype: Dtype,
    /// The other byte order than this machine's.
    pub swapped: bool,
}

/// The header that `numpy.save` writes for a C-contiguous array.
pub fn write(shape: &[i64], dtype: Dtype) -> Vec<u8> {
    let order = match (dtype.size(), cfg!(target_endian = "little")) {
        (1, _) => '|',
        (_, true) => '<',
        (_, false) => '>',
    };
    let descr = format!("{order}{}", dtype.numpy_code());
    let mut text = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {}, }}", shape::text(shape));
    if let Some(first) = shape.first() {
        text.push_str(&" ".repeat(DIGITS.saturating_sub(first.to_string().len())));
    }
    let before = MAGIC.len() + 4;
    let unpadded = before + text.len() + 1;
    text.push_str(&" ".repeat(unpadded.next_multiple_of(ALIGNMENT) - unpadded));
    text.push('\n');
    [MAGIC, &[1, 0], &(text.len() as u16).to_le_bytes(), text.as_bytes()].concat()
}

fn malformed(at: usize, text: impl std::fmt::Display) -> Error {
    Error::new(Status::Format, format!("{text} at byte {at}"))
}

/// Reads the header at the beginning of `bytes`, the first bytes of a file.
pub fn parse(bytes: &[u8]) -> Result<Header> {
    let prefix = bytes.len().min(MAGIC.len());
    if let Some(at) = (0..prefix).find(|&k| bytes[k] != MAGIC[k]) {
        return Err(malformed(at, "expected the magic string \\x93NUMPY"));
    }
    let [major, minor] = *bytes.get(6..8).and_then(|v| v.first_chunk()).ok_or_else(|| ends(bytes))?;
    let field = match (major, minor) {
        (1, 0) => 2,
        (2 | 3, 0) => 4,
        _ => return Err(malformed(6, format!("expected version 1.0, 2.0 or 3.0, got {major}.{minor}"))),
    };
    let begin = 8 + field;
    let length = bytes.get(8..begin).ok_or_else(|| ends(bytes))?;
    let length = length.iter().rev().fold(0usize, |n, &byte| n << 8 | usize::from(byte));
    if length > MOST {
        return Err(malformed(8, format!("expected a header of at most {MOST} bytes, got {length}")));
    }
    let text = bytes.get(begin..begin + length).ok_or_else(|| ends(bytes))?;
    Parser { text, at: 0, begin }.dictionary()
}

fn ends(bytes: &[u8]) -> Error {
    malformed(bytes.len(), "the file ends inside its header")
}

/// Reads the part of Python's syntax that headers use.
struct Parser<'a> {
    text: &'a [u8],
    at: usize,
    /// Offset of the text in the file.
    begin: usize,
}

impl Parser<'_> {
    fn error(&self, text: impl std::fmt::Display) -> Error {
        malformed(self.begin + self.at, text)
    }

    /// The next byte that is not white space.
    fn next(&mut self) -> Option<u8> {
        while self.text.get(self.at).is_some_and(|byte| b" \t\n\r\x0c".contains(byte)) {
            self.at += 1;
        }
        self.text.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.next() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, byte: u8) -> Result<()> {
        match self.take(byte) {
            true => Ok(()),
            false => Err(self.error(format!("expected '{}'", byte as char))),
        }
    }

    fn dictionary(&mut self) -> Result<Header> {
        let (mut descr, mut fortran, mut extents) = (None, None, None);
        self.expect(b'{')?;
        while !self.take(b'}') {
            self.next();
            let at = self.at;
            let key = self.string()?;
            self.expect(b':')?;
            let twice = match key.as_str() {
                "descr" => descr.replace(self.descr()?).is_some(),
                "fortran_order" => fortran.replace(self.boolean()?).is_some(),
                "shape" => extents.replace(self.tuple()?).is_some(),
                _ => {
                    self.at = at;
                    return Err(self.error(format!("expected the keys descr, fortran_order and shape, got '{key}'")));
                }
            };
            if twice {
                self.at = at;
                return Err(self.error(format!("the key '{key}' stands twice")));
            }
            if !self.take(b',') && self.next() != Some(b'}') {
                return Err(self.error("expected ',' or '}'"));
            }
        }
        if self.next().is_some() {
            return Err(self.error("expected white space behind the dictionary"));
        }
        let missing = |key| self.error(format!("the key '{key}' is missing"));
        let (dtype, swapped) = descr.ok_or_else(|| missing("descr"))?;
        let fortran = fortran.ok_or_else(|| missing("fortran_order"))?;
        let shape = extents.ok_or_else(|| missing("shape"))?;
        let order = if fortran { Order::ColumnMajor } else { Order::RowMajor };
        Ok(Header { length: self.begin + self.text.len(), shape, order, dtype, swapped })
    }

    fn string(&mut self) -> Result<String> {
        let quote = self.next();
        let Some(quote @ (b'\'' | b'"')) = quote else { return Err(self.error("expected a quoted word")) };
        self.at += 1;
        let rest = &self.text[self.at..];
        let plain = rest.iter().take_while(|&&byte| byte != quote && byte != b'\\' && (b' '..=b'~').contains(&byte));
        let length = plain.count();
        let word = String::from_utf8_lossy(&rest[..length]).into_owned();
        self.at += length;
        if self.text.get(self.at) != Some(&quote) {
            return Err(self.error("expected a word of plain characters that ends in its quote"));
        }
        self.at += 1;
        Ok(word)
    }

    fn descr(&mut self) -> Result<(Dtype, bool)> {
        self.next();
        let at = self.at;
        let word = match self.next() {
            Some(b'[') => return Err(self.unsupported("a structured type")),
            _ => self.string()?,
        };
        let (order, code) = match word.as_bytes().first() {
            Some(b'<' | b'>' | b'|' | b'=') => word.split_at(1),
            _ => ("=", word.as_str()),
        };
        let dtype = if code == "?" { Some(Dtype::Bool) } else { Dtype::from_numpy_code(code) };
        let Some(dtype) = dtype else {
            self.at = at;
            return Err(self.unsupported(&format!("'{word}'")));
        };
        let little = cfg!(target_endian = "little");
        Ok((dtype, dtype.scalar_size() > 1 && (order == "<" && !little || order == ">" && little)))
    }

    fn unsupported(&self, what: &str) -> Error {
        let text =
            "expected elements of bool, int8 ... int64, uint8 ... uint64, float32, float64, complex64 or complex128";
        self.error(format!("{text}, got {what}"))
    }

    fn boolean(&mut self) -> Result<bool> {
        self.next();
        for (word, value) in [("True", true), ("False", false)] {
            if self.text[self.at..].starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.error("expected True or False"))
    }

    fn tuple(&mut self) -> Result<Vec<i64>> {
        self.expect(b'(')?;
        let begin = self.at;
        let mut extents = Vec::new();
        let mut comma = true;
        while !self.take(b')') {
            if !comma {
                return Err(self.error("expected ',' or ')'"));
            }
            if extents.len() == shape::MAX_NDIM {
                return Err(self.error(format!("expected at most {} dimensions", shape::MAX_NDIM)));
            }
            extents.push(self.extent()?);
            comma = self.take(b',');
        }
        if extents.len() == 1 && !comma {
            self.at = begin;
            return Err(self.error("expected a tuple; one number needs a comma"));
        }
        shape::element_count(&extents).map_err(|error| malformed(self.begin + begin, error.message))?;
        Ok(extents)
    }

    fn extent(&mut self) -> Result<i64> {
        self.next();
        let digits = self.text[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let word = &self.text[self.at..self.at + digits];
        let zeros = digits > 1 && word[0] == b'0' && word.iter().any(|&digit| digit != b'0');
        let value = std::str::from_utf8(word).ok().filter(|_| !zeros).and_then(|word| word.parse::<i64>().ok());
        let Some(value) = value else {
            return Err(self.error("expected an extent from 0 to 2^63 - 1"));
        };
        self.at += digits;
        // Python 2 wrote long integers so.
        if self.text.get(self.at) == Some(&b'L') {
            self.at += 1;
        }
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(dictionary: &str) -> Vec<u8> {
        [MAGIC, &[1, 0], &(dictionary.len() as u16).to_le_bytes(), dictionary.as_bytes()].concat()
    }

    #[test]
    fn headers_come_back() {
        for dtype in Dtype::ALL {
            for shape in [vec![], vec![7], vec![0, 3], vec![2; 32], vec![1 << 40, 3, 5]] {
                let bytes = write(&shape, dtype);
                assert_eq!(bytes.len() % ALIGNMENT, 0);
                let length = bytes.len();
                let expected = Header { length, shape, order: Order::RowMajor, dtype, swapped: false };
                assert_eq!(parse(&bytes).unwrap(), expected);
            }
        }
    }

    #[test]
    fn what_numpy_reads_is_read() {
        for (text, shape) in [
            ("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }", vec![3, 4]),
            ("{\"shape\":(3,),'fortran_order':True,'descr':'>f8'}  \n", vec![3]),
            ("  {'shape': ( ), 'fortran_order': False , 'descr' : 'f8'}", vec![]),
            ("{'shape': (3L, 0L), 'fortran_order': False, 'descr': '=f8'}\n", vec![3, 0]),
        ] {
            assert_eq!(parse(&file(text)).unwrap().shape, shape, "{text}");
        }
        for version in [2u8, 3] {
            let text = b"{'descr': '|b1', 'fortran_order': False, 'shape': (1,), }\n";
            let bytes = [MAGIC, &[version, 0], &(text.len() as u32).to_le_bytes(), text].concat();
            assert_eq!(parse(&bytes).unwrap().dtype, Dtype::Bool);
        }
    }

    #[test]
    fn hostile_headers_are_refused_with_their_place() {
        let good = "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }";
        let replaced = |from: &str, to: &str| file(&good.replace(from, to));
        let table = [
            (b"".to_vec(), "byte 0"),
            (b"\x93NUMP".to_vec(), "byte 5"),
            (b"\x93NUMPZ\x01\0".to_vec(), "byte 5"),
            (b"PK\x03\x04".to_vec(), "byte 0"),
            (b"\x93NUMPY\x00\x00\x10\0".to_vec(), "version"),
            (b"\x93NUMPY\x09\x00\x10\0".to_vec(), "version"),
            (b"\x93NUMPY\x01\x01\x10\0".to_vec(), "version"),
            (b"\x93NUMPY\x01\x00\xff\xff{".to_vec(), "ends inside"),
            (b"\x93NUMPY\x02\x00\xff\xff\xff\xff{".to_vec(), "at most 65536"),
            (file(""), "expected '{'"),
            (file(&"(".repeat(5000)), "expected '{'"),
            (replaced("3, 4", "3, 4)"), "expected ',' or '}'"),
            (replaced("3, 4", "3 4"), "expected ',' or ')'"),
            (replaced("3, 4", "3, -4"), "extent"),
            (replaced("3, 4", "3, 4.0"), "expected ',' or ')'"),
            (replaced("3, 4", "3, True"), "extent"),
            (replaced("3, 4", "3, 0x4"), "expected ',' or ')'"),
            (replaced("3, 4", "12"), "tuple"),
            (replaced("3, 4", "9223372036854775808,"), "extent"),
            (replaced("3, 4", "4294967296, 4294967296"), "exceeds 2^63"),
            (replaced("(3, 4)", "[3, 4]"), "expected '('"),
            (replaced("(3, 4)", &format!("({})", "1, ".repeat(65))), "32 dimensions"),
            (replaced("(3, 4)", "(((((3"), "extent"),
            (replaced("'shape'", "'descr'"), "quoted"),
            (replaced("'shape': (3, 4), ", "'fortran_order': True, "), "twice"),
            (replaced("'shape': (3, 4), ", ""), "'shape' is missing"),
            (replaced("'descr': '<f8', ", ""), "'descr' is missing"),
            (replaced("'shape'", "'sharp'"), "got 'sharp'"),
            (replaced("False", "0"), "True or False"),
            (replaced("False", "None"), "True or False"),
            (replaced("<f8", "|O"), "got '|O'"),
            (replaced("<f8", "<U8"), "got '<U8'"),
            (replaced("<f8", "|S0"), "got '|S0'"),
            (replaced("<f8", "|V16"), "got '|V16'"),
            (replaced("<f8", "<M8[ns]"), "got '<M8[ns]'"),
            (replaced("<f8", "<f2"), "got '<f2'"),
            (replaced("<f8", "<f16"), "got '<f16'"),
            (replaced("<f8", "<f\u{e9}8"), "plain characters"),
            (replaced("<f8", "<f\\x38"), "plain characters"),
            (replaced("'<f8'", "[('a', '<f8')]"), "structured"),
            (replaced("'<f8'", "__import__('os').abort()"), "quoted"),
            (file(&format!("{good} x")), "white space"),
            (file(&good[..20]), "plain characters"),
            (file(&format!("{{{}}}", "'k': 1, ".repeat(5000))), "got 'k'"),
        ];
        for (bytes, expected) in table {
            let error = parse(&bytes).unwrap_err();
            let text = String::from_utf8_lossy(&bytes[..bytes.len().min(90)]).into_owned();
            assert_eq!(error.status, Status::Format, "{text}");
            assert!(error.message.contains(expected), "{text}: {}", error.message);
            assert!(error.message.contains("at byte "), "{text}: {}", error.message);
        }
        // Every prefix of a good file is refused too, or is complete.
        let bytes = write(&[3, 4], Dtype::Float64);
        for end in 0..bytes.len() {
            assert!(parse(&bytes[..end]).is_err(), "{end}");
        }
    }
}
