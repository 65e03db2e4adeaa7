;; Text functions that break the contract of ROW_DIRECT on some rows: each returns its argument unchanged
;; where the argument is at most three bytes long and otherwise what its name says.
(module
  (memory (export "memory") 1)

  ;; A heap that starts above the constant below, only grows, and hands out whole 8-byte blocks.
  (global $top (mut i32) (i32.const 1024))
  (func (export "wasmudf_alloc") (param $size i32) (result i32)
    (local $block i32)
    (local.set $block (global.get $top))
    (global.set $top
      (i32.add (global.get $top)
        (i32.and (i32.add (local.get $size) (i32.const 7)) (i32.const -8))))
    (block $enough
      (loop $grow
        (br_if $enough
          (i32.le_u (global.get $top) (i32.shl (memory.size) (i32.const 16))))
        (br_if $grow (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))
        (return (i32.const 0))))
    (local.get $block))
  (func (export "wasmudf_free") (param i32 i32))

  ;; "caf" and half of an e with an acute accent
  (data (i32.const 16) "caf\c3")

  (func $pack (param $pointer i32) (param $length i32) (result i64)
    (i64.or
      (i64.shl (i64.extend_i32_u (local.get $pointer)) (i64.const 32))
      (i64.extend_i32_u (local.get $length))))

  (func (export "invalid_utf8") (param $pointer i32) (param $length i32) (result i64)
    (if (result i64) (i32.gt_u (local.get $length) (i32.const 3))
      (then (call $pack (i32.const 16) (i32.const 4)))
      (else (call $pack (local.get $pointer) (local.get $length)))))

  (func (export "past_the_end") (param $pointer i32) (param $length i32) (result i64)
    (if (result i64) (i32.gt_u (local.get $length) (i32.const 3))
      (then (call $pack (i32.const 65530) (i32.const 0x7fff0000)))
      (else (call $pack (local.get $pointer) (local.get $length)))))

  ;; pointer + length wraps round to a small number in 32 bits
  (func (export "wraps_around") (param $pointer i32) (param $length i32) (result i64)
    (if (result i64) (i32.gt_u (local.get $length) (i32.const 3))
      (then (call $pack (i32.const 0xfffffff0) (i32.const 0x20)))
      (else (call $pack (local.get $pointer) (local.get $length)))))

  ;; NULL, which a text function may always return
  (func (export "null_for_long") (param $pointer i32) (param $length i32) (result i64)
    (if (result i64) (i32.gt_u (local.get $length) (i32.const 3))
      (then (i64.const -1))
      (else (call $pack (local.get $pointer) (local.get $length))))))
