package org.wasmudf.rewriter;

/** A statement that is not run; nothing has happened. The driver makes it an SQLException. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }

  public String sqlState() {
    return refusal.sqlState();
  }
}
