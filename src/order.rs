//! One sort for everything. A generic sort is copied into the module for every type it is used
//! with, several kilobytes each time; numbers are sorted here once, and the items follow them.

use crate::source::Span;

/// Sorts by a number; items with equal numbers stay in their order.
pub(crate) fn by_number<T>(items: &mut [T], number: impl Fn(&T) -> u128) {
    let mut numbers = Vec::new();
    for item in &*items {
        numbers.push(number(item));
    }
    for (one, other) in swaps(&numbers) {
        items.swap(one, other);
    }
}

/// A place in a file as a number that sorts alike.
pub(crate) fn place(file: usize, span: Span) -> u128 {
    (file as u128) << 64 | u128::from(span.start) << 32 | u128::from(span.end)
}

/// The swaps that bring the numbers in order, at most one for each.
fn swaps(numbers: &[u128]) -> Vec<(usize, usize)> {
    let mut swaps = Vec::new();
    if numbers.is_sorted() {
        return swaps;
    }
    let mut order: Vec<(u128, usize)> = numbers.iter().copied().zip(0..).collect();
    order.sort_unstable();
    // What belongs at a place comes from another, whose own comes from a third, until the first
    // one is free.
    for first in 0..order.len() {
        let mut at = first;
        while let Some((_, from)) = order.get_mut(at) {
            let from = std::mem::replace(from, at);
            if from == first {
                break;
            }
            swaps.push((at, from));
            at = from;
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_and_keeps_the_order_of_equals() {
        let mut words = vec!["cc", "a", "bb", "dd", "e"];
        by_number(&mut words, |word| word.len() as u128);
        assert_eq!(words, ["a", "e", "cc", "bb", "dd"]);
    }

    #[test]
    fn places_sort_by_file_then_start_then_end() {
        let at = |file, start, end| place(file, Span { start, end });
        assert!(at(0, 9, 9) < at(1, 0, 0));
        assert!(at(0, 1, 9) < at(0, 2, 3));
        assert!(at(0, 1, 2) < at(0, 1, 3));
    }
}
