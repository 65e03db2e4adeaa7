package org.wasmudf.rewriter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wasmudf.rewriter.LexicalGate.Verdict;

final class LexicalGateTest {
  private final LexicalGate gate = new LexicalGate(List.of("gcd", "Haversine_Km", "größe"));

  @Test
  void textWithoutOurWordsPasses() {
    assertEquals(
        Verdict.PASS, gate.scan("SELECT a, b FROM t WHERE gcdx = 1 AND xgcd = 2 AND gcd_ = 3"));
    assertEquals(Verdict.PASS, gate.scan(""));
    assertEquals(Verdict.PASS, gate.scan("?"));
  }

  @Test
  void registeredNameIsFoundInAnyCaseAndPlace() {
    assertEquals(Verdict.REGISTERED_NAME, gate.scan("gcd(1,2)"));
    assertEquals(Verdict.REGISTERED_NAME, gate.scan("SELECT GCD(1,2)"));
    assertEquals(Verdict.REGISTERED_NAME, gate.scan("SELECT \"gcd\" (1,2)"));
    assertEquals(Verdict.REGISTERED_NAME, gate.scan("SELECT 1+haversine_KM(1,2)"));
    assertEquals(Verdict.REGISTERED_NAME, gate.scan("SELECT wasmudf.gcd"));
    assertEquals(Verdict.REGISTERED_NAME, gate.scan("x=@gcd"));
  }

  @Test
  void namesBeyondAsciiFoldAsDeclared() {
    assertEquals(Verdict.REGISTERED_NAME, gate.scan("SELECT GRÖßE(1)"));
    assertEquals(Verdict.PASS, gate.scan("SELECT GRÖ(1)"));
  }

  @Test
  void wordsOfOurDdlAreFound() {
    assertEquals(Verdict.DDL_WORD, gate.scan("CREATE FUNCTION f(INT) LANGUAGE wasm FROM 'm'"));
    assertEquals(Verdict.DDL_WORD, gate.scan("DROP MODULE m"));
    assertEquals(Verdict.DDL_WORD, gate.scan("select * from wasmudf.settings"));
    assertEquals(Verdict.REGISTERED_NAME, gate.scan("EXPLAIN WASM SELECT gcd(a, b) FROM t"));
  }

  @Test
  void everyOneOfAThousandNamesIsFound() {
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> "fn_" + i).toList();
    LexicalGate large = new LexicalGate(names);
    names.forEach(
        name -> assertEquals(Verdict.REGISTERED_NAME, large.scan("SELECT " + name + "(x) FROM t")));
    assertEquals(Verdict.PASS, large.scan("SELECT fn_1000(x) FROM t"));
  }
}
