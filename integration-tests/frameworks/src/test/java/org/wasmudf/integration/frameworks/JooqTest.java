package org.wasmudf.integration.frameworks;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.function;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.VARCHAR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/** jOOQ, which finds its dialect by the URL of the metadata. */
class JooqTest {
  private static final Table<Record> ITEM = table(name("item"));
  private static final Field<Long> ID = field(name("item", "id"), BIGINT.identity(true));
  private static final Field<String> NAME = field(name("item", "name"), VARCHAR(20));
  private static final Field<Integer> QUANTITY = field(name("item", "quantity"), INTEGER);
  private static final Field<Long> TWICE = function("twice", BIGINT, QUANTITY);

  @OnH2AndPostgres
  void dialectIsFoundAndQueriesRun(Target target) throws SQLException {
    try (Database database = target.database();
        Connection connection = database.connect()) {
      Ways.register(database);
      DSLContext jooq = DSL.using(connection);
      assertEquals(
          target == Target.H2 ? SQLDialect.H2 : SQLDialect.POSTGRES, jooq.dialect().family());
      jooq.createTable(ITEM)
          .column("id", BIGINT.identity(true))
          .column("name", VARCHAR(20))
          .column("quantity", INTEGER)
          .primaryKey("id")
          .execute();
      Record inserted =
          jooq.insertInto(ITEM, NAME, QUANTITY).values("nut", 10).returningResult(ID).fetchSingle();
      assertEquals(1L, inserted.get(ID));
      jooq.insertInto(ITEM, NAME, QUANTITY).values("bolt", 20).values("gear", 30).execute();
      assertThrows(
          DataAccessException.class,
          () ->
              jooq.transaction(
                  configuration -> {
                    configuration.dsl().deleteFrom(ITEM).execute();
                    configuration.dsl().fetch("SELECT nothing FROM nowhere");
                  }));
      assertEquals(3, jooq.fetchCount(ITEM));
      assertEquals(
          List.of(40L, 60L),
          jooq.select(TWICE).from(ITEM).where(TWICE.gt(20L)).orderBy(ID).fetch(TWICE));
      DataAccessException trap =
          assertThrows(
              DataAccessException.class,
              () -> jooq.select(function("bad", BIGINT, ID)).from(ITEM).fetch());
      assertEquals("38W01", Ways.sqlState(trap));
    }
  }
}
