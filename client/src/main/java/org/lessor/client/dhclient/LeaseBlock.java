package org.lessor.client.dhclient;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.client.dhclient.IscWords.Kind;
import org.lessor.client.dhclient.IscWords.Word;
import org.lessor.client.hook.IscOptions;
import org.lessor.client.hook.IscValue;
import org.lessor.client.machine.Lease;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Option;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// One `lease { ... }` of a dhclient.leases(5).
///
/// @param message the ACK that must have led to it; empty where the block says too little
/// @param expire when it ends; empty for never
/// @param bootp whether it came by BOOTP
record LeaseBlock(Optional<Message> message, Optional<Instant> expire, boolean bootp) {
  /// When a lease is renewed, rebound and ends; null for never.
  record Times(@Nullable Instant renew, @Nullable Instant rebind, @Nullable Instant expire) {}

  private static final long INFINITE_SECONDS = 0xffff_ffffL;

  /// The server that the block names; 0.0.0.0 where it names none.
  Ipv4 server() {
    return message
        .flatMap(ack -> ack.get(StandardOptions.DHCP_SERVER_IDENTIFIER))
        .orElse(Ipv4.UNSPECIFIED);
  }

  static long leaseSeconds(Message ack) {
    return ack.get(StandardOptions.DHCP_LEASE_TIME).orElse(INFINITE_SECONDS);
  }

  // Writing.

  /// The text of a block.
  static String text(Lease lease, String interfaceName, IscOptions options, Times times) {
    Message ack = lease.terms().message();
    StringBuilder text = new StringBuilder("lease {\n");
    line(text, "interface " + IscValue.quoted(interfaceName));
    line(text, "fixed-address " + lease.address());
    header(text, "filename", ack.file());
    header(text, "server-name", ack.sname());
    for (Option option : ack.options()) {
      options
          .value(option.code(), option.value())
          .ifPresent(value ->
              line(text, "option " + options.name(option.code()) + " " + value.inLeaseFile()));
    }
    line(text, "renew " + date(times.renew()));
    line(text, "rebind " + date(times.rebind()));
    line(text, "expire " + date(times.expire()));
    return text.append("}\n").toString();
  }

  private static void header(StringBuilder text, String name, Bytes value) {
    if (!value.isEmpty()) {
      String content = new String(value.toArray(), StandardCharsets.ISO_8859_1);
      line(text, name + " " + IscValue.quoted(content));
    }
  }

  private static void line(StringBuilder text, String content) {
    text.append("  ").append(content).append(";\n");
  }

  /// `2 2026/11/24 02:15:10`: the day of the week with Sunday as 0, then UTC.
  private static String date(@Nullable Instant time) {
    if (time == null) {
      return "never";
    }
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    return String.format(
        Locale.ROOT,
        "%d %d/%02d/%02d %02d:%02d:%02d",
        utc.getDayOfWeek().getValue() % 7,
        utc.getYear(),
        utc.getMonthValue(),
        utc.getDayOfMonth(),
        utc.getHour(),
        utc.getMinute(),
        utc.getSecond());
  }

  // Reading.

  /// Reads the text of a block; what is not understood in it is passed over.
  static LeaseBlock read(String text, IscOptions options, HardwareAddress chaddr) {
    List<List<Word>> statements = statements(text);
    Optional<Ipv4> address =
        value(statements, "fixed-address").flatMap(word -> Ipv4.parse(word.text()));
    List<Word> expire = words(statements, "expire");
    boolean bootp = statements.stream().anyMatch(words -> words.getFirst().is("bootp"));
    if (address.isEmpty()) {
      return new LeaseBlock(Optional.empty(), date(expire), bootp);
    }
    Message ack =
        Message.of(
            Op.BOOTREPLY,
            MessageType.DHCPACK,
            new Xid(0),
            chaddr,
            m -> {
              m.yiaddr(address.get());
              value(statements, "filename").ifPresent(w -> m.file(IscValues.bytes(w.text())));
              value(statements, "server-name").ifPresent(w -> m.sname(IscValues.bytes(w.text())));
              for (List<Word> words : statements) {
                if (words.size() >= 3 && words.getFirst().is("option")) {
                  options(m, words, options);
                }
              }
              return m;
            });
    return new LeaseBlock(Optional.of(ack), date(expire), bootp);
  }

  private static void options(Message.Builder message, List<Word> words, IscOptions options) {
    Optional<Integer> code = options.code(words.get(1).text());
    // The type is that of an ACK whatever the file says.
    if (code.isPresent() && code.get() != 53) {
      IscValues.read(code.get(), words.subList(2, words.size()), options)
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> message.option(code.get(), value));
    }
  }

  private static List<List<Word>> statements(String text) {
    List<List<Word>> statements = new ArrayList<>();
    List<Word> current = new ArrayList<>();
    for (Word word : IscWords.of(text.substring(text.indexOf('{') + 1))) {
      if (word.isMark(';') || word.isMark('}') || word.kind() == Kind.END) {
        if (!current.isEmpty()) {
          statements.add(List.copyOf(current));
          current.clear();
        }
      } else {
        current.add(word);
      }
    }
    return statements;
  }

  private static List<Word> words(List<List<Word>> statements, String name) {
    return statements.stream()
        .filter(words -> words.getFirst().is(name))
        .findFirst()
        .orElse(List.of());
  }

  private static Optional<Word> value(List<List<Word>> statements, String name) {
    List<Word> words = words(statements, name);
    return words.size() == 2 ? Optional.of(words.get(1)) : Optional.empty();
  }

  /// `expire 2 2026/11/24 02:15:10`, `expire epoch 1795486693` or `expire never`.
  private static Optional<Instant> date(List<Word> words) {
    try {
      if (words.size() == 3 && words.get(1).is("epoch")) {
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(words.get(2).text())));
      }
      if (words.size() == 4) {
        String[] day = words.get(2).text().split("/", -1);
        String[] time = words.get(3).text().split(":", -1);
        return Optional.of(
            LocalDateTime.of(
                    Integer.parseInt(day[0]),
                    Integer.parseInt(day[1]),
                    Integer.parseInt(day[2]),
                    Integer.parseInt(time[0]),
                    Integer.parseInt(time[1]),
                    Integer.parseInt(time[2]))
                .toInstant(ZoneOffset.UTC));
      }
    } catch (NumberFormatException | DateTimeException | ArrayIndexOutOfBoundsException noDate) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
