//! Descriptions as JSON text.
//!
//! `{"__version__": "0.10.0", "buffer": [[...]], "dim_data": [{"dist_type": "b", ...}, ...]}` as the Python
//! dictionary, `padding` a list of two numbers, `indices` a list. `buffer` may be absent or null, and is carried along
//! unread. Extensions: `x-dtype` (NumPy's name), `x-shape` and `x-strides` (bytes) of the buffer, `x-read-only`,
//! `x-replicas`, `x-replica`, `x-remapped`; in a dimension `x-wrapped`, two booleans. What an extension would
//! say by default is not written; `x-shape` is read from `buffer` or the dimensions and `x-strides` is row-major if absent.

use super::dimension::{complain, Description, DimType, Dimension, Field, Indices, Leniency, Part, Placement, Version};
use crate::dtype::Dtype;
use crate::error::{Error, Result, Status};
use crate::index::Order;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// `dim_data`: the legal keys only, defaults left out.
pub fn part_to_json(part: &Part) -> Value {
    part.dimensions.iter().map(dimension_to_json).collect()
}

fn dimension_to_json(dimension: &Dimension) -> Value {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| map.insert(key.to_string(), value);
    put("dist_type", dimension.dist_type.letter().to_string().into());
    put("size", dimension.size.into());
    put("proc_grid_size", dimension.proc_grid_size.into());
    put("proc_grid_rank", dimension.proc_grid_rank.into());
    match dimension.dist_type {
        DimType::Block => {
            put("start", dimension.start.into());
            put("stop", dimension.stop.into());
            if dimension.padding != [0, 0] {
                put("padding", dimension.padding.to_vec().into());
            }
            if dimension.wrapped != [false; 2] {
                put("x-wrapped", dimension.wrapped.to_vec().into());
            }
        }
        DimType::Cyclic => {
            put("start", dimension.start.into());
            if dimension.block_size != 1 {
                put("block_size", dimension.block_size.into());
            }
        }
        DimType::Unstructured => {
            put("indices", dimension.indices.values().unwrap_or(&[]).to_vec().into());
            if dimension.one_to_one {
                put("one_to_one", true.into());
            }
        }
    }
    if dimension.periodic {
        put("periodic", true.into());
    }
    map.into()
}

/// The text of a description, with the elements as nested lists if given.
pub fn to_json(description: &Description, buffer: Option<Value>) -> String {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| map.insert(key.to_string(), value);
    put("__version__", description.version.to_string().into());
    if let Some(buffer) = buffer {
        put("buffer", buffer);
    }
    put("dim_data", part_to_json(&description.part));
    put("x-dtype", description.dtype.name().into());
    put("x-shape", description.shape.clone().into());
    put("x-strides", description.strides.clone().into());
    if description.read_only {
        put("x-read-only", true.into());
    }
    let placement = description.part.placement;
    if placement != Placement::default() {
        put("x-replicas", placement.replicas.into());
        put("x-replica", placement.replica.into());
        put("x-remapped", placement.remapped.into());
    }
    Value::from(map).to_string()
}

/// Reads what `to_json` writes; also returns the elements, if there are any. Runs `Description::validate`.
///
/// Errors: `Status::Format` if the text is not JSON, `Status::Protocol` naming the key if it breaks a rule.
pub fn from_json(text: &str, leniency: Leniency) -> Result<(Description<'static>, Option<Value>)> {
    let value: Value =
        serde_json::from_str(text).map_err(|error| Error::new(Status::Format, format!("not JSON: {error}")))?;
    let keys = [
        "__version__",
        "buffer",
        "dim_data",
        "x-dtype",
        "x-shape",
        "x-strides",
        "x-read-only",
        "x-replicas",
        "x-replica",
        "x-remapped",
    ];
    let reader = Reader::new(&value, String::new(), leniency)?;
    reader.refuse_other_keys(&keys)?;
    let version = Version::read(reader.text("__version__")?, leniency)?;
    let name = reader.text("x-dtype")?;
    let dtype = Dtype::from_name(name)
        .ok_or_else(|| complain("x-dtype", "NumPy's name of an element type", format!("'{name}'")))?;
    let defaults = Placement::default();
    let placement = Placement {
        replicas: reader.small("x-replicas")?.unwrap_or(defaults.replicas),
        replica: reader.small("x-replica")?.unwrap_or(defaults.replica),
        remapped: reader.boolean("x-remapped")?,
    };
    let buffer = reader.optional("buffer").filter(|value| !value.is_null());
    let given = match (reader.integers("x-shape")?, buffer) {
        (Some(shape), _) => Some(shape),
        (None, Some(buffer)) => Some(nested_shape(buffer)),
        (None, None) => None,
    };
    let dim_data = reader.required("dim_data")?;
    let mut part = part_from_json(dim_data, given.as_deref(), leniency)?;
    part.placement = placement;
    let shape = given.unwrap_or_else(|| part.extents());
    let strides = match reader.integers("x-strides")? {
        Some(strides) => strides,
        None => Description::contiguous(part.clone(), dtype, Order::RowMajor)?.strides,
    };
    let read_only = reader.boolean("x-read-only")?;
    let description = Description { version, part, dtype, shape, strides, read_only };
    description.validate(leniency)?;
    Ok((description, buffer.cloned()))
}

