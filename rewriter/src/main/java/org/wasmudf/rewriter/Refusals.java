package org.wasmudf.rewriter;

import java.util.Locale;
import net.sf.jsqlparser.statement.ExplainStatement;
import net.sf.jsqlparser.statement.Statement;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/** The refusals of whole statements. */
final class Refusals {
  private Refusals() {}

  /** A text without a tree that may call a function of ours. */
  static RefusedException unreadable(ParsedStatement statement, SqlToken name) {
    ParsedStatement.Failure failure = statement.failure();
    String words = failure == null ? "" : failure.message();
    if (statement.several()) {
      return new RefusedException(
          new Refusal(
              Refusal.NOT_PLANNED,
              name.text() + "(...)",
              statement.position(name.start()),
              "several statements in one text cannot call a WASM function",
              "Run them one by one."));
    }
    int offset = failure == null ? 0 : failure.offset();
    return new RefusedException(
        new Refusal(
            Refusal.SYNTAX_ERROR,
            name.text() + "(...)",
            statement.position(name.start()),
            "the statement cannot be understood at "
                + statement.position(offset)
                + " ("
                + words
                + "), so the call of the WASM function cannot be found in it",
            "Write this part of the statement in plainer SQL, or leave the function out."));
  }

  /** A statement that must not call a function of ours at all. */
  static Refusal statement(Statement tree, Analysis analysis, Span construct) {
    if (tree instanceof ExplainStatement) {
      return analysis.refuse(
          construct,
          "the target cannot explain a WASM function",
          "Write EXPLAIN WASM before the statement instead.");
    }
    String first = firstWord(analysis.statement());
    if (first.equals("CREATE") || first.equals("ALTER")) {
      return analysis.refuse(
          construct,
          "the target keeps the text of this statement and does not know WASM functions",
          "Call the function in the queries that read or write the rows.");
    }
    return analysis.refuse(
        construct,
        first
            + " cannot call a WASM function; SELECT, INSERT, UPDATE, DELETE, MERGE and CREATE"
            + " TABLE AS can",
        "SELECT the function's result first and bind it as a parameter.");
  }

  /** A call that needs rows in a clause that the target evaluates by itself. */
  static Refusal place(Analysis analysis, UdfCall call) {
    UdfCall.Place place = call.place();
    if (place.subquery()) {
      return analysis.refuse(
          call,
          "it stands in "
              + place.clause()
              + " of a subquery, whose rows the target does not give"
              + " away",
          "Call the function in the outermost SELECT list or WHERE.");
    }
    return switch (place.clause()) {
      case "ORDER BY" ->
          analysis.refuse(
              call,
              "the target sorts, and it does not have the function's result",
              "Sort by a column of the target, or in your program.");
      case "GROUP BY", "HAVING", "PARTITION BY", "WINDOW", "QUALIFY", "FILTER" ->
          analysis.refuse(
              call,
              "the target evaluates "
                  + place.clause()
                  + ", and it does not have the function's result",
              "Select the function's result with the columns, and group in your program.");
      case "a join condition" ->
          analysis.refuse(
              call,
              "the target joins, and it does not have the function's result",
              "In an inner join, write the condition in WHERE.");
      case "FROM" ->
          analysis.refuse(call, "a scalar function is no table", "Call it in the SELECT list.");
      default ->
          analysis.refuse(
              call,
              "it stands in "
                  + place.clause()
                  + ", where it would have to be evaluated on the target",
              "Call the function in the outermost SELECT list or WHERE.");
    };
  }

  /** A call within an expression of the SELECT list or WHERE. */
  static Refusal expression(Analysis analysis, UdfCall call) {
    if (call.place().subquery()) {
      return place(analysis, call);
    }
    if (isAhead(call)) {
      return ahead(analysis, call);
    }
    return analysis.refuse(
        call,
        "an expression over its result is not evaluated in the client",
        "Select or compare the function's result by itself.");
  }

  private static boolean isAhead(UdfCall call) {
    return Calls.constant(call) && (call.place().guarded() || Calls.mayBeVolatile(call));
  }

  /** A call that does not depend on any row, and is not evaluated once all the same. */
  private static Refusal ahead(Analysis analysis, UdfCall call) {
    boolean guarded = call.place().guarded();
    return analysis.refuse(
        call,
        guarded
            ? "under AND, OR, CASE, COALESCE and the like it might not be evaluated at all, so it"
                + " is not evaluated ahead"
            : "it is VOLATILE, so one evaluation does not stand for all rows",
        "SELECT the function by itself first and bind its result as a parameter.");
  }

  /** A call over rows in a statement that writes. */
  static Refusal writing(Analysis analysis, UdfCall call) {
    return isAhead(call)
        ? ahead(analysis, call)
        : analysis.refuse(
            call,
            "its arguments come from rows that the target writes by itself",
            "SELECT the results first and write them with parameters.");
  }

  static Refusal indexedParameter(Analysis analysis) {
    for (SqlToken token : analysis.statement().tokens()) {
      if (token.kind() == SqlToken.Kind.PARAMETER && token.text().length() > 1) {
        return analysis.refuse(
            token.span(),
            "numbered parameters cannot stand beside a WASM function",
            "Write ? without a number.");
      }
    }
    throw new IllegalArgumentException("no numbered parameter");
  }

  private static String firstWord(ParsedStatement statement) {
    for (SqlToken token : statement.tokens()) {
      if (token.kind() == SqlToken.Kind.WORD) {
        return token.text().toUpperCase(Locale.ROOT);
      }
    }
    return "this statement";
  }
}
