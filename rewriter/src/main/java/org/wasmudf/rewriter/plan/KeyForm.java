package org.wasmudf.rewriter.plan;

/**
 * How an argument becomes a key, so that two arguments have equal keys exactly where a function
 * cannot tell them apart.
 *
 * @param before the argument's text
 * @param after the argument's text
 * @param type of the key as a column, in the target's words, its collation with it
 * @param neutral a literal of that type, which stands for NULL beside a flag
 */
public record KeyForm(String before, String after, String type, String neutral) {}
