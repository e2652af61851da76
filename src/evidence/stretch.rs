//! The stretch of a row of numbers that sums up to most: the maximum subsequence, which finds an article among what
//! surrounds it (Pasternack and Roth, Extracting article text from the web with maximum subsequence segmentation, 2009).

use std::ops::Range;

/// Empty at 0 where no number is above nought.
pub(super) fn heaviest(numbers: impl IntoIterator<Item = f32>) -> Range<usize> {
    let (mut best, mut best_sum) = (0..0, 0.0);
    let (mut start, mut sum) = (0, 0.0);
    for (at, number) in numbers.into_iter().enumerate() {
        sum += number;
        if sum <= 0.0 {
            (start, sum) = (at + 1, 0.0);
        } else if sum > best_sum {
            (best, best_sum) = (start..at + 1, sum);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::heaviest;

    #[test]
    fn a_stretch_spans_what_weighs_less_than_it_joins() {
        assert_eq!(heaviest([-1.0, 2.0, -1.0, 4.0, -9.0, 4.0]), 1..4);
        assert_eq!(heaviest([-1.0, 0.0]), 0..0);
    }
}
