-- Ordinary expressions over results: the target evaluates them for batches.
SELECT id, ROUND(CAST(collatz(id) AS NUMERIC(18,6)), 1) FROM t;
> stream, target: SELECT id FROM t
> stream, client: collatz(ID)
> stream, target: SELECT ROUND(CAST(WASMUDF_V1 AS NUMERIC(18,6)), 1) FROM UNNEST(CAST(? AS BIGINT ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_O) ORDER BY WASMUDF_O
> returns: ID | ROUND(CAST(COLLATZ(ID) AS NUMERIC(18, 6)), 1)
SELECT collatz(x) + 1 AS y, id FROM t WHERE id > ? ORDER BY id LIMIT 10;
> stream, target: SELECT id, x AS WASMUDF_1 FROM t WHERE id > ? ORDER BY id LIMIT 10
> stream, client: collatz(WASMUDF_1)
> stream, target: SELECT WASMUDF_V1 + 1 FROM UNNEST(CAST(? AS BIGINT ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_O) ORDER BY WASMUDF_O
> returns: Y | ID
SELECT collatz(x) * ? - price, collatz(x) FROM t WHERE collatz(x) > ?;
> stream, target: SELECT x AS WASMUDF_1, price AS WASMUDF_2 FROM t
> stream, client: collatz(WASMUDF_1) > ?2
> stream, client: collatz(WASMUDF_1)
> stream, target: SELECT WASMUDF_V1 * ? - WASMUDF_V2 FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS DECIMAL(10, 2) ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_V2, WASMUDF_O) ORDER BY WASMUDF_O
> returns: (COLLATZ(X) * ?1) - PRICE | COLLATZ(X)
SELECT -collatz(x), (collatz(x)), ABS(- (collatz(x + 1))) % 7 FROM t;
> stream, target: SELECT x AS WASMUDF_1, x + 1 AS WASMUDF_2 FROM t
> stream, client: collatz(WASMUDF_1), collatz(WASMUDF_2)
> stream, target: SELECT -WASMUDF_V1, ABS(- (WASMUDF_V2)) % 7 FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_V2, WASMUDF_O) ORDER BY WASMUDF_O
> returns: - COLLATZ(X) | COLLATZ(X) | MOD(ABS(- COLLATZ(X + 1)), 7)
SELECT CAST(collatz(x) AS VARCHAR), CAST(half(CAST(lat AS REAL)) AS INT) + x FROM t;
> stream, target: SELECT x AS WASMUDF_1, CAST(lat AS REAL) AS WASMUDF_2 FROM t
> stream, client: collatz(WASMUDF_1), half(WASMUDF_2)
> stream, target: SELECT CAST(WASMUDF_V1 AS VARCHAR), CAST(WASMUDF_V2 AS INT) + WASMUDF_V3 FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS REAL ARRAY), CAST(? AS INTEGER ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_V2, WASMUDF_V3, WASMUDF_O) ORDER BY WASMUDF_O
> returns: CAST(COLLATZ(X) AS CHARACTER VARYING) | CAST(HALF(CAST(LAT AS REAL)) AS INTEGER) + X
SELECT next_day(d) + 1, EXTRACT(YEAR FROM next_day(d)) FROM t;
> stream, target: SELECT d AS WASMUDF_1 FROM t
> stream, client: next_day(WASMUDF_1)
> stream, target: SELECT WASMUDF_V1 + 1, EXTRACT(YEAR FROM WASMUDF_V1) FROM UNNEST(CAST(? AS DATE ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_O) ORDER BY WASMUDF_O
> returns: DATEADD(DAY, 1, NEXT_DAY(D)) | EXTRACT(YEAR FROM NEXT_DAY(D))
SELECT CASE WHEN collatz(x) > 10 THEN 'many' WHEN x IS NULL THEN 'none' ELSE 'few' END AS c FROM t;
> stream, target: SELECT x AS WASMUDF_1 FROM t
> stream, client: collatz(WASMUDF_1)
> stream, target: SELECT CASE WHEN WASMUDF_V1 > 10 THEN 'many' WHEN WASMUDF_V2 IS NULL THEN 'none' ELSE 'few' END FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS INTEGER ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_V2, WASMUDF_O) ORDER BY WASMUDF_O
> returns: C
SELECT CASE collatz(x) WHEN 1 THEN x WHEN 2 THEN NULL ELSE 0 END FROM t;
> stream, target: SELECT x AS WASMUDF_1 FROM t
> stream, client: collatz(WASMUDF_1)
> stream, target: SELECT CASE WASMUDF_V1 WHEN 1 THEN WASMUDF_V2 WHEN 2 THEN NULL ELSE 0 END FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS INTEGER ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_V2, WASMUDF_O) ORDER BY WASMUDF_O
> returns: CASE COLLATZ(X) WHEN 1 THEN X WHEN 2 THEN NULL ELSE 0 END
SELECT COALESCE(collatz(x), 0), NULLIF(collatz(x), 0) FROM t;
> stream, target: SELECT x AS WASMUDF_1 FROM t
> stream, client: collatz(WASMUDF_1)
> stream, target: SELECT COALESCE(WASMUDF_V1, 0), NULLIF(WASMUDF_V1, 0) FROM UNNEST(CAST(? AS BIGINT ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_O) ORDER BY WASMUDF_O
> returns: COALESCE(COLLATZ(X), 0) | NULLIF(COLLATZ(X), 0)
SELECT collatz(x) + collatz(7) AS y FROM t;
> stream, target: SELECT x AS WASMUDF_1 FROM t
> stream, client: collatz(WASMUDF_1)
> stream, client: collatz(7)
> stream, target: SELECT WASMUDF_V1 + CAST(? AS BIGINT) FROM UNNEST(CAST(? AS BIGINT ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_O) ORDER BY WASMUDF_O
> returns: Y
SELECT dice(x) + dice(x) AS two FROM t;
> stream, target: SELECT x AS WASMUDF_1 FROM t
> stream, client: dice(WASMUDF_1)
> stream, target: SELECT WASMUDF_V1 + WASMUDF_V2 FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_V2, WASMUDF_O) ORDER BY WASMUDF_O
> returns: TWO
SELECT POWER(2, collatz(x)), collatz(x) BETWEEN 1 AND x AS b, NOT is_prime(x) AS c FROM t;
> stream, target: SELECT x AS WASMUDF_1 FROM t
> stream, client: collatz(WASMUDF_1), is_prime(WASMUDF_1)
> stream, target: SELECT POWER(2, WASMUDF_V1), WASMUDF_V1 BETWEEN 1 AND WASMUDF_V2, NOT WASMUDF_V3 FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS INTEGER ARRAY), CAST(? AS BOOLEAN ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_V2, WASMUDF_V3, WASMUDF_O) ORDER BY WASMUDF_O
> returns: POWER(2, COLLATZ(X)) | B | C
SELECT price(price) * price AS p FROM t ORDER BY 2;
> 42W01 2 at line 1, column 50: the SELECT list has 1 columns. Write the name or the number of a column of the target.
SELECT id, price(price) * price AS p FROM t ORDER BY 1;
> stream, target: SELECT id, 1 AS WASMUDF_2, price AS WASMUDF_1 FROM t ORDER BY 1
> stream, client: price(WASMUDF_1)
> stream, target: SELECT WASMUDF_V1 * WASMUDF_V2 FROM UNNEST(CAST(? AS DECIMAL(12, 4) ARRAY), CAST(? AS DECIMAL(10, 2) ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_V2, WASMUDF_O) ORDER BY WASMUDF_O
> returns: ID | P
SELECT SQRT(collatz(t.x)) AS p, t.* FROM t;
> stream, target: SELECT t.*, t.x AS WASMUDF_1 FROM t
> stream, client: collatz(WASMUDF_1)
> stream, target: SELECT SQRT(WASMUDF_V1) FROM UNNEST(CAST(? AS BIGINT ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_O) ORDER BY WASMUDF_O
> returns: P | ID | X | NAME | D | PRICE | LAT | LON | OK | CODE
SELECT collatz(COUNT(*)) + 1 AS c, x FROM t GROUP BY x;
> stream, target: SELECT x, COUNT(*) AS WASMUDF_1 FROM t GROUP BY x
> stream, client: collatz(WASMUDF_1)
> stream, target: SELECT WASMUDF_V1 + 1 FROM UNNEST(CAST(? AS BIGINT ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_O) ORDER BY WASMUDF_O
> returns: C | X

-- What is not read wherever the user's text reads it, or is more than one row's numbers.
SELECT CASE WHEN x > 0 THEN collatz(x) ELSE 0 END FROM t;
> 42W01 collatz(x) at line 1, column 29: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT COALESCE(x, collatz(x)) FROM t;
> 42W01 collatz(x) at line 1, column 20: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT POWER(x, collatz(x)) FROM t;
> 42W01 collatz(x) at line 1, column 17: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT collatz(x) + COUNT(*) FROM t GROUP BY x;
> 42W01 collatz(x) at line 1, column 8: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT collatz(x) + (SELECT MAX(y) FROM u) FROM t;
> 42W01 collatz(x) at line 1, column 8: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT collatz(x) || 'a' FROM t;
> 42W01 collatz(x) at line 1, column 8: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT CASE WHEN name = 'a' THEN 1 ELSE 2 END + collatz(x) FROM t;
> 42W01 collatz(x) at line 1, column 49: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT UPPER(soundex_w(name)) FROM t;
> 42W01 soundex_w(name) at line 1, column 14: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT soundex_w(name) = 'a' FROM t;
> 42W01 soundex_w(name) at line 1, column 8: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT RAND() + collatz(x) FROM t;
> 42W01 collatz(x) at line 1, column 17: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT collatz(x) + ROW_NUMBER() OVER (ORDER BY id) FROM t;
> 42W01 collatz(x) at line 1, column 8: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT GREATEST(collatz(x), CAST(x AS VARCHAR)) FROM t;
> 42W01 collatz(x) at line 1, column 17: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT collatz(x) > 1 FROM t;
> 42W01 collatz(x) at line 1, column 8: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT NOT is_prime(x) FROM t;
> 42W01 is_prime(x) at line 1, column 12: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
SELECT DISTINCT collatz(x) + 1 FROM t;
> 42W01 DISTINCT at line 1, column 8: the target drops equal rows, and it does not have the function's result. Leave DISTINCT out and drop equal rows in your program.
SELECT collatz(x) + 1 AS y FROM t ORDER BY y;
> 42W01 y at line 1, column 44: it names the result of a WASM function, which the target does not have for ORDER BY. Write table.column for a column of the target, or do it in your program.
SELECT collatz(x) + 1 AS y FROM t ORDER BY 1;
> 42W01 1 at line 1, column 44: it is the number of a WASM function's result, which the target does not have. Write the name or the number of a column of the target.
SELECT SUM(collatz(x)) FROM t;
> 42W01 collatz(x) at line 1, column 12: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.
