package org.lessor.engine;

import java.util.List;
import java.util.Optional;
import org.lessor.engine.expression.Expression;
import org.lessor.wire.OptionType;

/// A change of one option of a reply when all else of it stands (Kea: an entry of the hook library
/// flex_option).
///
/// @param target which option
/// @param change what becomes of it
/// @param classes names of classes; the change is made for clients that are in all of them
/// @param source which message the expression is about
public record OptionAction(Target target, Change change, List<String> classes, Source source) {
  /// Copies the list.
  public OptionAction {
    classes = List.copyOf(classes);
  }

  /// Where the option stands.
  public sealed interface Target {
    /// Whatever the changes to it are made with: the code in the message.
    int code();

    /// An option of the message itself.
    ///
    /// @param code 1 to 254
    record Own(int code) implements Target {
      /// Throws [IllegalArgumentException] if it is no option that can be set.
      public Own {
        requireCode(code);
      }
    }

    /// One inside an option that consists of sub-options.
    ///
    /// @param code the code of the outer option, 1 to 254
    /// @param subCode the code inside, 0 to 255
    /// @param container what happens to the outer option
    record Sub(int code, int subCode, Container container) implements Target {
      /// Throws [IllegalArgumentException] if it is no option that can be set.
      public Sub {
        requireCode(code);
      }
    }

    /// One inside an enterprise's part of option 125.
    ///
    /// @param enterprise the IANA enterprise number
    /// @param subCode the code inside, 0 to 255
    /// @param container what happens to the part
    record Vendor(long enterprise, int subCode, Container container) implements Target {
      @Override
      public int code() {
        return OptionCodes.VENDOR_OPTIONS;
      }
    }

    private static void requireCode(int code) {
      if (code < 1 || code > 254 || code == 52) {
        throw new IllegalArgumentException("option " + code);
      }
    }
  }

  /// What happens to an option when a first sub-option comes or the last one goes.
  ///
  /// @param absent what happens where it is not there (Kea: container-add)
  /// @param emptied what happens where nothing is left in it (Kea: container-remove)
  public record Container(Absent absent, Emptied emptied) {
    /// What happens where an option is not there that a sub-option shall be put into.
    public enum Absent {
      /// It is made.
      MADE,
      /// The sub-option is not put anywhere.
      LEFT
    }

    /// What happens to an option whose last sub-option was taken.
    public enum Emptied {
      /// It is taken too.
      TAKEN,
      /// It stays, without a value.
      LEFT
    }
  }

  /// What becomes of an option.
  public sealed interface Change {
    /// It is put there where it is not, if the expression yields anything.
    record Add(Expression.Text value, Optional<OptionType<?>> type) implements Change {}

    /// It is put there, in place of any that is, if the expression yields anything.
    ///
    /// @param value what to put there
    /// @param type by which what the expression yields is read as text, as in option-data; empty
    ///   where it is the option's bytes (Kea: csv-format)
    record Supersede(Expression.Text value, Optional<OptionType<?>> type) implements Change {}

    /// It is taken away if the condition is true.
    record Remove(Expression.Condition condition) implements Change {}
  }

  /// What an expression is about.
  public enum Source {
    /// What the client sent.
    QUERY,
    /// The reply, with the changes made so far.
    RESPONSE
  }
}
