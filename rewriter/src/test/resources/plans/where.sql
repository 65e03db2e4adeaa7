-- The target's own conjuncts are pushed; UDF conditions filter above.
SELECT id FROM t WHERE collatz(id) > 10;
> stream, target: SELECT id FROM t
> stream, client: collatz(ID) > 10
> returns: ID

SELECT id, collatz(id) FROM t WHERE x = 3 AND collatz(id) > 10 AND name LIKE 'a%';
> stream, target: SELECT id FROM t WHERE x = 3 AND name LIKE 'a%'
> stream, client: collatz(ID) > 10
> stream, client: collatz(ID)
> returns: ID | COLLATZ(ID)

SELECT id FROM t WHERE (x = 3 AND (collatz(id) BETWEEN 5 AND ?)) AND name IS NULL;
> stream, target: SELECT id FROM t WHERE x = 3 AND name IS NULL
> stream, client: collatz(ID) >= 5 AND collatz(ID) <= ?1
> returns: ID

SELECT id FROM t WHERE is_prime(id) AND NOT is_prime(x) AND is_prime(id + 1) IS NOT NULL;
> stream, target: SELECT id, x AS WASMUDF_1, id + 1 AS WASMUDF_2 FROM t
> stream, client: is_prime(ID)
> stream, client: NOT (is_prime(WASMUDF_1))
> stream, client: NOT (is_prime(WASMUDF_2) IS NULL)
> returns: ID

SELECT id FROM t WHERE collatz(id) IN (1, 2, ?) AND collatz(x) NOT IN (4);
> stream, target: SELECT id, x AS WASMUDF_1 FROM t
> stream, client: collatz(ID) = 1 OR collatz(ID) = 2 OR collatz(ID) = ?1
> stream, client: NOT (collatz(WASMUDF_1) = 4)
> returns: ID

SELECT id FROM t WHERE collatz(id) = x AND x <> 0;
> stream, target: SELECT id, x AS WASMUDF_1 FROM t WHERE x <> 0
> stream, client: collatz(ID) = WASMUDF_1
> returns: ID

SELECT id FROM t WHERE collatz(id) > collatz(x);
> stream, target: SELECT id, x AS WASMUDF_1 FROM t
> stream, client: collatz(ID) > collatz(WASMUDF_1)
> returns: ID

SELECT id FROM t WHERE haversine_km(lat, lon, 0, 0) < 500.5;
> stream, target: SELECT id, lat AS WASMUDF_1, lon AS WASMUDF_2 FROM t
> stream, client: haversine_km(WASMUDF_1, WASMUDF_2, 0, 0) < 500.5
> returns: ID

SELECT id FROM t WHERE haversine_km(lat, lon, ?, ?) < ?;
> stream, target: SELECT id, lat AS WASMUDF_1, lon AS WASMUDF_2 FROM t
> stream, client: haversine_km(WASMUDF_1, WASMUDF_2, ?1, ?2) < ?3
> returns: ID

SELECT id FROM t WHERE haversine_km(lat, lon, 0, 0) > price;
> stream, target: SELECT id, lat AS WASMUDF_1, lon AS WASMUDF_2, price AS WASMUDF_3 FROM t
> stream, client: haversine_km(WASMUDF_1, WASMUDF_2, 0, 0) > WASMUDF_3
> returns: ID

-- Parts without UDF under OR are the target's, as columns.
SELECT id FROM t WHERE is_prime(id) OR x = 5 OR name IS NULL;
> stream, target: SELECT id, (x = 5) AS WASMUDF_1, (name IS NULL) AS WASMUDF_2 FROM t
> stream, client: is_prime(ID) OR WASMUDF_1 OR WASMUDF_2
> returns: ID

SELECT id FROM t WHERE NOT (is_prime(id) AND (ok OR collatz(id) > 7)) IS TRUE;
> stream, target: SELECT id, ok AS WASMUDF_1 FROM t
> stream, client: NOT (NOT ((is_prime(ID) AND (WASMUDF_1 OR collatz(ID) > 7)) IS UNKNOWN) AND (is_prime(ID) AND (WASMUDF_1 OR collatz(ID) > 7)))
> returns: ID

