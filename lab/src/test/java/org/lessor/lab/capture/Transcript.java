package org.lessor.lab.capture;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.lessor.lab.capture.Frame.Arp;
import org.lessor.lab.capture.Frame.Icmp;
import org.lessor.lab.capture.Frame.Other;
import org.lessor.lab.capture.Frame.Udp;
import org.lessor.wire.Message;

/// Frames as text, a line each.
final class Transcript {
  private Transcript() {}

  /// All frames, each with the seconds since the first.
  static String of(List<Frame> frames) {
    return frames.stream()
        .map(frame ->
            "%9.6f %s"
                .formatted(
                    Duration.between(frames.getFirst().time(), frame.time()).toNanos() / 1e9,
                    line(frame)))
        .collect(Collectors.joining("\n"));
  }

  static String line(Frame frame) {
    return "%-3s %s > %s%s %s"
        .formatted(
            frame.direction(),
            frame.source(),
            frame.destination(),
            frame.vlan().isPresent() ? " vlan " + frame.vlan().getAsInt() : "",
            content(frame));
  }

  private static String content(Frame frame) {
    return switch (frame.content()) {
      case Arp arp -> arp(arp);
      case Udp udp ->
          "%s:%d > %s:%d %s"
              .formatted(
                  udp.source(),
                  udp.sourcePort(),
                  udp.destination(),
                  udp.destinationPort(),
                  frame.dhcp().map(Transcript::dhcp).orElse("UDP " + udp.payload().length()));
      case Icmp icmp ->
          "%s > %s ICMP %d/%d"
              .formatted(icmp.source(), icmp.destination(), icmp.type(), icmp.code());
      case Other other ->
          "type 0x%04x, %d bytes".formatted(frame.etherType(), other.payload().length());
    };
  }

  private static String arp(Arp arp) {
    return arp.operation() == Arp.REQUEST
        ? "ARP who has %s, asks %s".formatted(arp.target(), arp.sender())
        : "ARP %s is at %s, says %s".formatted(arp.sender(), arp.senderHardware(), arp.sender());
  }

  private static String dhcp(Message message) {
    return "%s xid %s ciaddr %s yiaddr %s giaddr %s"
        .formatted(
            message.messageType().map(Enum::toString).orElse("BOOTP"),
            message.xid(),
            message.ciaddr(),
            message.yiaddr(),
            message.giaddr());
  }
}
