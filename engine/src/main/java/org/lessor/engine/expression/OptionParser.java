package org.lessor.engine.expression;

import org.jspecify.annotations.Nullable;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.OptionSpaces;

/// Reads what begins with `option`, `relay4`, `vendor` or `vendor-class`.
final class OptionParser {
  private static final int RELAY_AGENT = 82;
  private static final int MAX_CODE = 255;

  /// Deeper than 64 KiB of options can be nested usefully; keeps evaluation from going deep.
  private static final int MAX_DEPTH = 32;

  private static final String REPRESENTATIONS = "hex, text, exists or option[...]";

  private final TokenStream in;
  private final OptionSpaces spaces;

  OptionParser(TokenStream in, OptionSpaces spaces) {
    this.in = in;
    this.spaces = spaces;
  }

  /// Behind `option`.
  Node option() throws Fault {
    int code = code(OptionSpace.DHCP4);
    return chain(new OptionSource.Top(code, definition(OptionSpace.DHCP4, code)));
  }

  /// Behind `relay4`.
  Node relay() throws Fault {
    OptionSource agent =
        new OptionSource.Top(RELAY_AGENT, definition(OptionSpace.DHCP4, RELAY_AGENT));
    return chain(inner(agent));
  }

  /// Behind `vendor`.
  Node vendor() throws Fault {
    if (in.acceptSymbol(".")) {
      return enterprise(VendorPart.OPTIONS);
    }
    VendorPart part = part(VendorPart.OPTIONS);
    in.expectSymbol(".");
    if (in.acceptWord("exists")) {
      return new Truth.VendorPresent(part);
    }
    if (!in.acceptWord("option")) {
      throw in.expected("exists or option[...]");
    }
    String space = OptionSpaces.vendorSpaceName(part.enterprise());
    int code = code(space);
    return chain(new OptionSource.Vendor(part, code, definition(space, code)));
  }

  /// Behind `vendor-class`.
  Node vendorClass() throws Fault {
    if (in.acceptSymbol(".")) {
      return enterprise(VendorPart.CLASSES);
    }
    VendorPart part = part(VendorPart.CLASSES);
    in.expectSymbol(".");
    if (in.acceptWord("exists")) {
      return new Truth.VendorPresent(part);
    }
    if (!in.acceptWord("data")) {
      throw in.expected("exists or data");
    }
    int index = 0;
    if (in.acceptSymbol("[")) {
      index = (int) in.expectInteger("index", 0, MAX_CODE);
      in.expectSymbol("]");
    }
    return new VendorValue.ClassItem(part, index);
  }

  private Node enterprise(int code) throws Fault {
    if (!in.acceptWord("enterprise")) {
      throw in.expected("enterprise");
    }
    return new VendorValue.Enterprise(new VendorPart(code, VendorPart.ANY));
  }

  private VendorPart part(int code) throws Fault {
    in.expectSymbol("[");
    long enterprise =
        in.acceptSymbol("*")
            ? VendorPart.ANY
            : in.expectInteger("enterprise number or *", 0, 0xffffffffL);
    in.expectSymbol("]");
    return new VendorPart(code, enterprise);
  }

  /// What follows an option: any number of sub-options, and how the last one is shown.
  private Node chain(OptionSource first) throws Fault {
    OptionSource option = first;
    for (int depth = 0; ; depth++) {
      if (depth > MAX_DEPTH) {
        throw new Fault(in.offset(), "sub-options more than " + MAX_DEPTH + " deep");
      }
      in.expectSymbol(".");
      if (in.acceptWord("hex")) {
        return OptionValue.hex(option);
      } else if (in.acceptWord("text")) {
        return OptionValue.text(option);
      } else if (in.acceptWord("exists")) {
        return new Truth.Present(option);
      } else if (in.acceptWord("option")) {
        option = inner(option);
      } else {
        throw in.expected(REPRESENTATIONS);
      }
    }
  }

  private OptionSource inner(OptionSource outer) throws Fault {
    OptionDefinition<?> holder = outer.definition();
    String space = holder == null ? "" : holder.encapsulates();
    int code = code(space);
    return new OptionSource.Inner(outer, code, definition(space, code));
  }

  private @Nullable OptionDefinition<?> definition(String space, int code) {
    return spaces.byCode(space, code).orElse(null);
  }

  /// A code or a name in brackets.
  private int code(String space) throws Fault {
    in.expectSymbol("[");
    Token token = in.peek();
    int code;
    if (token.kind() == Token.Kind.WORD) {
      var named = spaces.byName(space, token.text());
      if (named.isEmpty()) {
        throw new Fault(
            token.offset(),
            space.isEmpty()
                ? "only a code can stand here: nobody has defined what is inside this option"
                : "there is no option " + token + " in the space \"" + space + "\"");
      }
      code = named.get().code();
      in.take();
    } else {
      code = (int) in.expectInteger("option code or name", 0, MAX_CODE);
    }
    in.expectSymbol("]");
    return code;
  }
}
