package org.wasmudf.integration.pushback.lookup;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A test of every target that looks up results; SQLite calls the functions itself. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@EnumSource(
    value = org.wasmudf.integration.targets.Target.class,
    names = "SQLITE",
    mode = EnumSource.Mode.EXCLUDE)
@interface EachLookupTarget {}
