//! What a WebAssembly guest written in Rust needs to be an SQL function: one macro, no crates.
//!
//! ```text
//! #[macro_use]
//! mod wasmudf;
//!
//! udf! {
//!     "gcd(a BIGINT, b BIGINT) RETURNS BIGINT"
//!     fn gcd(a: i64, b: i64) -> i64 {
//!         if b == 0 { a.abs() } else { gcd(b, a % b) }
//!     }
//! }
//! ```
//!
//! The module stands at the root of the crate under this name. `build.sh` shows how to compile.
//!
//! | SQL | argument | result |
//! |---|---|---|
//! | BOOLEAN | `bool` | `bool` |
//! | TINYINT, SMALLINT, INTEGER, BIGINT | `i8`, `i16`, `i32`, `i64` | the same |
//! | UInt8, UInt16, UInt32, UInt64 | `u8`, `u16`, `u32`, `u64` | the same |
//! | REAL, DOUBLE | `f32`, `f64` | the same |
//! | DATE; TIME, TIMESTAMP | `i32`; `i64` | the same |
//! | VARCHAR, JSON | `&str` | `&str`, `String`, `Cow<str>` |
//! | VARBINARY | `&[u8]` | `&[u8]`, `Vec<u8>` |
//! | VARCHAR or VARBINARY, CALLED ON NULL INPUT | `Option<&str>`, `Option<&[u8]>` | |
//! | VARCHAR or VARBINARY that may be NULL | | `Option` of the results above |
//! | any, on a row that may fail | | `Result<T, E>` of the results above, where `E: Display` |
//!
//! A panic and an `Err` end the call; their text goes into the error of the statement.

// a guest need not use all of it
#![allow(dead_code)]

use std::alloc::Layout;
use std::borrow::Cow;
use std::fmt::Display;

mod host {
    #[link(wasm_import_module = "wasmudf")]
    extern "C" {
        pub fn log(level: i32, text: *const u8, length: usize);
        pub fn error(text: *const u8, length: usize);
    }
}

/// How important a line of the log is.
#[derive(Clone, Copy)]
pub enum Level {
    Debug = 0,
    Info = 1,
    Warn = 2,
    Error = 3,
}

/// Writes a line to the host's log.
pub fn log(level: Level, text: &str) {
    unsafe { host::log(level as i32, text.as_ptr(), text.len()) }
}

/// Ends the call with this text as its error.
pub fn fail(text: &str) -> ! {
    unsafe { host::error(text.as_ptr(), text.len()) }
    std::process::abort()
}

/// Memory for the host's use at a multiple of 16, or null where memory is at its limit.
#[no_mangle]
unsafe extern "C" fn wasmudf_alloc(size: usize) -> *mut u8 {
    match Layout::from_size_align(size.max(1), 16) {
        Ok(layout) => std::alloc::alloc(layout),
        Err(_) => std::ptr::null_mut(),
    }
}

/// Takes memory back. `size` is the size it was asked for with.
#[no_mangle]
unsafe extern "C" fn wasmudf_free(pointer: *mut u8, size: usize) {
    if !pointer.is_null() {
        std::alloc::dealloc(pointer, Layout::from_size_align_unchecked(size.max(1), 16));
    }
}

