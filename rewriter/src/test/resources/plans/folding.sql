-- Constant arguments: once per execution, bound, and the target runs the rest.
SELECT collatz(27) FROM t;
> fold, client: collatz(27)
> fold, target: SELECT CAST(? AS BIGINT) AS "COLLATZ(27)" FROM t

SELECT collatz(27) AS steps, collatz(?), x + collatz(collatz(3)) FROM t WHERE id = collatz(?) ORDER BY collatz(1);
> fold, client: collatz(27)
> fold, client: collatz(?1)
> fold, client: collatz(collatz(3))
> fold, client: collatz(?2)
> fold, client: collatz(1)
> fold, target: SELECT CAST(? AS BIGINT) AS steps, CAST(? AS BIGINT) AS "COLLATZ(?1)", x + CAST(? AS BIGINT) FROM t WHERE id = CAST(? AS BIGINT) ORDER BY CAST(? AS BIGINT)

SELECT id FROM t WHERE id IN (collatz(1), collatz(2));
> fold, client: collatz(1)
> fold, client: collatz(2)
> fold, target: SELECT id FROM t WHERE id IN (CAST(? AS BIGINT), CAST(? AS BIGINT))

SELECT x FROM t WHERE id IN (SELECT id FROM u WHERE y > collatz(5));
> fold, client: collatz(5)
> fold, target: SELECT x FROM t WHERE id IN (SELECT id FROM u WHERE y > CAST(? AS BIGINT))

INSERT INTO u (id, y, city) VALUES (collatz(?), ?, soundex_w('Bergen'));
> fold, client: collatz(?1)
> fold, client: soundex_w('Bergen')
> fold, target: INSERT INTO u (id, y, city) VALUES (CAST(? AS BIGINT), ?, CAST(? AS VARCHAR))

INSERT INTO u (id) SELECT collatz(7) FROM t;
> fold, client: collatz(7)
> fold, target: INSERT INTO u (id) SELECT CAST(? AS BIGINT) AS "COLLATZ(7)" FROM t

UPDATE t SET x = collatz(2) WHERE id = ?;
> fold, client: collatz(2)
> fold, target: UPDATE t SET x = CAST(? AS BIGINT) WHERE id = ?

DELETE FROM t WHERE id = collatz(?);
> fold, client: collatz(?1)
> fold, target: DELETE FROM t WHERE id = CAST(? AS BIGINT)

CREATE TABLE v AS SELECT collatz(3) AS c;
> fold, client: collatz(3)
> fold, target: CREATE TABLE v AS SELECT CAST(? AS BIGINT) AS c

-- With rows in the same statement both happen.
SELECT collatz(id), x + collatz(3) FROM t WHERE id > collatz(?);
> stream, client: collatz(3)
> stream, client: collatz(?1)
> stream, target: SELECT x + CAST(? AS BIGINT), id AS WASMUDF_1 FROM t WHERE id > CAST(? AS BIGINT)
> stream, client: collatz(WASMUDF_1)
> returns: COLLATZ(ID) | X + COLLATZ(3)

-- Not where it might never be evaluated: there the rows decide.
SELECT id FROM t WHERE x = 1 AND id = collatz(?);
> stream, target: SELECT id FROM t WHERE x = 1
> stream, client: ID = collatz(?1)
> returns: ID

SELECT CASE WHEN ok THEN collatz(3) END FROM t;
> 42W01 collatz(3) at line 1, column 26: under AND, OR, CASE, COALESCE and the like it might not be evaluated at all, so it is not evaluated ahead. SELECT the function by itself first and bind its result as a parameter.

SELECT COALESCE(x, collatz(3)) FROM t;
> 42W01 collatz(3) at line 1, column 20: under AND, OR, CASE, COALESCE and the like it might not be evaluated at all, so it is not evaluated ahead. SELECT the function by itself first and bind its result as a parameter.

