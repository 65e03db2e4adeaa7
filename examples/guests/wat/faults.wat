;; One export for each way in which a numeric guest can fail. Each answers properly for most inputs,
;; so that a failure can be placed on one row of many.
(module
  (memory (export "memory") 1 1)

  ;; trap_if_negative(BIGINT) -> BIGINT: n, or the unreachable instruction for n < 0.
  (func $trap_if_negative (export "trap_if_negative") (param $n i64) (result i64)
    (if (i64.lt_s (local.get $n) (i64.const 0)) (then (unreachable)))
    (local.get $n))

  ;; divide(BIGINT, BIGINT) -> BIGINT: traps for a zero divisor and for the least BIGINT divided by -1.
  (func $divide (export "divide") (param $a i64) (param $b i64) (result i64)
    (i64.div_s (local.get $a) (local.get $b)))

  ;; truncate(DOUBLE) -> BIGINT: traps for NaN and for numbers outside the range of BIGINT.
  (func $truncate (export "truncate") (param $x f64) (result i64)
    (i64.trunc_f64_s (local.get $x)))

  ;; spin_on_zero(BIGINT) -> BIGINT: n, or a loop without end for n = 0.
  (func $spin_on_zero (export "spin_on_zero") (param $n i64) (result i64)
    (loop $forever
      (br_if $forever (i64.eqz (local.get $n))))
    (local.get $n))

  ;; sum_to(BIGINT) -> BIGINT: 1 + 2 + ... + n by recursion, n frames deep; without end for n < 0.
  (func $sum_to (export "sum_to") (param $n i64) (result i64)
    (if (result i64) (i64.eqz (local.get $n))
      (then (i64.const 0))
      (else
        (i64.add (local.get $n) (call $sum_to (i64.sub (local.get $n) (i64.const 1)))))))

  ;; peek(INTEGER) -> INTEGER: the byte at an address; traps outside the one page of memory.
  (func $peek (export "peek") (param $address i32) (result i32)
    (i32.load8_u (local.get $address)))

  ;; twice(SMALLINT) -> SMALLINT: 2n, which leaves the range of SMALLINT for n above 16383.
  (func $twice (export "twice") (param $n i32) (result i32)
    (i32.shl (local.get $n) (i32.const 1)))

  ;; nowhere(BIGINT) -> BIGINT: n, or a call through an empty slot of the table for n = 0.
  (table 1 funcref)
  (type $nullary (func (result i64)))
  (func $nowhere (export "nowhere") (param $n i64) (result i64)
    (if (result i64) (i64.eqz (local.get $n))
      (then (call_indirect (type $nullary) (i32.const 0)))
      (else (local.get $n)))))
