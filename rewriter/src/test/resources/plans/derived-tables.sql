-- Tools wrap their user's query into a derived table.
SELECT * FROM (SELECT id, collatz(x) AS steps, name FROM t) q;
> stream, target: SELECT q."ID", q."NAME", q.WASMUDF_A1 AS WASMUDF_X_1 FROM (SELECT id, x AS WASMUDF_A1, name FROM t) q
> stream, client: collatz(WASMUDF_X_1)
> returns: ID | STEPS | NAME

SELECT * FROM (SELECT id, collatz(x) AS steps, name FROM t) SPARK_GEN_SUBQ_0 WHERE 1=0;
> stream, target: SELECT SPARK_GEN_SUBQ_0."ID", SPARK_GEN_SUBQ_0."NAME", SPARK_GEN_SUBQ_0.WASMUDF_A1 AS WASMUDF_X_1 FROM (SELECT id, x AS WASMUDF_A1, name FROM t) SPARK_GEN_SUBQ_0 WHERE 1=0
> stream, client: collatz(WASMUDF_X_1)
> returns: ID | STEPS | NAME

SELECT "ID","STEPS" FROM (SELECT id, collatz(x) AS steps, name FROM t WHERE x > ?) SPARK_GEN_SUBQ_0 WHERE ("STEPS" IS NOT NULL) AND ("STEPS" > 5) AND ("ID" < ?) LIMIT 10;
> stream, target: SELECT "ID", SPARK_GEN_SUBQ_0.WASMUDF_A1 AS WASMUDF_X_1 FROM (SELECT id, x AS WASMUDF_A1, name FROM t WHERE x > ?) SPARK_GEN_SUBQ_0 WHERE ("ID" < ?)
> stream, client: NOT (collatz(WASMUDF_X_1) IS NULL)
> stream, client: collatz(WASMUDF_X_1) > 5
> stream, client: LIMIT 10
> stream, client: collatz(WASMUDF_X_1)
> returns: ID | STEPS

SELECT "source"."ID" AS "ID", "source"."STEPS" AS "STEPS" FROM (SELECT id, collatz(x + ?) AS steps FROM t ORDER BY name LIMIT 7) AS "source" LIMIT 1048575;
> stream, target: SELECT "source"."ID" AS "ID", "source".WASMUDF_A1 AS WASMUDF_X_1 FROM (SELECT id, (x + ?) AS WASMUDF_A1 FROM t ORDER BY name LIMIT 7) AS "source" LIMIT 1048575
> stream, client: collatz(WASMUDF_X_1)
> returns: ID | STEPS

SELECT q.*, q.steps AS again FROM (SELECT t.*, collatz(x) AS steps FROM t) q;
> stream, target: SELECT q."ID", q."X", q."NAME", q."D", q."PRICE", q."LAT", q."LON", q."OK", q."CODE", q.WASMUDF_A1 AS WASMUDF_X_1 FROM (SELECT t.*, x AS WASMUDF_A1 FROM t) q
> stream, client: collatz(WASMUDF_X_1)
> returns: ID | X | NAME | D | PRICE | LAT | LON | OK | CODE | STEPS | AGAIN

SELECT a.steps FROM (SELECT b.steps, b.id FROM (SELECT id, collatz(collatz(x)) AS steps FROM t) b) a WHERE a.id > 3;
> stream, target: SELECT a.WASMUDF_AX_1 AS WASMUDF_X_1 FROM (SELECT b.WASMUDF_A1 AS WASMUDF_AX_1, b.id FROM (SELECT id, x AS WASMUDF_A1 FROM t) b) a WHERE a.id > 3
> stream, client: collatz(collatz(WASMUDF_X_1))
> returns: STEPS