/// Reads `dim_data`. `shape` is that of the buffer: without it the empty dictionary cannot be read. Checks types and
/// keys; rules between values are for `validate_local`.
pub fn part_from_json(dim_data: &Value, shape: Option<&[i64]>, leniency: Leniency) -> Result<Part<'static>> {
    let Some(entries) = dim_data.as_array() else {
        return Err(complain("dim_data", "a sequence of dictionaries", show(dim_data)));
    };
    let extent = |d: usize| shape.and_then(|shape| shape.get(d).copied());
    let dimensions: Result<Vec<_>> =
        entries.iter().enumerate().map(|(d, entry)| dimension_from_json(d, entry, extent(d), leniency)).collect();
    Ok(Part::new(dimensions?))
}

fn dimension_from_json(d: usize, entry: &Value, extent: Option<i64>, leniency: Leniency) -> Result<Dimension<'static>> {
    let place = format!("dim_data[{d}]");
    if entry.as_object().is_some_and(Map::is_empty) {
        let missing = || complain(&place, "a shape of the buffer, to read the empty dictionary", "none");
        return extent.map(Dimension::whole).ok_or_else(missing);
    }
    let any = Reader::new(entry, place, leniency)?;
    let letter = any.text("dist_type")?;
    let common = ["dist_type", "size", "proc_grid_size", "proc_grid_rank", "periodic"];
    let own: &[&str] = match letter {
        "b" => &["start", "stop", "padding", "x-wrapped"],
        "c" => &["start", "block_size"],
        "u" => &["indices", "one_to_one"],
        "n" if leniency.is_lenient() => {
            let size = any.integer("size")?;
            return Ok(Dimension { periodic: any.boolean("periodic")?, ..Dimension::whole(extent.unwrap_or(size)) });
        }
        _ => return Err(complain(Field(d, "dist_type"), "'b', 'c' or 'u'", format!("'{letter}'"))),
    };
    any.refuse_other_keys(&[&common, own].concat())?;
    let periodic = any.boolean("periodic")?;
    let (size, parts) = (any.integer("size")?, any.integer("proc_grid_size")?);
    let plain = Dimension::block(size, parts, any.integer("proc_grid_rank")?, 0, 0);
    let plain = Dimension { periodic, ..plain };
    Ok(match letter {
        "b" => Dimension {
            start: any.integer("start")?,
            stop: any.integer("stop")?,
            padding: any.pair("padding", |value| any.as_integer(value))?.unwrap_or([0, 0]),
            wrapped: any.pair("x-wrapped", Value::as_bool)?.unwrap_or([false, false]),
            ..plain
        },
        "c" => Dimension {
            dist_type: DimType::Cyclic,
            start: any.integer("start")?,
            block_size: match any.optional("block_size") {
                Some(_) => any.integer("block_size")?,
                None => 1,
            },
            ..plain
        },
        _ => {
            any.required("indices")?;
            let indices = any.integers("indices")?.unwrap_or_default();
            Dimension {
                dist_type: DimType::Unstructured,
                one_to_one: any.boolean("one_to_one")?,
                indices: Indices::Here(Cow::Owned(indices)),
                ..plain
            }
        }
    })
}

