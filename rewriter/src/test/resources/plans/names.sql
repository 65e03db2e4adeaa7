-- Columns, tables, aliases, strings and comments are no calls.
SELECT collatz FROM collatz;
> pass-through, target: SELECT collatz FROM collatz

SELECT collatz.collatz AS collatz FROM collatz AS collatz ORDER BY collatz;
> pass-through, target: SELECT collatz.collatz AS collatz FROM collatz AS collatz ORDER BY collatz

SELECT 'collatz(1)', "COLLATZ" /* collatz(id) */ FROM collatz -- collatz(id)
;
> pass-through, target: SELECT 'collatz(1)', "COLLATZ" /* collatz(id) */ FROM collatz -- collatz(id) 

SELECT $$collatz(id)$$ FROM t;
> pass-through, target: SELECT $$collatz(id)$$ FROM t

WITH collatz(a) AS (SELECT 1) SELECT a FROM collatz;
> pass-through, target: WITH collatz(a) AS (SELECT 1) SELECT a FROM collatz

INSERT INTO collatz (collatz, id) VALUES (1, 2);
> pass-through, target: INSERT INTO collatz (collatz, id) VALUES (1, 2)

SELECT other.collatz(id) FROM t;
> pass-through, target: SELECT other.collatz(id) FROM t

SELECT c.a FROM (SELECT id FROM t) collatz(a), (SELECT 1) c(a);
> pass-through, target: SELECT c.a FROM (SELECT id FROM t) collatz(a), (SELECT 1) c(a)

-- And calls beside them are.
SELECT collatz, collatz(collatz) FROM collatz;
> stream, target: SELECT collatz FROM collatz
> stream, client: collatz(COLLATZ)
> returns: COLLATZ | COLLATZ(COLLATZ)

SELECT wasmudf.nope(id) FROM t;
> 42883 wasmudf.nope(id) at line 1, column 8: no WASM function nope is registered. SELECT name FROM wasmudf.functions lists those that are.

-- Several statements, and texts that cannot be read.
SELECT collatz(id) FROM t; SELECT 1;
> 42W01 collatz(...) at line 1, column 8: several statements in one text cannot call a WASM function. Run them one by one.

SELECT 1; SELECT 'collatz(id)';
> pass-through, target: SELECT 1; SELECT 'collatz(id)'

SELECT collatz(id) FROM t WHERE ~~ nonsense;
> 42601 collatz(...) at line 1, column 8: the statement cannot be understood at line 1, column 34 (Encountered: "~" / "~", at line 1, column 34), so the call of the WASM function cannot be found in it. Write this part of the statement in plainer SQL, or leave the function out.

SELECT id FROM t WHERE ~~ nonsense OR collatz = 3;
> pass-through, target: SELECT id FROM t WHERE ~~ nonsense OR collatz = 3

COMMENT ON FUNCTION collatz(BIGINT) IS 'x';
> pass-through, target: COMMENT ON FUNCTION collatz(BIGINT) IS 'x'

CREATE ALIAS collatz FOR 'java.lang.Math.abs';
> pass-through, target: CREATE ALIAS collatz FOR 'java.lang.Math.abs'

-- Positions count lines and characters.
SELECT	'é😀', collatz(id)
  + 1 FROM t;
> stream, target: SELECT 'é😀', id AS WASMUDF_1 FROM t
> stream, client: collatz(WASMUDF_1)
> stream, target: SELECT WASMUDF_V1 + 1 FROM UNNEST(CAST(? AS BIGINT ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_O) ORDER BY WASMUDF_O
> returns: U&'\00e9\+01f600' | COLLATZ(ID) + 1
