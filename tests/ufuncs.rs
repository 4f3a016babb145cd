//! Functions of elements against NumPy 2: result types, values at the edges, errors in units of the last place.

use distarray::dtype::{Dtype, Kind};
use distarray::kernels::ufunc::{literal, Operand, Source, Target, Ufunc};
use serde_json::Value;

fn facts() -> Value {
    serde_json::from_str(include_str!("data/numpy_ufuncs.json")).unwrap()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap();
    (0..text.len() / 2).map(|i| u8::from_str_radix(&text[2 * i..2 * i + 2], 16).unwrap()).collect()
}

fn dtype(value: &Value) -> Dtype {
    Dtype::from_name(value.as_str().unwrap()).unwrap()
}

fn named(name: &str) -> Ufunc {
    Ufunc::from_name(name).unwrap_or_else(|| panic!("no function {name}"))
}

fn apply(op: Ufunc, operands: &[(Dtype, &[u8])], out: Dtype) -> Vec<u8> {
    let n = operands[0].1.len() / operands[0].0.size();
    let mut result = vec![0; n * out.size()];
    let strides: Vec<[isize; 1]> = operands.iter().map(|(dtype, _)| [dtype.size() as isize]).collect();
    let source =
        |((dtype, data), strides): (&(Dtype, &[u8]), _)| Source { pointer: data.as_ptr(), strides, dtype: *dtype };
    let sources: Vec<Source> = operands.iter().zip(strides.iter().map(|s| &s[..])).map(source).collect();
    let target = Target { pointer: result.as_mut_ptr(), strides: &[out.size() as isize], dtype: out };
    unsafe { op.apply(&sources, target, &[n]) };
    result
}

/// NumPy's letters for dtypes, and ours; these differ with a reason.
fn letter(op: Ufunc, operands: &[Operand]) -> char {
    match op.resolve(operands) {
        Err(_) => '-',
        Ok(step) => {
            let names = facts_names();
            (b'a' + names.iter().position(|name| name == step.result.name()).unwrap() as u8) as char
        }
    }
}

fn facts_names() -> &'static [String] {
    static NAMES: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    NAMES.get_or_init(|| list(&facts()["names"]).iter().map(|name| name.as_str().unwrap().to_string()).collect())
}

