package org.wasmudf.rewriter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wasmudf.rewriter.QueryBlock.Clause;
import org.wasmudf.rewriter.QueryBlock.CommonTable;
import org.wasmudf.rewriter.QueryBlock.Kind;
import org.wasmudf.rewriter.parse.ParsedStatement;
import org.wasmudf.rewriter.parse.Span;
import org.wasmudf.rewriter.parse.SqlToken;

/**
 * Finds the query blocks of a statement by its tokens, since the tree keeps no places of clauses.
 * What is found wrongly in an odd text is refused by the target when a plan is prepared, never run.
 * It is long because it is one pass over all clauses of five kinds of statements.
 */
final class QueryBlocks {
  private static final String[] BEFORE_TARGET = {
    "INTO",
    "FROM",
    "IGNORE",
    "LOW_PRIORITY",
    "OR",
    "REPLACE",
    "QUICK",
    "DELAYED",
    "HIGH_PRIORITY",
    "ABORT",
    "FAIL",
    "ROLLBACK"
  };

  private final ParsedStatement statement;
  private final List<SqlToken> tokens;
  private final List<QueryBlock> blocks = new ArrayList<>();
  private final Deque<Level> levels = new ArrayDeque<>();

  /** What stands within one pair of parentheses. */
  private static final class Level {
    private final List<CommonTable> tables = new ArrayList<>();
    private @Nullable QueryBlock block;
    private @Nullable QueryBlock writing;
    private @Nullable Clause clause;
    private int clauseStart;
    private boolean with;
    private boolean recursive;
    private int item = -1;
    private boolean itemWrites;
    private boolean united;
  }

  private QueryBlocks(ParsedStatement statement) {
    this.statement = statement;
    this.tokens = statement.tokens();
  }

  /** All blocks, in the order of their keywords. */
  static List<QueryBlock> of(ParsedStatement statement) {
    return new QueryBlocks(statement).find();
  }

  /** The innermost block around a stretch of the text, or null. */
  static @Nullable QueryBlock around(List<QueryBlock> blocks, Span span) {
    QueryBlock innermost = null;
    for (QueryBlock block : blocks) {
      if (block.span().contains(span)
          && (innermost == null || innermost.span().contains(block.span()))) {
        innermost = block;
      }
    }
    return innermost;
  }