SELECT id FROM t WHERE is_prime(id) IS NOT FALSE AND (collatz(id) IS DISTINCT FROM x);
> stream, target: SELECT id, x AS WASMUDF_1 FROM t
> stream, client: NOT (NOT (is_prime(ID) IS NULL) AND NOT (is_prime(ID)))
> stream, client: NOT ((collatz(ID) IS NULL AND WASMUDF_1 IS NULL) OR (NOT (collatz(ID) IS NULL) AND NOT (WASMUDF_1 IS NULL) AND collatz(ID) = WASMUDF_1))
> returns: ID

SELECT id FROM t WHERE is_prime(id) IS UNKNOWN;
> stream, target: SELECT id FROM t
> stream, client: is_prime(ID) IS NULL
> returns: ID

-- Texts, dates.
SELECT id FROM t WHERE soundex_w(name) = 'A100' AND soundex_w(name) <> name AND soundex_w(name) IN (?, 'B1');
> stream, target: SELECT id, name AS WASMUDF_1 FROM t
> stream, client: soundex_w(WASMUDF_1) = 'A100'
> stream, client: soundex_w(WASMUDF_1) <> WASMUDF_1
> stream, client: soundex_w(WASMUDF_1) = ?1 OR soundex_w(WASMUDF_1) = 'B1'
> returns: ID

SELECT id FROM t WHERE soundex_w(name) = code;
> 42W01 soundex_w(name) = code at line 1, column 24: CHAR, ENUM and case-insensitive columns compare by rules of their own. Write CAST(... AS VARCHAR) around the column.

SELECT id FROM t WHERE next_day(d) > DATE '2020-01-31' OR next_day(d) = '2019-01-01';
> stream, target: SELECT id, d AS WASMUDF_1 FROM t
> stream, client: next_day(WASMUDF_1) > DATE '2020-01-31' OR next_day(WASMUDF_1) = '2019-01-01'
> returns: ID

SELECT id FROM t WHERE soundex_w(name) = 5;
> 42W01 soundex_w(name) = 5 at line 1, column 24: VARCHAR and INTEGER are not compared in the client. Write CAST(... AS type) so that both sides have one type.

SELECT id FROM t WHERE next_day(d) = x;
> 42W01 next_day(d) = x at line 1, column 24: DATE and INTEGER are not compared in the client. Write CAST(... AS type) so that both sides have one type.

SELECT id FROM t WHERE soundex_w(name) LIKE 'A%';
> 42W01 soundex_w(name) LIKE 'A%' at line 1, column 24: this form of condition over a WASM function is not evaluated in the client. Use =, <>, <, <=, >, >=, BETWEEN, IN, IS NULL, or a function that returns BOOLEAN.

SELECT id FROM t WHERE collatz(id) + 1 > 5;
> 42W01 collatz(id) at line 1, column 24: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.

SELECT id FROM t WHERE collatz(id);
> 42W01 collatz(id) at line 1, column 24: it returns BIGINT, and a condition is BOOLEAN. Compare it with a value.

SELECT id FROM t WHERE collatz(id) IN (SELECT y FROM u);
> 42W01 collatz(id) IN (SELECT y FROM u) at line 1, column 24: IN over a WASM function takes a list of values only. Write the values in parentheses, or join with the subquery's table.

SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = collatz(t.id));
> 42W01 collatz(t.id) at line 1, column 61: it stands in WHERE of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

-- What the target would evaluate for more rows than the user's text.
SELECT id FROM t WHERE is_prime(id) AND 10 / x > 2;
> 42W01 10 / x > 2 at line 1, column 41: it runs on the target before the WASM condition, and may fail for rows that the condition would keep away. Write it before the WASM condition if it is safe for all rows.

SELECT id FROM t WHERE 10 / x > 2 AND is_prime(id);
> stream, target: SELECT id FROM t WHERE 10 / x > 2
> stream, client: is_prime(ID)
> returns: ID

SELECT 10 / x FROM t WHERE is_prime(x);
> 42W01 10 / x at line 1, column 8: / runs on the target also for rows that the WASM condition drops, and may fail there. Write CASE WHEN ... THEN ... END around it with the condition that makes it safe.

