package org.wasmudf.integration.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.hydromatic.sqllogictest.ISqlTestOperation;
import net.hydromatic.sqllogictest.SltSqlStatement;
import net.hydromatic.sqllogictest.SqlTestQuery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/**
 * At least a hundred files of sql-logic-test, of every group, on H2 and PostgreSQL: each statement
 * and query directly and through wasmudf must answer the same line by line, and each query again
 * with its SELECT items inside identity functions must answer the same or be refused.
 *
 * <p>The files rotate by a seed, {@code -Dwasmudf.slt.seed}, which is the day's number by default;
 * {@code -Dwasmudf.slt.files} says how many, {@code -Dwasmudf.slt.queries} how many queries of each
 * (0: all).
 */
class SqlLogicTest {
  private static final Path REPORT = Path.of("target", "sql-logic-test.txt");
  private static final int FILES = Integer.getInteger("wasmudf.slt.files", 100);
  private static final int QUERIES = Integer.getInteger("wasmudf.slt.queries", 400);

  /** How many of the differences are listed. */
  private static final int LISTED = 20;

  private final long seed =
      Long.getLong("wasmudf.slt.seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
  private int statements;
  private int queries;
  private int wrapped;
  private int refused;
  private final List<String> different = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> refusals = new ArrayList<>();

  @BeforeAll
  static void forgetLastReport() throws IOException {
    Files.deleteIfExists(REPORT);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"H2", "POSTGRESQL"})
  void answersAreTheTargetsOwn(Target target) throws Exception {
    List<String> files = SltFiles.choose(FILES, seed);
    assertTrue(files.size() >= Math.min(FILES, 100), "files");
    for (String file : files) {
      run(target, file);
    }
    String report =
        "sql-logic-test on %s: seed %d, %d files, %d statements, %d queries the same, %d different; with functions: %d taken, %d refused, %d wrong%n"
            .formatted(
                target.product(),
                seed,
                files.size(),
                statements,
                queries,
                different.size(),
                wrapped - refused - wrong.size(),
                refused,
                wrong.size());
    Files.writeString(REPORT, report, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Files.write(
        Path.of("target", "sql-logic-test-" + target + ".log"),
        Stream.of(different, wrong, refusals).flatMap(List::stream).toList());
    assertEquals(List.of(), different.stream().limit(LISTED).toList(), report);
    assertEquals(List.of(), wrong.stream().limit(LISTED).toList(), report);
    assertTrue(wrapped - refused > queries / 20, () -> "too few plans were made: " + report);
  }

  private void run(Target target, String file) throws SQLException, IOException {
    try (Database plain = target.database();
        Database ours = target.database();
        Connection direct = plain.connectDirect();
        Connection through = ours.connect()) {
      register(through);
      int number = 0;
      int total =
          (int) SltFiles.parse(file).stream().filter(SqlTestQuery.class::isInstance).count();
      int step = QUERIES == 0 ? 1 : Math.max(1, total / QUERIES);
      int first = Math.floorMod(seed, step);
      for (ISqlTestOperation operation : SltFiles.parse(file)) {
        if (operation instanceof SltSqlStatement statement) {
          statements++;
          compare(file, statement.statement, direct, through);
        } else if (operation instanceof SqlTestQuery query && number++ % step == first) {
          queries++;
          Answer answer = compare(file, query.getQuery(), direct, through);
          compareWrapped(file, query.getQuery(), answer, through);
        }
      }
    }
  }

  private static void register(Connection through) throws SQLException {
    try (Statement statement = through.createStatement()) {
      for (Identity identity : Identity.values()) {
        statement.execute(identity.ddl());
      }
    }
  }

  private Answer compare(String file, String sql, Connection direct, Connection through) {
    Answer expected = Answer.of(direct, sql);
    Answer found = Answer.of(through, sql);
    boolean ordered = sql.toUpperCase(Locale.ROOT).contains("ORDER BY");
    if (!expected.sameAs(found, ordered)) {
      different.add(file + ": " + sql + "\n  expected " + expected + "\n  found    " + found);
    }
    return expected;
  }

  private void compareWrapped(String file, String sql, Answer expected, Connection through) {
    SelectItems.Split split = expected.failure() == null ? SelectItems.split(sql) : null;
    if (split == null || split.items().size() != expected.types().size()) {
      return;
    }
    List<String> expressions = new ArrayList<>();
    boolean any = false;
    for (int i = 0; i < split.items().size(); i++) {
      String expression = split.items().get(i).expression();
      Identity identity = Identity.of(expected.types().get(i));
      any |= identity != null;
      expressions.add(identity == null ? expression : identity.of(expression));
    }
    if (!any) {
      return;
    }
    wrapped++;
    String text = split.with(expressions);
    Answer found = Answer.of(through, text);
    if (isRefused(found)) {
      refused++;
      refusals.add(text + "\n  " + found.failure());
    } else if (found.failure() != null || !found.sortedRows().equals(expected.sortedRows())) {
      wrong.add(file + ": " + text + "\n  expected " + expected + "\n  found    " + found);
    }
  }

  /** By the planner, or because the parser does not understand the text; nothing has run then. */
  private static boolean isRefused(Answer answer) {
    return "42W01".equals(answer.state())
        || (answer.failure() != null && answer.failure().contains("cannot be understood"));
  }

  /** Functions that return their argument; their names occur in no file. */
  private enum Identity {
    INTEGER("INTEGER", "i32"),
    BIGINT("BIGINT", "i64"),
    DOUBLE("DOUBLE PRECISION", "f64");

    private final String type;
    private final String wasm;

    Identity(String type, String wasm) {
      this.type = type;
      this.wasm = wasm;
    }

    static @Nullable Identity of(int type) {
      return switch (type) {
        case Types.INTEGER -> INTEGER;
        case Types.BIGINT -> BIGINT;
        case Types.DOUBLE -> DOUBLE;
        default -> null;
      };
    }

    private String function() {
      return "wasm_same_" + wasm;
    }

    String of(String expression) {
      return function() + "(" + expression + ")";
    }

    String ddl() {
      return """
      CREATE TEMPORARY FUNCTION %s(x %s) RETURNS %s LANGUAGE WASM AS WAT $$
        (module (func (export "%s") (param %s) (result %s) (local.get 0)))
      $$"""
          .formatted(function(), type, type, function(), wasm, wasm);
    }
  }
}
