-- Without a filter of ours the target sorts and limits.
SELECT id, collatz(id) FROM t WHERE x > 1 ORDER BY name DESC, id LIMIT 10 OFFSET 5;
> stream, target: SELECT id FROM t WHERE x > 1 ORDER BY name DESC, id LIMIT 10 OFFSET 5
> stream, client: collatz(ID)
> returns: ID | COLLATZ(ID)

SELECT collatz(id), name FROM t ORDER BY 2 FETCH FIRST 3 ROWS ONLY;
> stream, target: SELECT 1 AS WASMUDF_2, name, id AS WASMUDF_1 FROM t ORDER BY 2 FETCH FIRST 3 ROWS ONLY
> stream, client: collatz(WASMUDF_1)
> returns: COLLATZ(ID) | NAME

SELECT *, collatz(id), name n FROM t ORDER BY 1, 11, n;
> stream, target: SELECT *, 1 AS WASMUDF_2, name n, id AS WASMUDF_1 FROM t ORDER BY 1, 11, n
> stream, client: collatz(WASMUDF_1)
> returns: ID | X | NAME | D | PRICE | LAT | LON | OK | CODE | COLLATZ(ID) | N

-- Above a filter the client counts.
SELECT id FROM t WHERE is_prime(id) ORDER BY name LIMIT 10 OFFSET 5;
> stream, target: SELECT id FROM t ORDER BY name
> stream, client: is_prime(ID)
> stream, client: OFFSET 5
> stream, client: LIMIT 10
> returns: ID

SELECT id FROM t WHERE is_prime(id) LIMIT ? OFFSET ?;
> stream, target: SELECT id FROM t
> stream, client: is_prime(ID)
> stream, client: OFFSET ?2
> stream, client: LIMIT ?1
> returns: ID

SELECT id FROM t WHERE is_prime(id) AND x = ? ORDER BY id OFFSET 2 ROWS FETCH NEXT ? ROWS ONLY;
> stream, target: SELECT id FROM t WHERE x = ? ORDER BY id
> stream, client: is_prime(ID)
> stream, client: OFFSET 2
> stream, client: LIMIT ?2
> returns: ID

SELECT id FROM t WHERE is_prime(id) FETCH FIRST ROW ONLY;
> stream, target: SELECT id FROM t
> stream, client: is_prime(ID)
> stream, client: LIMIT 1
> returns: ID

SELECT id FROM t WHERE is_prime(id) LIMIT 1 + 1;
> 42W01 1 + 1 at line 1, column 43: above a WASM condition rows are counted in the client, which takes a plain number. Write LIMIT n, OFFSET n or FETCH FIRST n ROWS ONLY with a number or a parameter.

SELECT id FROM t WHERE is_prime(id) ORDER BY id FETCH FIRST 2 ROWS WITH TIES;
> 42W01 2 at line 1, column 61: above a WASM condition rows are counted in the client, which takes a plain number. Write LIMIT n, OFFSET n or FETCH FIRST n ROWS ONLY with a number or a parameter.

-- Sorting by a result is refused, however it is named.
SELECT collatz(id) FROM t ORDER BY collatz(id);
> 42W01 collatz(id) at line 1, column 36: the target sorts, and it does not have the function's result. Sort by a column of the target, or in your program.

SELECT collatz(id) AS c FROM t ORDER BY c;
> 42W01 c at line 1, column 41: it names the result of a WASM function, which the target does not have for ORDER BY. Write table.column for a column of the target, or do it in your program.

SELECT id, collatz(id) FROM t ORDER BY 2;
> 42W01 2 at line 1, column 40: it is the number of a WASM function's result, which the target does not have. Write the name or the number of a column of the target.

SELECT *, collatz(id) FROM t ORDER BY 10;
> 42W01 10 at line 1, column 39: it is the number of a WASM function's result, which the target does not have. Write the name or the number of a column of the target.

SELECT id, collatz(id) FROM t ORDER BY 5;
> 42W01 5 at line 1, column 40: the SELECT list has 2 columns. Write the name or the number of a column of the target.

SELECT collatz(id) AS name FROM t ORDER BY t.name;
> stream, target: SELECT id AS WASMUDF_1 FROM t ORDER BY t.name
> stream, client: collatz(WASMUDF_1)
> returns: NAME

SELECT collatz(id) AS name FROM t WHERE name = 'a' ORDER BY name;
> 42W01 name at line 1, column 61: it names the result of a WASM function, which the target does not have for ORDER BY. Write table.column for a column of the target, or do it in your program.

SELECT collatz(id), x FROM t ORDER BY ?;
> 42W01 ? at line 1, column 39: a parameter may stand for the number of a column, and that could be a WASM function. Write the column's name.

SELECT collatz(x) AS c, COUNT(*) FROM t GROUP BY c;
> 42W01 c at line 1, column 50: it names the result of a WASM function, which the target does not have for GROUP BY. Write table.column for a column of the target, or do it in your program.

SELECT x FROM t GROUP BY x HAVING collatz(x) > 1;
> 42W01 collatz(x) at line 1, column 35: the target evaluates HAVING, and it does not have the function's result. Select the function's result with the columns, and group in your program.

SELECT SUM(x) OVER (PARTITION BY collatz(id)) FROM t;
> 42W01 collatz(id) at line 1, column 34: an expression over its result is not evaluated in the client. Select or compare the function's result by itself.

SELECT t.id FROM t JOIN u ON collatz(t.id) = u.y;
> 42W01 collatz(t.id) at line 1, column 30: the target joins, and it does not have the function's result. In an inner join, write the condition in WHERE.

SELECT t.id FROM t JOIN u ON t.id = u.id WHERE collatz(t.id) = u.y;
> stream, target: SELECT t.id, u.y AS WASMUDF_1 FROM t JOIN u ON t.id = u.id
> stream, client: collatz(ID) = WASMUDF_1
> returns: ID

SELECT d.c FROM (SELECT collatz(id) AS c FROM t) d;
> stream, target: SELECT d.WASMUDF_A1 AS WASMUDF_X_1 FROM (SELECT id AS WASMUDF_A1 FROM t) d
> stream, client: collatz(WASMUDF_X_1)
> returns: C

SELECT * FROM collatz(3);
> 42W01 collatz(3) at line 1, column 15: a scalar function is no table. Call it in the SELECT list.
