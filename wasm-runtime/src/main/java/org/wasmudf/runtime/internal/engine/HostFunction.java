package org.wasmudf.runtime.internal.engine;

import java.util.List;
import org.wasmudf.runtime.GuestException;

/**
 * A function that the host gives to guests. Values travel as raw bits: i32 sign-extended, f32 and
 * f64 by their IEEE 754 bits.
 */
public record HostFunction(
    String module, String name, List<ValType> parameters, List<ValType> results, Body body) {

  /** The host's code; called on the guest thread while the guest waits. */
  @FunctionalInterface
  public interface Body {
    /**
     * @param memory the caller's linear memory
     * @return the result's raw bits; ignored where the function has no result
     * @throws GuestException ends the guest's call with just this exception
     */
    long call(GuestMemory memory, long[] arguments) throws GuestException;
  }
}
