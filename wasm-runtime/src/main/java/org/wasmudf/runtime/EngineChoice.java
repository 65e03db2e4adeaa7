package org.wasmudf.runtime;

/** Which engine runs a guest; AUTO is Endive unless the guest's hash is trusted. */
public enum EngineChoice {
  AUTO,
  ENDIVE,
  WASMTIME
}
