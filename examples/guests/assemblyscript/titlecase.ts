// Text functions, with results in fresh memory, in static memory and in the argument.

import { NULL, Place, isNull, place, placeOf, text } from "./wasmudf";

let titled: ArrayBuffer | null = null;

/** title_case(VARCHAR) VARCHAR: each word's first letter in upper case, its others in lower case. */
export function title_case(pointer: usize, length: usize): Place {
  const lower = text(pointer, length).toLowerCase();
  const parts: string[] = [];
  let copied = 0;
  let starts = true; // whether a word starts with the next character
  for (let i = 0; i < lower.length; ) {
    const character = lower.codePointAt(i);
    const width = character > 0xffff ? 2 : 1;
    if (starts && !separates(character)) {
      parts.push(lower.substring(copied, i));
      parts.push(lower.substring(i, i + width).toUpperCase());
      copied = i + width;
    }
    starts = separates(character);
    i += width;
  }
  parts.push(lower.substring(copied));
  const result = String.UTF8.encode(parts.join(""));
  titled = result;
  return placeOf(result);
}

function separates(character: i32): bool {
  switch (character) {
    case 0x09: // tab
    case 0x0a: // line feed
    case 0x0d: // carriage return
    case 0x20: // space
    case 0x28: // (
    case 0x2d: // -
    case 0x2f: // /
    case 0xa0: // no-break space
      return true;
    default:
      return false;
  }
}

let slugged: ArrayBuffer | null = null;

/**
 * slug(VARCHAR) VARCHAR: the text as a part of a web address. ASCII letters in lower case and digits stay, accents
 * are taken off Latin letters, and a single hyphen stands for everything else between them.
 */
export function slug(pointer: usize, length: usize): Place {
  const s = text(pointer, length);
  const result = new ArrayBuffer(2 * s.length);
  slugged = result;
  const start = changetype<usize>(result);
  let size: usize = 0;
  let gap = false;
  for (let i = 0; i < s.length; i++) {
    const character = plain(s.charCodeAt(i));
    if (character == 0) {
      gap = true;
      continue;
    }
    if (gap && size > 0) {
      store<u8>(start + size++, 0x2d);
    }
    gap = false;
    store<u8>(start + size++, character as u8);
  }
  return place(start, size);
}

// the letters U+00C0 to U+00FF without their accents; a space for those that are no accented letter
const UNACCENTED = "aaaaaa ceeeeiiii nooooo ouuuuy  aaaaaa ceeeeiiii nooooo ouuuuy y";

/** The plain lower-case letter or digit for a character, or 0. */
function plain(character: i32): i32 {
  if (character >= 0x41 && character <= 0x5a) {
    return character + 0x20;
  }
  if ((character >= 0x61 && character <= 0x7a) || (character >= 0x30 && character <= 0x39)) {
    return character;
  }
  if (character >= 0xc0 && character <= 0xff) {
    const letter = UNACCENTED.charCodeAt(character - 0xc0);
    return letter == 0x20 ? 0 : letter;
  }
  return 0;
}

const UPPER = String.UTF8.encode("UPPER");
const LOWER = String.UTF8.encode("lower");
const MIXED = String.UTF8.encode("Mixed");

/** case_of(VARCHAR) VARCHAR: UPPER, lower or Mixed, in static memory, or NULL for a text without letters. */
export function case_of(pointer: usize, length: usize): Place {
  const s = text(pointer, length);
  const upper = s == s.toUpperCase();
  const lower = s == s.toLowerCase();
  return upper && lower ? NULL : placeOf(upper ? UPPER : lower ? LOWER : MIXED);
}

const UNKNOWN = String.UTF8.encode("unknown");

/** or_unknown(VARCHAR) VARCHAR CALLED ON NULL INPUT: the argument itself, or the text unknown. */
export function or_unknown(pointer: usize, length: usize): Place {
  return isNull(pointer, length) ? placeOf(UNKNOWN) : place(pointer, length);
}

let numeral: ArrayBuffer | null = null;

/** roman(INTEGER) VARCHAR: the number in Roman numerals; an error outside 1 to 3999. */
export function roman(n: i32): Place {
  if (n < 1 || n > 3999) {
    throw new RangeError("roman: the number is outside 1 to 3999");
  }
  let s = "";
  for (let i = 0; i < VALUES.length; i++) {
    while (n >= VALUES[i]) {
      s += LETTERS[i];
      n -= VALUES[i];
    }
  }
  const result = String.UTF8.encode(s);
  numeral = result;
  return placeOf(result);
}

const VALUES: StaticArray<i32> = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1];
const LETTERS: StaticArray<string> = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"];
