//! Random numbers by position.

use super::arguments::{self, Out};
use super::handles::{self, distarray_array, distarray_random, Object};
use super::status::{collective, distarray_status, free, local};
use crate::array::Array;
use crate::error::Result;
use crate::random::{Random, State};
use std::os::raw::c_int;
use std::sync::{Arc, Mutex, MutexGuard};

/// Numbers in a saved state, see distarray_random_get_state().
pub const DISTARRAY_RANDOM_STATE: i32 = 7;

fn locked(random: &Mutex<Random>) -> MutexGuard<'_, Random> {
    random.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Makes a generator of random numbers at the beginning of a stream. What it gives depends on key and stream alone, not on
/// ranks and distributions: give the same on all ranks. Streams of one key are independent of each other.
///
/// **Local**.
///
/// @param key any number, the key of NumPy's `Philox(key=key)`; a negative one stands for its 64 bits
/// @param stream any number, 0 for the first; of NumPy's `Philox(key=key).jumped(stream)`
/// @param[out] random to be freed with distarray_random_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_random_create(
    key: i64,
    stream: i64,
    random: *mut distarray_random,
) -> distarray_status {
    local("distarray_random_create", |_| {
        let out = Out::new(random, "random")?;
        let random = Random::new(key as u64, stream as u64);
        handles::put(Object::Random(Arc::new(Mutex::new(random))), out)
    })
}

/// Frees a generator and sets the handle to NULL; NULL is fine.
///
/// **Local**.
#[no_mangle]
pub unsafe extern "C" fn distarray_random_free(random: *mut distarray_random) -> distarray_status {
    free("distarray_random_free", random, "random")
}

/// Says where a generator stands, to be saved.
///
/// **Local**.
///
/// @param[out] state DISTARRAY_RANDOM_STATE numbers: key (two), stream, words used (two, the lower half first), 1 or 0 for
///        whether half a word is left over, and that half
#[no_mangle]
pub unsafe extern "C" fn distarray_random_get_state(random: distarray_random, state: *mut i64) -> distarray_status {
    local("distarray_random_get_state", |arguments| {
        let random = arguments.random(random, "random")?;
        let words = locked(&random).state().to_words();
        Out::new(state, "state")?.set_all(words.map(|word| word as i64));
        Ok(())
    })
}

/// Lets a generator go on from a saved state.
///
/// **Local**.
///
/// @param state what distarray_random_get_state() gave, or NumPy's key, stream and words used, with zeros at the end
#[no_mangle]
pub unsafe extern "C" fn distarray_random_set_state(random: distarray_random, state: *const i64) -> distarray_status {
    local("distarray_random_set_state", |arguments| {
        let random = arguments.random(random, "random")?;
        let words = arguments::array(state, State::WORDS as i64, "state")?;
        let state = State::from_words(std::array::from_fn(|k| words[k] as u64))?;
        *locked(&random) = Random::from_state(state);
        Ok(())
    })
}

/// Leaves out words of the stream, at no cost: an array takes one for each element, half of one for uniform float32.
///
/// **Local**.
///
/// @param words at least 0
#[no_mangle]
pub unsafe extern "C" fn distarray_random_advance(random: distarray_random, words: i64) -> distarray_status {
    local("distarray_random_advance", |arguments| {
        let random = arguments.random(random, "random")?;
        let Ok(words) = u64::try_from(words) else { refuse!(Argument, "words", "expected at least 0, got {words}") };
        locked(&random).advance(words);
        Ok(())
    })
}

/// Fills an array; the generator moves on on success only.
fn fill(
    function: &'static str,
    random: distarray_random,
    array: distarray_array,
    law: impl FnOnce(&mut Random, &mut Array) -> Result<()>,
) -> distarray_status {
    local(function, |arguments| {
        let mut array = arguments.output(array, "array")?;
        let random = arguments.random(random, "random")?;
        let mut random = locked(&random);
        law(&mut random, &mut array)
    })
}

/// Fills an array with the words of the stream, of smaller integers with their lower bits: NumPy's `Philox.random_raw`.
/// As in all these functions, element i in C order gets what it would get on one rank; halos are not filled.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of integers
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_bits(
    random: distarray_random,
    array: distarray_array,
) -> distarray_status {
    fill("distarray_random_fill_bits", random, array, |random, array| random.bits(array))
}

/// Fills an array with numbers from `low` up to `high`, which rounding may reach: with 0 and 1 NumPy's `Generator.random`,
/// else its `uniform`, bit for bit.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of float64 or float32
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_uniform(
    random: distarray_random,
    array: distarray_array,
    low: f64,
    high: f64,
) -> distarray_status {
    fill("distarray_random_fill_uniform", random, array, |random, array| random.uniform(array, low, high))
}

/// Fills an array with whole numbers from `low` to `high`, each exactly as likely as any other.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of integers that can hold them
/// @param endpoint 1 if `high` is drawn as well, 0 if it is not
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_integers(
    random: distarray_random,
    array: distarray_array,
    low: i64,
    high: i64,
    endpoint: c_int,
) -> distarray_status {
    fill("distarray_random_fill_integers", random, array, |random, array| {
        random.integers(array, low, high, arguments::flag(endpoint, "endpoint")?)
    })
}

/// Fills an array with numbers of the normal law.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of float64 or float32
/// @param mean,deviation mean and standard deviation, which is at least 0
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_normal(
    random: distarray_random,
    array: distarray_array,
    mean: f64,
    deviation: f64,
) -> distarray_status {
    fill("distarray_random_fill_normal", random, array, |random, array| random.normal(array, mean, deviation))
}

/// Fills an array with numbers of the exponential law.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of float64 or float32
/// @param scale mean, at least 0
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_exponential(
    random: distarray_random,
    array: distarray_array,
    scale: f64,
) -> distarray_status {
    fill("distarray_random_fill_exponential", random, array, |random, array| random.exponential(array, scale))
}

