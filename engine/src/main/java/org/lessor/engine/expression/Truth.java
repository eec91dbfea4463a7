package org.lessor.engine.expression;

import java.util.List;
import org.lessor.wire.ByteWindow;

/// A part that is true or false.
sealed interface Truth extends Node {
  /// Whether it is true.
  boolean holds(Facts facts);

  /// `not`.
  record Not(Truth part) implements Truth {
    @Override
    public boolean holds(Facts facts) {
      return !part.holds(facts);
    }
  }

  /// `and`: asks in order up to the first that is false.
  record AllOf(List<Truth> parts) implements Truth {
    @Override
    public boolean holds(Facts facts) {
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).holds(facts)) {
          return false;
        }
      }
      return true;
    }
  }

  /// `or`: asks in order up to the first that is true.
  record AnyOf(List<Truth> parts) implements Truth {
    @Override
    public boolean holds(Facts facts) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).holds(facts)) {
          return true;
        }
      }
      return false;
    }
  }

  /// `sand`: asks all, so that a failure of any counts.
  record StrictAllOf(List<Truth> parts) implements Truth {
    @Override
    public boolean holds(Facts facts) {
      boolean holds = true;
      for (int i = 0; i < parts.size(); i++) {
        holds &= parts.get(i).holds(facts);
      }
      return holds;
    }
  }

  /// `sor`: asks all, so that a failure of any counts.
  record StrictAnyOf(List<Truth> parts) implements Truth {
    @Override
    public boolean holds(Facts facts) {
      boolean holds = false;
      for (int i = 0; i < parts.size(); i++) {
        holds |= parts.get(i).holds(facts);
      }
      return holds;
    }
  }

  /// `==`: the same bytes.
  record Equal(Value left, Value right) implements Truth {
    @Override
    public boolean holds(Facts facts) {
      ByteWindow leftBytes = facts.borrow();
      ByteWindow rightBytes = facts.borrow();
      left.read(facts, leftBytes);
      right.read(facts, rightBytes);
      boolean equal = leftBytes.contentEquals(rightBytes);
      facts.giveBack(2);
      return equal;
    }
  }

  /// `.exists` of an option or sub-option.
  record Present(OptionSource option) implements Truth {
    @Override
    public boolean holds(Facts facts) {
      boolean present = option.find(facts, facts.borrow());
      facts.giveBack(1);
      return present;
    }
  }

  /// `vendor[...].exists`, `vendor-class[...].exists`.
  record VendorPresent(VendorPart part) implements Truth {
    @Override
    public boolean holds(Facts facts) {
      boolean present = part.find(facts, facts.borrow());
      facts.giveBack(1);
      return present;
    }
  }

  /// `member('...')`.
  record Member(String name) implements Truth {
    @Override
    public boolean holds(Facts facts) {
      return facts.isMember(name);
    }
  }

  /// `match('...', ...)`: the pattern fits all bytes.
  record Matches(BytePattern pattern, Value value) implements Truth {
    @Override
    public boolean holds(Facts facts) {
      ByteWindow window = facts.borrow();
      value.read(facts, window);
      boolean matches = pattern.matches(window, facts.patternMemory());
      facts.giveBack(1);
      return matches;
    }
  }
}
