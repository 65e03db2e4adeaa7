-- Where the target evaluates.
SELECT collatz(id), COUNT(*) FROM t GROUP BY collatz(id);
> map1: SELECT DISTINCT id AS A1 FROM t
> SELECT (M1) AS "COLLATZ(ID)", COUNT(*) FROM (t LEFT JOIN map1 M1[id]) GROUP BY "COLLATZ(ID)"
SELECT collatz(id), COUNT(*) FROM t WHERE x > 3 GROUP BY collatz(id) HAVING COUNT(*) > 1 ORDER BY 1;
> map1: SELECT DISTINCT id AS A1 FROM t WHERE (x > 3)
> map1 or: SELECT DISTINCT id AS A1 FROM t
> SELECT (M1) AS "COLLATZ(ID)", COUNT(*) FROM (t LEFT JOIN map1 M1[id]) WHERE x > 3 GROUP BY "COLLATZ(ID)" HAVING COUNT(*) > 1 ORDER BY 1
SELECT id FROM t ORDER BY collatz(id);
> map1: SELECT DISTINCT id AS A1 FROM t
> SELECT id FROM (t LEFT JOIN map1 M1[id]) ORDER BY (M1)
SELECT DISTINCT collatz(id) FROM t;
> map1: SELECT DISTINCT id AS A1 FROM t
> SELECT DISTINCT (M1) AS "COLLATZ(ID)" FROM (t LEFT JOIN map1 M1[id])
SELECT collatz(id) + 1 AS y FROM t;
> map1: SELECT DISTINCT id AS A1 FROM t
> SELECT (M1) + 1 AS y FROM (t LEFT JOIN map1 M1[id])
SELECT collatz(id) + 1 FROM t ORDER BY id LIMIT 10;
> map1: SELECT DISTINCT A1 AS A1 FROM (SELECT id AS A1 FROM t ORDER BY id LIMIT 10) AS Q
> map1 or: SELECT DISTINCT id AS A1 FROM t
> SELECT (M1) + 1 AS "COLLATZ(ID) + 1" FROM (t LEFT JOIN map1 M1[id]) ORDER BY id LIMIT 10
SELECT CASE WHEN ok THEN collatz(id) END AS y FROM t;
> map1: SELECT DISTINCT id AS A1 FROM t
> SELECT CASE WHEN ok THEN (M1) END AS y FROM (t LEFT JOIN map1 M1[id])
SELECT SUM(collatz(id)) FROM t;
> map1: SELECT DISTINCT id AS A1 FROM t
> SELECT SUM((M1)) FROM (t LEFT JOIN map1 M1[id])
SELECT x, COUNT(*) FROM t GROUP BY x HAVING collatz(x) > 3;
> 42W01 collatz(x) at line 1, column 45: the database recognises a key of GROUP BY with a lookup in it only where it is an item of the SELECT list with an alias, and mistakes rows for groups elsewhere. Group by a column of a derived table, SELECT ... FROM (SELECT ..., f(x) AS y FROM ...) AS q GROUP BY y.
SELECT x, MAX(id) FROM t GROUP BY x HAVING collatz(MAX(id)) > 3;
> 42W01 collatz(MAX(id)) at line 1, column 44: the database recognises a key of GROUP BY with a lookup in it only where it is an item of the SELECT list with an alias, and mistakes rows for groups elsewhere. Group by a column of a derived table, SELECT ... FROM (SELECT ..., f(x) AS y FROM ...) AS q GROUP BY y.
SELECT id, ROW_NUMBER() OVER (PARTITION BY collatz(x) ORDER BY collatz(id)) FROM t;
> map1: SELECT DISTINCT x AS A1 FROM t
> map2: SELECT DISTINCT id AS A1 FROM t
> SELECT id, ROW_NUMBER() OVER (PARTITION BY (M1) ORDER BY (M2)) AS "ROW_NUMBER() OVER (PARTITION BY COLLATZ(X) ORDER BY COLLATZ(ID))" FROM (t LEFT JOIN map1 M1[x] LEFT JOIN map2 M2[id])
-- Joins.
SELECT * FROM t JOIN u ON collatz(t.id) = u.y;
> map1: SELECT DISTINCT t.id AS A1 FROM t
> SELECT t.*, u.* FROM (t LEFT JOIN map1 M1[t.id]) JOIN u ON (M1) = u.y
SELECT t.id FROM t JOIN u ON collatz(t.id) = collatz(u.id);
> map1: SELECT DISTINCT t.id AS A1 FROM t
> map2: SELECT DISTINCT u.id AS A1 FROM u
> SELECT t.id FROM (t LEFT JOIN map1 M1[t.id]) JOIN (u LEFT JOIN map2 M2[u.id]) ON (M1) = (M2)
SELECT t.id, collatz(u.id) + 1 AS y FROM t LEFT JOIN u ON t.id = u.id;
> map1: SELECT DISTINCT u.id AS A1 FROM u
> SELECT t.id, (M1) + 1 AS y FROM t LEFT JOIN (u LEFT JOIN map1 M1[u.id]) ON t.id = u.id
SELECT t.id, collatz(u.id + 1) + 1 AS y FROM t LEFT JOIN u ON t.id = u.id;
> map1: SELECT DISTINCT u.id + 1 AS A1 FROM u
> SELECT t.id, (look up map1 M1[u.id + 1]) + 1 AS y FROM t LEFT JOIN u ON t.id = u.id
SELECT * FROM t JOIN u USING (id) WHERE collatz(y) + 1 > 2;
> map1: SELECT DISTINCT y AS A1 FROM u
> SELECT * FROM t JOIN u USING (id) WHERE (look up map1 M1[y]) + 1 > 2
SELECT t.id FROM t, u WHERE pair(t.x, 1.5e0) + u.y > 1;
> map1: SELECT DISTINCT t.x AS A1 FROM t
> SELECT t.id FROM (t LEFT JOIN map1 M1[t.x]), u WHERE (M1) + u.y > 1
SELECT t.id FROM t, u WHERE pair(CAST(t.x AS INTEGER) + u.y, 1.5e0) + 1 > 5;
> map1: SELECT DISTINCT CAST(t.x AS INTEGER) + u.y AS A1 FROM t, u
> SELECT t.id FROM t, u WHERE (look up map1 M1[CAST(t.x AS INTEGER) + u.y]) + 1 > 5
SELECT a.id FROM t a JOIN (u JOIN collatz c ON c.id = u.id) ON a.id = u.id ORDER BY collatz(u.y);
> map1: SELECT DISTINCT u.y AS A1 FROM u
> SELECT a.id FROM t a JOIN (u JOIN collatz c ON c.id = u.id) ON a.id = u.id ORDER BY (look up map1 M1[u.y])
-- Subqueries, unions, common table expressions.
SELECT id FROM t WHERE id IN (SELECT collatz(y) FROM u);
> map1: SELECT DISTINCT y AS A1 FROM u
> SELECT id FROM t WHERE id IN (SELECT (M1) AS "COLLATZ(Y)" FROM (u LEFT JOIN map1 M1[y]))
SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = collatz(t.id));
> map1: SELECT DISTINCT t.id AS A1 FROM t
> SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.id = (look up map1 M1[t.id]))
SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE collatz(u.y) = collatz(t.id));
> map1: SELECT DISTINCT u.y AS A1 FROM u
> map2: SELECT DISTINCT t.id AS A1 FROM t
> SELECT id FROM t WHERE EXISTS (SELECT 1 FROM (u LEFT JOIN map1 M1[u.y]) WHERE (M1) = (look up map2 M2[t.id]))
SELECT id, (SELECT MAX(collatz(y)) FROM u WHERE u.id = t.id) AS m FROM t;
> map1: SELECT DISTINCT y AS A1 FROM u
> SELECT id, (SELECT MAX((M1)) AS "MAX(COLLATZ(Y))" FROM (u LEFT JOIN map1 M1[y]) WHERE u.id = t.id) AS m FROM t
SELECT collatz(id) FROM t UNION SELECT collatz(y) FROM u;
> map1: SELECT DISTINCT id AS A1 FROM t
> map2: SELECT DISTINCT y AS A1 FROM u
> SELECT (M1) AS "COLLATZ(ID)" FROM (t LEFT JOIN map1 M1[id]) UNION SELECT (M2) AS "COLLATZ(Y)" FROM (u LEFT JOIN map2 M2[y])
WITH c AS (SELECT collatz(id) AS v FROM t) SELECT a.v FROM c a JOIN c b ON a.v = b.v;
> map1: SELECT DISTINCT id AS A1 FROM t
> WITH c AS (SELECT (M1) AS v FROM (t LEFT JOIN map1 M1[id])) SELECT a.v FROM c a JOIN c b ON a.v = b.v
WITH c AS (SELECT id, x FROM t) SELECT COUNT(*) FROM c GROUP BY collatz(x);
> 42W01 collatz(x) at line 1, column 65: the database recognises a key of GROUP BY with a lookup in it only where it is an item of the SELECT list with an alias, and mistakes rows for groups elsewhere. Group by a column of a derived table, SELECT ... FROM (SELECT ..., f(x) AS y FROM ...) AS q GROUP BY y.
SELECT q.y FROM (SELECT collatz(id) AS y FROM t) q GROUP BY q.y;
> map1: SELECT DISTINCT id AS A1 FROM t
> SELECT q.y FROM (SELECT (M1) AS y FROM (t LEFT JOIN map1 M1[id])) q GROUP BY q.y
SELECT collatz(q.y + 1) + 1 AS z FROM (SELECT collatz(id) AS y FROM t) q;
> map1: SELECT DISTINCT id AS A1 FROM t
> map2: SELECT DISTINCT q.y + 1 AS A1 FROM (SELECT (M1) AS y FROM (t LEFT JOIN map1 M1[id])) q
> SELECT (M2) + 1 AS z FROM ((SELECT (M1) AS y FROM (t LEFT JOIN map1 M1[id])) q LEFT JOIN map2 M2[q.y + 1])
SELECT collatz(1 + collatz(id)) + 1 AS z FROM t;
> map1: SELECT DISTINCT id AS A1 FROM t
> map2: SELECT DISTINCT 1 + (M1) AS A1 FROM (t LEFT JOIN map1 M1[id])
> SELECT (M2) + 1 AS z FROM (t LEFT JOIN map1 M1[id] LEFT JOIN map2 M2[1 + (M1)])
SELECT id FROM t UNION SELECT id FROM u ORDER BY collatz(id);
> 42W01 collatz(id) at line 1, column 50: it sorts or limits rows that several queries gave together. Write SELECT * FROM (... UNION ...) AS q, and call the function there.
-- Keys that are not the argument itself.
SELECT t.id FROM t, u WHERE haversine_km(t.lat, t.lon, u.y, 1) + 1 > 5;
> map1: SELECT DISTINCT key t.lat AS K1, t.lat AS A1, key t.lon AS K2, t.lon AS A2, u.y AS A3 FROM t, u
> SELECT t.id FROM t, u WHERE (look up map1 M1[t.lat, t.lon, u.y]) + 1 > 5
SELECT soundex_w(name) || 'x' AS s FROM t;
> map1: SELECT DISTINCT key name AS K1, name AS A1 FROM t
> SELECT (M1) || 'x' AS s FROM (t LEFT JOIN map1 M1[name])
SELECT COUNT(*) FROM t GROUP BY price(price);
> 42W01 price(price) at line 1, column 33: the database recognises a key of GROUP BY with a lookup in it only where it is an item of the SELECT list with an alias, and mistakes rows for groups elsewhere. Group by a column of a derived table, SELECT ... FROM (SELECT ..., f(x) AS y FROM ...) AS q GROUP BY y.
-- Parameters.
SELECT COUNT(*) FROM t WHERE id > ? GROUP BY collatz(x + ?);
> 42W01 collatz(x + ?) at line 1, column 46: the database recognises a key of GROUP BY with a lookup in it only where it is an item of the SELECT list with an alias, and mistakes rows for groups elsewhere. Group by a column of a derived table, SELECT ... FROM (SELECT ..., f(x) AS y FROM ...) AS q GROUP BY y.
SELECT collatz(id) + ? AS y FROM t WHERE x = ?;
> map1: SELECT DISTINCT id AS A1 FROM t WHERE (x = ?2)
> map1 or: SELECT DISTINCT id AS A1 FROM t
> SELECT (M1) + ?1 AS y FROM (t LEFT JOIN map1 M1[id]) WHERE x = ?2
SELECT pair(x, CAST(? AS DOUBLE PRECISION)) + 1 AS y FROM t;
> map1: SELECT DISTINCT x AS A1 FROM t
> SELECT (M1) + 1 AS y FROM (t LEFT JOIN map1 M1[x])
-- Statements that write.
INSERT INTO u (id) SELECT collatz(id) FROM t WHERE ok;
> map1: SELECT DISTINCT id AS A1 FROM t WHERE (ok)
> map1 or: SELECT DISTINCT id AS A1 FROM t
> INSERT INTO u (id) SELECT (M1) AS "COLLATZ(ID)" FROM (t LEFT JOIN map1 M1[id]) WHERE ok
INSERT INTO u (id) VALUES (1 + collatz((SELECT MAX(x) FROM t)));
> map1: SELECT DISTINCT (SELECT MAX(x) FROM t) AS A1
> INSERT INTO u (id) VALUES (1 + (look up map1 M1[(SELECT MAX(x) FROM t)]))
UPDATE t SET x = collatz(id) WHERE ok;
> map1: SELECT DISTINCT id AS A1 FROM t WHERE (ok)
> map1 or: SELECT DISTINCT id AS A1 FROM t
> UPDATE t SET x = (look up map1 M1[id]) WHERE ok
UPDATE t SET x = 1 WHERE collatz(id) > 3 AND id < 100;
> map1: SELECT DISTINCT id AS A1 FROM t WHERE (id < 100)
> map1 or: SELECT DISTINCT id AS A1 FROM t
> UPDATE t SET x = 1 WHERE (look up map1 M1[id]) > 3 AND id < 100
DELETE FROM t WHERE collatz(id) = 1;
> map1: SELECT DISTINCT id AS A1 FROM t
> DELETE FROM t WHERE (look up map1 M1[id]) = 1
MERGE INTO t USING u ON t.id = collatz(u.id) WHEN MATCHED THEN UPDATE SET x = collatz(u.y);
> map1: SELECT DISTINCT u.id AS A1 FROM u
> map2: SELECT DISTINCT u.y AS A1 FROM u
> MERGE INTO t USING u ON t.id = (look up map1 M1[u.id]) WHEN MATCHED THEN UPDATE SET x = (look up map2 M2[u.y])
CREATE TABLE v AS SELECT collatz(id) AS y, COUNT(*) AS n FROM t GROUP BY collatz(id);
> map1: SELECT DISTINCT id AS A1 FROM t
> CREATE TABLE v AS SELECT (M1) AS y, COUNT(*) AS n FROM (t LEFT JOIN map1 M1[id]) GROUP BY y
-- Refused.
SELECT dice(id) + 1 FROM t;
> 42W01 dice(id) at line 1, column 8: it is VOLATILE, so one evaluation does not stand for all rows with these arguments. Declare the function IMMUTABLE if its result depends on its arguments only, or call it in the outermost SELECT list.
SELECT id FROM t ORDER BY collatz(RAND());
> 42W01 RAND at line 1, column 35: it would be evaluated twice, and gives something else each time. SELECT its value first and bind it as a parameter.
SELECT CASE WHEN x <> 0 THEN collatz(10 / x) END AS y FROM t;
> 42W01 collatz(10 / x) at line 1, column 30: its argument may fail for rows that the condition around it keeps away, and it is evaluated for all of them. Write the CASE within the argument.
SELECT nope FROM t ORDER BY collatz(id);
> target 42S22
