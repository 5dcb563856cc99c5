//! How hard a text is to read.

/// Flesch–Kincaid grade; code words count as one syllable so that names don't weigh it down.
pub(crate) fn grade(text: &str) -> f64 {
    let sentences = text
        .split(['.', '?', ':', '\n'])
        .filter(|part| part.trim().len() > 2)
        .count()
        .max(1);
    let words: Vec<_> = text.split_whitespace().collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (words, sentences, syllables) = (words.len() as f64, sentences as f64, syllables as f64);
    0.39 * words / sentences + 11.8 * syllables / words - 15.59
}

fn syllables(word: &str) -> usize {
    if word.contains(['_', '/', '=', ':', '-']) || word.chars().any(|c| c.is_ascii_digit()) {
        return 1;
    }
    let word = word.to_lowercase();
    let letters = word.trim_end_matches(|c: char| !c.is_alphabetic());
    let letters = letters
        .strip_suffix("es")
        .or(letters.strip_suffix('e'))
        .unwrap_or(letters);
    let mut count = 0;
    let mut in_vowels = false;
    for letter in letters.chars() {
        let vowel = "aeiouy".contains(letter);
        count += usize::from(vowel && !in_vowels);
        in_vowels = vowel;
    }
    count.max(1)
}
