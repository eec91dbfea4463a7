package org.lessor.engine.expression;

import java.util.Optional;
import java.util.Set;
import org.lessor.wire.ByteWindow;
import org.lessor.wire.Bytes;

/// An expression of Kea's classification language, compiled by [ExpressionCompiler].
///
/// Immutable, safe for any thread; the [Facts] that it is asked about belong to one. Two
/// expressions are equal if their sources are and they know the same option definitions.
public sealed interface Expression {
  /// The text that it was compiled from.
  String source();

  /// The classes that it asks for by `member('...')`.
  Set<String> memberships();

  /// An expression that is true or false: Kea's `test`.
  final class Condition implements Expression {
    private final String source;
    private final Set<String> memberships;
    private final Truth root;

    Condition(String source, Set<String> memberships, Truth root) {
      this.source = source;
      this.memberships = Set.copyOf(memberships);
      this.root = root;
    }

    @Override
    public String source() {
      return source;
    }

    @Override
    public Set<String> memberships() {
      return memberships;
    }

    /// Whether the condition is true of the packet. Where it cannot be evaluated it is not.
    public boolean holds(Facts facts) {
      return outcome(facts) == Outcome.TRUE;
    }

    Truth root() {
      return root;
    }

    /// What became of the evaluation.
    public Outcome outcome(Facts facts) {
      Facts.Mark mark = facts.enter();
      boolean holds = root.holds(facts);
      boolean failed = facts.leave(mark);
      if (failed) {
        return Outcome.FAILED;
      }
      return holds ? Outcome.TRUE : Outcome.FALSE;
    }

    /// Whether the other has the same text.
    @Override
    public boolean equals(Object other) {
      return other instanceof Condition condition && condition.source.equals(source);
    }

    @Override
    public int hashCode() {
      return source.hashCode();
    }

    /// The source.
    @Override
    public String toString() {
      return source;
    }
  }

  /// An expression that yields bytes: Kea's `template-test`, and the expressions of hook libraries.
  final class Text implements Expression {
    private final String source;
    private final Set<String> memberships;
    private final Value root;

    Text(String source, Set<String> memberships, Value root) {
      this.source = source;
      this.memberships = Set.copyOf(memberships);
      this.root = root;
    }

    @Override
    public String source() {
      return source;
    }

    @Override
    public Set<String> memberships() {
      return memberships;
    }

    /// What the expression yields for the packet, which may be no byte at all; nothing where it
    /// cannot be evaluated.
    public Optional<Bytes> value(Facts facts) {
      Facts.Mark mark = facts.enter();
      ByteWindow window = facts.borrow();
      root.read(facts, window);
      Bytes value = window.toBytes();
      boolean failed = facts.leave(mark);
      return failed ? Optional.empty() : Optional.of(value);
    }

    /// Whether the other has the same text.
    @Override
    public boolean equals(Object other) {
      return other instanceof Text text && text.source.equals(source);
    }

    @Override
    public int hashCode() {
      return source.hashCode();
    }

    /// The source.
    @Override
    public String toString() {
      return source;
    }
  }

  /// What became of the evaluation of a condition.
  enum Outcome {
    /// It is true.
    TRUE,
    /// It is false.
    FALSE,
    /// A function was given what it cannot take, such as three bytes to `addrtotext`. It counts as
    /// false, whatever stands around the function.
    FAILED
  }
}
