package org.lessor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.Parsed;
import org.lessor.wire.SubOptions;

/// What Kea keeps in the user context of a lease: of relay agents (store-extended-info), JSON such
/// as `{ "ISC": { "relay-agent-info": { "sub-options": "0x0104AABBCCDD" } } }`, and of classes
/// (library limits), such as `{ "ISC": { "client-classes": [ "ALL", "gold" ] } }`. All else that
/// stands there stays as it is.
final class UserContext {
  private static final String OWNER = "ISC";
  private static final String RELAY = "relay-agent-info";
  private static final String SUB_OPTIONS = "sub-options";
  private static final String CLASSES = "client-classes";
  private static final int REMOTE_ID = 2;
  private static final int RELAY_ID = 12;

  private UserContext() {}

  /// The context with this value of option 82 in the place of any that it holds; the same text
  /// where it holds just this.
  static String with(String context, Bytes relayAgentInfo) {
    Span top = Span.object(context, 0);
    if (top != null && relayAgentInfo(context).filter(relayAgentInfo::equals).isPresent()) {
      return context;
    }
    return with(context, RELAY, json(relayAgentInfo));
  }

  /// The context with the names of these classes in the place of any that it holds; the same text
  /// where it holds just these.
  static String withClasses(String context, List<String> names) {
    return classes(context).equals(names) ? context : with(context, CLASSES, json(names));
  }

  private static String with(String context, String name, String value) {
    Span top = Span.object(context, 0);
    if (top == null) {
      return "{ \"" + OWNER + "\": { \"" + name + "\": " + value + " } }";
    }
    Span owner = top.member(OWNER);
    Span inner = owner == null ? null : Span.object(context, owner.from);
    return inner == null
        ? top.replaced(OWNER, "{ \"" + name + "\": " + value + " }")
        : inner.replaced(name, value);
  }

  /// The names of classes that the context holds; none where it holds none.
  static List<String> classes(String context) {
    if (!context.contains(CLASSES)) {
      return List.of();
    }
    Span top = Span.object(context, 0);
    Span owner = top == null ? null : top.member(OWNER);
    Span inner = owner == null ? null : Span.object(context, owner.from);
    Span list = inner == null ? null : inner.member(CLASSES);
    return list == null ? List.of() : list.texts();
  }

  /// The value of option 82 that the context holds, in the newer form or in that of Kea before 2.3,
  /// which had no map around it; empty where it holds none.
  static Optional<Bytes> relayAgentInfo(String context) {
    Span top = Span.object(context, 0);
    Span owner = top == null ? null : top.member(OWNER);
    Span inner = owner == null ? null : Span.object(context, owner.from);
    Span info = inner == null ? null : inner.member(RELAY);
    Span map = info == null ? null : Span.object(context, info.from);
    Span value = map == null ? info : map.member(SUB_OPTIONS);
    return value == null ? Optional.empty() : hex(value.text());
  }

  private static Optional<Bytes> hex(String json) {
    boolean quoted = json.length() > 1 && json.startsWith("\"") && json.endsWith("\"");
    if (!quoted) {
      return Optional.empty();
    }
    return switch (Bytes.parseHexOrQuoted(json.substring(1, json.length() - 1))) {
      case Parsed.Ok<Bytes>(Bytes bytes) -> Optional.of(bytes).filter(found -> !found.isEmpty());
      case Parsed.Invalid<Bytes> _ -> Optional.empty();
    };
  }

  /// As Kea writes it: members in the order of their names, digits in upper case.
  private static String json(Bytes relayAgentInfo) {
    StringBuilder text = new StringBuilder("{ ");
    appendId(text, "relay-id", subOption(relayAgentInfo, RELAY_ID));
    appendId(text, "remote-id", subOption(relayAgentInfo, REMOTE_ID));
    text.append('"').append(SUB_OPTIONS).append("\": \"0x").append(upper(relayAgentInfo));
    return text.append("\" }").toString();
  }

