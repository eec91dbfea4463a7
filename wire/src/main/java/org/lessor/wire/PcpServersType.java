package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Option 158: for each PCP server a list of its addresses, each list behind its length in bytes
/// (RFC 7291 section 4). As text commas between servers, blanks between the addresses of one.
record PcpServersType() implements OptionType<List<List<Ipv4>>> {
  private static final int MAX_ADDRESSES = 255 / 4;

  @Override
  public Optional<List<List<Ipv4>>> decode(Bytes bytes) {
    List<List<Ipv4>> servers = new ArrayList<>();
    Cursor in = new Cursor(bytes);
    while (in.has(1)) {
      int length = in.uint8();
      Optional<List<Ipv4>> addresses =
          in.has(length) ? OptionTypes.IPV4_LIST.decode(in.take(length)) : Optional.empty();
      if (addresses.isEmpty()) {
        return Optional.empty();
      }
      servers.add(addresses.get());
    }
    return servers.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(servers));
  }

  @Override
  public Bytes encode(List<List<Ipv4>> value) {
    ByteSink out = new ByteSink();
    for (List<Ipv4> addresses : value) {
      if (addresses.isEmpty() || addresses.size() > MAX_ADDRESSES) {
        throw new IllegalArgumentException(
            addresses.size() + " addresses of one PCP server, 1 to 63 fit");
      }
      Bytes encoded = OptionTypes.IPV4_LIST.encode(addresses);
      out.uint8(encoded.length());
      out.bytes(encoded);
    }
    return out.toBytes();
  }

  @Override
  public String print(List<List<Ipv4>> value) {
    return value.stream()
        .map(server -> server.stream().map(Ipv4::toString).collect(Collectors.joining(" ")))
        .collect(Collectors.joining(", "));
  }

  @Override
  public Parsed<List<List<Ipv4>>> parse(String text) {
    List<List<Ipv4>> servers = new ArrayList<>();
    for (String field : CsvText.split(text, ',')) {
      switch (OptionTypes.IPV4_LIST.parse(field.replaceAll("\\s+", ","))) {
        case Parsed.Ok<List<Ipv4>>(List<Ipv4> addresses) -> servers.add(addresses);
        case Parsed.Invalid<List<Ipv4>>(String reason) -> {
          return Parsed.invalid(reason);
        }
      }
    }
    if (servers.isEmpty()) {
      return Parsed.invalid("no PCP server");
    }
    return Parsed.ok(List.copyOf(servers))
        .map(value -> {
          encode(value);
          return value;
        });
  }

  @Override
  public String name() {
    return "internal";
  }

  @Override
  public int maxSizeBytes() {
    return Integer.MAX_VALUE;
  }
}