SELECT x / 10, CASE WHEN x <> 0 THEN 10 / x END FROM t WHERE is_prime(x);
> stream, target: SELECT x / 10, CASE WHEN x <> 0 THEN 10 / x END, x AS WASMUDF_1 FROM t
> stream, client: is_prime(WASMUDF_1)
> returns: X / 10 | CASE WHEN X <> 0 THEN 10 / X END

SELECT id FROM t WHERE is_prime(x) OR collatz(10 / x) = 1;
> 42W01 10 / x at line 1, column 47: / may fail for rows that the condition around it would keep away. Write CASE WHEN ... THEN ... END around it with the condition that makes it safe.

SELECT id FROM t WHERE collatz(10 / x) = 1 AND x <> 0;
> stream, target: SELECT id, 10 / x AS WASMUDF_1 FROM t WHERE x <> 0
> stream, client: collatz(WASMUDF_1) = 1
> returns: ID

-- What the target counts before the filter.
SELECT x, COUNT(*) FROM t WHERE is_prime(id) GROUP BY x;
> 42W01 GROUP BY at line 1, column 46: rows are grouped on the target before a WASM condition could drop them. Select the rows with the condition, and group in your program.

SELECT COUNT(*) FROM t WHERE is_prime(id);
> 42W01 COUNT(*) at line 1, column 8: beside a WASM condition each expression must be one over a single row, which the target says this is not. Select the rows with the condition, and aggregate in your program.

SELECT LISTAGG(name) FROM t WHERE is_prime(id);
> 42W01 LISTAGG(name) at line 1, column 8: beside a WASM condition each expression must be one over a single row, which the target says this is not. Select the rows with the condition, and aggregate in your program.

SELECT id FROM t WHERE is_prime(id) ORDER BY COUNT(*);
> 42W01 COUNT(*) at line 1, column 46: beside a WASM condition each expression must be one over a single row, which the target says this is not. Select the rows with the condition, and aggregate in your program.

SELECT MAX(collatz(id)) FROM t;
> 42W01 collatz(id) at line 1, column 12: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.

SELECT collatz(MAX(id)) FROM t WHERE is_prime(3) IS NULL AND x = 1;
> 42W01 MAX(id) at line 1, column 16: beside a WASM condition each expression must be one over a single row, which the target says this is not. Select the rows with the condition, and aggregate in your program.

SELECT UPPER(name), (SELECT MAX(y) FROM u) FROM t WHERE is_prime(id) ORDER BY LOWER(name);
> stream, target: SELECT UPPER(name), (SELECT MAX(y) FROM u), id AS WASMUDF_1 FROM t ORDER BY LOWER(name)
> stream, client: is_prime(WASMUDF_1)
> returns: UPPER(NAME) | (SELECT MAX(Y) FROM PUBLIC.U)

SELECT UPPER(nope) FROM t WHERE is_prime(id);
> target 42S22

SELECT DISTINCT x FROM t WHERE is_prime(id);
> 42W01 DISTINCT at line 1, column 8: the target drops equal rows, and it does not have the function's result. Leave DISTINCT out and drop equal rows in your program.

SELECT ROW_NUMBER() OVER (ORDER BY id) FROM t WHERE is_prime(id);
> 42W01 ROW_NUMBER() OVER (ORDER BY id) at line 1, column 8: the target would count rows in that the WASM condition drops. Select the rows with the condition, and aggregate in your program.

SELECT ROWNUM(), id FROM t WHERE is_prime(id);
> 42W01 ROWNUM at line 1, column 8: it counts the rows that pass, and the WASM condition is decided later. Count in your program.

SELECT id FROM t WHERE is_prime(id) FOR UPDATE;
> 42W01 FOR UPDATE at line 1, column 37: the target would lock rows that the WASM condition drops. Select the keys with the condition first, and lock those rows by their keys.

SELECT id, is_prime(id) FROM t WHERE id = 1 FOR UPDATE;
> stream, target: SELECT id FROM t WHERE id = 1 FOR UPDATE
> stream, client: is_prime(ID)
> returns: ID | IS_PRIME(ID)

SELECT TOP 3 id FROM t WHERE is_prime(id);
> 42W01 TOP at line 1, column 8: it counts rows on the target before the WASM condition drops some. Write LIMIT or FETCH FIRST n ROWS ONLY, which the client counts.
