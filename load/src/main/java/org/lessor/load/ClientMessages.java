package org.lessor.load;

import java.util.stream.IntStream;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageTemplate;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Option;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// Writes what the clients send: copies of messages that are encoded once (RFC 2131 section 4.4,
/// table 5). Allocates nothing.
///
/// All go to the server by way of `giaddr`, or as broadcasts, also those that a lone client would
/// send by unicast: to the server a renewing client looks like a rebinding one.
final class ClientMessages {
  private static final int REQUESTED_ADDRESS = StandardOptions.DHCP_REQUESTED_ADDRESS.code();
  private static final int SERVER_IDENTIFIER = StandardOptions.DHCP_SERVER_IDENTIFIER.code();
  private static final int PARAMETER_REQUEST_LIST =
      StandardOptions.DHCP_PARAMETER_REQUEST_LIST.code();

  private static final int BROADCAST_FLAG = 0x8000;

  /// Subnet mask, routers, name servers, host name, domain name, broadcast address, lease time.
  private static final Bytes USUAL_PARAMETERS = Bytes.ofUnsigned(1, 3, 6, 12, 15, 28, 51);

  private final Population population;
  private final Addressing addressing;

  private final MessageTemplate discover;
  private final MessageTemplate request;
  private final MessageTemplate renew;
  private final MessageTemplate reboot;
  private final MessageTemplate release;

  private final int requestAddress;
  private final int requestServer;
  private final int rebootAddress;
  private final int releaseServer;

  ClientMessages(Population population, Addressing addressing) {
    this.population = population;
    this.addressing = addressing;
    discover = template(asking(MessageType.DHCPDISCOVER));
    request = template(asking(MessageType.DHCPREQUEST), REQUESTED_ADDRESS, SERVER_IDENTIFIER);
    renew = template(asking(MessageType.DHCPREQUEST));
    reboot = template(asking(MessageType.DHCPREQUEST), REQUESTED_ADDRESS);
    release = template(bare(MessageType.DHCPRELEASE), SERVER_IDENTIFIER);
    requestAddress = request.placeOf(REQUESTED_ADDRESS).orElseThrow();
    requestServer = request.placeOf(SERVER_IDENTIFIER).orElseThrow();
    rebootAddress = reboot.placeOf(REQUESTED_ADDRESS).orElseThrow();
    releaseServer = release.placeOf(SERVER_IDENTIFIER).orElseThrow();
  }

  private Message bare(MessageType type) {
    HardwareAddress anyone = HardwareAddress.ethernet("00:00:00:00:00:00");
    return Message.of(
        Op.BOOTREQUEST,
        type,
        new Xid(0),
        anyone,
        builder ->
            switch (addressing) {
              case Addressing.Relayed(Ipv4 giaddr) -> builder.hops(1).giaddr(giaddr);
              case Addressing.Direct() -> builder.flags(BROADCAST_FLAG);
            });
  }

  /// A message that asks for parameters, with the options that the user added.
  private Message asking(MessageType type) {
    return bare(type)
        .with(builder -> {
          builder.option(PARAMETER_REQUEST_LIST, USUAL_PARAMETERS);
          for (Option option : population.options()) {
            builder.option(option.code(), option.value());
          }
          return builder;
        });
  }

  /// A template with room for addresses in the options with these codes.
  private static MessageTemplate template(Message message, int... addressOptions) {
    return MessageTemplate.of(
        message.with(builder -> {
          for (int code : addressOptions) {
            builder.option(code, Bytes.ofUint32(0));
          }
          return builder;
        }));
  }

  /// The size of the largest message, in bytes.
  int largestBytes() {
    return IntStream.of(
            discover.sizeBytes(),
            request.sizeBytes(),
            renew.sizeBytes(),
            reboot.sizeBytes(),
            release.sizeBytes())
        .max()
        .orElseThrow();
  }

  void discover(PacketSink sink, int client, int xid) {
    start(sink, discover, client, xid);
    sink.add(discover.sizeBytes(), population.mac(client));
  }

  void request(PacketSink sink, int client, int xid, int address, int server) {
    byte[] target = start(sink, request, client, xid);
    MessageTemplate.putUint32(target, sink.payloadOffset() + requestAddress, address);
    MessageTemplate.putUint32(target, sink.payloadOffset() + requestServer, server);
    sink.add(request.sizeBytes(), population.mac(client));
  }

  void renew(PacketSink sink, int client, int xid, int address) {
    byte[] target = start(sink, renew, client, xid);
    MessageTemplate.ciaddr(target, sink.payloadOffset(), address);
    sink.add(renew.sizeBytes(), population.mac(client));
  }

  void reboot(PacketSink sink, int client, int xid, int address) {
    byte[] target = start(sink, reboot, client, xid);
    MessageTemplate.putUint32(target, sink.payloadOffset() + rebootAddress, address);
    sink.add(reboot.sizeBytes(), population.mac(client));
  }

  void release(PacketSink sink, int client, int xid, int address, int server) {
    byte[] target = start(sink, release, client, xid);
    MessageTemplate.ciaddr(target, sink.payloadOffset(), address);
    MessageTemplate.putUint32(target, sink.payloadOffset() + releaseServer, server);
    sink.add(release.sizeBytes(), population.mac(client));
  }

  private byte[] start(PacketSink sink, MessageTemplate template, int client, int xid) {
    byte[] target = sink.next();
    int offset = sink.payloadOffset();
    template.copyTo(target, offset);
    MessageTemplate.xid(target, offset, xid);
    MessageTemplate.chaddr(target, offset, population.mac(client));
    return target;
  }
}