UPDATE t SET x = 1 WHERE ok OR id = collatz(5);
> 42W01 collatz(5) at line 1, column 37: under AND, OR, CASE, COALESCE and the like it might not be evaluated at all, so it is not evaluated ahead. SELECT the function by itself first and bind its result as a parameter.

-- VOLATILE never.
SELECT dice(6) FROM t;
> stream, target: SELECT 1 AS WASMUDF_2 FROM t
> stream, client: dice(6)
> returns: DICE(6)

INSERT INTO u (id) VALUES (dice(6));
> 42W01 dice(6) at line 1, column 28: it is VOLATILE, so one evaluation does not stand for all rows. SELECT the function by itself first and bind its result as a parameter.

SELECT id + dice(6) FROM t;
> stream, target: SELECT id AS WASMUDF_1 FROM t
> stream, client: dice(6)
> stream, target: SELECT WASMUDF_V1 + WASMUDF_V2 FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY)) WITH ORDINALITY AS WASMUDF_A(WASMUDF_V1, WASMUDF_V2, WASMUDF_O) ORDER BY WASMUDF_O
> returns: ID + DICE(6)

-- Never in a text that the target keeps.
CREATE VIEW v AS SELECT collatz(3) AS c;
> 42W01 collatz(3) at line 1, column 25: the target keeps the text of this statement and does not know WASM functions. Call the function in the queries that read or write the rows.

CREATE INDEX i ON t (collatz(x));
> 42W01 collatz at line 1, column 22: the target keeps the text of this statement and does not know WASM functions. Call the function in the queries that read or write the rows.

CREATE TABLE w (a INT CHECK (a > collatz(3)));
> 42W01 collatz(3) at line 1, column 34: the target keeps the text of this statement and does not know WASM functions. Call the function in the queries that read or write the rows.

CREATE TABLE w (a INT DEFAULT collatz(3));
> 42W01 collatz(3) at line 1, column 31: the target keeps the text of this statement and does not know WASM functions. Call the function in the queries that read or write the rows.

CALL collatz(3);
> 42W01 collatz at line 1, column 6: CALL cannot call a WASM function; SELECT, INSERT, UPDATE, DELETE, MERGE and CREATE TABLE AS can. SELECT the function's result first and bind it as a parameter.

SET @v = collatz(3);
> 42601 collatz(...) at line 1, column 10: the statement cannot be understood at line 1, column 5 (Encountered:, at line 1, column 5), so the call of the WASM function cannot be found in it. Write this part of the statement in plainer SQL, or leave the function out.

SET v = collatz(3);
> 42W01 collatz(3) at line 1, column 9: SET cannot call a WASM function; SELECT, INSERT, UPDATE, DELETE, MERGE and CREATE TABLE AS can. SELECT the function's result first and bind it as a parameter.

EXPLAIN SELECT collatz(3);
> 42W01 collatz(3) at line 1, column 16: the target cannot explain a WASM function. Write EXPLAIN WASM before the statement instead.

-- Rows that the target writes by itself.
INSERT INTO u (id) SELECT collatz(id) FROM t;
> 42W01 collatz(id) at line 1, column 27: its arguments come from rows that the target writes by itself. SELECT the results first and write them with parameters.

UPDATE t SET x = collatz(id);
> 42W01 collatz(id) at line 1, column 18: its arguments come from rows that the target writes by itself. SELECT the results first and write them with parameters.

DELETE FROM t WHERE collatz(id) = 1;
> 42W01 collatz(id) at line 1, column 21: its arguments come from rows that the target writes by itself. SELECT the results first and write them with parameters.

MERGE INTO u USING t ON u.id = collatz(t.id) WHEN MATCHED THEN DELETE;
> 42W01 collatz(t.id) at line 1, column 32: its arguments come from rows that the target writes by itself. SELECT the results first and write them with parameters.

CREATE TABLE v AS SELECT collatz(id) AS c FROM t;
> 42W01 collatz(id) at line 1, column 26: its arguments come from rows that the target writes by itself. SELECT the results first and write them with parameters.