  private List<QueryBlock> find() {
    levels.push(new Level());
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.isSymbol("(")) {
        open(i);
      } else if (token.isSymbol(")")) {
        close(i);
      } else if (token.kind() == SqlToken.Kind.WORD && !isName(i)) {
        word(i);
      } else if (token.isSymbol(";") && levels.size() == 1) {
        finish(levels.peek(), i);
      }
    }
    while (!levels.isEmpty()) {
      finish(levels.pop(), tokens.size());
    }
    for (QueryBlock block : blocks) {
      readItems(block);
    }
    return blocks;
  }

  /** Whether a word is a name by what stands before it. */
  private boolean isName(int i) {
    return i > 0
        && (tokens.get(i - 1).isSymbol(".") || tokens.get(i - 1).isWord("AS"))
        && !tokens.get(i).isAnyWord("SELECT", "WITH", "INSERT", "UPDATE", "DELETE");
  }

  private void open(int i) {
    Level inner = new Level();
    SqlToken first = next(i);
    levels.peek().itemWrites =
        first != null && first.isAnyWord("INSERT", "UPDATE", "DELETE", "MERGE");
    levels.push(inner);
  }

  private void close(int i) {
    finish(levels.peek(), i);
    if (levels.size() > 1) {
      levels.pop();
    }
    Level level = levels.peek();
    SqlToken next = next(i);
    if (level.with && level.item >= 0 && !(next != null && next.isWord("AS"))) {
      SqlToken name = tokens.get(level.item);
      level.tables.add(
          new CommonTable(
              name.text(),
              new Span(name.start(), tokens.get(i).end()),
              level.recursive,
              level.itemWrites));
      level.item = -1;
    }
  }

  private @Nullable SqlToken next(int i) {
    return i + 1 < tokens.size() ? tokens.get(i + 1) : null;
  }

  private boolean follows(int i, String... words) {
    SqlToken next = next(i);
    return next != null && next.isAnyWord(words);
  }

  private void word(int i) {
    Level level = levels.peek();
    SqlToken token = tokens.get(i);
    QueryBlock block = level.block;
    boolean free = block == null || block.kind() == Kind.INSERT;
    if (level.with && level.item < 0 && !startsStatement(i) && block == null) {
      if (token.isWord("RECURSIVE")) {
        level.recursive = true;
      } else if (!token.isAnyWord("NOT", "MATERIALIZED")) {
        level.item = i;
      }
    } else if (free && token.isWord("WITH") && !follows(i, "TIME", "TIES", "ORDINALITY")) {
      level.with = true;
    } else if (token.isWord("SELECT")) {
      select(i);
    } else if (block == null && startsStatement(i) && !token.isWord("VALUES")) {
      level.with = false;
      start(Kind.valueOf(token.text().toUpperCase(Locale.ROOT)), i);
    } else if (block != null) {
      clause(i, block);
    } else if (level.united && orders(i)) {
      level.clause = null;
    }
  }

  private boolean startsStatement(int i) {
    SqlToken next = next(i);
    boolean called = next != null && next.isSymbol("(");
    return tokens.get(i).isAnyWord("SELECT", "VALUES")
        || (!called && tokens.get(i).isAnyWord("INSERT", "UPDATE", "DELETE", "MERGE"));
  }

  private boolean orders(int i) {
    return tokens.get(i).isAnyWord("ORDER", "LIMIT", "OFFSET", "FETCH");
  }

  private void select(int i) {
    Level level = levels.peek();
    level.with = false;
    if (level.block != null && level.block.writes()) {
      endClause(level, i);
      level.writing = level.block;
    }
    start(Kind.SELECT, i);
  }

  private void start(Kind kind, int i) {
    Level level = levels.peek();
    List<CommonTable> visible = new ArrayList<>();
    List<String> unfinished = new ArrayList<>();
    QueryBlock parent = level.writing;
    List<Level> outwards = new ArrayList<>(levels);
    for (int l = outwards.size() - 1; l >= 0; l--) {
      Level outer = outwards.get(l);
      visible.addAll(outer.tables);
      if (outer.item >= 0 && outer.recursive) {
        unfinished.add(tokens.get(outer.item).text());
      }
      if (outer != level && outer.block != null) {
        parent = outer.block;
      }
    }
    if (level.writing != null) {
      parent = level.writing;
    }
    QueryBlock block = new QueryBlock(kind, parent, tokens.get(i).start(), visible, unfinished);
    if (level.united) {
      block.markBranch();
    }
    blocks.add(block);
    level.block = block;
    level.clause = Clause.LIST;
    if (kind != Kind.SELECT) {
      level.clause = Clause.TARGET;
    }
    level.clauseStart = i + 1;
  }

  private void clause(int i, QueryBlock block) {
    Level level = levels.peek();
    SqlToken token = tokens.get(i);
    if (token.isAnyWord("UNION", "INTERSECT", "EXCEPT", "MINUS") && !isExclusion(i, level)) {
      block.markBranch();
      level.united = true;
      end(level, i);
      level.block = level.writing;
      return;
    }
    if (block.kind() == Kind.SELECT && block.branch() && orders(i) && !follows(i, "(")) {
      // It orders the whole of UNION; a branch of its own has parentheses.
      end(level, i);
      level.block = level.writing;
      return;
    }
    if (level.writing != null
        && block.kind() == Kind.SELECT
        && (token.isWord("RETURNING")
            || (token.isWord("ON") && follows(i, "CONFLICT", "DUPLICATE")))) {
      end(level, i);
      level.block = level.writing;
      level.clause = token.isWord("ON") ? Clause.CONFLICT : Clause.RETURNING;
      level.clauseStart = i + 1;
      return;
    }
    Clause next = starts(i, block, level);
    if (next != null) {
      endClause(level, i);
      level.clause = next;
      int words = wordsOf(next);
      level.clauseStart = i + words;
    } else if (token.isWord("DISTINCT") && level.clause == Clause.LIST && i == level.clauseStart) {
      block.markDistinct();
    }
  }

  /** {@code * EXCEPT (..)} of some dialects is no set operator. */
  private boolean isExclusion(int i, Level level) {
    SqlToken next = next(i);
    return level.clause == Clause.LIST
        && i > 0
        && tokens.get(i - 1).isSymbol("*")
        && next != null
        && next.isSymbol("(");
  }

  private static int wordsOf(Clause clause) {
    return switch (clause) {
      case GROUP_BY, ORDER_BY -> 2;
      case LIST,
          TARGET,
          SET,
          FROM,
          USING,
          WHERE,
          HAVING,
          WINDOW,
          QUALIFY,
          LIMIT,
          LOCKING,
          VALUES,
          MATCHING,
          CONFLICT,
          RETURNING ->
          1;
    };
  }

  private @Nullable Clause starts(int i, QueryBlock block, Level level) {
    SqlToken token = tokens.get(i);
    boolean operator =
        i > 0
            && tokens.get(i - 1).isWord("DISTINCT")
            && i > 1
            && tokens.get(i - 2).isAnyWord("IS", "NOT");
    if (token.isWord("FROM") && !operator) {
      boolean target = block.kind() == Kind.DELETE && level.clause == Clause.TARGET;
      return target || (block.writes() && block.kind() != Kind.UPDATE) ? null : Clause.FROM;
    }
    if (token.isWord("WHERE")) {
      return level.clause == Clause.CONFLICT ? null : Clause.WHERE;
    } else if (token.isWord("GROUP") && follows(i, "BY")) {
      return Clause.GROUP_BY;
    } else if (token.isWord("HAVING")) {
      return Clause.HAVING;
    } else if (token.isWord("QUALIFY")) {
      return Clause.QUALIFY;
    } else if (token.isWord("WINDOW") && level.clause != Clause.LIST) {
      return Clause.WINDOW;
    } else if (token.isWord("ORDER") && follows(i, "BY")) {
      return Clause.ORDER_BY;
    } else if (limits(i, level)) {
      return level.clause == Clause.LIMIT ? null : Clause.LIMIT;
    } else if (token.isWord("FOR") && follows(i, "UPDATE", "SHARE", "NO", "KEY")) {
      return Clause.LOCKING;
    } else if (token.isWord("RETURNING")) {
      return Clause.RETURNING;
    }
    return writing(i, block, level);
  }

  private boolean limits(int i, Level level) {
    SqlToken token = tokens.get(i);
    if (level.clause == Clause.LIST) {
      return false;
    }
    return token.isWord("LIMIT")
        || (token.isWord("FETCH") && follows(i, "FIRST", "NEXT"))
        || (token.isWord("OFFSET") && !follows(i, "FROM"));
  }

  private @Nullable Clause writing(int i, QueryBlock block, Level level) {
    SqlToken token = tokens.get(i);
    return switch (block.kind()) {
      case SELECT -> null;
      case UPDATE -> token.isWord("SET") && level.clause == Clause.TARGET ? Clause.SET : null;
      case DELETE -> token.isWord("USING") ? Clause.USING : null;
      case MERGE ->
          token.isWord("USING")
              ? Clause.USING
              : (token.isWord("ON") && level.clause == Clause.USING) ? Clause.MATCHING : null;
      case INSERT ->
          token.isWord("VALUES") && level.clause == Clause.TARGET
              ? Clause.VALUES
              : token.isWord("SET") && level.clause == Clause.TARGET
                  ? Clause.SET
                  : token.isWord("ON") && follows(i, "CONFLICT", "DUPLICATE")
                      ? Clause.CONFLICT
                      : null;
    };
  }

  private void endClause(Level level, int i) {
    QueryBlock block = level.block;
    Clause clause = level.clause;
    if (block != null && clause != null && level.clauseStart < i) {
      block.put(clause, new Span(tokens.get(level.clauseStart).start(), tokens.get(i - 1).end()));
    }
    if (block != null && i > 0) {
      block.end(tokens.get(i - 1).end());
    }
    level.clause = null;
  }

  private void end(Level level, int i) {
    endClause(level, i);
    level.clauseStart = i;
  }

  private void finish(Level level, int i) {
    end(level, i);
    QueryBlock writing = level.writing;
    if (writing != null && i > 0) {
      writing.end(tokens.get(i - 1).end());
    }
    level.block = null;
  }

  private void readItems(QueryBlock block) {
    for (Clause clause : List.of(Clause.TARGET, Clause.FROM, Clause.USING)) {
      Span span = block.clause(clause);
      Span tables = span != null && clause == Clause.TARGET ? target(span, block.kind()) : span;
      if (tables != null) {
        FromItems.Read read = FromItems.read(statement, tables);
        block.tables(tables, read);
      }
    }
  }

  /** The target tables without the words and columns around them. */
  private @Nullable Span target(Span span, Kind kind) {
    List<SqlToken> within = statement.tokens(span);
    int from = 0;
    for (int i = 0; i < within.size() && kind == Kind.DELETE; i++) {
      from = within.get(i).isWord("FROM") ? i + 1 : from;
    }
    while (from < within.size() && within.get(from).isAnyWord(BEFORE_TARGET)) {
      from++;
    }
    int to = from;
    boolean columns = kind == Kind.INSERT || kind == Kind.MERGE;
    while (to < within.size()
        && !(columns && (within.get(to).isSymbol("(") || within.get(to).isWord("KEY")))) {
      to++;
    }
    return from < to ? new Span(within.get(from).start(), within.get(to - 1).end()) : null;
  }
}
