package org.wasmudf.integration.pushback;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wasmudf.integration.targets.Target;

/**
 * One way to write functions into a statement. In its text {@code {name}} is a function of {@link
 * Guest}, ours or the target's own, and {@code {tick}} the target's own call that counts itself.
 */
final class Shape {
  private final String name;
  private final boolean change;
  private final Map<Target, String> texts = new EnumMap<>(Target.class);
  private final Map<Target, String> missing = new EnumMap<>(Target.class);
  private final List<Object> parameters = new ArrayList<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> after = new ArrayList<>();
  private @Nullable String check;
  private boolean ordered;

  private Shape(String name, boolean change, String sql) {
    this.name = name;
    this.change = change;
    for (Target target : Target.values()) {
      texts.put(target, sql);
    }
  }

  /** A query. */
  static Shape query(String name, String sql) {
    return new Shape(name, false, sql);
  }

  /** A query whose rows have an order. */
  static Shape ordered(String name, String sql) {
    Shape shape = query(name, sql);
    shape.ordered = true;
    return shape;
  }

  /** A statement that changes {@code work}, which is compared behind it. */
  static Shape change(String name, String sql) {
    return new Shape(name, true, sql).reads("SELECT id, cust, qty, note FROM work");
  }

  /** A query that moves state of the target, which is compared behind it. */
  static Shape counting(String name, String sql) {
    return new Shape(name, true, sql).before("{restart}").reads("{count}");
  }

  /** The text that some targets want. */
  Shape on(String sql, Target... targets) {
    for (Target target : targets) {
      texts.put(target, sql);
    }
    return this;
  }

  /** Targets without such a statement, and why. */
  Shape without(String reason, Target... targets) {
    for (Target target : targets) {
      missing.put(target, reason);
    }
    return this;
  }

  /** Values for the question marks. */
  Shape with(Object... values) {
    parameters.addAll(List.of(values));
    return this;
  }

  /** What is compared behind a change instead of {@code work}. */
  Shape reads(String query) {
    check = query;
    return this;
  }

  /** What is executed on the target before each execution. */
  Shape before(String sql) {
    before.add(sql);
    return this;
  }

  /** What is executed on the target behind each execution and its check. */
  Shape after(String sql) {
    after.add(sql);
    return this;
  }

  String name() {
    return name;
  }

  /** Whether it does more than to read. */
  boolean isChange() {
    return change;
  }

  boolean isOrdered() {
    return ordered;
  }

  /** Why the target has no such statement, null where it has one. */
  @Nullable String missing(Target target) {
    return missing.get(target);
  }

  List<Object> parameters() {
    return parameters;
  }

  @Nullable String check(Target target) {
    return check == null ? null : fill(target, check, "nf_");
  }

  List<String> before(Target target) {
    return before.stream().map(sql -> fill(target, sql, "nf_")).toList();
  }

  List<String> after(Target target) {
    return after.stream().map(sql -> fill(target, sql, "nf_")).toList();
  }

  /** The text that calls the target's own functions. */
  String nativeText(Target target) {
    return fill(target, texts.get(target), "nf_");
  }

  /** The text that calls ours. */
  String ourText(Target target) {
    return fill(target, texts.get(target), "wf_");
  }

  private static String fill(Target target, @Nullable String template, String prefix) {
    String text = String.valueOf(template);
    for (Guest guest : Guest.values()) {
      text = text.replace("{" + guest.id() + "}", prefix + guest.id());
    }
    Counter counter = Counter.of(target);
    return text.replace("{tick}", counter.call())
        .replace("{restart}", counter.restart())
        .replace("{count}", counter.read());
  }

  @Override
  public String toString() {
    return name;
  }
}
