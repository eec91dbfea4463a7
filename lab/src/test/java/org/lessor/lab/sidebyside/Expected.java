package org.lessor.lab.sidebyside;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;

/// What a scenario says that a server answers: the words behind a `<`.
///
/// @param kind as in [Reply#kind()]
/// @param address yiaddr, or the prefix that it is from; empty where nothing is said of it
/// @param fields of the reply, by name or option code; empty values for what is not there
record Expected(String kind, String address, Map<String, Optional<String>> fields) {
  /// Reads the words: kind, address or prefix, `NAME=VALUE`, and `!CODE` for what is not there.
  static Expected of(List<String> words) {
    String address = "";
    Map<String, Optional<String>> fields = new LinkedHashMap<>();
    for (String word : words.subList(1, words.size())) {
      String[] pair = word.split("=", 2);
      if (word.startsWith("!")) {
        fields.put(word.substring(1), Optional.empty());
      } else if (pair.length == 1) {
        address = word;
      } else {
        boolean isOption = Character.isDigit(pair[0].charAt(0));
        fields.put(pair[0], Optional.of(isOption ? Words.bytes(pair[1]).toHex() : pair[1]));
      }
    }
    return new Expected(words.getFirst(), address, fields);
  }

  /// This, and more fields.
  Expected and(Map<String, Optional<String>> more) {
    Map<String, Optional<String>> all = new LinkedHashMap<>(fields);
    all.putAll(more);
    return new Expected(kind, address, all);
  }

  boolean isSilence() {
    return kind.equals("silence");
  }

  /// Whether servers may choose from several addresses.
  boolean leavesTheAddressOpen() {
    return address.contains("/");
  }

  /// What of `reply` is not as expected.
  Optional<String> complaint(Reply reply) {
    if (!reply.kind().equals(kind)) {
      return Optional.of(kind + " was expected");
    }
    if (!address.isEmpty() && !isAddress(reply.fields().get("yiaddr"))) {
      return Optional.of("the address " + address + " was expected");
    }
    String wrong =
        fields.entrySet().stream()
            .filter(e -> !e.getValue().equals(Optional.ofNullable(reply.fields().get(e.getKey()))))
            .map(e -> e.getKey() + " was expected to be " + e.getValue().orElse("absent"))
            .collect(Collectors.joining("; "));
    return Optional.of(wrong).filter(text -> !text.isEmpty());
  }

  private boolean isAddress(String given) {
    return leavesTheAddressOpen()
        ? Ipv4Prefix.of(address).contains(Ipv4.of(given))
        : address.equals(given);
  }
}
