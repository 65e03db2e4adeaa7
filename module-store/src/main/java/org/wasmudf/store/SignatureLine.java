package org.wasmudf.store;

import org.jspecify.annotations.Nullable;

/**
 * One function as a module itself declares it in its custom section {@code wasm_udf}. What the line
 * leaves open is null; CREATE FUNCTION's defaults apply then.
 *
 * @param export the exported function, the name where the line does not say
 * @param line 1 for the section's first line
 */
public record SignatureLine(
    String name,
    FunctionSignature signature,
    String export,
    @Nullable Abi abi,
    @Nullable NullHandling nullHandling,
    @Nullable Volatility volatility,
    int line) {

  /** The line as a guest writes it; reading it gives an equal value again. */
  public String sql() {
    StringBuilder text = new StringBuilder(DdlText.identifier(name));
    text.append(signature.argumentsSql()).append(" RETURNS ").append(signature.returns().sql());
    if (!export.equals(name)) {
      text.append(" EXPORT ").append(DdlText.literal(export));
    }
    DdlText.appendProperties(text, abi, volatility, nullHandling);
    return text.toString();
  }
}
