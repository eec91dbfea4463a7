package org.lessor.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lessor.wire.Bytes;
import org.lessor.wire.Decoded;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;

/// A server that gives each client the next address and remembers it, and the sink in front of it.
/// It keeps all that it was sent, and answers when it is told to.
final class TinyServer implements PacketSink {
  static final Ipv4 IDENTIFIER = Ipv4.of("192.0.2.1");

  private final byte[] buffer = new byte[1500];
  private final List<Message> seen = new ArrayList<>();
  private final Deque<Message> waiting = new ArrayDeque<>();
  private final Map<HardwareAddress, Ipv4> leases = new HashMap<>();
  private Ipv4 next = Ipv4.of("10.0.0.1");
  long leaseSeconds = 3600;
  boolean refusing;

  @Override
  public byte[] next() {
    return buffer;
  }

  @Override
  public int payloadOffset() {
    return 42;
  }

  @Override
  public void add(int sizeBytes, long mac) {
    Message message =
        switch (Message.decode(buffer, payloadOffset(), sizeBytes)) {
          case Decoded.Ok(Message good) -> good;
          case Decoded.Malformed(var reason, int offset) ->
              throw new AssertionError(reason + " at " + offset);
        };
    if (message.chaddr().address().uint16(0) != mac >>> 32
        || message.chaddr().address().uint32(2) != (mac & 0xffff_ffffL)) {
      throw new AssertionError("sent for " + Long.toHexString(mac) + ": " + message);
    }
    seen.add(message);
    waiting.add(message);
  }

  List<Message> seen() {
    return seen;
  }

  List<MessageType> typesSeen() {
    return seen.stream().map(message -> message.messageType().orElseThrow()).toList();
  }

  /// Takes what waits, without answering it.
  List<Message> ignoreWaiting() {
    List<Message> ignored = List.copyOf(waiting);
    waiting.clear();
    return ignored;
  }

  /// Answers what waits, and not what the answers lead to.
  void answer(LoadMachine machine, long nowNanos) {
    ignoreWaiting().forEach(message -> answer(message, machine, nowNanos));
  }

  void answer(Message message, LoadMachine machine, long nowNanos) {
    switch (message.messageType().orElseThrow()) {
      case DHCPDISCOVER -> send(message, MessageType.DHCPOFFER, machine, nowNanos);
      case DHCPREQUEST ->
          send(message, refusing ? MessageType.DHCPNAK : MessageType.DHCPACK, machine, nowNanos);
      case DHCPRELEASE -> leases.remove(message.chaddr());
      default -> throw new AssertionError("no client sends " + message);
    }
  }

  /// Has this client get that address from now on.
  void lease(HardwareAddress client, Ipv4 address) {
    leases.put(client, address);
  }

  private void send(Message to, MessageType type, LoadMachine machine, long nowNanos) {
    Ipv4 address =
        leases.computeIfAbsent(
            to.chaddr(),
            _ -> {
              Ipv4 given = next;
              next = next.plus(1);
              return given;
            });
    Bytes reply =
        Message.of(
                Op.BOOTREPLY,
                type,
                to.xid(),
                to.chaddr(),
                builder ->
                    builder
                        .giaddr(to.giaddr())
                        .yiaddr(type == MessageType.DHCPNAK ? Ipv4.UNSPECIFIED : address)
                        .option(StandardOptions.DHCP_LEASE_TIME, leaseSeconds)
                        .option(StandardOptions.DHCP_SERVER_IDENTIFIER, IDENTIFIER))
            .encode();
    machine.received(reply.toArray(), 0, reply.length(), nowNanos, this);
  }
}