/// Exports a function to SQL under its own name, with its signature in the custom section `wasm_udf`.
macro_rules! udf {
    (
        $(#[$attribute:meta])*
        $signature:literal
        $visibility:vis fn $name:ident $(<$($lifetime:lifetime),+>)? ($($arguments:tt)*) -> $($rest:tt)+
    ) => {
        const _: () = {
            const LINE: &str = concat!($signature, "\n");
            #[used]
            #[link_section = "wasm_udf"]
            static SIGNATURE: [u8; LINE.len()] = crate::wasmudf::line(LINE);
        };
        udf! {
            @result
            [$(#[$attribute])* $visibility fn $name $(<$($lifetime),+>)? ($($arguments)*)]
            [$name ($($arguments)*)]
            []
            $($rest)+
        }
    };

    // the tokens of the result type are collected up to the body
    (@result [$($function:tt)*] [$name:ident ($($arguments:tt)*)] [$($result:tt)+] {$($body:tt)*}) => {
        $($function)* -> $($result)+ {
            $($body)*
        }
        udf! { @export $name [] [] [$($result)+] $($arguments)* , }
    };
    (@result [$($function:tt)*] [$($export:tt)*] [$($result:tt)*] $token:tt $($rest:tt)+) => {
        udf! { @result [$($function)*] [$($export)*] [$($result)* $token] $($rest)+ }
    };

    // parameters in WebAssembly, and the arguments made of them: one rule for each type that takes two parameters
    (@export $name:ident [$($parameter:tt)*] [$($argument:tt)*] [$($result:tt)+] $(,)?) => {
        const _: () = {
            #[export_name = stringify!($name)]
            unsafe extern "C" fn export($($parameter)*) -> udf!(@abi $($result)+) {
                static mut OWNED: Vec<u8> = Vec::new();
                crate::wasmudf::start();
                crate::wasmudf::UdfResult::into_abi(
                    $name($($argument)*),
                    &mut *std::ptr::addr_of_mut!(OWNED),
                )
            }
        };
    };
    (@export $name:ident $parameter:tt $argument:tt $result:tt mut $($rest:tt)*) => {
        udf! { @export $name $parameter $argument $result $($rest)* }
    };
    (
        @export $name:ident [$($parameter:tt)*] [$($argument:tt)*] $result:tt
        $_:ident: Option<& $($lifetime:lifetime)? str>, $($rest:tt)*
    ) => {
        udf! {
            @export $name
            [$($parameter)* pointer: *const u8, length: usize,]
            [$($argument)* crate::wasmudf::nullable_bytes(pointer, length).map(crate::wasmudf::text),]
            $result
            $($rest)*
        }
    };
    (
        @export $name:ident [$($parameter:tt)*] [$($argument:tt)*] $result:tt
        $_:ident: Option<& $($lifetime:lifetime)? [u8]>, $($rest:tt)*
    ) => {
        udf! {
            @export $name
            [$($parameter)* pointer: *const u8, length: usize,]
            [$($argument)* crate::wasmudf::nullable_bytes(pointer, length),]
            $result
            $($rest)*
        }
    };
    (
        @export $name:ident [$($parameter:tt)*] [$($argument:tt)*] $result:tt
        $_:ident: & $($lifetime:lifetime)? str, $($rest:tt)*
    ) => {
        udf! {
            @export $name
            [$($parameter)* pointer: *const u8, length: usize,]
            [$($argument)* crate::wasmudf::text(crate::wasmudf::bytes(pointer, length)),]
            $result
            $($rest)*
        }
    };
    (
        @export $name:ident [$($parameter:tt)*] [$($argument:tt)*] $result:tt
        $_:ident: & $($lifetime:lifetime)? [u8], $($rest:tt)*
    ) => {
        udf! {
            @export $name
            [$($parameter)* pointer: *const u8, length: usize,]
            [$($argument)* crate::wasmudf::bytes(pointer, length),]
            $result
            $($rest)*
        }
    };
    (
        @export $name:ident [$($parameter:tt)*] [$($argument:tt)*] $result:tt
        $_:ident: $type:ty, $($rest:tt)*
    ) => {
        udf! {
            @export $name
            [$($parameter)* value: <$type as crate::wasmudf::UdfArgument>::Abi,]
            [$($argument)* <$type as crate::wasmudf::UdfArgument>::from_abi(value),]
            $result
            $($rest)*
        }
    };

    // result types that may hold a lifetime which the export does not know; all of them are text or binary
    (@abi & $($result:tt)+) => { i64 };
    (@abi Option<$($result:tt)+) => { i64 };
    (@abi Cow<$($result:tt)+) => { i64 };
    (@abi Result<& $($result:tt)+) => { i64 };
    (@abi Result<Option<$($result:tt)+) => { i64 };
    (@abi Result<Cow<$($result:tt)+) => { i64 };
    (@abi $result:ty) => { <$result as crate::wasmudf::UdfResult>::Abi };
}

/// The bytes of a signature, checked to be one line.
pub const fn line<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    let mut i = 0;
    while i < N {
        bytes[i] = text.as_bytes()[i];
        assert!(bytes[i] != b'\n' || i + 1 == N, "a signature stands in one line");
        i += 1;
    }
    bytes
}

/// Lets the text of a panic reach the host. Runs before each call, since a library has no main function.
pub fn start() {
    static mut STARTED: bool = false;
    // guests have one thread
    unsafe {
        if STARTED {
            return;
        }
        STARTED = true;
    }
    std::panic::set_hook(Box::new(|panic| {
        let payload = panic.payload();
        let text = match payload.downcast_ref::<&str>() {
            Some(text) => text,
            None => payload.downcast_ref::<String>().map_or("panic", String::as_str),
        };
        match panic.location() {
            Some(place) => fail(&format!("{} ({}:{})", text, place.file(), place.line())),
            None => fail(text),
        }
    }));
}

pub unsafe fn nullable_bytes<'a>(pointer: *const u8, length: usize) -> Option<&'a [u8]> {
    if pointer.is_null() && length == usize::MAX {
        None
    } else if length == 0 {
        Some(&[]) // the pointer need not be one that a slice takes
    } else {
        Some(std::slice::from_raw_parts(pointer, length))
    }
}

pub unsafe fn bytes<'a>(pointer: *const u8, length: usize) -> &'a [u8] {
    match nullable_bytes(pointer, length) {
        Some(bytes) => bytes,
        None => fail("NULL for an argument that is no Option: declare the function STRICT"),
    }
}

pub fn text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => fail("a text argument is not UTF-8"),
    }
}

