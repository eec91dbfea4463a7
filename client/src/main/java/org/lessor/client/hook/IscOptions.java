package org.lessor.client.hook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lessor.client.hook.IscValue.Form;
import org.lessor.wire.Bytes;
import org.lessor.wire.DomainName;
import org.lessor.wire.Ipv4;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.OptionSpaces;

/// How ISC's programs call options and write their values: in dhclient.conf(5), in
/// dhclient.leases(5) and in the environment of dhclient-script(8). Immutable.
public final class IscOptions {
  /// The table of dhcp-options(5), with the names that are customary for options that dhclient has
  /// to be taught.
  public static final IscOptions STANDARD = new IscOptions(OptionSpaces.STANDARD, standardNames());

  private static final int POLICY_FILTER = 21;
  private static final int STATIC_ROUTES = 33;
  private static final int CLASSLESS_ROUTES = 121;
  private static final int MICROSOFT_CLASSLESS_ROUTES = 249;

  private final OptionSpaces spaces;
  private final Map<Integer, String> names;
  private final Map<String, Integer> codes = new HashMap<>();

  private IscOptions(OptionSpaces spaces, Map<Integer, String> names) {
    this.spaces = spaces;
    this.names = Map.copyOf(names);
    names.forEach((code, name) -> codes.put(name, code));
  }

  /// Names that differ from Kea's.
  private static Map<Integer, String> standardNames() {
    return Map.of(
        67,
        "bootfile-name",
        93,
        "pxe-system-type",
        94,
        "pxe-interface-id",
        97,
        "pxe-client-id",
        CLASSLESS_ROUTES,
        "rfc3442-classless-static-routes",
        MICROSOFT_CLASSLESS_ROUTES,
        "ms-classless-static-routes");
  }

  /// These options and one that somebody defined, in the place of what has its code.
  public IscOptions with(OptionDefinition<?> definition) {
    Map<Integer, String> more = new HashMap<>(names);
    more.put(definition.code(), definition.name());
    return new IscOptions(spaces.with(definition), more);
  }

  /// The name of an option; `unknown-224` where it has none.
  public String name(int code) {
    String own = names.get(code);
    return own != null
        ? own
        : definition(code).map(OptionDefinition::name).orElse("unknown-" + code);
  }

  /// The code of an option by its name; Kea's names and `unknown-224` do as well.
  public Optional<Integer> code(String name) {
    Integer own = codes.get(name);
    if (own != null) {
      return Optional.of(own);
    }
    if (name.matches("unknown-[0-9]{1,3}")) {
      int code = Integer.parseInt(name.substring(8));
      return code >= 1 && code <= 254 ? Optional.of(code) : Optional.empty();
    }
    return spaces.byName(OptionSpace.DHCP4, name).map(OptionDefinition::code);
  }

  /// What is known about an option.
  public Optional<OptionDefinition<?>> definition(int code) {
    return spaces.byCode(OptionSpace.DHCP4, code);
  }

  /// The value of an option; empty where its bytes do not fit, or are none.
  public Optional<IscValue> value(int code, Bytes bytes) {
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    if (code == CLASSLESS_ROUTES || code == MICROSOFT_CLASSLESS_ROUTES) {
      return Optional.of(new IscValue(Form.PLAIN, numbers(bytes)));
    }
    Optional<OptionDefinition<?>> known = definition(code);
    if (known.isEmpty()) {
      return Optional.of(new IscValue(Form.BYTES, hex(bytes)));
    }
    return known.get().type().decode(bytes).flatMap(value -> valueOf(code, value, bytes));
  }

  private static Optional<IscValue> valueOf(int code, Object value, Bytes bytes) {
    return switch (value) {
      case List<?> list when list.isEmpty() -> Optional.empty();
      case List<?> list when list.stream().allMatch(DomainName.class::isInstance) ->
          Optional.of(new IscValue(Form.NAMES, list.stream().map(IscOptions::qualified).toList()));
      case List<?> list when list.stream().allMatch(IscOptions::isPlain) -> {
        boolean pairs = code == POLICY_FILTER || code == STATIC_ROUTES;
        List<String> parts = list.stream().map(Object::toString).toList();
        yield Optional.of(new IscValue(pairs ? Form.PAIRS : Form.PLAIN, parts));
      }
      case DomainName name -> Optional.of(new IscValue(Form.NAMES, List.of(qualified(name))));
      case String _ -> text(bytes);
      case Object plain when isPlain(plain) ->
          Optional.of(new IscValue(Form.PLAIN, List.of(plain.toString())));
      default -> Optional.of(new IscValue(Form.BYTES, hex(bytes)));
    };
  }

  private static boolean isPlain(Object value) {
    return value instanceof Ipv4 || value instanceof Long || value instanceof Boolean;
  }

  private static String qualified(Object name) {
    String text = name.toString();
    return text.endsWith(".") ? text : text + ".";
  }

  private static Optional<IscValue> text(Bytes bytes) {
    Bytes text = bytes.withoutTrailingZeros();
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new IscValue(Form.TEXT, List.of(latin1(text))));
  }

  /// One `char` a byte, so that nothing is lost.
  static String latin1(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }

  private static List<String> numbers(Bytes bytes) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < bytes.length(); i++) {
      numbers.add(Integer.toString(bytes.at(i)));
    }
    return numbers;
  }

  private static List<String> hex(Bytes bytes) {
    List<String> digits = new ArrayList<>();
    for (int i = 0; i < bytes.length(); i++) {
      digits.add(Integer.toHexString(bytes.at(i)));
    }
    return digits;
  }
}
