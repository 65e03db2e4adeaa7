-- A call beside columns of the target: its argument becomes a hidden column.
SELECT id, collatz(id) FROM t;
> stream, target: SELECT id FROM t
> stream, client: collatz(ID)
> returns: ID | COLLATZ(ID)

SELECT id, collatz(x + 1) AS steps, name FROM t;
> stream, target: SELECT id, name, x + 1 AS WASMUDF_1 FROM t
> stream, client: collatz(WASMUDF_1)
> returns: ID | STEPS | NAME

-- Nested calls, and a call whose value is constant.
SELECT collatz(collatz(id)), dice(6), collatz(?) FROM t;
> stream, target: SELECT id AS WASMUDF_1 FROM t
> stream, client: collatz(collatz(WASMUDF_1)), dice(6), collatz(?1)
> returns: COLLATZ(COLLATZ(ID)) | DICE(6) | COLLATZ(?1)

-- One hidden column for two mentions of a column.
SELECT collatz(id), is_prime(id), is_prime(t.id) FROM t;
> stream, target: SELECT id AS WASMUDF_1, t.id AS WASMUDF_2 FROM t
> stream, client: collatz(WASMUDF_1), is_prime(WASMUDF_1), is_prime(WASMUDF_2)
> returns: COLLATZ(ID) | IS_PRIME(ID) | IS_PRIME(T.ID)

-- Stars stay the target's.
SELECT *, collatz(id) FROM t;
> stream, target: SELECT *, id AS WASMUDF_1 FROM t
> stream, client: collatz(WASMUDF_1)
> returns: ID | X | NAME | D | PRICE | LAT | LON | OK | CODE | COLLATZ(ID)

SELECT u.*, collatz(t.id) c, t.* FROM t JOIN u ON t.id = u.id;
> stream, target: SELECT u.*, t.*, t.id AS WASMUDF_1 FROM t JOIN u ON t.id = u.id
> stream, client: collatz(WASMUDF_1)
> returns: ID | Y | CITY | C | ID | X | NAME | D | PRICE | LAT | LON | OK | CODE

-- Joins, grouping and subqueries below the calls.
SELECT a.id, haversine_km(a.lat, a.lon, b.lat, b.lon) FROM t a JOIN t b ON a.x = b.x;
> stream, target: SELECT a.id, a.lat AS WASMUDF_1, a.lon AS WASMUDF_2, b.lat AS WASMUDF_3, b.lon AS WASMUDF_4 FROM t a JOIN t b ON a.x = b.x
> stream, client: haversine_km(WASMUDF_1, WASMUDF_2, WASMUDF_3, WASMUDF_4)
> returns: ID | HAVERSINE_KM(A.LAT, A.LON, B.LAT, B.LON)

SELECT x, collatz(COUNT(*)) FROM t GROUP BY x HAVING COUNT(*) > 1;
> stream, target: SELECT x, COUNT(*) AS WASMUDF_1 FROM t GROUP BY x HAVING COUNT(*) > 1
> stream, client: collatz(WASMUDF_1)
> returns: X | COLLATZ(COUNT(*))

WITH c AS (SELECT id FROM u WHERE y > ?) SELECT collatz(id) FROM c WHERE id < ?;
> stream, target: WITH c AS (SELECT id FROM u WHERE y > ?) SELECT id AS WASMUDF_1 FROM c WHERE id < ?
> stream, client: collatz(WASMUDF_1)
> returns: COLLATZ(ID)

SELECT collatz((SELECT MAX(y) FROM u WHERE u.id = t.id)) FROM t;
> stream, target: SELECT (SELECT MAX(y) FROM u WHERE u.id = t.id) AS WASMUDF_1 FROM t
> stream, client: collatz(WASMUDF_1)
> returns: COLLATZ((SELECT MAX(Y) FROM PUBLIC.U WHERE U.ID = T.ID))

-- TRY, the schema, the escape and quoted names.
SELECT TRY(collatz(id)), wasmudf.collatz(id), {fn collatz(id)}, "COLLATZ"(id), "collatz"(id) AS "c" FROM t;
> stream, target: SELECT id AS WASMUDF_1 FROM t
> stream, client: TRY(collatz(WASMUDF_1)), collatz(WASMUDF_1)
> returns: TRY(COLLATZ(ID)) | WASMUDF.COLLATZ(ID) | COLLATZ(ID) | COLLATZ(ID) | c

SELECT "Collatz"(id) FROM t;
> pass-through, target: SELECT "Collatz"(id) FROM t

-- No rows are asked for more than once, and none where no row is needed.
SELECT collatz(dice(6));
> stream, target: SELECT 1 AS WASMUDF_2
> stream, client: collatz(dice(6))
> returns: COLLATZ(DICE(6))

SELECT soundex_w(name || '-' || ?), ? FROM t WHERE x = ?;
> stream, target: SELECT ?, name || '-' || ? AS WASMUDF_1 FROM t WHERE x = ?
> stream, client: soundex_w(WASMUDF_1)
> returns: SOUNDEX_W(NAME || '-' || ?1) | ?2

-- Expressions over results are refused.
SELECT collatz(id) + 1 FROM t;
> stream, target: SELECT id AS WASMUDF_1 FROM t
> stream, client: collatz(WASMUDF_1)
> stream, target: SELECT WASMUDF_V1 + 1 FROM UNNEST(CAST(? AS BIGINT ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_O) ORDER BY WASMUDF_O
> returns: COLLATZ(ID) + 1

SELECT id, CASE WHEN ok THEN collatz(id) END FROM t;
> 42W01 collatz(id) at line 1, column 30: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.

SELECT collatz(1 + collatz(id)) FROM t;
> 42W01 collatz(id) at line 1, column 20: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.

SELECT (SELECT collatz(id) FROM u LIMIT 1) FROM t;
> 42W01 collatz(id) at line 1, column 16: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT DISTINCT collatz(id) FROM t;
> 42W01 DISTINCT at line 1, column 8: the target drops equal rows, and it does not have the function's result. Leave DISTINCT out and drop equal rows in your program.

SELECT collatz(id) FROM t UNION ALL SELECT id FROM u;
> 42W01 collatz(id) at line 1, column 8: the target combines the rows of UNION, INTERSECT or EXCEPT, and it does not have the function's result. Run the queries one by one.

(SELECT collatz(id) FROM t);
> 42W01 (SELECT collatz(id) FROM t) at line 1, column 1: a WASM function over rows needs one plain SELECT. Write the query without the parentheses around it.
