package org.lessor.engine.expression;

import org.jspecify.annotations.Nullable;
import org.lessor.wire.ByteWindow;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.SubOptions;

/// Where an option or sub-option is looked for.
sealed interface OptionSource {
  /// Lets `out` show the option's bytes.
  ///
  /// @return whether there is one; where not, the window shows anything
  boolean find(Facts facts, ByteWindow out);

  /// What is known of the option that is found; null where nobody defined it.
  @Nullable OptionDefinition<?> definition();

  /// One of the message's own options.
  record Top(int code, @Nullable OptionDefinition<?> definition) implements OptionSource {
    @Override
    public boolean find(Facts facts, ByteWindow out) {
      return facts.message().option(code, out);
    }
  }

  /// A sub-option of another one. Of an option that nobody defined it is looked for as if the bytes
  /// were sub-options and nothing else.
  record Inner(OptionSource outer, int code, @Nullable OptionDefinition<?> definition)
      implements OptionSource {
    @Override
    public boolean find(Facts facts, ByteWindow out) {
      if (!outer.find(facts, out)) {
        return false;
      }
      OptionDefinition<?> holder = outer.definition();
      return holder == null
          ? SubOptions.find(code, out, SubOptions.Framing.PLAIN)
          : holder.subOption(code, out);
    }
  }

  /// A sub-option of an enterprise's part of option 125.
  record Vendor(VendorPart part, int code, @Nullable OptionDefinition<?> definition)
      implements OptionSource {
    @Override
    public boolean find(Facts facts, ByteWindow out) {
      if (!part.find(facts, out)) {
        return false;
      }
      VendorPart.skipHeader(out);
      return SubOptions.find(code, out, SubOptions.Framing.PLAIN);
    }
  }
}
