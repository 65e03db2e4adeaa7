package org.wasmudf.jdbc.internal;

/**
 * The SQLStates of our own errors. Pools drop a connection on class 08, on 0A000 and on
 * SQLTimeoutException, so that none of them comes from an execution.
 */
public enum SqlState {
  /** The connection cannot be opened; only from connect. */
  CONNECTION_REFUSED("08001"),
  /** An option has a wrong name or value, or may not stand where it does. */
  INVALID_OPTION("22023"),

  /** A warning: the rows cannot be scrolled or updated although the statement asks for it. */
  OTHER_CURSOR("01S02"),

  /** The statement returns no rows where rows were asked for. */
  NOT_A_QUERY("07005"),
  /** The statement returns rows where an update count was asked for. */
  IS_A_QUERY("07003"),
  /** A parameter was not set. */
  PARAMETER_NOT_SET("07001"),
  /** There is no parameter or column of this number. */
  NO_SUCH_INDEX("07009"),
  /** The statement is closed. */
  STATEMENT_CLOSED("26000"),
  /** There is no column of this name. */
  NO_SUCH_COLUMN("42703"),
  /** A method that makes no sense here and that most targets do not have either; not 0A000. */
  NOT_IMPLEMENTED("HYC00"),
  /** A result set or value was asked for in a state that does not allow it. */
  WRONG_STATE("24000"),
  /** unwrap found no object of this type. */
  NOT_A_WRAPPER("HY000"),

  /** A value has no form of the class that was asked for. */
  NO_SUCH_FORM("22000"),

  /** A number is outside the declared type. */
  OUT_OF_RANGE("22003"),
  /** A text or binary value is longer than declared. */
  TOO_LONG("22001"),
  /** A guest's text is not UTF-8. */
  INVALID_TEXT("22021"),
  /** A value cannot be read as the declared type. */
  INVALID_VALUE("22018"),
  /** A text is no date or time. */
  INVALID_DATETIME("22007"),
  /** The row count of LIMIT is negative or NULL. */
  INVALID_LIMIT("2201W"),
  /** The row count of OFFSET is negative or NULL. */
  INVALID_OFFSET("2201X"),
  /** A module's bytes do not have the SHA-256 that the statement or the option names. */
  WRONG_HASH("22W01"),

  /** Our DDL has a syntax error. */
  SYNTAX_ERROR("42601"),
  /** No function of this name is registered, or none that takes these arguments. */
  UNDEFINED_FUNCTION("42883"),
  /** Several overloads fit equally. */
  AMBIGUOUS_FUNCTION("42725"),
  /** A function of this name is there already, here or in the target. */
  DUPLICATE_FUNCTION("42723"),
  /** No module of this name is registered. */
  UNDEFINED_OBJECT("42704"),
  /** A module of this name is registered with another hash. */
  DUPLICATE_OBJECT("42710"),
  /** The options or the store do not allow this statement. */
  NOT_ALLOWED("42501"),
  /** No plan can take this statement without the risk of a wrong answer. */
  REFUSED_STATEMENT("42W01"),
  /** Functions are bound to the module. */
  IN_USE("2BP01"),
  /** The store cannot be written, or there is none. */
  READ_ONLY("25006"),
  /** A newer version of this driver wrote the store. */
  NEWER_STORE("55000"),
  /** Another process or thread held the store's lock all the time. */
  LOCKED("55P03"),

  /** Other transactions changed the rows that the statement reads while it ran. */
  CONFLICT("40001"),

  /** Cancelled, or stopped by a time limit. */
  STOPPED("57014"),
  /** A memory limit was reached. */
  OUT_OF_MEMORY("53200"),
  /** The disk is full. */
  DISK_FULL("53100"),
  /** A file is missing, may not be read, or is no module. */
  UNDEFINED_FILE("58P01"),
  /** Reading or writing failed. */
  IO_ERROR("58030"),
  /** The stored bytes are not those that were registered. */
  DAMAGED_STORE("XX001"),
  /** A defect of this driver. */
  INTERNAL_ERROR("XX000"),

  /** The guest trapped. */
  GUEST_TRAP("38W01"),
  /** The guest reported an error by itself. */
  GUEST_ERROR("38W02"),
  /** The guest's call stack is exhausted. */
  GUEST_STACK("38W03"),

  /** The bytes are no WebAssembly module. */
  MALFORMED_MODULE("39W01"),
  /** The module breaks a validation rule of the WebAssembly specification. */
  INVALID_MODULE("39W02"),
  /** The module uses a feature that is not accepted. */
  REFUSED_FEATURE("39W03"),
  /** The module imports what the host does not give. */
  UNLINKABLE_MODULE("39W04"),
  /** The export is missing, or its type does not fit the signature or ABI. */
  SIGNATURE_MISMATCH("39W05"),
  /** The guest broke the ABI while it ran. */
  BROKEN_CONTRACT("39W06"),
  /** The engine is not there, or cannot run this module. */
  ENGINE_UNAVAILABLE("39W07");

  private final String code;

  SqlState(String code) {
    this.code = code;
  }

  /** The five characters of {@code SQLException.getSQLState()}. */
  public String code() {
    return code;
  }
}
