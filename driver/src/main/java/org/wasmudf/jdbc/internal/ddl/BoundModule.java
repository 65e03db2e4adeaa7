package org.wasmudf.jdbc.internal.ddl;

import org.jspecify.annotations.Nullable;
import org.wasmudf.runtime.ModuleInspection;
import org.wasmudf.store.CatalogDraft;
import org.wasmudf.store.Hash;
import org.wasmudf.store.ModuleEntry;
import org.wasmudf.store.ModuleImage;
import org.wasmudf.store.StoreException;

/**
 * The module that a function is declared over: a registered one, or one that the statement brings
 * along.
 *
 * @param image null where the module is registered already
 */
record BoundModule(ModuleInspection inspection, byte[] bytes, @Nullable ModuleImage image) {
  String name() {
    return inspection.module();
  }

  Hash hash() {
    return inspection.hash();
  }

  /**
   * Registers the module with the function. Functions that are bound to an earlier module of this
   * name stay on its bytes.
   */
  void putInto(CatalogDraft draft, boolean orReplace) throws StoreException {
    if (image == null) {
      return;
    }
    ModuleEntry there = draft.catalog().module(image.name());
    if (there != null && there.hash().equals(image.hash())) {
      return;
    }
    if (orReplace) {
      draft.replaceModule(image, true);
    } else {
      draft.putModule(image);
    }
  }
}
