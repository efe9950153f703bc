//! What inputs of a target are made of: those that there are, and their words.

use crate::dice::Dice;
use crate::mutate::{CHANGES, NUMBERS, turn_a_bit};
use std::collections::BTreeSet;

/// The longest input: many small ones find more than few large ones.
pub const LONGEST: usize = 6 << 10;

/// Text that readers stumble over: what acts on a terminal, what is wide, what ends or opens something.
const TEXTS: [&str; 22] = [
    "",
    " ",
    "\0",
    "\r",
    "\n",
    "\r\n",
    "\t",
    "\"",
    "\"\"\"",
    "'",
    "\\",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{feff}",
    "\u{e9}",
    "日本",
    "👩‍👩‍👧",
    "e\u{301}",
    "=1+1",
    "../x",
    "[[a]]",
    "true",
];

/// What inputs of a target are made of.
#[derive(Clone)]
pub struct Stock {
    /// Whole inputs; those that bring something new are added.
    inputs: Vec<Vec<u8>>,
    /// Those of them that are taken, by their places.
    taken: Vec<usize>,
    words: Vec<Vec<u8>>,
}

impl Stock {
    /// The inputs that there are, and every word in them.
    pub fn of(inputs: Vec<Vec<u8>>) -> Self {
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') || *byte >= 0x80;
        let words = inputs.iter().flat_map(|input| input.split(|byte| !is_word(byte)));
        let words: BTreeSet<Vec<u8>> = words.filter(|word| (1..40).contains(&word.len())).map(<[u8]>::to_vec).collect();
        let given = NUMBERS.iter().chain(&TEXTS).map(|text| text.as_bytes().to_vec());
        Stock { words: given.chain(words).collect(), taken: Vec::new(), inputs }
    }

    /// The inputs that there are.
    pub fn inputs(&self) -> &[Vec<u8>] {
        &self.inputs
    }

    /// The words that there are.
    pub fn words(&self) -> &[Vec<u8>] {
        &self.words
    }

    /// One more input.
    pub fn add(&mut self, input: Vec<u8>, taken: bool) {
        self.inputs.push(input);
        if taken {
            self.is_taken(self.inputs.len() - 1);
        }
    }

    /// The input at a place is taken: what is made of it comes further than what is made of one that is refused.
    pub fn is_taken(&mut self, at: usize) {
        self.taken.push(at);
    }

    fn one(&self, dice: &mut Dice) -> &[u8] {
        let at = match self.taken.len() {
            0 => dice.below(self.inputs.len() as u64) as usize,
            _ if dice.once_in(5) => dice.below(self.inputs.len() as u64) as usize,
            taken => self.taken[dice.below(taken as u64) as usize],
        };
        &self.inputs[at]
    }

    /// A new input, of one that there is and of parts of others.
    pub fn next(&self, dice: &mut Dice) -> Vec<u8> {
        let mut input = self.one(dice).to_vec();
        // One change most often: of many, one breaks the form, and the others are never looked at.
        loop {
            // What is packed or stands at counted places is seldom read once it is longer.
            let binary = input.contains(&0) && !dice.once_in(4);
            let change = if binary { turn_a_bit } else { dice.one_of(&CHANGES) };
            change(&mut input, dice, self);
            if !dice.once_in(3) {
                break;
            }
        }
        if input.len() > LONGEST {
            let from = dice.below((input.len() - LONGEST) as u64) as usize;
            input = input[from..from + LONGEST].to_vec();
        }
        input
    }
}
