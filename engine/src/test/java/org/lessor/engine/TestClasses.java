package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import org.lessor.engine.expression.Compiled;
import org.lessor.engine.expression.Expression;
import org.lessor.engine.expression.ExpressionCompiler;
import org.lessor.wire.Bytes;
import org.lessor.wire.Option;

/// Classes of clients in one line each.
final class TestClasses {
  private TestClasses() {}

  /// The class of whoever that is true of.
  static ClientClass tested(String name, String test) {
    Compiled<Expression.Condition> compiled = ExpressionCompiler.STANDARD.condition(test);
    if (!(compiled instanceof Compiled.Ok<Expression.Condition>(Expression.Condition condition))) {
      throw new IllegalArgumentException(compiled.toString());
    }
    return ClientClass.of(name).withTest(new ClientClass.Test.Condition(condition));
  }

  /// A class that makes further classes.
  static ClientClass template(String name, String template) {
    Compiled<Expression.Text> compiled = ExpressionCompiler.STANDARD.text(template);
    if (!(compiled instanceof Compiled.Ok<Expression.Text>(Expression.Text text))) {
      throw new IllegalArgumentException(compiled.toString());
    }
    return ClientClass.of(name).withTest(new ClientClass.Test.Template(text));
  }

  /// That class with an option of that text, for those who ask.
  static ClientClass telling(ClientClass to, int code, String text) {
    Option option = new Option(code, Bytes.ofText(text));
    return to.withOptions(
        List.of(new ConfiguredOption(option, ConfiguredOption.Sending.ON_REQUEST)));
  }

  /// That class with that boot file name.
  static ClientClass booting(ClientClass from, String file) {
    return from.withBoot(
        new BootFields(Optional.empty(), Optional.empty(), Optional.of(Bytes.ofText(file))));
  }
}
