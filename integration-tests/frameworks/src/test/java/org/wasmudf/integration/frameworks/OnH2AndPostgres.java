package org.wasmudf.integration.frameworks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test of a tool, on a target in this JVM and on one behind a network connection. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@EnumSource(
    value = org.wasmudf.integration.targets.Target.class,
    names = {"H2", "POSTGRESQL"})
@interface OnH2AndPostgres {}
