package org.lessor.engine.expression;

/// A fault in a source, on its way from where it is found to [ExpressionCompiler], which makes a
/// [Compiled.Wrong] of it. Never leaves this package.
final class Fault extends Exception {
  private static final long serialVersionUID = 1;

  private final int offset;
  private final String reason;

  Fault(int offset, String reason) {
    super(reason, null, false, false);
    this.offset = offset;
    this.reason = reason;
  }

  int offset() {
    return offset;
  }

  String reason() {
    return reason;
  }
}
