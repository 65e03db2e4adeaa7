package org.wasmudf.demo;

import static org.wasmudf.demo.Check.all;
import static org.wasmudf.demo.Check.count;
import static org.wasmudf.demo.Check.every;
import static org.wasmudf.demo.Check.mentions;
import static org.wasmudf.demo.Check.pushed;
import static org.wasmudf.demo.Check.some;
import static org.wasmudf.demo.Check.within;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The steps of the tour, in order; later ones use what earlier ones registered. Files are named
 * from the folder of the guests.
 */
final class Tour {
  private static final double KM_PER_MILE = 1.609344;
  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private Tour() {}

  static List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    Stream.of(
            textInTheStatement(),
            distances(),
            cities(),
            names(),
            pushingAndParameters(),
            failures(),
            replacement(),
            listings())
        .forEach(steps::addAll);
    return List.copyOf(steps);
  }

  private static List<Step> textInTheStatement() {
    return List.of(
        new Step.Setup(
            "A function whose WebAssembly stands in the statement as text",
            """
            CREATE FUNCTION collatz_steps(n BIGINT) RETURNS BIGINT LANGUAGE WASM AS WAT $$
              (module
                (func (export "collatz_steps") (param $n i64) (result i64)
                  (local $steps i64)
                  (block $done
                    (loop $next
                      (br_if $done (i64.le_s (local.get $n) (i64.const 1)))
                      (local.set $n
                        (if (result i64) (i64.eqz (i64.and (local.get $n) (i64.const 1)))
                          (then (i64.shr_u (local.get $n) (i64.const 1)))
                          (else (i64.add (i64.mul (local.get $n) (i64.const 3)) (i64.const 1)))))
                      (local.set $steps (i64.add (local.get $steps) (i64.const 1)))
                      (br $next)))
                  (local.get $steps)))
            $$"""),
        new Step.Query(
            "A million calls of it",
            "SELECT x AS n, collatz_steps(x) AS steps FROM SYSTEM_RANGE(1, 1000000)",
            () ->
                all(
                    count(1_000_000),
                    // Project Euler, problem 14: the longest chain below a million starts here.
                    some(
                        "837,799 takes 524 steps",
                        row -> row.getLong(1) == 837_799 && row.getLong(2) == 524),
                    every("at most 524 steps", row -> row.getLong(2) <= 524))));
  }

  private static List<Step> distances() {
    return List.of(
        new Step.Setup(
            "A module in C that carries its own signatures",
            "CREATE MODULE geo FROM FILE 'c/geo.wasm'",
            "CREATE FUNCTIONS FROM MODULE geo"),
        new Step.Query(
            "The distance of each of the 200,000 flights, against the distance that the carriers filed",
            """
            SELECT f.departed_at, f.origin, f.destination, f.distance_mi,
                   haversine_km(o.latitude, o.longitude, d.latitude, d.longitude) AS km
            FROM flights f
            JOIN airports o ON o.iata = f.origin
            JOIN airports d ON d.iata = f.destination""",
            () ->
                all(
                    count(DataLoader.FLIGHTS),
                    within(
                        0.02,
                        0.99,
                        "distance_mi",
                        row -> row.getDouble("km"),
                        row -> row.getInt("distance_mi") * KM_PER_MILE))),
        new Step.Query(
            "The same in the columnar form: one call for a batch, over Arrow arrays",
            """
            SELECT f.origin, f.destination,
                   haversine_km(o.latitude, o.longitude, d.latitude, d.longitude) AS km,
                   haversine_km_columnar(o.latitude, o.longitude, d.latitude, d.longitude) AS columnar_km
            FROM flights f
            JOIN airports o ON o.iata = f.origin
            JOIN airports d ON d.iata = f.destination""",
            () ->
                all(
                    count(DataLoader.FLIGHTS),
                    every("both forms agree", row -> row.getDouble(3) == row.getDouble(4)))));
  }

  private static List<Step> cities() {
    return List.of(
        new Step.Setup("A module in Rust", "CREATE MODULE distance FROM FILE 'rust/distance.wasm'"),
        new Step.Refusal(
            "H2 has a SOUNDEX of its own, and a built-in function is not replaced by accident",
            "CREATE FUNCTION soundex(VARCHAR) RETURNS VARCHAR LANGUAGE WASM FROM 'distance'",
            0,
            "42723",
            List.of("soundex", "OR SHADOW"),
            "SELECT SOUNDEX('Springfield') AS the_one_of_h2"),
        new Step.Setup(
            "OR SHADOW says that it is meant",
            "CREATE FUNCTION soundex(VARCHAR) OR SHADOW RETURNS VARCHAR LANGUAGE WASM FROM 'distance'",
            "CREATE FUNCTION levenshtein(VARCHAR, VARCHAR) RETURNS INTEGER LANGUAGE WASM FROM 'distance'"),
        new Step.Query(
            "Cities of one state that sound the same and are spelled almost the same",
            """
            SELECT a.state, a.city, b.city AS other, soundex(a.city) AS sound,
                   levenshtein(a.city, b.city) AS edits
            FROM (SELECT DISTINCT state, city FROM airports) a
            JOIN (SELECT DISTINCT state, city FROM airports) b ON b.state = a.state AND a.city < b.city
            WHERE soundex(a.city) = soundex(b.city) AND levenshtein(a.city, b.city) <= 2
            ORDER BY a.state, a.city, b.city""",
            () ->
                all(
                    every("one or two edits", row -> row.getInt(5) == 1 || row.getInt(5) == 2),
                    some(
                        "Napakiak sounds like Napaskiak",
                        row -> pair(row, "Napakiak", "Napaskiak")))));
  }

  private static boolean pair(java.sql.ResultSet row, String one, String other)
      throws java.sql.SQLException {
    return one.equals(row.getString(2)) && other.equals(row.getString(3));
  }

  private static List<Step> names() {
    return List.of(
        new Step.Setup(
            "Text functions in AssemblyScript, which has a garbage collector",
            "CREATE MODULE titlecase FROM FILE 'assemblyscript/titlecase.wasm'",
            "CREATE FUNCTION title_case(VARCHAR) RETURNS VARCHAR LANGUAGE WASM FROM 'titlecase'",
            "CREATE FUNCTION slug(VARCHAR) RETURNS VARCHAR LANGUAGE WASM FROM 'titlecase'"),
        new Step.Query(
            "The names of all airports as titles and as parts of a web address",
            """
            SELECT iata, title_case(UPPER(name)) AS title, slug(name) AS slug, slug(title_case(city)) AS city
            FROM airports""",
            () ->
                all(
                    count(DataLoader.AIRPORTS),
                    every(
                        "a slug is fit for an address",
                        row -> SLUG.matcher(row.getString(3)).matches()),
                    some("LGA is Laguardia", row -> "Laguardia".equals(row.getString(2))))));
  }

  private static List<Step> pushingAndParameters() {
    return List.of(
        new Step.Query(
            "A UDF in WHERE beside an ordinary condition, which stays with the database",
            """
            SELECT iata, name, city, state, levenshtein(city, 'Springfield') AS edits
            FROM airports
            WHERE state IN ('IL', 'MA', 'MO', 'OH') AND levenshtein(city, 'Springfield') <= 3
            ORDER BY iata""",
            () ->
                all(
                    pushed("state IN ('IL', 'MA', 'MO', 'OH')", "levenshtein"),
                    every("at most three edits", row -> row.getInt(5) <= 3),
                    some("SPI is in Springfield", row -> "SPI".equals(row.getString(1))))),
        new Step.Query(
            "A prepared statement with parameters inside the calls: 30 km around Times Square",
            """
            SELECT iata, name, haversine_km(latitude, longitude, ?, ?) AS km
            FROM airports
            WHERE state IN (?, ?) AND haversine_km(latitude, longitude, ?, ?) < ?""",
            List.of(40.758, -73.9855, "NY", "NJ", 40.758, -73.9855, 30.0),
            () ->
                all(
                    count(10),
                    every("it is less than 30 km", row -> row.getDouble(3) < 30),
                    some("JFK is at 21.8 km", row -> Math.abs(row.getDouble(3) - 21.82) < 0.01))));
  }

  private static List<Step> failures() {
    return List.of(
        new Step.Setup(
            "A module that fails in every way there is; numbers need no signature",
            "CREATE MODULE faults FROM FILE 'wat/faults.wasm'",
            "CREATE FUNCTION divide LANGUAGE WASM FROM 'faults'",
            "CREATE FUNCTION spin_on_zero LANGUAGE WASM FROM 'faults'"),
        new Step.Refusal(
            "A trap names the function, the row and its arguments",
            "SELECT origin, destination, divide(distance_mi, delay_min) FROM flights",
            0,
            "38",
            List.of("divide", "row 1"),
            "SELECT divide(distance_mi, 7) FROM flights LIMIT 1"),
        new Step.Refusal(
            "An endless loop ends with the statement's timeout of one second",
            "SELECT spin_on_zero(delay_min) FROM flights",
            1,
            "57014",
            List.of(),
            "SELECT spin_on_zero(delay_min) FROM flights WHERE delay_min <> 0"));
  }

  private static List<Step> replacement() {
    return List.of(
        new Step.Change(
            "The module's second version, on an ellipsoid, while its functions stay bound",
            """
            SELECT o.iata, d.iata, haversine_km(o.latitude, o.longitude, d.latitude, d.longitude) AS km
            FROM airports o
            JOIN airports d ON o.iata = 'JFK' AND d.iata IN ('ANC', 'HNL', 'LAX', 'MIA')
            ORDER BY d.iata""",
            "CREATE OR REPLACE MODULE geo FROM FILE 'c/geo_v2.wasm'",
            0.006));
  }

  private static List<Step> listings() {
    return List.of(
        new Step.Look(
            "What is registered now",
            "SELECT name, arguments, returns, module, abi, deterministic FROM wasmudf.functions ORDER BY name",
            () -> mentions("collatz_steps", "haversine_km_columnar", "soundex", "slug", "divide")),
        new Step.Look(
            "The statement that made a function",
            "SHOW CREATE FUNCTION soundex",
            () -> mentions("soundex", "OR SHADOW", "LANGUAGE WASM")));
  }
}
