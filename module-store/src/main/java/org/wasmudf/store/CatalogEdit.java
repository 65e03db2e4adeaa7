package org.wasmudf.store;

/**
 * A change of a catalog. It runs under the lock, so it checks and decides on what it finds in the
 * draft, and starts nothing that waits. Where it throws, nothing changes.
 *
 * @param <R> what the caller gets
 * @param <X> what its own checks throw
 */
@FunctionalInterface
public interface CatalogEdit<R, X extends Exception> {
  R apply(CatalogDraft draft) throws StoreException, X;
}
