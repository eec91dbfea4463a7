package org.lessor.lab.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Ipv4;

/// Reads lease files as Kea's manual describes them, by other code than the store's: for each
/// address the last line counts, and a lifetime of 0 takes it away.
final class LeaseCsv {
  private static final int DECLINED = 1;
  private static final int RELEASED = 3;

  /// One lease.
  ///
  /// @param chaddr in hexadecimal with colons, empty for none
  /// @param clientId likewise
  /// @param expireSeconds since 1970
  /// @param state as a number: 0 assigned, 1 declined, 2 reclaimed, 3 released
  record Row(
      Ipv4 address,
      String chaddr,
      String clientId,
      long lifetimeSeconds,
      long expireSeconds,
      int state) {}

  private static final List<String> COLUMNS =
      List.of("address", "hwaddr", "client_id", "valid_lifetime", "expire", "state");

  private byte[] older = new byte[0];
  private byte[] current = new byte[0];
  private int parsedBytes;
  private int[] places = new int[0];
  private final Map<Ipv4, Row> rows = new HashMap<>();

  /// All leases of the files that `content` has by name, for a lease file of that name.
  Map<Ipv4, Row> read(String name, Function<String, Optional<byte[]>> content) {
    byte[] base = new byte[0];
    List<String> before =
        content.apply(name + ".completed").isPresent()
            ? List.of(name + ".completed")
            : List.of(name + ".2", name + ".1");
    for (String file : before) {
      base = joined(base, content.apply(file).orElse(new byte[0]));
    }
    byte[] now = content.apply(name).orElse(new byte[0]);
    boolean goesOn =
        Arrays.equals(base, older)
            && now.length >= parsedBytes
            && Arrays.equals(now, 0, parsedBytes, current, 0, parsedBytes);
    if (!goesOn) {
      rows.clear();
      take(base, 0);
      older = base;
      parsedBytes = 0;
    }
    current = now;
    parsedBytes = take(now, parsedBytes);
    return rows;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /// Takes all whole lines from there on; returns where they end.
  private int take(byte[] text, int from) {
    int start = from;
    for (int at = from; at < text.length; at++) {
      if (text[at] == '\n') {
        take(new String(text, start, at - start, UTF_8));
        start = at + 1;
      }
    }
    return start;
  }

  private void take(String line) {
    List<String> fields = new ArrayList<>(Arrays.asList(line.split(",", -1)));
    if (fields.contains("address")) {
      places = COLUMNS.stream().mapToInt(fields::indexOf).toArray();
      return;
    }
    Row row = row(fields);
    if (row == null) {
      return;
    }
    if (row.lifetimeSeconds == 0 && row.state != RELEASED) {
      rows.remove(row.address);
    } else {
      rows.put(row.address, row);
    }
  }

  /// The lease of a line; null for a line that says nothing, as a power cut may leave.
  private @Nullable Row row(List<String> fields) {
    try {
      Optional<Ipv4> address = Ipv4.parse(fields.get(places[0]));
      if (address.isEmpty()) {
        return null;
      }
      int state = Integer.parseInt(fields.get(places[5]));
      boolean nobody = state == DECLINED;
      return new Row(
          address.get(),
          nobody ? "" : fields.get(places[1]),
          nobody ? "" : fields.get(places[2]),
          Long.parseLong(fields.get(places[3])),
          Long.parseLong(fields.get(places[4])),
          state);
    } catch (IndexOutOfBoundsException | NumberFormatException _) {
      return null;
    }
  }
}
