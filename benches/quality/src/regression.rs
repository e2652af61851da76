//! Logistic regression with a ridge, on few observations of many.

/// What was observed of one case, what it should be, and how much it counts.
pub struct Case {
    /// Observations and their values.
    pub observed: Vec<(usize, f32)>,
    pub yes: bool,
    pub counts: f32,
}

/// What a case's observations add up to, as log odds.
pub fn score(weights: &[f32], observed: &[(usize, f32)]) -> f32 {
    observed.iter().map(|(at, value)| weights[*at] * value).sum()
}

const ROUNDS: usize = 400;
const STEP: f32 = 0.08;

/// Fits a weight for each observation by Adam (Kingma and Ba, 2015) over all cases at once. `ridge` times half the sum
/// of squared weights is added to the loss.
pub fn fit(cases: &[&Case], width: usize, ridge: f32) -> Vec<f32> {
    let all: f32 = cases.iter().map(|case| case.counts).sum();
    let mut weights = vec![0.0; width];
    let (mut mean, mut square) = (vec![0.0; width], vec![0.0; width]);
    for round in 1..=ROUNDS {
        let slopes = slopes(cases, &weights);
        let step = STEP * (1.0 - round as f32 / (ROUNDS + 1) as f32);
        let (early_mean, early_square) = (1.0 - 0.9_f32.powi(round as i32), 1.0 - 0.999_f32.powi(round as i32));
        for at in 0..width {
            let slope = (slopes[at] + ridge * weights[at]) / all;
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.999 * square[at] + 0.001 * slope * slope;
            weights[at] -= step * (mean[at] / early_mean) / ((square[at] / early_square).sqrt() + 1e-8);
        }
    }
    weights
}

/// How the loss changes with each weight.
fn slopes(cases: &[&Case], weights: &[f32]) -> Vec<f32> {
    let mut slopes = vec![0.0; weights.len()];
    for case in cases {
        let likely = 1.0 / (1.0 + (-score(weights, &case.observed)).exp());
        let error = (likely - f32::from(u8::from(case.yes))) * case.counts;
        case.observed.iter().for_each(|(at, value)| slopes[*at] += error * value);
    }
    slopes
}

#[cfg(test)]
mod tests {
    use super::{Case, fit};

    #[test]
    fn what_tells_gets_weight() {
        let case = |at: usize, yes| Case { observed: vec![(at, 1.0), (2, 1.0)], yes, counts: 1.0 };
        let cases: Vec<Case> = (0..40).map(|at| case(at % 2, at % 2 == 0)).collect();
        let weights = fit(&cases.iter().collect::<Vec<_>>(), 3, 0.01);
        assert!(weights[0] > 1.0 && weights[1] < -1.0 && weights[2].abs() < 0.5);
    }
}
