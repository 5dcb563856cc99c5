//! Puts the commands that a command starts right after it.

use super::command::Command;

/// The commands from `start` to `end` were found in the words of `owner`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Batch {
    pub(super) owner: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The commands in the order of the text. The first `direct` ones stand in the script itself;
/// `batches` are sorted by their owners.
pub(super) fn in_order<'a>(
    commands: Vec<Command<'a>>,
    direct: usize,
    batches: &[Batch],
) -> Vec<Command<'a>> {
    if batches.is_empty() {
        return commands;
    }
    let mut batch_of = vec![None; commands.len()];
    for batch in batches {
        if let Some(place) = batch_of.get_mut(batch.owner) {
            *place = Some(*batch);
        }
    }
    // New place of each command; a stack of ranges instead of recursion.
    let mut places = vec![0; commands.len()];
    let mut count = 0;
    let mut open = Vec::new();
    open.push(0..direct);
    while let Some(range) = open.last_mut() {
        let Some(index) = range.next() else {
            open.pop();
            continue;
        };
        if let Some(place) = places.get_mut(index) {
            *place = count;
            count += 1;
        }
        if let Some(batch) = batch_of.get(index).copied().flatten() {
            open.push(batch.start..batch.end);
        }
    }
    let place = |index: usize| places.get(index).copied();
    let mut sorted: Vec<(usize, Command<'a>)> = places.iter().copied().zip(commands).collect();
    crate::order::by_number(&mut sorted, |(place, _)| *place as u128);
    let renumber = |(_, mut command): (usize, Command<'a>)| {
        command.reads_from = command.reads_from.and_then(place);
        command.pipes_into = command.pipes_into.and_then(place);
        command.inside = command.inside.and_then(place);
        command
    };
    sorted.into_iter().map(renumber).collect()
}