SELECT * FROM (SELECT MAX(id) AS top, collatz(COUNT(*)) AS steps FROM t GROUP BY name) q WHERE top > 1 ORDER BY top;
> stream, target: SELECT q."TOP", q.WASMUDF_A1 AS WASMUDF_X_1 FROM (SELECT MAX(id) AS top, (COUNT(*)) AS WASMUDF_A1 FROM t GROUP BY name) q WHERE top > 1 ORDER BY top
> stream, client: collatz(WASMUDF_X_1)
> returns: TOP | STEPS

SELECT * FROM (SELECT id, area(x) AS p, collatz(3) AS c FROM t) q;
> stream, client: collatz(3)
> stream, target: SELECT q."ID", q."C", q.WASMUDF_A1 AS WASMUDF_X_1 FROM (SELECT id, x AS WASMUDF_A1, CAST(? AS BIGINT) AS c FROM t) q
> stream, client: area(WASMUDF_X_1)
> returns: ID | P | C

-- A result that nobody reads is never computed.
SELECT COUNT(*) FROM (SELECT id, collatz(x) AS steps FROM t WHERE x > ?) q WHERE id < ?;
> fold, target: SELECT COUNT(*) FROM (SELECT id, x AS WASMUDF_A1 FROM t WHERE x > ?) q WHERE id < ?

SELECT a.id FROM (SELECT b.id FROM (SELECT id, collatz(x) AS steps FROM t) b) a;
> fold, target: SELECT a.id FROM (SELECT b.id FROM (SELECT id, x AS WASMUDF_A1 FROM t) b) a

-- What a derived table decides by the result, only the target could do.
SELECT * FROM (SELECT DISTINCT collatz(x) AS steps FROM t) q;
> 42W01 collatz(x) at line 1, column 32: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT * FROM (SELECT id, collatz(x) AS steps FROM t ORDER BY 2) q;
> 42W01 collatz(x) at line 1, column 27: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT * FROM (SELECT id, collatz(x) AS steps FROM t ORDER BY steps) q;
> 42W01 collatz(x) at line 1, column 27: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT * FROM (SELECT id, collatz(x) AS steps FROM t) q ORDER BY steps;
> 42W01 collatz(x) at line 1, column 27: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT MAX(steps) FROM (SELECT id, collatz(x) AS steps FROM t) q;
> 42W01 collatz(x) at line 1, column 36: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT * FROM (SELECT id, collatz(x) AS steps FROM t) q JOIN u ON u.id = q.id;
> 42W01 collatz(x) at line 1, column 27: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT * FROM (SELECT id, collatz(?) + 1 AS a, dice(x) AS d FROM t) q WHERE d > 1;
> 42W01 dice(x) at line 1, column 48: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT d FROM (SELECT id, dice(x) AS d FROM t) q;
> stream, target: SELECT q.WASMUDF_A1 AS WASMUDF_X_1 FROM (SELECT id, x AS WASMUDF_A1 FROM t) q
> stream, client: dice(WASMUDF_X_1)
> returns: D

SELECT * FROM (SELECT id, pair(x, ?) AS p FROM t) q;
> 42W01 pair(x, ?) at line 1, column 27: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT * FROM (SELECT id, collatz(x) FROM t) q;
> 42W01 collatz(x) at line 1, column 27: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT * FROM (SELECT id, collatz(x) AS id FROM t) q;
> 42W01 collatz(x) at line 1, column 27: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT * FROM (SELECT steps, collatz(x) AS steps FROM t) q;
> 42W01 collatz(x) at line 1, column 30: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

-- Rows as values would show the arguments.
SELECT row_to_json(q) FROM (SELECT id, collatz(x) AS steps FROM t) q;
> 42W01 collatz(x) at line 1, column 40: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT id, COUNT(q.*) FROM (SELECT id, collatz(x) AS steps FROM t) q GROUP BY id;
> 42W01 collatz(x) at line 1, column 40: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.

SELECT q FROM (SELECT id, collatz(x) AS steps FROM t) q;
> 42W01 collatz(x) at line 1, column 27: it stands in the SELECT list of a subquery, whose rows the target does not give away. Call the function in the outermost SELECT list or WHERE.