  private static String json(List<String> names) {
    StringBuilder text = new StringBuilder("[ ");
    for (String name : names) {
      text.append(text.length() == 2 ? "\"" : ", \"");
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        if (c < ' ') {
          text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
          text.append(c == '"' || c == '\\' ? "\\" : "").append(c);
        }
      }
      text.append('"');
    }
    return text.append(names.isEmpty() ? "]" : " ]").toString();
  }

  private static Optional<Bytes> subOption(Bytes relayAgentInfo, int code) {
    return SubOptions.decode(relayAgentInfo).flatMap(found -> found.value(code));
  }

  private static void appendId(StringBuilder text, String name, Optional<Bytes> value) {
    if (value.isPresent() && !value.get().isEmpty()) {
      text.append('"').append(name).append("\": \"").append(upper(value.get())).append("\", ");
    }
  }

  private static String upper(Bytes bytes) {
    StringBuilder text = new StringBuilder(2 * bytes.length());
    for (int i = 0; i < bytes.length(); i++) {
      text.append(String.format(Locale.ROOT, "%02X", bytes.at(i)));
    }
    return text.toString();
  }

  /// A value within a JSON text.
  private record Span(String whole, int from, int to) {
    /// The object that begins at `from`, behind spaces; null where none does that is complete.
    static @Nullable Span object(String text, int from) {
      int start = pastSpaces(text, from);
      if (start >= text.length() || text.charAt(start) != '{') {
        return null;
      }
      int end = pastValue(text, start);
      return end < 0 ? null : new Span(text, start, end);
    }

    String text() {
      return whole.substring(from, to);
    }

    /// The texts of the list that this is; none where it is no list.
    List<String> texts() {
      List<String> found = new ArrayList<>();
      int at = pastSpaces(whole, from + 1);
      while (whole.charAt(from) == '[' && at < to && whole.charAt(at) == '"') {
        int end = pastText(whole, at);
        found.add(plain(whole.substring(at + 1, end - 1)));
        at = pastSpaces(whole, pastSpaces(whole, end) + 1);
      }
      return found;
    }

    private static String plain(String text) {
      if (text.indexOf('\\') < 0) {
        return text;
      }
      StringBuilder plain = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c != '\\' || i + 1 == text.length()) {
          plain.append(c);
          continue;
        }
        char escaped = text.charAt(++i);
        int at = "bfnrt".indexOf(escaped);
        if (escaped == 'u' && text.substring(i + 1).matches("[0-9a-fA-F]{4}.*")) {
          plain.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
          i += 4;
        } else {
          plain.append(at < 0 ? escaped : "\b\f\n\r\t".charAt(at));
        }
      }
      return plain.toString();
    }

    /// The value of this object's member of that name; null where it has none.
    @Nullable Span member(String name) {
      int at = pastSpaces(whole, from + 1);
      while (at < to && whole.charAt(at) == '"') {
        int keyEnd = pastValue(whole, at);
        int colon = pastSpaces(whole, keyEnd);
        int value = pastSpaces(whole, colon + 1);
        int end = pastValue(whole, value);
        if (keyEnd < 0 || end < 0 || end >= to) {
          return null;
        }
        if (whole.substring(at + 1, keyEnd - 1).equals(name)) {
          return new Span(whole, value, end);
        }
        int comma = pastSpaces(whole, end);
        at = pastSpaces(whole, comma + 1);
      }
      return null;
    }

    /// The whole text with this object's member of that name set to a value.
    String replaced(String name, String value) {
      Span former = member(name);
      if (former != null) {
        return whole.substring(0, former.from) + value + whole.substring(former.to);
      }
      boolean first = whole.charAt(pastSpaces(whole, from + 1)) == '}';
      return whole.substring(0, from + 1)
          + " \""
          + name
          + "\": "
          + value
          + (first ? " " : ",")
          + whole.substring(from + 1);
    }

    private static int pastSpaces(String text, int from) {
      int at = from;
      while (at >= 0 && at < text.length() && text.charAt(at) <= ' ') {
        at++;
      }
      return at;
    }

    /// The position behind the value that begins at `from`; -1 where it does not end.
    private static int pastValue(String text, int from) {
      int depth = 0;
      int at = from;
      while (at >= 0 && at < text.length()) {
        char c = text.charAt(at);
        if (c == '"') {
          at = pastText(text, at);
          if (at < 0 || depth == 0) {
            return at;
          }
        } else if (c == '{' || c == '[') {
          depth++;
          at++;
        } else if (c == '}' || c == ']' || c == ',') {
          if (depth == 0) {
            return at;
          }
          at++;
          depth -= c == ',' ? 0 : 1;
          if (depth == 0) {
            return at;
          }
        } else {
          at++;
        }
      }
      return -1;
    }

    private static int pastText(String text, int from) {
      for (int at = from + 1; at < text.length(); at++) {
        if (text.charAt(at) == '\\') {
          at++;
        } else if (text.charAt(at) == '"') {
          return at + 1;
        }
      }
      return -1;
    }
  }
}