/// A type that takes one parameter in WebAssembly.
pub trait UdfArgument {
    type Abi;
    fn from_abi(value: Self::Abi) -> Self;
}

/// A type that a function may return.
pub trait UdfResult {
    type Abi;
    /// Memory that the result owns goes into `owned`, where it stays until the function is called again.
    fn into_abi(self, owned: &mut Vec<u8>) -> Self::Abi;
}

/// A result that is passed as pointer and length and may therefore be NULL.
pub trait TextResult: UdfResult<Abi = i64> {}

fn place(bytes: &[u8]) -> i64 {
    ((bytes.as_ptr() as u64) << 32 | bytes.len() as u64) as i64
}

macro_rules! numbers {
    ($($type:ty => $abi:ty),+) => {$(
        impl UdfArgument for $type {
            type Abi = $abi;
            fn from_abi(value: $abi) -> $type {
                value as $type
            }
        }
        impl UdfResult for $type {
            type Abi = $abi;
            fn into_abi(self, _: &mut Vec<u8>) -> $abi {
                self as $abi
            }
        }
    )+};
}

numbers! {
    i8 => i32, i16 => i32, i32 => i32, u8 => i32, u16 => i32, u32 => i32,
    i64 => i64, u64 => i64, f32 => f32, f64 => f64
}

impl UdfArgument for bool {
    type Abi = i32;
    fn from_abi(value: i32) -> bool {
        value != 0
    }
}

impl UdfResult for bool {
    type Abi = i32;
    fn into_abi(self, _: &mut Vec<u8>) -> i32 {
        self as i32
    }
}

macro_rules! texts {
    ($($type:ty: |$value:ident, $owned:ident| $place:expr;)+) => {$(
        impl UdfResult for $type {
            type Abi = i64;
            fn into_abi(self, $owned: &mut Vec<u8>) -> i64 {
                let $value = self;
                $place
            }
        }
        impl TextResult for $type {}
    )+};
}

texts! {
    &str: |text, _owned| place(text.as_bytes());
    &[u8]: |bytes, _owned| place(bytes);
    String: |text, owned| text.into_bytes().into_abi(owned);
    Vec<u8>: |bytes, owned| {
        *owned = bytes;
        place(owned)
    };
    Cow<'_, str>: |text, owned| match text {
        Cow::Borrowed(text) => text.into_abi(owned),
        Cow::Owned(text) => text.into_abi(owned),
    };
}

impl<T: TextResult> UdfResult for Option<T> {
    type Abi = i64;
    fn into_abi(self, owned: &mut Vec<u8>) -> i64 {
        self.map_or(-1, |result| result.into_abi(owned))
    }
}

impl<T: UdfResult, E: Display> UdfResult for Result<T, E> {
    type Abi = T::Abi;
    fn into_abi(self, owned: &mut Vec<u8>) -> T::Abi {
        match self {
            Ok(result) => result.into_abi(owned),
            Err(error) => fail(&error.to_string()),
        }
    }
}
