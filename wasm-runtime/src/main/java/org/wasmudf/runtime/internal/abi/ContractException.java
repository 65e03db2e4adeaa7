package org.wasmudf.runtime.internal.abi;

/** A guest's result does not have the form that its ABI asks for. */
final class ContractException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a sentence
   */
  ContractException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return java.util.Objects.requireNonNull(super.getMessage());
  }
}
