package org.wasmudf.integration.frameworks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.hibernate.HibernateException;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.wasmudf.integration.targets.Database;
import org.wasmudf.integration.targets.Target;

/** Hibernate, which finds its dialect by the product name, and makes its own schema. */
class HibernateTest {
  /** A row of the table Item. */
  @Entity(name = "Item")
  static class Item {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name = "";
    private int quantity;

    Item() {}

    Item(String name, int quantity) {
      this.name = name;
      this.quantity = quantity;
    }

    String label() {
      return quantity + " " + name;
    }
  }

  @OnH2AndPostgres
  void entitiesAndFunctionsByUrl(Target target) throws SQLException {
    try (Database database = target.database()) {
      Configuration configuration = configuration();
      configuration.setProperty("hibernate.connection.url", database.url());
      database
          .properties(Map.of())
          .forEach(
              (name, value) ->
                  configuration.setProperty("hibernate.connection." + name, (String) value));
      work(database, configuration);
    }
  }

  @OnH2AndPostgres
  void entitiesAndFunctionsByDataSource(Target target) throws SQLException {
    try (Database database = target.database()) {
      Configuration configuration = configuration();
      configuration
          .getProperties()
          .put(
              "hibernate.connection.datasource",
              Ways.wrap(new DriverManagerDataSource(database.directUrl()), database));
      work(database, configuration);
    }
  }

  private static Configuration configuration() {
    return new Configuration()
        .addAnnotatedClass(Item.class)
        .setProperty("hibernate.hbm2ddl.auto", "create-drop");
  }

  private static void work(Database database, Configuration configuration) throws SQLException {
    Ways.register(database);
    try (SessionFactory sessions = configuration.buildSessionFactory()) {
      Dialect dialect =
          sessions.unwrap(SessionFactoryImplementor.class).getJdbcServices().getDialect();
      assertEquals(
          database.target() == Target.H2 ? H2Dialect.class : PostgreSQLDialect.class,
          dialect.getClass());
      long id =
          sessions.fromTransaction(
              session -> {
                Item nut = new Item("nut", 10);
                session.persist(nut);
                session.persist(new Item("bolt", 20));
                return nut.id;
              });
      assertEquals(1, id);
      assertThrows(
          IllegalStateException.class,
          () ->
              sessions.inTransaction(
                  session -> {
                    session.persist(new Item("gear", 30));
                    session.flush();
                    throw new IllegalStateException("rolled back");
                  }));
      sessions.inTransaction(session -> session.find(Item.class, id).quantity = 15);
      assertEquals(
          "15 nut", sessions.fromTransaction(session -> session.find(Item.class, id).label()));
      assertEquals(
          List.of(30L, 40L),
          sessions.fromTransaction(
              session ->
                  session
                      .createSelectionQuery(
                          "select function('twice', i.quantity) from Item i"
                              + " where function('twice', i.quantity) > :limit order by i.id",
                          Long.class)
                      .setParameter("limit", 10L)
                      .getResultList()));
      assertEquals(
          List.of("bolt"),
          sessions.fromTransaction(
              session ->
                  session
                      .createNativeQuery(
                          "SELECT name FROM Item WHERE twice(quantity) > :limit", String.class)
                      .setParameter("limit", 35L)
                      .getResultList()));
      HibernateException trap =
          assertThrows(
              HibernateException.class,
              () ->
                  sessions.inTransaction(
                      session ->
                          session
                              .createNativeQuery("SELECT bad(id) FROM Item", Long.class)
                              .getResultList()));
      // A failure of a row arrives while rows are read, where Hibernate wraps it twice.
      assertEquals("38W01", Ways.sqlState(trap));
    }
  }
}
