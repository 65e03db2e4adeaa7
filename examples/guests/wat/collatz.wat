;; collatz_steps(BIGINT) -> BIGINT: how many times n -> n/2 (even) or 3n+1 (odd) until n is 1.
;; A trap for n < 1, and for a 3n+1 that does not fit, rather than a wrong count.
(module
  (func (export "collatz_steps") (param $n i64) (result i64)
    (local $steps i64)
    (if (i64.lt_s (local.get $n) (i64.const 1)) (then (unreachable)))
    (block $done
      (loop $next
        (br_if $done (i64.eq (local.get $n) (i64.const 1)))
        (if (i64.eqz (i64.and (local.get $n) (i64.const 1)))
          (then
            (local.set $n (i64.shr_u (local.get $n) (i64.const 1))))
          (else
            (if (i64.gt_u (local.get $n) (i64.const 3074457345618258602)) (then (unreachable)))
            (local.set $n (i64.add (i64.mul (local.get $n) (i64.const 3)) (i64.const 1)))))
        (local.set $steps (i64.add (local.get $steps) (i64.const 1)))
        (br $next)))
    (local.get $steps)))