/// Extents of nested lists, following the first entry of each.
fn nested_shape(value: &Value) -> Vec<i64> {
    let mut shape = Vec::new();
    let mut value = Some(value);
    while let Some(Value::Array(list)) = value {
        shape.push(list.len() as i64);
        value = list.first();
    }
    shape
}

fn show(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 {
        return text;
    }
    text.chars().take(57).chain("...".chars()).collect()
}

/// Typed access to a dictionary.
struct Reader<'a> {
    map: &'a Map<String, Value>,
    /// `dim_data[1]`, or empty for the outer dictionary.
    place: String,
    leniency: Leniency,
}

impl<'a> Reader<'a> {
    fn new(value: &'a Value, place: String, leniency: Leniency) -> Result<Reader<'a>> {
        match value.as_object() {
            Some(map) => Ok(Reader { map, place, leniency }),
            None => {
                let what = if place.is_empty() { "description" } else { &place };
                Err(complain(what, "a dictionary", show(value)))
            }
        }
    }

    fn field(&self, key: &str) -> String {
        if self.place.is_empty() {
            return key.to_string();
        }
        format!("{}['{key}']", self.place)
    }

    fn wrong(&self, key: &str, expected: &str, got: &Value) -> Error {
        complain(self.field(key), expected, show(got))
    }

    fn optional(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key)
    }

    fn required(&self, key: &str) -> Result<&'a Value> {
        self.optional(key).ok_or_else(|| complain(self.field(key), "a value", "none, as the key is missing"))
    }

    /// The lenient import passes over keys it does not know.
    fn refuse_other_keys(&self, known: &[&str]) -> Result<()> {
        let other = self.map.keys().find(|key| !known.contains(&key.as_str()));
        match other {
            Some(key) if !self.leniency.is_lenient() => {
                let place = if self.place.is_empty() { "description" } else { &self.place };
                Err(complain(place, format!("only the keys {}", known.join(", ")), format!("'{key}'")))
            }
            _ => Ok(()),
        }
    }

    fn text(&self, key: &str) -> Result<&'a str> {
        let value = self.required(key)?;
        value.as_str().ok_or_else(|| self.wrong(key, "a string", value))
    }

    /// Booleans are no integers; the lenient import takes 2.0 for 2.
    fn as_integer(&self, value: &Value) -> Option<i64> {
        let limit = 9_007_199_254_740_992.0;
        let integral = |x: &f64| self.leniency.is_lenient() && x.fract() == 0.0 && x.abs() <= limit;
        value.as_i64().or_else(|| value.as_f64().filter(integral).map(|x| x as i64))
    }

    fn integer(&self, key: &str) -> Result<i64> {
        let value = self.required(key)?;
        self.as_integer(value).ok_or_else(|| self.wrong(key, "an integer below 2^63", value))
    }

    fn small(&self, key: &str) -> Result<Option<i32>> {
        let Some(value) = self.optional(key) else { return Ok(None) };
        let number = self.as_integer(value).and_then(|n| i32::try_from(n).ok());
        number.map(Some).ok_or_else(|| self.wrong(key, "an integer below 2^31", value))
    }

    /// False if absent.
    fn boolean(&self, key: &str) -> Result<bool> {
        let Some(value) = self.optional(key) else { return Ok(false) };
        value.as_bool().ok_or_else(|| self.wrong(key, "true or false", value))
    }

    fn integers(&self, key: &str) -> Result<Option<Vec<i64>>> {
        let Some(value) = self.optional(key) else { return Ok(None) };
        let numbers = value.as_array().and_then(|list| list.iter().map(|item| self.as_integer(item)).collect());
        numbers.map(Some).ok_or_else(|| self.wrong(key, "a sequence of integers", value))
    }

    fn pair<T>(&self, key: &str, read: impl Fn(&Value) -> Option<T>) -> Result<Option<[T; 2]>> {
        let Some(value) = self.optional(key) else { return Ok(None) };
        let pair = match value.as_array().map(Vec::as_slice) {
            Some([first, second]) => read(first).zip(read(second)),
            _ => None,
        };
        pair.map(|(first, second)| Some([first, second]))
            .ok_or_else(|| self.wrong(key, "two values of the right type", value))
    }
}
