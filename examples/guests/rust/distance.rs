//! How alike two texts are.

#[macro_use]
mod wasmudf;

udf! {
    /// The least number of characters to insert, delete or replace that makes one text of the other.
    "levenshtein(a VARCHAR, b VARCHAR) RETURNS INTEGER"
    fn levenshtein(a: &str, b: &str) -> i32 {
        if a.is_ascii() && b.is_ascii() {
            edits(a.as_bytes(), b.as_bytes())
        } else {
            let a: Vec<char> = a.chars().collect();
            let b: Vec<char> = b.chars().collect();
            edits(&a, &b)
        }
    }
}

fn edits<T: Copy + PartialEq>(mut a: &[T], mut b: &[T]) -> i32 {
    // what both begin and end with costs nothing
    while let ([first_a, rest_a @ ..], [first_b, rest_b @ ..]) = (a, b) {
        if first_a != first_b {
            break;
        }
        a = rest_a;
        b = rest_b;
    }
    while let ([rest_a @ .., last_a], [rest_b @ .., last_b]) = (a, b) {
        if last_a != last_b {
            break;
        }
        a = rest_a;
        b = rest_b;
    }
    // costs[j]: the edits from the characters of a so far to the first j + 1 of b
    let mut costs: Vec<i32> = (1..=b.len() as i32).collect();
    let mut distance = b.len() as i32;
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = i as i32;
        distance = diagonal + 1;
        for (to, cost) in b.iter().zip(costs.iter_mut()) {
            let replaced = diagonal + (from != to) as i32;
            diagonal = *cost;
            distance = replaced.min(diagonal + 1).min(distance + 1);
            *cost = distance;
        }
    }
    distance
}

udf! {
    /// American Soundex as the US National Archives describe it: a letter and three digits for how a name sounds.
    /// Letters beyond A to Z are passed over; a text without letters has the empty code.
    "soundex(s VARCHAR) RETURNS VARCHAR"
    fn soundex(s: &str) -> String {
        let mut code = String::with_capacity(4);
        let mut previous = 0;
        for letter in s.bytes().map(|byte| byte.to_ascii_uppercase()) {
            let digit = match letter {
                b'B' | b'F' | b'P' | b'V' => b'1',
                b'C' | b'G' | b'J' | b'K' | b'Q' | b'S' | b'X' | b'Z' => b'2',
                b'D' | b'T' => b'3',
                b'L' => b'4',
                b'M' | b'N' => b'5',
                b'R' => b'6',
                b'A' | b'E' | b'I' | b'O' | b'U' | b'Y' => 0,
                b'H' | b'W' if code.is_empty() => 0,
                _ => continue, // H and W do not part two letters of one sound
            };
            if code.is_empty() {
                code.push(letter as char);
            } else if digit != 0 && digit != previous {
                code.push(digit as char);
                if code.len() == 4 {
                    return code;
                }
            }
            previous = digit;
        }
        while !code.is_empty() && code.len() < 4 {
            code.push('0');
        }
        code
    }
}
