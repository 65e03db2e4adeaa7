package org.wasmudf.integration.support;

import java.util.Locale;

/** The engines that guests run on: each test with a guest in it runs on both. */
public enum Engine {
  ENDIVE,
  WASMTIME;

  /** The value of the option engine. */
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }
}
