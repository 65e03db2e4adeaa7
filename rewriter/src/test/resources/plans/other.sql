-- The target's own errors are its own.
SELECT collatz(nope) FROM t;
> target 42S22

SELECT collatz(id) FROM nope;
> target 42S02

-- Numbered parameters.
SELECT collatz(?1) FROM t;
> 42W01 ?1 at line 1, column 16: numbered parameters cannot stand beside a WASM function. Write ? without a number.

SELECT id FROM t WHERE id = ?1;
> pass-through, target: SELECT id FROM t WHERE id = ?1

-- Semicolons and comments at the end.
SELECT collatz(id) FROM t -- the end
;
> stream, target: SELECT id AS WASMUDF_1 FROM t
> stream, client: collatz(WASMUDF_1)
> returns: COLLATZ(ID)

SELECT /*+ hint */ collatz(id) /* a */ , /* b */ x /* c */ FROM t /* d */ WHERE /* e */ is_prime(id) /* f */ ORDER BY id;
> stream, target: SELECT /*+ hint */ x, id AS WASMUDF_1 /* c */ FROM t /* d */ /* f */ ORDER BY id
> stream, client: is_prime(WASMUDF_1)
> stream, client: collatz(WASMUDF_1)
> returns: COLLATZ(ID) | X