/// Fills an array with numbers of the gamma law, whose mean is `shape * scale`.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of float64 or float32
/// @param shape,scale at least 0
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_gamma(
    random: distarray_random,
    array: distarray_array,
    shape: f64,
    scale: f64,
) -> distarray_status {
    fill("distarray_random_fill_gamma", random, array, |random, array| random.gamma(array, shape, scale))
}

/// Fills an array with numbers of the chi-square law.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of float64 or float32
/// @param freedom degrees of freedom, more than 0
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_chi_square(
    random: distarray_random,
    array: distarray_array,
    freedom: f64,
) -> distarray_status {
    fill("distarray_random_fill_chi_square", random, array, |random, array| random.chi_square(array, freedom))
}

/// Fills an array with numbers of the beta law.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of float64 or float32
/// @param a,b more than 0
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_beta(
    random: distarray_random,
    array: distarray_array,
    a: f64,
    b: f64,
) -> distarray_status {
    fill("distarray_random_fill_beta", random, array, |random, array| random.beta(array, a, b))
}

/// Fills an array with 1 at a probability, else 0.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of any dtype but complex ones
/// @param probability 0 to 1
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_bernoulli(
    random: distarray_random,
    array: distarray_array,
    probability: f64,
) -> distarray_status {
    fill("distarray_random_fill_bernoulli", random, array, |random, array| random.bernoulli(array, probability))
}

/// Fills an array with numbers of the Poisson law. What an integer dtype cannot hold becomes its highest number.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of integers or floats
/// @param mean 0 to 4e15
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_poisson(
    random: distarray_random,
    array: distarray_array,
    mean: f64,
) -> distarray_status {
    fill("distarray_random_fill_poisson", random, array, |random, array| random.poisson(array, mean))
}

/// Fills an array with numbers of successes in `trials` trials. What an integer dtype cannot hold becomes its highest number.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of integers or floats
/// @param trials 0 to 4e15
/// @param probability of a success, 0 to 1
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_binomial(
    random: distarray_random,
    array: distarray_array,
    trials: i64,
    probability: f64,
) -> distarray_status {
    fill("distarray_random_fill_binomial", random, array, |random, array| random.binomial(array, trials, probability))
}

/// Fills an array with numbers from 0 to `count` - 1, such as indices for distarray_array_take().
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of integers that can hold them
/// @param count at least 1; without replacement at least the number of elements
/// @param replace 1 if every element is drawn from all, 0 if each number comes at most once
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_choice(
    random: distarray_random,
    array: distarray_array,
    count: i64,
    replace: c_int,
) -> distarray_status {
    fill("distarray_random_fill_choice", random, array, |random, array| {
        random.choice(array, count, arguments::flag(replace, "replace")?)
    })
}

/// Fills an array with numbers from 0 to `count` - 1, as likely as their weights say. With replacement they are NumPy's
/// `Generator.choice(count, shape, p=weights)`, bit for bit if the weights sum to 1 as NumPy wants.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of integers that can hold them
/// @param weights `count` numbers of at least 0, of any sum above 0; the same on all ranks; NULL if all are alike
/// @param count at least 1; without replacement there are as many weights above 0 as the array has elements
/// @param replace 1 if every element is drawn from all, 0 if one after another is drawn from those left over
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_weighted(
    random: distarray_random,
    array: distarray_array,
    weights: *const f64,
    count: i64,
    replace: c_int,
) -> distarray_status {
    fill("distarray_random_fill_weighted", random, array, |random, array| {
        let replace = arguments::flag(replace, "replace")?;
        if weights.is_null() {
            return random.choice(array, count, replace);
        }
        let weights = unsafe { arguments::array(weights, count, "weights") }?;
        random.weighted_choice(array, weights, replace)
    })
}

/// Fills an array with the numbers from 0 to its number of elements less one in random order.
///
/// **Local**: call it on all ranks, so that their generators stay together.
///
/// @param array of integers that can hold them
#[no_mangle]
pub unsafe extern "C" fn distarray_random_fill_permutation(
    random: distarray_random,
    array: distarray_array,
) -> distarray_status {
    fill("distarray_random_fill_permutation", random, array, |random, array| random.permutation(array))
}

/// Brings the indices of an axis into random order, in place: whole rows of a matrix move for axis 0.
///
/// **Collective**. Communicates; takes a temporary of the array's size.
///
/// @param random,array,axis the same on all ranks; -ndim to ndim-1
#[no_mangle]
pub unsafe extern "C" fn distarray_random_shuffle(
    random: distarray_random,
    array: distarray_array,
    axis: c_int,
) -> distarray_status {
    collective("distarray_random_shuffle", |arguments| {
        let mut array = arguments.array(array, "array")?;
        let random = arguments.random(random, "random")?;
        let mut random = locked(&random);
        random.shuffle(&mut array, axis)
    })
}

/// Makes a copy of an array with the indices of an axis in random order, in the distribution of the array without halo.
///
/// **Collective**. Allocates; communicates.
///
/// @param random,array,axis the same on all ranks; -ndim to ndim-1
/// @param[out] result to be freed with distarray_array_free()
#[no_mangle]
pub unsafe extern "C" fn distarray_random_permute(
    random: distarray_random,
    array: distarray_array,
    axis: c_int,
    result: *mut distarray_array,
) -> distarray_status {
    collective("distarray_random_permute", |arguments| {
        let array = arguments.array(array, "array")?;
        let random = arguments.random(random, "random")?;
        let out = Out::new(result, "result")?;
        let mut random = locked(&random);
        handles::put(Object::Array(random.permute(&array, axis)?), out)
    })
}