#[test]
fn result_types_are_numpys() {
    let facts = facts();
    let dtypes: Vec<Dtype> = list(&facts["names"]).iter().map(dtype).collect();
    let mut wrong = Vec::new();
    for (name, letters) in facts["unary_dtypes"].as_object().unwrap() {
        let ours: String = dtypes.iter().map(|&dtype| letter(named(name), &[dtype.into()])).collect();
        // The angle of bools is float64 there.
        if ours != letters.as_str().unwrap() && name != "angle" {
            wrong.push(format!("{name}: {ours}, NumPy {letters}"));
        }
    }
    for (name, rows) in facts["binary_dtypes"].as_object().unwrap() {
        for (&a, letters) in dtypes.iter().zip(list(rows)) {
            let ours: String = dtypes.iter().map(|&b| letter(named(name), &[a.into(), b.into()])).collect();
            if ours != letters.as_str().unwrap() {
                wrong.push(format!("{name} of {}: {ours}, NumPy {letters}", a.name()));
            }
        }
    }
    let literals = [Dtype::Int64, Dtype::Float64, Dtype::Complex128].map(|dtype| Operand { dtype, weak: true });
    for (name, rows) in facts["literal_dtypes"].as_object().unwrap() {
        for (&a, letters) in dtypes.iter().zip(list(rows)) {
            let ours: String = literals.iter().map(|&b| letter(named(name), &[a.into(), b])).collect();
            if ours != letters.as_str().unwrap() {
                wrong.push(format!("{name} of {} and literals: {ours}, NumPy {letters}", a.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn literals_keep_within_their_dtype() {
    let number = |value: i64| value.to_ne_bytes();
    assert_eq!(literal(&number(-128), Dtype::Int64, Dtype::Int8).unwrap()[0], 0x80);
    assert!(literal(&number(128), Dtype::Int64, Dtype::Int8).is_err());
    assert!(literal(&number(-1), Dtype::Int64, Dtype::UInt64).is_err());
    assert!(literal(&u64::MAX.to_ne_bytes(), Dtype::UInt64, Dtype::Int64).is_err());
    assert!(literal(&number(300), Dtype::Int64, Dtype::Float32).is_ok());
    assert!(literal(&[0; 7], Dtype::Int64, Dtype::Int64).is_err());
}

/// Real and imaginary parts, for comparisons with rounding.
fn parts(dtype: Dtype, element: &[u8]) -> Vec<f64> {
    let f4 = |b: &[u8]| f32::from_le_bytes(b.try_into().unwrap()) as f64;
    let f8 = |b: &[u8]| f64::from_le_bytes(b.try_into().unwrap());
    match dtype {
        Dtype::Float32 => vec![f4(element)],
        Dtype::Float64 => vec![f8(element)],
        Dtype::Complex64 => element.chunks(4).map(f4).collect(),
        Dtype::Complex128 => element.chunks(8).map(f8).collect(),
        _ => vec![],
    }
}

fn epsilon(dtype: Dtype) -> f64 {
    if dtype.scalar_size() == 4 {
        f32::EPSILON as f64
    } else {
        f64::EPSILON
    }
}

/// The gap between floats at a number.
fn spacing(dtype: Dtype, x: f64) -> f64 {
    let least = if dtype.scalar_size() == 4 { f32::MIN_POSITIVE as f64 } else { f64::MIN_POSITIVE };
    let power = x.abs().max(least).log2().floor();
    epsilon(dtype) * power.exp2()
}

/// Equal bytes, both NaN, zeros of one sign, or within some units of the last place of the whole number.
fn close(dtype: Dtype, got: &[u8], expected: &[u8], ulps: f64, loose_zero: bool) -> bool {
    if got == expected {
        return true;
    }
    let (x, y) = (parts(dtype, got), parts(dtype, expected));
    let size = y.iter().fold(0f64, |size, part| if part.is_finite() { size.max(part.abs()) } else { size });
    !x.is_empty()
        && x.iter().zip(&y).all(|(&x, &y)| {
            x.is_nan() && y.is_nan()
                || x == y && (x != 0.0 || loose_zero || x.is_sign_negative() == y.is_sign_negative())
                || (x - y).abs() <= ulps * spacing(dtype, size)
        })
}

/// How far values may be from NumPy's, in units of the last place: twice the bounds below, as NumPy's have an error too.
fn tolerance(op: Ufunc, dtype: Dtype) -> f64 {
    match op.name() {
        "absolute" | "hypot" | "divide" | "reciprocal" | "sign" if dtype.kind() == Kind::Complex => 2.0,
        "multiply" | "square" | "sqrt" if dtype.kind() == Kind::Complex => 4.0,
        "hypot" => 1.0,
        "power" | "float_power" if dtype.kind() == Kind::Complex => 64.0,
        _ if bound(op.name()).is_some() && dtype.kind() == Kind::Complex => 16.0,
        "power" | "float_power" | "arctan2" | "logaddexp" | "logaddexp2" | "angle" => 4.0,
        "degrees" | "radians" => 1.0,
        name => bound(name).map_or(0.0, |bound| 2.0 * bound),
    }
}

/// The documented bound of the error, in units of the last place, in double precision; in single it is 0.51.
fn bound(name: &str) -> Option<f64> {
    const BOUNDS: &[(&str, f64)] = &[
        ("sqrt", 0.5),
        ("cbrt", 2.0),
        ("exp", 0.8),
        ("exp2", 0.8),
        ("expm1", 0.8),
        ("log", 0.8),
        ("log2", 0.8),
        ("log10", 0.8),
        ("log1p", 0.8),
        ("sin", 0.8),
        ("cos", 0.8),
        ("tan", 0.8),
        ("arcsin", 0.9),
        ("arccos", 0.9),
        ("arctan", 0.9),
        ("sinh", 0.8),
        ("cosh", 0.8),
        ("tanh", 1.3),
        ("arcsinh", 1.2),
        ("arccosh", 1.2),
        ("arctanh", 0.9),
    ];
    BOUNDS.iter().find(|row| row.0 == name).map(|row| row.1)
}

#[test]
fn edge_values_are_numpys() {
    let facts = facts();
    let mut wrong = Vec::new();
    let mut check = |op: Ufunc, operands: &[(Dtype, &[u8])], expected: &[u8]| {
        let dtypes: Vec<Operand> = operands.iter().map(|operand| operand.0.into()).collect();
        let result = op.resolve(&dtypes).unwrap().result;
        let got = apply(op, operands, result);
        let ulps = tolerance(op, if operands[0].0.kind() == Kind::Complex { operands[0].0 } else { result });
        let loose_zero = matches!(op, Ufunc::Maximum | Ufunc::Minimum | Ufunc::Fmax | Ufunc::Fmin);
        for (i, (got, expected)) in got.chunks(result.size()).zip(expected.chunks(result.size())).enumerate() {
            let of_zero = expected.iter().rev().skip(1).all(|&byte| byte == 0) && op == Ufunc::Reciprocal;
            // Documented: the reciprocal of an integer 0 is 0.
            if of_zero && got.iter().all(|&byte| byte == 0) && result.kind() < Kind::Float {
                continue;
            }
            if !close(result, got, expected, ulps, loose_zero) {
                let shown = |dtype: Dtype, bytes: &[u8]| match parts(dtype, bytes) {
                    parts if parts.is_empty() => format!("{bytes:?}"),
                    parts => format!("{parts:?}"),
                };
                let arguments: Vec<String> = operands
                    .iter()
                    .map(|&(dtype, data)| shown(dtype, &data[i * dtype.size()..][..dtype.size()]))
                    .collect();
                let (got, expected) = (shown(result, got), shown(result, expected));
                wrong.push(format!(
                    "{} of {} {}: {got}, NumPy {expected}",
                    op.name(),
                    operands[0].0.name(),
                    arguments.join(", ")
                ));
            }
        }
    };
    for case in list(&facts["unary"]) {
        check(named(case[0].as_str().unwrap()), &[(dtype(&case[1]), &bytes(&case[2]))], &bytes(&case[3]));
    }
    for case in list(&facts["binary"]) {
        let (op, dtype) = (named(case[0].as_str().unwrap()), dtype(&case[1]));
        check(op, &[(dtype, &bytes(&case[2])), (dtype, &bytes(&case[3]))], &bytes(&case[4]));
    }
    let count = wrong.len();
    let mut seen = std::collections::HashMap::new();
    wrong.retain(|text: &String| {
        let case = seen.entry(text.split_whitespace().take(3).collect::<String>()).or_insert(0);
        *case += 1;
        *case <= 3
    });
    assert!(wrong.is_empty(), "{count} values differ, for example\n{}", wrong.join("\n"));
}

/// Errors of functions, one by one and within vectors, against exact values.
#[test]
fn errors_keep_their_bounds() {
    let mut wrong = Vec::new();
    for case in list(&facts()["exact"]) {
        let (name, dtype) = (case["name"].as_str().unwrap(), dtype(&case["dtype"]));
        let (x, high, low) = (bytes(&case["x"]), bytes(&case["high"]), bytes(&case["low"]));
        let got = apply(named(name), &[(dtype, &x)], dtype);
        let mut most = 0f64;
        for (i, element) in got.chunks(dtype.size()).enumerate() {
            let high = parts(Dtype::Float64, &high[8 * i..][..8])[0];
            let low = parts(Dtype::Float32, &low[4 * i..][..4])[0];
            let value = parts(dtype, element)[0];
            let below = low * spacing(Dtype::Float64, high) / spacing(dtype, high);
            most = most.max(((value - high) / spacing(dtype, high) - below).abs());
            let one = apply(named(name), &[(dtype, &x[i * dtype.size()..][..dtype.size()])], dtype);
            assert_eq!(one, element, "{name} of {} depends on the place of an element", dtype.name());
        }
        let allowed = if dtype == Dtype::Float32 { 0.51 } else { bound(name).unwrap() };
        if most > allowed {
            wrong.push(format!("{name} of {}: {most:.3} units of the last place, more than {allowed}", dtype.name()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn wheres_and_clips() {
    let x: Vec<u8> = [1.0f64, f64::NAN, -3.0, 9.0].iter().flat_map(|x| x.to_le_bytes()).collect();
    let low: Vec<u8> = [0i8, 0, -1, 2].iter().map(|x| *x as u8).collect();
    let high: Vec<u8> = [4i16, 4, 5, 6].iter().flat_map(|x| x.to_le_bytes()).collect();
    let clipped =
        apply(Ufunc::Clip, &[(Dtype::Float64, &x), (Dtype::Int8, &low), (Dtype::Int16, &high)], Dtype::Float64);
    let numbers: Vec<f64> = clipped.chunks(8).map(|b| f64::from_le_bytes(b.try_into().unwrap())).collect();
    assert!(numbers[0] == 1.0 && numbers[1].is_nan() && numbers[2] == -1.0 && numbers[3] == 6.0, "{numbers:?}");
    let chosen = apply(
        Ufunc::Where,
        &[(Dtype::Bool, &[1, 0, 2, 0]), (Dtype::Float64, &x), (Dtype::Int16, &high)],
        Dtype::Float64,
    );
    let numbers: Vec<f64> = chosen.chunks(8).map(|b| f64::from_le_bytes(b.try_into().unwrap())).collect();
    assert_eq!(numbers, [1.0, 4.0, -3.0, 6.0]);
}
