package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes messages for people: fields under the names of RFC 2131, options under the names of their
/// definitions with printed values, all else as hexadecimal digits.
///
/// What came from the network cannot break a line or steer a terminal: characters that are not
/// printable appear as escapes. Immutable, safe for any thread.
public final class MessagePrinter {
  /// Knows the standard options.
  public static final MessagePrinter STANDARD = new MessagePrinter(OptionSpaces.STANDARD);

  /// The most characters of one value in a line; a longer one ends in an ellipsis.
  private static final int MAX_VALUE_LENGTH = 256;

  private final OptionSpaces spaces;

  /// Knows the options of these spaces.
  public MessagePrinter(OptionSpaces spaces) {
    this.spaces = spaces;
  }

  /// An option's name and value, and the sub-options in it.
  private record Entry(int code, String name, String value, List<Entry> children) {}

  /// The message in one line of `name=value`: its type, then the fields that are not zero, then the
  /// options in the order of the message. Values with blanks stand in quotes.
  public String line(DhcpMessage message) {
    StringBuilder line = new StringBuilder(256);
    line.append(typeName(message));
    line.append(" xid=").append(message.xid());
    line.append(" chaddr=").append(message.chaddr());
    appendNumber(line, "hops", message.hops());
    appendNumber(line, "secs", message.secs());
    if (message.flags() != 0) {
      line.append(" flags=").append(flags(message).replace(' ', ','));
    }
    appendAddress(line, "ciaddr", message.ciaddr());
    appendAddress(line, "yiaddr", message.yiaddr());
    appendAddress(line, "siaddr", message.siaddr());
    appendAddress(line, "giaddr", message.giaddr());
    appendText(line, "sname", message.sname());
    appendText(line, "file", message.file());
    message.forEachOption((value, code) -> {
      if (code != ControlOptions.MESSAGE_TYPE) {
        appendEntry(line, describe(OptionSpace.DHCP4, code, value));
      }
    });
    return line.toString();
  }

  private static void appendNumber(StringBuilder line, String name, int value) {
    if (value != 0) {
      line.append(' ').append(name).append('=').append(value);
    }
  }

  private static void appendAddress(StringBuilder line, String name, Ipv4 value) {
    if (!value.isUnspecified()) {
      line.append(' ').append(name).append('=').append(value);
    }
  }

  private static void appendText(StringBuilder line, String name, Bytes value) {
    if (!value.isEmpty()) {
      line.append(' ').append(name).append('=').append(quoted(escaped(text(value))));
    }
  }

  private static void appendEntry(StringBuilder line, Entry entry) {
    line.append(' ').append(entry.name);
    if (!entry.value.isEmpty()) {
      line.append('=').append(quoted(entry.value));
    }
    if (!entry.children.isEmpty()) {
      line.append("={");
      entry.children.forEach(child -> appendEntry(line, child));
      line.append(" }");
    }
  }

  private static String quoted(String value) {
    String shown =
        value.length() > MAX_VALUE_LENGTH ? value.substring(0, MAX_VALUE_LENGTH) + "..." : value;
    return shown.indexOf(' ') < 0 && shown.indexOf('"') < 0
        ? shown
        : '"' + shown.replace("\"", "\\\"") + '"';
  }

  /// The message in several lines, one for each field of RFC 2131 and for each option, each ended
  /// by a line feed; sub-options stand indented below their option.
  public String lines(DhcpMessage message) {
    StringBuilder lines = new StringBuilder(1024);
    field(lines, "op", message.op().name());
    field(lines, "htype", Integer.toString(message.htype()));
    field(lines, "hlen", Integer.toString(message.hlen()));
    field(lines, "hops", Integer.toString(message.hops()));
    field(lines, "xid", message.xid().toString());
    field(lines, "secs", Integer.toString(message.secs()));
    field(lines, "flags", flags(message));
    field(lines, "ciaddr", message.ciaddr().toString());
    field(lines, "yiaddr", message.yiaddr().toString());
    field(lines, "siaddr", message.siaddr().toString());
    field(lines, "giaddr", message.giaddr().toString());
    field(lines, "chaddr", message.chaddr().toString());
    field(lines, "sname", escaped(text(message.sname())));
    field(lines, "file", escaped(text(message.file())));
    message.forEachOption(
        (value, code) -> option(lines, describe(OptionSpace.DHCP4, code, value), 0));
    return lines.toString();
  }

  private static void field(StringBuilder lines, String name, String value) {
    lines.append(name);
    if (!value.isEmpty()) {
      lines.append(" ".repeat(7 - name.length())).append(value);
    }
    lines.append('\n');
  }

