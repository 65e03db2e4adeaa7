package org.wasmudf.store;

import java.util.List;

/**
 * What a repair did.
 *
 * @param actions one sentence for each thing that was dropped, moved or rewritten; empty where
 *     nothing was wrong
 * @param modules how many modules the store has now
 * @param functions how many functions the store has now
 */
public record RepairReport(List<String> actions, int modules, int functions) {
  public RepairReport {
    actions = List.copyOf(actions);
  }
}
