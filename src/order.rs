//! One sort for everything. A generic sort is copied into the module for every type it is used
//! with, several kilobytes each time; numbers are sorted here once, and the items follow them.

use crate::source::Span;

/// Sorts by a number; items with equal numbers stay in their order.
pub(crate) fn by_number<T>(items: &mut Vec<T>, number: impl Fn(&T) -> u128) {
    let numbers: Vec<u128> = items.iter().map(number).collect();
    if numbers.is_sorted() {
        return;
    }
    let mut slots: Vec<Option<T>> = items.drain(..).map(Some).collect();
    let places = order_of(&numbers).into_iter();
    items.extend(places.filter_map(|at| slots.get_mut(at as usize)?.take()));
}

/// A place in a file as a number that sorts alike.
pub(crate) fn place(file: usize, span: Span) -> u128 {
    (file as u128) << 64 | u128::from(span.start) << 32 | u128::from(span.end)
}

/// The places of the numbers, smallest number first.
fn order_of(numbers: &[u128]) -> Vec<u32> {
    let mut order: Vec<(u128, u32)> = numbers.iter().copied().zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, at)| at).collect()
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
