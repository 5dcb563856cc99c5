//! Puts the commands that a command starts right after it.

use super::command::Command;

/// The commands from `start` to `end` were found in the words of `owner`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Batch {
    pub(super) owner: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Puts the commands in the order of the text. The first `direct` ones stand in the script itself;
/// `batches` are sorted by their owners.
pub(super) fn put_in_order(commands: &mut [Command<'_>], direct: usize, batches: &[Batch]) {
    if batches.is_empty() {
        return;
    }
    // New place of each command; a stack of ranges instead of recursion.
    let mut places = vec![usize::MAX; commands.len()];
    let mut count = 0;
    let mut open = Vec::new();
    open.push((0, direct));
    while let Some((next, end)) = open.last_mut() {
        let index = *next;
        if index == *end {
            open.pop();
            continue;
        }
        *next += 1;
        if let Some(place) = places.get_mut(index) {
            *place = count;
            count += 1;
        }
        if let Ok(at) = batches.binary_search_by_key(&index, |batch| batch.owner)
            && let Some(batch) = batches.get(at)
        {
            open.push((batch.start, batch.end));
        }
    }
    let place = |index: Option<usize>| index.and_then(|index| places.get(index).copied());
    for command in &mut *commands {
        command.reads_from = place(command.reads_from);
        command.pipes_into = place(command.pipes_into);
        command.inside = place(command.inside);
    }
    // Each swap brings one command to its place for good.
    for at in 0..commands.len() {
        while let Some(place) = places.get(at).copied()
            && place != at
            && place < commands.len()
        {
            commands.swap(at, place);
            places.swap(at, place);
        }
    }
}