  private static void option(StringBuilder lines, Entry entry, int depth) {
    lines.append("  ".repeat(depth)).append(String.format("%5d ", entry.code)).append(entry.name);
    if (!entry.value.isEmpty()) {
      lines.append(' ').append(entry.value);
    }
    lines.append('\n');
    entry.children.forEach(child -> option(lines, child, depth + 1));
  }

  /// One option as `name value`, without its sub-options' definitions taken apart where they are
  /// not known.
  ///
  /// @param code 1 to 254
  public String option(int code, Bytes value) {
    StringBuilder line = new StringBuilder();
    appendEntry(line, describe(OptionSpace.DHCP4, code, value));
    return line.substring(1);
  }

  private static String typeName(DhcpMessage message) {
    Optional<MessageType> type = message.messageType();
    return type.map(Enum::name).orElseGet(() -> message.op().name());
  }

  private static String flags(DhcpMessage message) {
    String bits = "0x" + Bytes.ofUint16(message.flags()).toHex();
    return message.broadcast() ? bits + " broadcast" : bits;
  }

  private Entry describe(String space, int code, Bytes value) {
    Optional<OptionDefinition<?>> definition = spaces.byCode(space, code);
    return definition.isPresent()
        ? describe(definition.get(), value)
        : new Entry(code, "option-" + code, value.toHex(), List.of());
  }

  private <T> Entry describe(OptionDefinition<T> definition, Bytes value) {
    int code = definition.code();
    String name = definition.name();
    Optional<SubOptions> inside = definition.subOptions(value);
    if (inside.isPresent()) {
      Bytes own = value.slice(0, value.length() - inside.get().encode().length());
      boolean plain = definition.type().equals(OptionTypes.SUB_OPTIONS);
      return new Entry(
          code,
          name,
          plain ? "" : printed(definition, own),
          describeAll(definition.encapsulates(), inside.get()));
    }
    if (definition.equals(StandardOptions.VIVSO_SUBOPTIONS)) {
      return describeVendors(value);
    }
    return new Entry(code, name, printed(definition, value), List.of());
  }

  private List<Entry> describeAll(String space, SubOptions options) {
    List<Entry> entries = new ArrayList<>();
    for (SubOption option : options) {
      entries.add(describe(space, option.code(), option.value()));
    }
    return entries;
  }

  private Entry describeVendors(Bytes value) {
    OptionDefinition<List<VendorOptions>> definition = StandardOptions.VIVSO_SUBOPTIONS;
    Optional<List<VendorOptions>> vendors = definition.type().decode(value);
    if (vendors.isEmpty()) {
      return new Entry(definition.code(), definition.name(), malformed(value), List.of());
    }
    List<Entry> entries = new ArrayList<>();
    for (VendorOptions vendor : vendors.get()) {
      String space = OptionSpaces.vendorSpaceName(vendor.enterprise());
      entries.add(new Entry(definition.code(), space, "", describeAll(space, vendor.options())));
    }
    return new Entry(definition.code(), definition.name(), "", entries);
  }

  private static <T> String printed(OptionDefinition<T> definition, Bytes value) {
    if (definition.equals(StandardOptions.DHCP_MESSAGE_TYPE) && value.length() == 1) {
      return MessageType.of(value.at(0)).map(Enum::name).orElseGet(() -> "" + value.at(0));
    }
    Optional<T> decoded = definition.type().decode(value);
    if (decoded.isEmpty()) {
      return malformed(value);
    }
    String text = definition.type().print(decoded.get());
    return text.indexOf('\uFFFD') < 0 ? escaped(text) : value.toHex();
  }

  private static String malformed(Bytes value) {
    return value.isEmpty() ? "(malformed, empty)" : value.toHex() + " (malformed)";
  }

  /// The text where the bytes are one, else their hexadecimal digits.
  private static String text(Bytes bytes) {
    String text = bytes.toText();
    return text.indexOf('\uFFFD') < 0 ? text : bytes.toHex();
  }

  /// `text` with everything that is not plainly visible as `\x{...}`.
  private static String escaped(String text) {
    if (text.codePoints().allMatch(MessagePrinter::isVisible)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          if (isVisible(c)) {
            escaped.appendCodePoint(c);
          } else {
            escaped.append("\\x{").append(Integer.toHexString(c)).append('}');
          }
        });
    return escaped.toString();
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> codePoint == ' ' || !Character.isSpaceChar(codePoint);
    };
  }
}
