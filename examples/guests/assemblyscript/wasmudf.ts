// What a WebAssembly guest written in AssemblyScript needs to be an SQL function over text.
//
// Numbers are passed as they are: i32, i64, f32, f64. A text argument is two parameters, `pointer: usize,
// length: usize`, in UTF-8; a text result is a Place. Compile with `--runtime incremental --exportRuntime`: the host
// asks the runtime's own __new and __pin for memory.
//
// AssemblyScript has no way to write a custom section: the signatures are given in SQL, at CREATE FUNCTION.

/** Where a text result is: pointer << 32 | length. */
export type Place = u64;

/** The result NULL. */
export const NULL: Place = u64.MAX_VALUE;

/** Whether an argument is NULL, which reaches only functions that are declared CALLED ON NULL INPUT. */
export function isNull(pointer: usize, length: usize): bool {
  return pointer == 0 && length == usize.MAX_VALUE;
}

/** The text of an argument. */
export function text(pointer: usize, length: usize): string {
  return String.UTF8.decodeUnsafe(pointer, length);
}

/**
 * Bytes anywhere in memory as a result. They have to stay there until the function is called again, and the garbage
 * collector knows nothing of the returned number: keep the buffer in a global variable, one for each function.
 */
export function place(pointer: usize, length: usize): Place {
  return ((pointer as u64) << 32) | (length as u64);
}

/** A buffer as a result; see `place` for keeping it. */
export function placeOf(buffer: ArrayBuffer): Place {
  return place(changetype<usize>(buffer), buffer.byteLength);
}
