//! The types that `udf!` takes and returns, with text results in static memory, in the argument and in fresh memory.

#[macro_use]
mod wasmudf;

use std::borrow::Cow;

udf! {
    /// Static memory.
    "size_name(n BIGINT) RETURNS VARCHAR"
    fn size_name(n: i64) -> &'static str {
        match n {
            i64::MIN..=-1 => "negative",
            0..=9 => "small",
            10..=999 => "medium",
            _ => "größer",
        }
    }
}

udf! {
    /// A slice of the argument.
    "last_word(s VARCHAR) RETURNS VARCHAR"
    fn last_word(s: &str) -> &str {
        s.split_whitespace().next_back().unwrap_or("")
    }
}

udf! {
    /// A slice of one of two arguments, or NULL: what follows the first separator.
    "after(s VARCHAR, separator VARCHAR) RETURNS VARCHAR"
    fn after<'a>(s: &'a str, separator: &str) -> Option<&'a str> {
        s.split_once(separator).map(|(_, rest)| rest)
    }
}

udf! {
    /// Fresh memory.
    "sort_words(s VARCHAR) RETURNS VARCHAR"
    fn sort_words(s: &str) -> String {
        let mut words: Vec<&str> = s.split_whitespace().collect();
        words.sort_unstable();
        words.join(" ")
    }
}

udf! {
    /// The argument, or fresh memory where white space has to be taken out.
    "squeeze(s VARCHAR) RETURNS VARCHAR"
    fn squeeze(s: &str) -> Cow<'_, str> {
        let words: Vec<&str> = s.split_whitespace().collect();
        let squeezed = words.join(" ");
        if squeezed == s {
            Cow::Borrowed(s)
        } else {
            Cow::Owned(squeezed)
        }
    }
}

udf! {
    /// NULL arguments and a NULL result.
    "full_name(given VARCHAR, family VARCHAR) RETURNS VARCHAR CALLED ON NULL INPUT"
    fn full_name(given: Option<&str>, family: Option<&str>) -> Option<String> {
        match (given, family) {
            (Some(given), Some(family)) => Some(format!("{} {}", given, family)),
            (given, family) => given.or(family).map(str::to_string),
        }
    }
}

udf! {
    /// An error with a text of its own.
    "parse_bigint(s VARCHAR) RETURNS BIGINT"
    fn parse_bigint(s: &str) -> Result<i64, String> {
        s.parse().map_err(|error| format!("parse_bigint: {:?}: {}", s, error))
    }
}

udf! {
    /// A panic where there is no such character; the first has the number 1.
    "nth_character(s VARCHAR, n INTEGER) RETURNS VARCHAR"
    fn nth_character(s: &str, n: i32) -> String {
        let characters: Vec<char> = s.chars().collect();
        characters[(n as usize).wrapping_sub(1)].to_string()
    }
}

udf! {
    /// Binary in, binary out, or an error.
    "from_hex(s VARCHAR) RETURNS VARBINARY"
    fn from_hex(s: &str) -> Result<Vec<u8>, &'static str> {
        let digit = |byte: u8| (byte as char).to_digit(16).map(|digit| digit as u8);
        if s.len() % 2 != 0 {
            return Err("from_hex: an odd number of digits");
        }
        s.as_bytes()
            .chunks(2)
            .map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?))
            .collect::<Option<_>>()
            .ok_or("from_hex: not a hexadecimal digit")
    }
}

udf! {
    /// The CRC-32 of IEEE 802.3.
    "checksum(data VARBINARY) RETURNS UInt32"
    fn checksum(data: &[u8]) -> u32 {
        !data.iter().fold(!0, |mut crc, byte| {
            crc ^= *byte as u32;
            for _ in 0..8 {
                crc = crc >> 1 ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
            }
            crc
        })
    }
}

udf! {
    "is_palindrome(s VARCHAR) RETURNS BOOLEAN"
    fn is_palindrome(s: &str) -> bool {
        s.chars().eq(s.chars().rev())
    }
}
