package org.lessor.client.machine;

import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.OptionDefinition;
import org.lessor.wire.OptionSpace;
import org.lessor.wire.OptionSpaces;
import org.lessor.wire.StandardOptions;

/// The configuration that a server sent, in words.
final class ReceivedOptions {
  private static final int MESSAGE_TYPE = 53;

  private ReceivedOptions() {}

  /// Every option by name, and what the header says.
  static Report report(Message ack) {
    Report report = Report.of(Notice.CONFIGURATION_RECEIVED).and("yiaddr", ack.yiaddr());
    report = address(report, "siaddr", ack.siaddr());
    report = address(report, "giaddr", ack.giaddr());
    report = text(report, "sname", ack.sname());
    report = text(report, "file", ack.file());
    for (var option : ack.options()) {
      if (option.code() != MESSAGE_TYPE) {
        report = option(report, option.code(), option.value());
      }
    }
    return report;
  }

  private static Report address(Report report, String name, Ipv4 value) {
    return value.isUnspecified() ? report : report.and(name, value);
  }

  private static Report text(Report report, String name, Bytes value) {
    return value.isEmpty() ? report : report.and(name, value.toText());
  }

  private static Report option(Report report, int code, Bytes value) {
    if (code == StandardOptions.AUTHENTICATE.code()) {
      // Who knows the nonce in it can force a renewal (RFC 6704 section 4).
      return report.and(StandardOptions.AUTHENTICATE.name(), "(not shown)");
    }
    var definition = OptionSpaces.STANDARD.byCode(OptionSpace.DHCP4, code);
    return definition.isPresent()
        ? report.and(definition.get().name(), printed(definition.get(), value))
        : report.and("option-" + code, value.toHex());
  }

  private static <T> String printed(OptionDefinition<T> definition, Bytes value) {
    return definition
        .type()
        .decode(value)
        .map(definition.type()::print)
        .orElse(value.toHex() + " (malformed)");
  }
}
