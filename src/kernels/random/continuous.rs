//! Laws of real numbers that take as many draws as it needs, from the words of one element.

use super::math::{exp, ln};
use super::quantile::Normal;
use super::stream::Draws;

/// The gamma law of scale 1, by rejection from a cube of a normal variable; about 1.05 attempts.
///
/// G. Marsaglia, W. W. Tsang: A simple method for generating gamma variables. ACM Transactions on Mathematical Software 26,
/// 2000; below shape 1, a variable of a shape higher by 1 times a power of a uniform one, as they say.
#[derive(Clone, Copy, Debug)]
pub struct Gamma {
    shape: f64,
    d: f64,
    c: f64,
}

impl Gamma {
    pub fn new(shape: f64) -> Gamma {
        let d = if shape < 1.0 { shape + 1.0 } else { shape } - 1.0 / 3.0;
        Gamma { shape, d, c: 1.0 / (9.0 * d).sqrt() }
    }

    pub fn draw(&self, normal: &Normal, draws: &mut Draws) -> f64 {
        if self.shape == 0.0 {
            return 0.0;
        }
        let power = if self.shape < 1.0 { exp(ln(draws.unit()) / self.shape) } else { 1.0 };
        loop {
            let x = normal.of(draws.word());
            let u = draws.unit();
            let root = 1.0 + self.c * x;
            if root <= 0.0 {
                continue;
            }
            let v = root * root * root;
            let square = x * x;
            let surely = u < 1.0 - 0.0331 * square * square;
            if surely || ln(u) < 0.5 * square + self.d * (1.0 - v + ln(v)) {
                return self.d * v * power;
            }
        }
    }
}

/// The beta law: of two gamma variables the first's share. With both shapes up to 1, where these may vanish, M. D. Jöhnk's
/// rejection of two powers of uniform variables (Metrika 8, 1964), with logarithms where the powers vanish.
#[derive(Clone, Copy, Debug)]
pub struct Beta {
    a: f64,
    b: f64,
    gammas: [Gamma; 2],
}

impl Beta {
    pub fn new(a: f64, b: f64) -> Beta {
        Beta { a, b, gammas: [Gamma::new(a), Gamma::new(b)] }
    }

    pub fn draw(&self, normal: &Normal, draws: &mut Draws) -> f64 {
        if self.a > 1.0 || self.b > 1.0 {
            let [x, y] = self.gammas.map(|gamma| gamma.draw(normal, draws));
            return x / (x + y);
        }
        loop {
            let (p, q) = (ln(draws.unit()) / self.a, ln(draws.unit()) / self.b);
            let (x, y) = (exp(p), exp(q));
            if x + y > 1.0 {
                continue;
            }
            if x + y > 0.0 {
                return x / (x + y);
            }
            let most = p.max(q);
            let (x, y) = (exp(p - most), exp(q - most));
            return x / (x + y);
        }
    }
}
