package org.lessor.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// An IPv6 address, as some DHCPv4 options carry it (RFC 5969).
///
/// @param address sixteen bytes
public record Ipv6(Bytes address) {
  private static final int GROUPS = 8;

  /// Throws [IllegalArgumentException] unless there are sixteen bytes.
  public Ipv6 {
    if (address.length() != 16) {
      throw new IllegalArgumentException("not 16 bytes: " + address);
    }
  }

  /// Reads the text forms of RFC 4291 section 2.2; no zone, no prefix length.
  public static Parsed<Ipv6> parse(String text) {
    int gap = text.indexOf("::");
    String front = gap < 0 ? text : text.substring(0, gap);
    String back = gap < 0 ? "" : text.substring(gap + 2);
    List<Integer> groups = new ArrayList<>();
    List<Integer> tail = new ArrayList<>();
    boolean read =
        addGroups(front, back.isEmpty() && gap < 0, groups) && addGroups(back, true, tail);
    int missing = GROUPS - groups.size() - tail.size();
    if (!read || (gap < 0 ? missing != 0 : missing < 1)) {
      return Parsed.invalid("\"" + text + "\" is not an IPv6 address");
    }
    groups.addAll(Collections.nCopies(missing, 0));
    groups.addAll(tail);
    ByteSink out = new ByteSink();
    groups.forEach(out::uint16);
    return Parsed.ok(new Ipv6(out.toBytes()));
  }

  private static boolean addGroups(String text, boolean last, List<Integer> groups) {
    if (text.isEmpty()) {
      return true;
    }
    List<String> parts = Arrays.asList(text.split(":", -1));
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (last && i == parts.size() - 1 && part.indexOf('.') >= 0) {
        var embedded = Ipv4.parse(part);
        embedded.ifPresent(address -> {
          groups.add(address.bits() >>> 16);
          groups.add(address.bits() & 0xffff);
        });
        return embedded.isPresent();
      }
      if (!part.matches("[0-9a-fA-F]{1,4}")) {
        return false;
      }
      groups.add(Integer.parseInt(part, 16));
    }
    return true;
  }

  /// The text form of RFC 5952: lower case, the longest run of at least two zero groups as `::`.
  @Override
  public String toString() {
    int runStart = -1;
    int runLength = 1;
    for (int start = 0; start < GROUPS; start++) {
      int end = start;
      while (end < GROUPS && address.uint16(2 * end) == 0) {
        end++;
      }
      if (end - start > runLength) {
        runStart = start;
        runLength = end - start;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int group = 0; group < GROUPS; group++) {
      if (group == runStart) {
        text.append("::");
        group += runLength - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(address.uint16(2 * group)));
    }
    return text.toString();
  }
}
