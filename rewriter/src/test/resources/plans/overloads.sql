-- Exact types first, then the least widening.
SELECT area(x), area(lat), area(id), area(1.5), area(3) FROM t;
> stream, target: SELECT x AS WASMUDF_1, lat AS WASMUDF_2, id AS WASMUDF_3 FROM t
> stream, client: area(WASMUDF_1), area(WASMUDF_2), area(WASMUDF_3), area(1.5), area(3)
> returns: AREA(X) | AREA(LAT) | AREA(ID) | AREA(1.5) | AREA(3)

SELECT price(x), half(price), half(x), collatz(x), haversine_km(1, 2.5, x, price) FROM t;
> stream, target: SELECT x AS WASMUDF_1, price AS WASMUDF_2 FROM t
> stream, client: price(WASMUDF_1), half(WASMUDF_2), half(WASMUDF_1), collatz(WASMUDF_1), haversine_km(1, 2.5, WASMUDF_1, WASMUDF_2)
> returns: PRICE(X) | HALF(PRICE) | HALF(X) | COLLATZ(X) | HAVERSINE_KM(1, 2.5, X, PRICE)

SELECT pair(x, lat), pair(lat, x) FROM t;
> stream, target: SELECT x AS WASMUDF_1, lat AS WASMUDF_2 FROM t
> stream, client: pair(WASMUDF_1, WASMUDF_2), pair(WASMUDF_2, WASMUDF_1)
> returns: PAIR(X, LAT) | PAIR(LAT, X)

SELECT pair(x, x) FROM t;
> 42725 pair(x, x) at line 1, column 8: the arguments (INTEGER, INTEGER) fit several overloads equally well (pair(INTEGER, DOUBLE PRECISION), pair(DOUBLE PRECISION, INTEGER)). Write CAST(... AS type) around an argument.

SELECT area(?) FROM t;
> 42725 area(?) at line 1, column 8: argument 1 is ?, which fits several overloads (area(INTEGER), area(DOUBLE PRECISION)). Write CAST(? AS type) with the type that is meant.

SELECT area(CAST(? AS DOUBLE PRECISION)), area(CAST(NULL AS INTEGER)), collatz(NULL), collatz(?) FROM t;
> fold, client: area(?1)
> fold, client: area(CAST(NULL AS INTEGER))
> fold, client: collatz(NULL)
> fold, client: collatz(?2)
> fold, target: SELECT CAST(? AS DOUBLE PRECISION) AS "AREA(CAST(?1 AS DOUBLE PRECISION))", CAST(? AS INTEGER) AS "AREA(CAST(NULL AS INTEGER))", CAST(? AS BIGINT) AS "COLLATZ(NULL)", CAST(? AS BIGINT) AS "COLLATZ(?2)" FROM t

SELECT area(NULL) FROM t;
> 42725 area(NULL) at line 1, column 8: argument 1 is NULL, which fits several overloads (area(INTEGER), area(DOUBLE PRECISION)). Write CAST(NULL AS type) with the type that is meant.

SELECT collatz(name) FROM t;
> 42883 collatz(name) at line 1, column 8: no overload of collatz takes (VARCHAR(40)) (registered: collatz(BIGINT)). Write CAST(... AS type) around the argument that does not fit.

SELECT collatz(lat) FROM t;
> 42883 collatz(lat) at line 1, column 8: no overload of collatz takes (DOUBLE PRECISION) (registered: collatz(BIGINT)). Write CAST(... AS type) around the argument that does not fit.

SELECT collatz(id, x) FROM t;
> 42883 collatz(id, x) at line 1, column 8: no overload of collatz takes 2 arguments (registered: collatz(BIGINT)). Give as many arguments as one of them has.

SELECT collatz() FROM t;
> 42883 collatz() at line 1, column 8: no overload of collatz takes no argument (registered: collatz(BIGINT)). Give as many arguments as one of them has.

SELECT nothing(), nothing(1) FROM t;
> 42883 nothing(1) at line 1, column 19: no overload of nothing takes 1 argument (registered: nothing()). Give as many arguments as one of them has.

SELECT collatz(*), collatz(DISTINCT id) FROM t;
> 42601 collatz(*) at line 1, column 8: a WASM function takes its arguments by position. Write collatz(BIGINT).

SELECT collatz(DISTINCT id) FROM t;
> 42601 collatz(DISTINCT id) at line 1, column 8: DISTINCT, ALL and * belong to aggregate functions. Write collatz(BIGINT).

SELECT collatz(id) OVER () FROM t;
> 42601 collatz(id) at line 1, column 8: OVER, FILTER and WITHIN GROUP belong to aggregate and window functions. Write collatz(BIGINT).

SELECT next_day('2020-02-28'), next_day(d) FROM t;
> stream, target: SELECT d AS WASMUDF_1 FROM t
> stream, client: next_day('2020-02-28'), next_day(WASMUDF_1)
> returns: NEXT_DAY('2020-02-28') | NEXT_DAY(D)

SELECT next_day('28.2.2020') FROM t;
> 42883 next_day('28.2.2020') at line 1, column 8: no overload of next_day takes (VARCHAR(9)) (registered: next_day(DATE)). Write CAST(... AS type) around the argument that does not fit.

SELECT total(id) FROM t;
> 42W01 total(id) at line 1, column 8: total(BIGINT) is registered as AGGREGATE FUNCTION, and only scalar functions run in queries. Register a scalar function for what it does with one row.

SELECT collatz(v => id) FROM t;
> 42601 collatz(v => id) at line 1, column 8: a WASM function takes its arguments by position. Write collatz(BIGINT).
