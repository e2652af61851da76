//! Whether a rule hits another share of the pages than it did.

use serde::Serialize;

/// So many pages of so many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Share {
    /// Pages with hits.
    pub pages: usize,
    /// All pages.
    pub of: usize,
}

/// Standard errors from which a change counts: one chance in ten thousand, for there are many rules and outlets.
const LEAST_Z: f64 = 3.89;
/// Pages to expect of each sort, with and without hits, in each run: with fewer the test says nothing (Cochran, “Some
/// methods for strengthening the common χ² tests”, 1954).
const LEAST_EXPECTED: f64 = 5.0;
/// Cohen's *h* from which a change matters: what he calls small (“Statistical power analysis for the behavioral
/// sciences”, 1988). In a large run the smallest difference is certain.
const LEAST_H: f64 = 0.2;

impl Share {
    /// Pages that a run must have of an outlet for a change to count.
    pub const FEWEST: usize = 10;

    /// The change from this share to `now` in standard errors, if it is one: by the two-proportion *z* test with a pooled
    /// variance, whose square is Pearson's χ² of the two by two pages.
    #[must_use]
    pub fn change_to(self, now: Self) -> Option<f64> {
        let (here, there) = (real(self.of), real(now.of));
        let pooled = (real(self.pages) + real(now.pages)) / (here + there);
        let fewest = here.min(there) * pooled.min(1.0 - pooled);
        if fewest.is_nan() || fewest < LEAST_EXPECTED {
            return None;
        }
        let error = (pooled * (1.0 - pooled) * (1.0 / here + 1.0 / there)).sqrt();
        let z = (now.rate() - self.rate()) / error;
        let h = 2.0 * (now.rate().sqrt().asin() - self.rate().sqrt().asin());
        (z.abs() >= LEAST_Z && h.abs() >= LEAST_H).then_some(z)
    }

    /// From 0 to 1.
    #[must_use]
    pub fn rate(self) -> f64 {
        real(self.pages) / real(self.of)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a rate needs no more than 52 bits")]
fn real(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(pages: usize, of: usize) -> Share {
        Share { pages, of }
    }

    #[test]
    fn a_layout_that_changed_is_seen() {
        let z = share(95, 100).change_to(share(0, 100)).unwrap();
        // (0 - 0.95) / sqrt(0.475 · 0.525 · 2/100)
        assert!((z + 13.452).abs() < 0.001, "{z}");
        assert!(share(0, 100).change_to(share(60, 100)).unwrap() > 0.0);
    }

    #[test]
    fn small_counts_stay_quiet() {
        assert_eq!(share(4, 4).change_to(share(0, 4)), None);
        assert_eq!(share(0, 10_000).change_to(share(3, 3)), None);
        assert_eq!(share(0, 0).change_to(share(0, 0)), None);
    }

    #[test]
    fn chance_and_trifles_stay_quiet() {
        assert_eq!(share(50, 100).change_to(share(60, 100)), None);
        assert_eq!(share(500_000, 1_000_000).change_to(share(510_000, 1_000_000)), None);
    }
}
