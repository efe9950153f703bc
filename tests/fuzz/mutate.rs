//! Ways to change an input: bytes turned, numbers inflated, lines twice or gone, words of one put into another.

use crate::dice::Dice;
use crate::stock::Stock;
use std::ops::Range;

/// Numbers at the ends of what is held, and what only looks like one.
pub const NUMBERS: [&str; 21] = [
    "0",
    "-0",
    "1",
    "-1",
    "00",
    "0.5",
    ".5",
    "5.",
    "100%",
    "2..1",
    "1..",
    "1e999",
    "-1e-400",
    "NaN",
    "0x10",
    "9223372036854775808",
    "18446744073709551616",
    "79228162514264337593543950335",
    "99999999999999999999999999999",
    "0.0000000000000000000000000001",
    "9999999999999999999999999999.9",
];

/// One way to change an input.
pub type Change = fn(&mut Vec<u8>, &mut Dice, &Stock);

/// What changes a value of a sound input more often than what breaks its form: the form is read first.
pub const CHANGES: [Change; 13] = [
    turn_a_bit,
    put_a_word,
    put_a_word,
    inflate_a_number,
    inflate_a_number,
    replace_a_text,
    replace_a_text,
    leave_bytes_out,
    repeat_lines,
    leave_lines_out,
    move_a_line,
    splice,
    cut_off,
];

fn one<'s>(dice: &mut Dice, of: &'s [Vec<u8>]) -> &'s Vec<u8> {
    &of[dice.below(of.len() as u64) as usize]
}

/// A place in an input, its end among them.
fn place(dice: &mut Dice, input: &[u8]) -> usize {
    dice.below(input.len() as u64 + 1) as usize
}

fn part(dice: &mut Dice, input: &[u8], most: u64) -> Range<usize> {
    let from = place(dice, input);
    from..(from + dice.below(most) as usize).min(input.len())
}

/// Some whole lines.
fn lines(dice: &mut Dice, input: &[u8]) -> Range<usize> {
    let line_end = |from: usize| input[from..].iter().position(|byte| *byte == b'\n').map(|at| from + at + 1);
    let at = place(dice, input);
    let from = input[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let many = if dice.once_in(4) { dice.below(20) } else { 1 };
    from..(0..many).fold(from, |to, _| line_end(to).unwrap_or(input.len()))
}

#[expect(clippy::ptr_arg, reason = "one of the changes, of which the others need it")]
pub fn turn_a_bit(input: &mut Vec<u8>, dice: &mut Dice, _: &Stock) {
    if !input.is_empty() {
        let at = dice.below(input.len() as u64) as usize;
        input[at] ^= 1 << dice.below(8);
    }
}

fn put_a_word(input: &mut Vec<u8>, dice: &mut Dice, stock: &Stock) {
    let word = one(dice, stock.words()).clone();
    let over = if dice.once_in(2) { 0 } else { word.len() as u64 + 1 };
    let at = part(dice, input, over + 1);
    input.splice(at, word);
}

/// One of the parts that a test finds, such as its numbers.
fn found(dice: &mut Dice, input: &[u8], is_in: impl Fn(&u8) -> bool) -> Option<Range<usize>> {
    let at = place(dice, input);
    let from = at + input[at..].iter().position(&is_in)?;
    let from = input[..from].iter().rposition(|byte| !is_in(byte)).map_or(0, |before| before + 1);
    let to = input[from..].iter().position(|byte| !is_in(byte)).map_or(input.len(), |end| from + end);
    Some(from..to)
}

fn inflate_a_number(input: &mut Vec<u8>, dice: &mut Dice, _: &Stock) {
    if let Some(number) = found(dice, input, |byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'%')) {
        let digits = input[number.clone()].to_vec();
        let with = match dice.below(4) {
            0 => digits.repeat(1 + dice.below(4) as usize),
            1 => [digits.as_slice(), b"000000000"].concat(),
            2 => [b"0.000", digits.as_slice()].concat(),
            _ => dice.one_of(&NUMBERS).as_bytes().to_vec(),
        };
        input.splice(number, with);
    }
}

/// Another text between two quotes: a word of this grammar, or what stands between two others.
fn replace_a_text(input: &mut Vec<u8>, dice: &mut Dice, stock: &Stock) {
    let is_in = |byte: &u8| !matches!(byte, b'"' | b',' | b'\n' | b';' | b'=');
    let other = if dice.once_in(2) { one(dice, stock.inputs()).clone() } else { input.clone() };
    let with = found(dice, &other, is_in).map(|at| other[at].to_vec());
    let with = with.filter(|_| dice.once_in(2)).unwrap_or_else(|| one(dice, stock.words()).clone());
    if let Some(text) = found(dice, input, is_in) {
        input.splice(text, with);
    }
}

fn leave_bytes_out(input: &mut Vec<u8>, dice: &mut Dice, _: &Stock) {
    let out = part(dice, input, 16);
    input.drain(out);
}

fn repeat_lines(input: &mut Vec<u8>, dice: &mut Dice, _: &Stock) {
    let some = lines(dice, input);
    let times = if dice.once_in(8) { 1 + dice.below(30) as usize } else { 1 };
    let again = input[some.clone()].repeat(times);
    input.splice(some.end..some.end, again);
}

fn leave_lines_out(input: &mut Vec<u8>, dice: &mut Dice, _: &Stock) {
    let out = lines(dice, input);
    input.drain(out);
}

fn move_a_line(input: &mut Vec<u8>, dice: &mut Dice, _: &Stock) {
    let from = lines(dice, input);
    let moved: Vec<u8> = input.drain(from).collect();
    let to = lines(dice, input).start;
    input.splice(to..to, moved);
}

/// Lines of another input.
fn splice(input: &mut Vec<u8>, dice: &mut Dice, stock: &Stock) {
    let other = one(dice, stock.inputs());
    let some = other[lines(dice, other)].to_vec();
    let at = lines(dice, input);
    input.splice(if dice.once_in(2) { at.start..at.start } else { at }, some);
}

fn cut_off(input: &mut Vec<u8>, dice: &mut Dice, _: &Stock) {
    if dice.once_in(4) {
        input.truncate(place(dice, input));
    }
}
