package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A parameter of an encrypted resolver (RFC 9460 section 2.2).
///
/// @param key 0 to 65535, see the constants
/// @param value at most 65535 bytes
public record ServiceParameter(int key, Bytes value) {
  /// The protocols that the resolver speaks, each behind its length (RFC 9460 section 7.1).
  public static final int ALPN = 1;

  /// The port, two bytes (RFC 9460 section 7.2).
  public static final int PORT = 3;

  /// The path template of DNS over HTTPS, a text (RFC 9461 section 5).
  public static final int DOHPATH = 7;

  /// Throws [IllegalArgumentException] if a number is out of range.
  public ServiceParameter {
    if (key < 0 || key > 0xffff || value.length() > 0xffff) {
      throw new IllegalArgumentException(
          "service parameter key or length out of range: " + key + ", " + value.length());
    }
  }

  /// The protocols, such as `dot` and `doq`. Throws [IllegalArgumentException] if one is empty or
  /// longer than 255 bytes.
  public static ServiceParameter alpn(List<String> protocols) {
    ByteSink out = new ByteSink();
    for (String protocol : protocols) {
      Bytes bytes = Bytes.ofText(protocol);
      if (bytes.isEmpty() || bytes.length() > 255) {
        throw new IllegalArgumentException("not a protocol: \"" + protocol + "\"");
      }
      out.uint8(bytes.length());
      out.bytes(bytes);
    }
    return new ServiceParameter(ALPN, out.toBytes());
  }

  /// Reads `alpn=dot,doq`, `port=8530`, `dohpath=/q{?dns}`, or `keyN=hex` for any key.
  static Parsed<ServiceParameter> parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      return Parsed.invalid("\"" + text + "\" is not a service parameter (key=value)");
    }
    String value = text.substring(equals + 1);
    return switch (text.substring(0, equals)) {
      case "alpn" -> Parsed.ok(CsvText.split(value, ',')).map(ServiceParameter::alpn);
      case "port" ->
          OptionTypes.UINT16_FIELD
              .parseField(value)
              .map(port -> new ServiceParameter(PORT, Bytes.ofUint16(port.intValue())));
      case "dohpath" -> Parsed.ok(new ServiceParameter(DOHPATH, Bytes.ofText(value)));
      case String key when key.matches("key[0-9]{1,5}") ->
          Bytes.parseHex(value)
              .map(bytes -> new ServiceParameter(Integer.parseInt(key.substring(3)), bytes));
      default ->
          Parsed.invalid(
              "\"" + text + "\" is not a service parameter (alpn=, port=, dohpath= or keyN=hex)");
    };
  }

  /// What [#parse] reads: the names where the value has the form that they stand for.
  @Override
  public String toString() {
    if (key == ALPN) {
      Optional<List<Bytes>> protocols = UserClass.readLengthPrefixed(value);
      if (protocols.isPresent() && protocols.get().stream().allMatch(ServiceParameter::isPlain)) {
        List<String> names = new ArrayList<>();
        protocols.get().forEach(protocol -> names.add(protocol.toText()));
        return "alpn=" + String.join(",", names);
      }
    }
    if (key == PORT && value.length() == 2) {
      return "port=" + value.uint16(0);
    }
    if (key == DOHPATH && isPlain(value)) {
      return "dohpath=" + value.toText();
    }
    return "key" + key + "=" + value.toHex();
  }

  /// Whether the text can stand in a list without quotes.
  private static boolean isPlain(Bytes text) {
    for (int i = 0; i < text.length(); i++) {
      int c = text.at(i);
      if (c <= ' ' || c >= 0x7f || c == ',' || c == '\\') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
