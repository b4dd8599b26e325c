//! Scores as probabilities: a line through the log-odds for each kind of score, which the bundle brings along
//! (J. Platt, "Probabilistic Outputs for Support Vector Machines", 1999; fitted by `training/calibrate.py`).

use serde::Deserialize;

/// p = σ(a·logit(score) + b); `[1, 0]` changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub(crate) struct Line(f32, f32);

impl Default for Line {
    fn default() -> Line {
        Line(1.0, 0.0)
    }
}

impl Line {
    pub(crate) fn apply(self, score: f32) -> f32 {
        if self == Line::default() {
            return score;
        }
        // A score of 0.9999 says no more than one of 0.999, by which the line was fitted.
        let p = score.clamp(1e-3, 1.0 - 1e-3);
        let x = self.0 * (p / (1.0 - p)).ln() + self.1;
        1.0 / (1.0 + (-x).exp())
    }

    /// A score never falls where the parser grew surer.
    fn rises(self) -> bool {
        self.0.is_finite() && self.1.is_finite() && self.0 > 0.0
    }
}

/// One line per kind of score; a bundle without them leaves scores as the network gives them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Calibration {
    pub(crate) mention: Line,
    pub(crate) event: Line,
    pub(crate) actors: Line,
    pub(crate) recipients: Line,
    pub(crate) attribution: Line,
}

impl Calibration {
    pub(crate) fn is_sound(&self) -> bool {
        [self.mention, self.event, self.actors, self.recipients, self.attribution]
            .into_iter()
            .all(Line::rises)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_the_order_and_stays_between_zero_and_one() {
        let line = Line(0.5, -0.3);
        let out: Vec<f32> = [0.01, 0.2, 0.5, 0.9, 0.99].into_iter().map(|p| line.apply(p)).collect();
        assert!(out.is_sorted_by(|a, b| a < b), "{out:?}");
        assert!(out.iter().all(|p| (0.0..=1.0).contains(p)));
        // σ(-0.3)
        assert!((out[2] - 0.425_557).abs() < 1e-5);
    }

    #[test]
    fn none_given_changes_nothing() {
        let none: Calibration = serde_json::from_str("{}").unwrap();
        assert_eq!(none.event.apply(0.37), 0.37);
        let one: Calibration = serde_json::from_str(r#"{"event": [0.5, 0.1]}"#).unwrap();
        assert_eq!((one.event, one.actors), (Line(0.5, 0.1), Line::default()));
        let falling: Calibration = serde_json::from_str(r#"{"event": [-1.0, 0.1]}"#).unwrap();
        assert!(none.is_sound() && one.is_sound() && !falling.is_sound());
    }
}
